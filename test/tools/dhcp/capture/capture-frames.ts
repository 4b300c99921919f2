import type {
  CapturedEnd,
  CapturedExchange,
  CapturedPacket,
  CaptureSink,
} from '#electron/tools/dhcp/capture/capture-sink.ts';
import { type DhcpMessage, encodeDhcp, newDhcpMessage, newOption } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import { buildArpFrame, buildIpv4Datagram, buildUdpFrame } from '#electron/wire/frame.ts';
import type { LinkType } from '#shared/model/packet-event.ts';

export const client = '02:00:00:00:00:aa';
export const server = '02:00:00:00:00:01';
export const start = 1_700_000_000_000;

export interface MessageParts {
  xid?: number;
  mac?: string;
  change?: Partial<DhcpMessage>;
  /** Other than those that the type calls for. */
  ports?: [source: number, destination: number];
}

/** A message's UDP payload. Types of servers have op 2. */
export function payload(type: keyof typeof messageTypes | undefined, parts: MessageParts = {}): Uint8Array {
  const { xid = 7, mac = client, change } = parts;
  const answer = type === 'OFFER' || type === 'ACK' || type === 'NAK';
  return encodeDhcp(
    newDhcpMessage({
      op: answer ? 2 : 1,
      xid,
      chaddr: mac,
      yiaddr: type === 'OFFER' || type === 'ACK' ? '10.0.0.9' : '0.0.0.0',
      options: type === undefined ? [] : [newOption(53, Uint8Array.of(messageTypes[type]))],
      ...change,
    }),
  );
}

function addressed(bytes: Uint8Array, ports?: [number, number]) {
  const answer = bytes[0] === 2;
  const [sourcePort, destinationPort] = ports ?? (answer ? [67, 68] : [68, 67]);
  return {
    sourceAddress: answer ? '10.0.0.1' : '0.0.0.0',
    destinationAddress: '255.255.255.255',
    sourcePort,
    destinationPort,
    payload: bytes,
  };
}

/** An Ethernet frame with a message. */
export function message(type: keyof typeof messageTypes | undefined, parts: MessageParts = {}): Uint8Array {
  const bytes = payload(type, parts);
  return buildUdpFrame({
    ...addressed(bytes, parts.ports),
    sourceMac: bytes[0] === 2 ? server : (parts.mac ?? client),
    destinationMac: 'ff:ff:ff:ff:ff:ff',
  });
}

export function arp(operation: number, senderAddress: string, targetAddress: string, senderMac = server): Uint8Array {
  return buildArpFrame({
    sourceMac: senderMac,
    destinationMac: 'ff:ff:ff:ff:ff:ff',
    operation,
    senderMac,
    senderAddress,
    targetMac: '00:00:00:00:00:00',
    targetAddress,
  });
}

/** An untagged Ethernet frame with tags put in: protocol and control word of each, outermost first. */
export function tagged(frame: Uint8Array, tags: readonly [protocol: number, control: number][]): Uint8Array {
  const words = tags.flatMap(([protocol, control]) => [protocol >> 8, protocol & 255, control >> 8, control & 255]);
  return Uint8Array.from([...frame.subarray(0, 12), ...words, ...frame.subarray(12)]);
}

/** The same as an Ethernet frame, tags included, under another link header, as its system writes it. `number` as in the file. */
export interface Framing {
  name: string;
  link: LinkType;
  number: number;
  /** Whether there is room for VLAN tags. */
  tags: boolean;
  wrap(frame: Uint8Array): Uint8Array;
}

const behind = (header: readonly number[], frame: Uint8Array) => Uint8Array.from([...header, ...frame.subarray(14)]);
const address = (frame: Uint8Array) => [...frame.subarray(6, 12), 0, 0];

export const framings: readonly Framing[] = [
  { name: 'Ethernet', link: 'ethernet', number: 1, tags: true, wrap: (frame) => frame },
  {
    name: 'Linux cooked',
    link: 'linux-cooked',
    number: 113,
    tags: true,
    wrap: (frame) => behind([0, 1, 0, 1, 0, 6, ...address(frame), ...frame.subarray(12, 14)], frame),
  },
  {
    name: 'Linux cooked 2',
    link: 'linux-cooked-2',
    number: 276,
    tags: true,
    wrap: (frame) => behind([...frame.subarray(12, 14), 0, 0, 0, 0, 0, 3, 0, 1, 4, 6, ...address(frame)], frame),
  },
  { name: 'null, little endian', link: 'null', number: 0, tags: false, wrap: (frame) => behind([2, 0, 0, 0], frame) },
  { name: 'null, big endian', link: 'null', number: 0, tags: false, wrap: (frame) => behind([0, 0, 0, 2], frame) },
  { name: 'loop', link: 'loop', number: 108, tags: false, wrap: (frame) => behind([0, 0, 0, 2], frame) },
  { name: 'IPv4', link: 'ipv4', number: 228, tags: false, wrap: (frame) => frame.slice(14) },
  { name: 'raw IP', link: 'ipv4', number: 101, tags: false, wrap: (frame) => frame.slice(14) },
];

/** A message in fragments of `size` bytes each, as Ethernet frames. */
export function fragments(bytes: Uint8Array, size: number, identification = 77): Uint8Array[] {
  const whole = buildIpv4Datagram({ ...addressed(bytes), identification });
  const data = whole.subarray(20);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += size) {
    const part = data.subarray(at, at + size);
    const header = whole.slice(0, 20);
    const view = new DataView(header.buffer);
    view.setUint16(2, 20 + part.length);
    view.setUint16(6, (at + size < data.length ? 0x2000 : 0) | (at / 8));
    view.setUint16(10, 0);
    let sum = 0;
    for (let i = 0; i < 20; i += 2) sum += view.getUint16(i);
    view.setUint16(10, ~((sum & 0xffff) + (sum >>> 16)) & 0xffff);
    const ethernet = message('DISCOVER').subarray(0, 14);
    frames.push(Uint8Array.from([...ethernet, ...header, ...part]));
  }
  return frames;
}

export interface HeldExchange extends CapturedExchange {
  packets: CapturedPacket[];
  end?: CapturedEnd;
}

/** Keeps everything. */
export class MemorySink implements CaptureSink {
  readonly exchanges: HeldExchange[] = [];
  open = 0;
  mostOpen = 0;
  ended = 0;
  packets = 0;

  begin(exchange: CapturedExchange) {
    const held: HeldExchange = { ...exchange, packets: [] };
    this.exchanges.push(held);
    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    return {
      packet: (packet: CapturedPacket) => {
        if (held.end !== undefined) throw new Error('a packet after the end');
        this.packets++;
        held.packets.push(packet);
      },
      end: (end: CapturedEnd) => {
        if (held.end !== undefined) throw new Error('two ends');
        held.end = end;
        this.open--;
        this.ended++;
      },
    };
  }

  ready(): Promise<void> | undefined {
    return undefined;
  }
}
