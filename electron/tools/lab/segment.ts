import type { Clock } from '#electron/net/clock.ts';
import type { PacketIo, PacketPort, PacketPortEnd, PacketPortOptions } from '#electron/net/packet/packet-io.ts';

/** One way delay of the simulated cable, in milliseconds. */
const delay = 0.3;

/** A station on the segment: gets every frame that another one sent. */
export type Station = (frame: Uint8Array, send: (frame: Uint8Array) => void) => void;

/**
 * A virtual Ethernet segment, a hub: what one station sends all others receive, a little later and in order. Ports of the
 * engine and simulated servers are its stations. Only the wire is simulated; the frames are real ones.
 */
export class Segment implements PacketIo {
  readonly name: string;
  readonly #clock: Clock;
  readonly #stations = new Set<(frame: Uint8Array) => void>();

  constructor(name: string, clock: Clock) {
    this.name = name;
    this.#clock = clock;
  }

  attach(station: Station): void {
    const receive = (frame: Uint8Array) => station(frame, (answer) => this.#carry(answer, receive));
    this.#stations.add(receive);
  }

  async open(options: PacketPortOptions): Promise<PacketPort> {
    options.signal?.throwIfAborted();
    let lost = 0;
    let end: (end: PacketPortEnd) => void = () => {};
    const ended = new Promise<PacketPortEnd>((resolve) => {
      end = resolve;
    });
    const receive = (bytes: Uint8Array) =>
      options.onFrame({ bytes: bytes.slice(), link: 'ethernet', at: this.#clock.now() });
    this.#stations.add(receive);
    return {
      interface: this.name,
      transport: 'lab',
      mac: labClientMac,
      limits: [],
      send: async (frame) => {
        if (!this.#stations.has(receive)) {
          lost++;
          return this.#clock.now();
        }
        const at = this.#clock.now();
        this.#carry(frame.slice(), receive);
        return at;
      },
      lost: () => lost,
      ended,
      close: async () => {
        this.#stations.delete(receive);
        end({});
      },
    };
  }

  #carry(frame: Uint8Array, from: (frame: Uint8Array) => void): void {
    this.#clock.after(delay, () => {
      for (const station of this.#stations) if (station !== from) station(frame);
    });
  }
}

/** The client's address in the lab: locally administered, so it can be nobody's. */
export const labClientMac = '02:00:00:1a:b0:01';
