import { arpOperations } from '#electron/wire/arp.ts';
import type { WantedPacket } from '#electron/wire/capture/capture-item.ts';
import { hexNumber } from '#electron/wire/field.ts';
import { colonHexAt, uint16At, uint32At } from '#electron/wire/octets.ts';
import type { LinkType } from '#shared/model/packet-event.ts';
import type { CapturedPacket, CaptureRecording, CaptureSink } from './capture-sink.ts';
import { OutcomeTracker } from './exchange-outcome.ts';
import { FrameScan } from './frame-scan.ts';
import { clientIdentifierAt, glanceAt, type MessageGlance } from './message-glance.ts';

export interface GroupLimits {
  /** The same client and xid after a silence of so many milliseconds is another exchange. */
  silence: number;
  /** Exchanges open at a time; the one silent for longest is ended for a new one. */
  open: number;
  /** Packets handed over for one exchange. */
  packets: number;
  /** Addresses of one exchange whose ARP is watched. */
  addresses: number;
  /** ARP packets handed over for one exchange. */
  arp: number;
  /** Fragmented datagrams whose further fragments are waited for. */
  fragmented: number;
}

const defaultLimits: GroupLimits = {
  silence: 5 * 60 * 1000,
  open: 4000,
  packets: 20_000,
  addresses: 16,
  arp: 64,
  fragmented: 256,
};

/** A frame as a capture file or an interface gives it. The bytes are copied if they are kept. */
export interface GroupedFrame {
  bytes: Uint8Array;
  link: LinkType;
  interface: string;
  /** Milliseconds since the epoch. */
  at: number;
}

interface Group {
  key: string;
  recording: CaptureRecording;
  outcome: OutcomeTracker;
  client: string;
  vlans: string;
  /** Time of the last DHCP message in the file, and of the latest packet. */
  lastAt: number;
  endedAt: number;
  addresses: number[];
  messages: number;
  fragments: number;
  arp: number;
  kept: number;
  notKept: number;
}

interface Fragmented {
  group: Group;
  from: CapturedPacket['from'];
  at: number;
}

/** Fragments further apart are of different datagrams (RFC 791 section 3.2 suggests 15 s for putting them together). */
const reassemblyTime = 30_000;

/**
 * Sorts the DHCP messages of many clients into exchanges, one for each client, xid and VLAN, split at long silences, and hands
 * every packet to the sink as it comes. The client is its chaddr; messages without one are told apart by xid alone, because
 * servers need not repeat the client identifier. ARP about an address that a server of an open exchange gave goes with it, and
 * so do the further fragments of its messages.
 */
export class ExchangeGroups {
  readonly #sink: CaptureSink;
  readonly #limits: GroupLimits;
  readonly #scan = new FrameScan();
  /** The longest silent first. */
  readonly #open = new Map<string, Group>();
  /** By address, the exchange in which it was given last. */
  readonly #given = new Map<number, Group>();
  readonly #fragmented = new Map<string, Fragmented>();
  /** DHCP messages, ARP packets, further fragments, exchanges so far. */
  readonly counts = { messages: 0, arp: 0, fragments: 0, exchanges: 0, notKept: 0 };

  constructor(sink: CaptureSink, limits: Partial<GroupLimits> = {}) {
    this.#sink = sink;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Exchanges open now. */
  get open(): number {
    return this.#open.size;
  }

  /** Whether `take` would do anything with a frame. Quick. */
  readonly wanted: WantedPacket = (bytes, start, end, link) => {
    switch (this.#scan.scan(bytes, start, end, link)) {
      case 'dhcp':
        return true;
      case 'arp':
        return this.#given.size > 0 && this.#groupOfArp(bytes) !== undefined;
      case 'fragment':
        return this.#fragmented.size > 0;
      default:
        return false;
    }
  };

  take(frame: GroupedFrame): void {
    switch (this.#scan.scan(frame.bytes, 0, frame.bytes.length, frame.link)) {
      case 'dhcp':
        this.#takeMessage(frame);
        return;
      case 'arp':
        this.#takeArp(frame);
        return;
      case 'fragment':
        this.#takeFragment(frame);
    }
  }

  /** Ends the exchanges that were silent for too long at `now`, in milliseconds since the epoch. */
  expire(now: number): void {
    for (const group of this.#open.values()) {
      if (now - group.lastAt <= this.#limits.silence) return;
      this.#end(group);
    }
  }

  endAll(): void {
    for (const group of this.#open.values()) this.#end(group);
  }

  #takeMessage(frame: GroupedFrame): void {
    const { payload, payloadEnd, moreFragments, network } = this.#scan;
    this.counts.messages++;
    const message = glanceAt(frame.bytes, payload, payloadEnd);
    const group = this.#groupOf(frame, message);
    const from = message.op === 1 ? 'client' : message.op === 2 ? 'server' : 'other';
    group.outcome.add(message.op, message.type);
    group.messages++;
    group.lastAt = frame.at;
    if (from === 'server' && message.yiaddr !== 0) this.#watchAddress(group, message.yiaddr);
    if (moreFragments) this.#expectFragments(frame.bytes, network, { group, from, at: frame.at });
    this.#keep(group, frame, 'dhcp', from);
  }

  #groupOf(frame: GroupedFrame, message: MessageGlance): Group {
    const vlans = this.#scan.vlans.join('.');
    const key = `${vlans} ${message.xid} ${message.chaddr}`;
    const known = this.#open.get(key);
    if (known !== undefined && Math.abs(frame.at - known.lastAt) <= this.#limits.silence) {
      // To the end of the line: those in front are the longest silent.
      this.#open.delete(key);
      this.#open.set(key, known);
      return known;
    }
    if (known !== undefined) this.#end(known);
    this.expire(frame.at);
    if (this.#open.size >= this.#limits.open) {
      const [first] = this.#open.values();
      if (first !== undefined) this.#end(first);
    }
    const group = this.#begin(frame, message, key, vlans);
    this.#open.set(key, group);
    return group;
  }

  #begin(frame: GroupedFrame, { chaddr, xid }: MessageGlance, key: string, vlans: string): Group {
    const { payload, payloadEnd } = this.#scan;
    const client = chaddr === '' ? (clientIdentifierAt(frame.bytes, payload, payloadEnd) ?? '?') : chaddr;
    this.counts.exchanges++;
    const recording = this.#sink.begin({
      subject: `${client}, xid ${hexNumber(xid, 8)}`,
      client,
      xid,
      vlans: [...this.#scan.vlans],
      interface: frame.interface,
      startedAt: frame.at,
    });
    return {
      key,
      recording,
      outcome: new OutcomeTracker(),
      client,
      vlans,
      lastAt: frame.at,
      endedAt: frame.at,
      addresses: [],
      messages: 0,
      fragments: 0,
      arp: 0,
      kept: 0,
      notKept: 0,
    };
  }

  #end(group: Group): void {
    this.#open.delete(group.key);
    for (const address of group.addresses) if (this.#given.get(address) === group) this.#given.delete(address);
    for (const [key, { group: owner }] of this.#fragmented) if (owner === group) this.#fragmented.delete(key);
    const { recording, outcome, endedAt, messages, fragments, notKept } = group;
    recording.end({ outcome: outcome.outcome, endedAt, messages, fragments, notKept });
  }

  #keep(group: Group, frame: GroupedFrame, kind: CapturedPacket['kind'], from: CapturedPacket['from']): void {
    const { bytes, link, at } = frame;
    if (at > group.endedAt) group.endedAt = at;
    if (group.kept >= this.#limits.packets) {
      group.notKept++;
      this.counts.notKept++;
      return;
    }
    group.kept++;
    group.recording.packet({ bytes: bytes.slice(), link, interface: frame.interface, at, kind, from });
  }

  #watchAddress(group: Group, address: number): void {
    if (this.#given.get(address) === group) return;
    if (!group.addresses.includes(address)) {
      if (group.addresses.length >= this.#limits.addresses) return;
      group.addresses.push(address);
    }
    this.#given.set(address, group);
  }

  /** ARP that asks for a watched address, or says who has it. What its holder asks about others is not about the address. */
  #groupOfArp(bytes: Uint8Array): Group | undefined {
    const at = this.#scan.network;
    const asked = this.#given.get(uint32At(bytes, at + 24));
    if (asked !== undefined || uint16At(bytes, at + 6) === arpOperations.request) return asked;
    return this.#given.get(uint32At(bytes, at + 14));
  }

  #takeArp(frame: GroupedFrame): void {
    const group = this.#groupOfArp(frame.bytes);
    if (group === undefined || group.arp >= this.#limits.arp || group.vlans !== this.#scan.vlans.join('.')) return;
    if (Math.abs(frame.at - group.lastAt) > this.#limits.silence) return;
    group.arp++;
    this.counts.arp++;
    const sender = colonHexAt(frame.bytes, this.#scan.network + 8, 6);
    this.#keep(group, frame, 'arp', sender === group.client ? 'client' : 'other');
  }

  #expectFragments(bytes: Uint8Array, network: number, fragmented: Fragmented): void {
    if (this.#fragmented.size >= this.#limits.fragmented) {
      const [oldest] = this.#fragmented.keys();
      if (oldest !== undefined) this.#fragmented.delete(oldest);
    }
    this.#fragmented.set(datagramKey(bytes, network), fragmented);
  }

  #takeFragment(frame: GroupedFrame): void {
    const known = this.#fragmented.get(datagramKey(frame.bytes, this.#scan.network));
    if (known === undefined || Math.abs(frame.at - known.at) > reassemblyTime) return;
    known.group.fragments++;
    this.counts.fragments++;
    this.#keep(known.group, frame, 'fragment', known.from);
  }
}

/** What the fragments of a datagram have in common (RFC 791 section 3.2). */
function datagramKey(bytes: Uint8Array, network: number): string {
  return `${uint32At(bytes, network + 12)} ${uint32At(bytes, network + 16)} ${uint16At(bytes, network + 4)}`;
}
