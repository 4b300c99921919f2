import type { LinkType } from '#shared/model/packet-event.ts';
import { linkNumbers } from './link-numbers.ts';
import { textBytes } from './text.ts';
import { Writer } from './writer.ts';

export interface CapturedPacket {
  /** Milliseconds since the epoch with a fraction; kept to the microsecond. */
  at: number;
  link: LinkType;
  /** Name of the interface. */
  interface: string;
  bytes: Uint8Array;
  direction?: 'sent' | 'received' | undefined;
  /** At most 65,535 bytes of UTF-8 are kept. */
  comment?: string | undefined;
}

/** draft-ietf-opsawg-pcapng sections 4.1, 4.2 and 4.3. */
const blocks = { section: 0x0a0d0d0a, interface: 1, packet: 6 } as const;
const byteOrderMagic = 0x1a2b3c4d;
const options = {
  end: 0,
  comment: 1,
  userApplication: 4,
  interfaceName: 2,
  timeResolution: 9,
  packetFlags: 2,
} as const;
/** Bits 0 and 1 of the flags word. */
const directions = { received: 1, sent: 2 } as const;
const maximumOption = 0xffff;

/**
 * Writes packets as one section of pcapng, in network byte order, piece by piece: the section header first, then each packet,
 * led by the description of its interface when that is new. Needs no memory beyond one packet.
 */
export function* writePcapng(packets: Iterable<CapturedPacket>): Generator<Uint8Array> {
  yield sectionHeader();
  const interfaces = new Map<string, number>();
  for (const packet of packets) {
    const key = `${packet.link} ${packet.interface}`;
    let index = interfaces.get(key);
    if (index === undefined) {
      index = interfaces.size;
      interfaces.set(key, index);
      yield interfaceDescription(packet.link, packet.interface);
    }
    yield enhancedPacket(packet, index);
  }
}

function sectionHeader(): Uint8Array {
  const body = new Writer().uint32(byteOrderMagic).uint16(1).uint16(0);
  // Section length -1: not given.
  body.uint32(0xffffffff).uint32(0xffffffff);
  putOption(body, options.userApplication, textBytes('Punchdown'));
  putOption(body, options.end, new Uint8Array(0));
  return block(blocks.section, body.take());
}

function interfaceDescription(link: LinkType, name: string): Uint8Array {
  // Snap length 0: no limit.
  const body = new Writer().uint16(linkNumbers[link]).uint16(0).uint32(0);
  putOption(body, options.interfaceName, textBytes(name));
  putOption(body, options.timeResolution, Uint8Array.of(6));
  putOption(body, options.end, new Uint8Array(0));
  return block(blocks.interface, body.take());
}

function enhancedPacket({ at, bytes, direction, comment }: CapturedPacket, index: number): Uint8Array {
  const microseconds = Number.isFinite(at) ? Math.max(0, Math.round(at * 1000)) : 0;
  const body = new Writer(new Uint8Array(bytes.length + 64));
  body
    .uint32(index)
    .uint32(Math.floor(microseconds / 2 ** 32))
    .uint32(microseconds >>> 0);
  body.uint32(bytes.length).uint32(bytes.length).bytes(bytes).zeros(padding(bytes.length));
  if (direction !== undefined) {
    putOption(body, options.packetFlags, Uint8Array.of(0, 0, 0, directions[direction]));
  }
  if (comment !== undefined) putOption(body, options.comment, textBytes(comment));
  if (direction !== undefined || comment !== undefined) putOption(body, options.end, new Uint8Array(0));
  return block(blocks.packet, body.take());
}

function block(type: number, body: Uint8Array): Uint8Array {
  const length = body.length + 12;
  return new Writer(new Uint8Array(length)).uint32(type).uint32(length).bytes(body).uint32(length).take();
}

function putOption(writer: Writer, code: number, value: Uint8Array): void {
  const bytes = value.length > maximumOption ? wholeCharacters(value, maximumOption) : value;
  writer.uint16(code).uint16(bytes.length).bytes(bytes).zeros(padding(bytes.length));
}

/** At most `limit` bytes of UTF-8, cut between characters. */
function wholeCharacters(bytes: Uint8Array, limit: number): Uint8Array {
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

/** Everything is aligned to 32 bits. */
function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
