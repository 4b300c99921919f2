import { addressOption, type DhcpMessage, findOption, messageType } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import { startsWithText } from './bytes.ts';
import type { JudgedExchange, JudgedPacket } from './exchange.ts';
import { isWhole } from './wire-faults.ts';

/** `relay`: between a relay agent and a server. A capture may hold both legs of one exchange. */
export type Leg = 'client' | 'relay';

export type ClientKind =
  | 'discover'
  | 'selecting'
  | 'rebooting'
  | 'renewing'
  | 'rebinding'
  | 'inform'
  | 'decline'
  | 'release'
  | 'bootp'
  | 'other';

export type ServerKind = 'offer' | 'ack' | 'nak' | 'bootp' | 'other';

interface Message {
  packet: JudgedPacket;
  dhcp: DhcpMessage;
  leg: Leg;
}

export interface ClientMessage extends Message {
  kind: ClientKind;
}

export interface ServerMessage extends Message {
  kind: ServerKind;
  /** Option 54, else the sender. */
  server: string;
  sender: string | undefined;
  mac: string | undefined;
  /** The last message before it that it may answer. */
  answers: ClientMessage | undefined;
  /** DISCOVERs of its transaction before it. */
  discoversBefore: number;
  /** Where it was sent; undefined where the header was rebuilt from a socket, which does not tell. */
  destination: string | undefined;
  /** Nothing was cut off, so that what it lacks was not sent. */
  whole: boolean;
  /** A PXE proxy: it gives boot data and no address, beside the real server. */
  proxy: boolean;
}

/** What belongs to one xid. */
export interface Transaction {
  xid: number;
  client: ClientMessage[];
  server: ServerMessage[];
}

/** An answer that is about our client or our transaction, but not about both. */
export interface Stray {
  packet: JudgedPacket;
  dhcp: DhcpMessage;
  strange: 'client' | 'transaction';
}

/** The packets of an exchange in the order of their time, told apart by who sent them and what they answer. */
export interface Story {
  client: ClientMessage[];
  server: ServerMessage[];
  transactions: Map<number, Transaction>;
  strays: Stray[];
  arps: JudgedPacket[];
  /** Frames for DHCP that hold no message that could be read. */
  broken: JudgedPacket[];
  otherVlan: { packet: JudgedPacket; dhcp: DhcpMessage }[];
}

const zero = '0.0.0.0';
const everybody = '255.255.255.255';

export function tellStory(exchange: JudgedExchange): Story {
  return new StoryTeller(exchange.packets).tell();
}

class StoryTeller {
  readonly #packets: readonly JudgedPacket[];
  readonly #pairs = new Set<string>();
  readonly #xids = new Set<number>();
  readonly #macs = new Set<string>();
  readonly #last = new Map<string, ClientMessage>();
  readonly #discovers = new Map<number, number>();
  readonly #offered = new Set<number>();
  readonly #vlans = new Set<number>();
  readonly #story: Story = {
    client: [],
    server: [],
    transactions: new Map(),
    strays: [],
    arps: [],
    broken: [],
    otherVlan: [],
  };

  constructor(packets: readonly JudgedPacket[]) {
    this.#packets = inOrder(packets);
  }

  tell(): Story {
    this.#learnWhoAsks();
    for (const packet of this.#packets) this.#read(packet);
    return this.#story;
  }

  /** Our own messages say who we are; in a capture every client's does; without any, the first answer has to. */
  #learnWhoAsks(): void {
    const messages = this.#packets.filter(({ frame, ignored }) => frame.dhcp !== undefined && ignored !== 'other-vlan');
    const requests = messages.filter(({ frame }) => frame.dhcp?.op === 1);
    const sent = requests.filter(({ direction }) => direction === 'sent');
    const told = sent.length > 0 ? sent : requests.length > 0 ? requests : messages.slice(0, 1);
    for (const { frame } of told) {
      if (frame.dhcp === undefined) continue;
      this.#pairs.add(pairOf(frame.dhcp));
      this.#xids.add(frame.dhcp.xid);
      this.#macs.add(frame.dhcp.chaddr);
      this.#vlans.add(frame.vlans[0]?.id ?? 0);
    }
  }

  #read(packet: JudgedPacket): void {
    const { frame, ignored, direction } = packet;
    if (frame.arp !== undefined) {
      if (direction === 'received') this.#story.arps.push(packet);
      return;
    }
    const { dhcp } = frame;
    if (dhcp === undefined) {
      if (frame.faults.length > 0) this.#story.broken.push(packet);
      return;
    }
    if (!this.#pairs.has(pairOf(dhcp))) this.#readStray(packet, dhcp);
    else if (dhcp.op !== 2) this.#readRequest(packet, dhcp);
    else {
      const elsewhere = ignored === 'other-vlan' || !this.#vlans.has(frame.vlans[0]?.id ?? 0);
      if (elsewhere) this.#story.otherVlan.push({ packet, dhcp });
      // A mirror port may tag one direction only: what the client did with the answer, a capture cannot tell.
      if (ignored !== 'other-vlan') this.#readAnswer(packet, dhcp);
    }
  }

  #readStray(packet: JudgedPacket, dhcp: DhcpMessage): void {
    if (dhcp.op !== 2 || packet.ignored === 'other-vlan') return;
    if (this.#xids.has(dhcp.xid)) this.#story.strays.push({ packet, dhcp, strange: 'client' });
    else if (this.#macs.has(dhcp.chaddr)) this.#story.strays.push({ packet, dhcp, strange: 'transaction' });
  }

  #readRequest(packet: JudgedPacket, dhcp: DhcpMessage): void {
    const leg = dhcp.giaddr === zero ? 'client' : 'relay';
    const kind = this.#kindOf(packet, dhcp);
    const message: ClientMessage = { packet, dhcp, leg, kind };
    this.#story.client.push(message);
    this.#transaction(dhcp.xid).client.push(message);
    if (kind === 'discover') this.#discovers.set(dhcp.xid, (this.#discovers.get(dhcp.xid) ?? 0) + 1);
    if (kind === 'decline' || kind === 'release' || kind === 'other') return;
    const family = kind === 'discover' ? 'discover' : 'request';
    this.#last.set(`${dhcp.xid} ${leg} ${family}`, message);
    this.#last.set(`${dhcp.xid} any ${family}`, message);
  }

  /** RFC 2131 section 4.3.6, table 4. */
  #kindOf({ frame }: JudgedPacket, dhcp: DhcpMessage): ClientKind {
    switch (messageType(dhcp)) {
      case undefined:
        return 'bootp';
      case messageTypes.DISCOVER:
        return 'discover';
      case messageTypes.DECLINE:
        return 'decline';
      case messageTypes.RELEASE:
        return 'release';
      case messageTypes.INFORM:
        return 'inform';
      case messageTypes.REQUEST:
        if (dhcp.ciaddr !== zero)
          return dhcp.giaddr !== zero || frame.ipv4?.destination === everybody ? 'rebinding' : 'renewing';
        return findOption(dhcp, 54) !== undefined || this.#offered.has(dhcp.xid) ? 'selecting' : 'rebooting';
      default:
        return 'other';
    }
  }

  #readAnswer(packet: JudgedPacket, dhcp: DhcpMessage): void {
    const { frame } = packet;
    const leg = frame.udp?.destinationPort === 67 ? 'relay' : 'client';
    const kind = answerKind(dhcp);
    const sender = frame.ipv4?.source;
    const message: ServerMessage = {
      packet,
      dhcp,
      leg,
      kind,
      server: addressOption(dhcp, 54) ?? sender ?? zero,
      sender,
      mac: frame.ethernet?.source,
      answers: this.#asked(dhcp.xid, leg, kind),
      discoversBefore: this.#discovers.get(dhcp.xid) ?? 0,
      destination: frame.link === 'ipv4' ? undefined : frame.ipv4?.destination,
      whole: isWhole(frame),
      proxy: dhcp.yiaddr === zero && startsWithText(findOption(dhcp, 60), 'PXEClient'),
    };
    if (kind === 'offer') this.#offered.add(dhcp.xid);
    this.#story.server.push(message);
    this.#transaction(dhcp.xid).server.push(message);
  }

  #asked(xid: number, leg: Leg, kind: ServerKind): ClientMessage | undefined {
    const last = (family: 'discover' | 'request') =>
      this.#last.get(`${xid} ${leg} ${family}`) ?? this.#last.get(`${xid} any ${family}`);
    return kind === 'offer' ? last('discover') : (last('request') ?? last('discover'));
  }

  #transaction(xid: number): Transaction {
    const known = this.#story.transactions.get(xid);
    if (known !== undefined) return known;
    const made: Transaction = { xid, client: [], server: [] };
    this.#story.transactions.set(xid, made);
    return made;
  }
}

function answerKind(dhcp: DhcpMessage): ServerKind {
  switch (messageType(dhcp)) {
    case messageTypes.OFFER:
      return 'offer';
    case messageTypes.ACK:
      return 'ack';
    case messageTypes.NAK:
      return 'nak';
    case undefined:
      return 'bootp';
    default:
      return 'other';
  }
}

function pairOf(dhcp: DhcpMessage): string {
  return `${dhcp.xid} ${dhcp.chaddr}`;
}

/** By time; a frame we sent may have been recorded after the answer to it. A time that is none counts as the beginning. */
function inOrder(packets: readonly JudgedPacket[]): JudgedPacket[] {
  return packets.map((one) => (Number.isFinite(one.at) ? one : { ...one, at: 0 })).sort((a, b) => a.at - b.at);
}
