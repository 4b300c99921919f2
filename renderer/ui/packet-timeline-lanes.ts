/** Peers that get a lane of their own; the others share the last one. */
const lanesMost = 6;
/** From the edge of the area to the client's lane. */
const margin = 20;
/** From the last peer to the lane that stands for everybody. */
const edgeStep = 56;

/** Where lanes stand, in pixels from the left of the lane area. */
export interface Lanes {
  width: number;
  own: number;
  /** Lanes of peers, left to right; the last one may stand for several. */
  peers: readonly { names: readonly string[]; x: number }[];
  everybody: number;
  /** Nothing is sent to everybody: that lane is not drawn. */
  unicast: boolean;
}

/** Lays lanes for the peers into at most `room` pixels. */
export function layLanes(peers: readonly string[], room: number, unicast = false): Lanes {
  const own = peers.slice(0, peers.length > lanesMost ? lanesMost - 1 : lanesMost).map((name) => [name]);
  const rest = peers.slice(own.length);
  const groups = rest.length > 0 ? [...own, rest] : own;
  // An arrow stays one glance long, however wide the window is.
  const stepMost = Math.max(280, Math.min(440, room / 3));
  const edge = groups.length === 0 ? stepMost : unicast ? 0 : edgeStep;
  const natural = 2 * margin + edge + groups.length * stepMost;
  const width = Math.max(200, Math.min(natural, Math.floor(room)));
  const everybody = width - margin;
  const lastPeer = groups.length === 0 ? margin : everybody - Math.min(edge, Math.floor(width / 6));
  const step = groups.length === 0 ? 0 : (lastPeer - margin) / groups.length;
  return {
    width,
    own: margin,
    peers: groups.map((names, index) => ({ names, x: Math.round(margin + step * (index + 1)) })),
    everybody,
    unicast,
  };
}

/** The lane of a peer; nobody's in particular is everybody's. */
export function laneOf(lanes: Lanes, peer: string | null): number {
  if (peer === null) return lanes.everybody;
  return lanes.peers.find((lane) => lane.names.includes(peer))?.x ?? lanes.everybody;
}
