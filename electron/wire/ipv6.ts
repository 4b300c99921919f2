import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { field, hexNumber, named } from './field.ts';
import { protocolNames } from './ipv4.ts';
import { ipv6At, putIpv6 } from './ipv6-address.ts';
import { hexAt, putUint16, putUint32, uint16At, uint32At } from './octets.ts';

/** An IPv6 header with the extension headers behind it (RFC 8200 sections 3 and 4). */
export interface Ipv6Header {
  /** Bytes, extension headers included. */
  headerLength: number;
  trafficClass: number;
  flowLabel: number;
  /** As the header says, in bytes, extension headers included; may be more than is there. */
  payloadLength: number;
  /** Of the fixed header. */
  nextHeader: number;
  hopLimit: number;
  source: string;
  destination: string;
  /** In the order of the bytes. */
  extensions: Ipv6Extension[];
  /** What follows the headers. */
  protocol: number;
  /** One of several fragments, or a whole packet that says that it is one. */
  fragment?: { identification: number; offset: number; more: boolean };
  /** A routing header with addresses still to visit: `destination` is not the last one. */
  routed: boolean;
  /** Where the header starts in the frame. */
  offset: number;
  /** Where the payload ends in the frame. */
  end: number;
}

export interface Ipv6Extension {
  type: number;
  offset: number;
  length: number;
}

export const ipv6HeaderLength = 40;
/** Nobody chains more; beyond it we do not look further. */
const maximumExtensions = 16;
const extensions = { hopByHop: 0, routing: 43, fragment: 44, destination: 60 } as const;

const extensionNames = new Map<number, string>([
  [extensions.hopByHop, 'hop-by-hop options'],
  [extensions.routing, 'routing'],
  [extensions.fragment, 'fragment'],
  [extensions.destination, 'destination options'],
]);
const nextHeaderNames = new Map([...protocolNames, ...extensionNames, [59, 'no next header'] as const]);

export function decodeIpv6(bytes: Uint8Array, offset: number, faults: PacketFault[]): Ipv6Header | undefined {
  const available = bytes.length - offset;
  if (available < ipv6HeaderLength) {
    faults.push({ offset: bytes.length, reason: `IPv6 header needs 40 bytes, ${Math.max(0, available)} there` });
    return undefined;
  }
  const first = uint32At(bytes, offset);
  const version = first >>> 28;
  if (version !== 6) {
    faults.push({ offset, reason: `IP version ${version}, must be 6` });
    return undefined;
  }
  const payloadLength = uint16At(bytes, offset + 4);
  let end = offset + ipv6HeaderLength + payloadLength;
  if (end > bytes.length) {
    const left = available - ipv6HeaderLength;
    faults.push({ offset: bytes.length, reason: `IPv6 payload length ${payloadLength}, only ${left} bytes there` });
    end = bytes.length;
  }
  const header: Ipv6Header = {
    headerLength: ipv6HeaderLength,
    trafficClass: (first >>> 20) & 0xff,
    flowLabel: first & 0xfffff,
    payloadLength,
    nextHeader: bytes[offset + 6] ?? 0,
    hopLimit: bytes[offset + 7] ?? 0,
    source: ipv6At(bytes, offset + 8),
    destination: ipv6At(bytes, offset + 24),
    extensions: [],
    protocol: bytes[offset + 6] ?? 0,
    routed: false,
    offset,
    end,
  };
  walkExtensions(bytes, header, faults);
  return header;
}

/** Steps over the extension headers; ends before the first that is not whole. */
function walkExtensions(bytes: Uint8Array, header: Ipv6Header, faults: PacketFault[]): void {
  while (extensionNames.has(header.protocol)) {
    const at = header.offset + header.headerLength;
    const left = header.end - at;
    const type = header.protocol;
    const name = extensionNames.get(type);
    if (header.extensions.length === maximumExtensions) {
      faults.push({ offset: at, reason: `more than ${maximumExtensions} IPv6 extension headers` });
      return;
    }
    // RFC 8200 section 4: the length is in units of 8 bytes and does not count the first; a fragment header has none.
    const length = type === extensions.fragment ? 8 : 8 + 8 * (left < 2 ? 0 : (bytes[at + 1] ?? 0));
    if (length > left) {
      faults.push({ offset: at, reason: `IPv6 ${name} header needs ${length} bytes, ${left} there` });
      return;
    }
    header.extensions.push({ type, offset: at, length });
    header.headerLength += length;
    header.protocol = bytes[at] ?? 0;
    if (type === extensions.routing && (bytes[at + 3] ?? 0) > 0) header.routed = true;
    if (type === extensions.fragment) {
      const place = uint16At(bytes, at + 2);
      const fragment = { identification: uint32At(bytes, at + 4), offset: place & 0xfff8, more: (place & 1) === 1 };
      header.fragment = fragment;
      // Only the first fragment starts with a header.
      if (fragment.offset > 0) return;
    }
  }
}

/** Writes a header without extensions, for `payloadLength` bytes behind it. */
export function putIpv6Header(
  bytes: Uint8Array,
  offset: number,
  header: Pick<Ipv6Header, 'hopLimit' | 'protocol' | 'source' | 'destination' | 'payloadLength'>,
): void {
  putUint32(bytes, offset, 0x6000_0000);
  putUint16(bytes, offset + 4, header.payloadLength);
  bytes[offset + 6] = header.protocol;
  bytes[offset + 7] = header.hopLimit;
  putIpv6(bytes, offset + 8, header.source);
  putIpv6(bytes, offset + 24, header.destination);
}

export function describeIpv6(bytes: Uint8Array, header: Ipv6Header): PacketField {
  const at = header.offset;
  return field('ipv6', 'IPv6', `${header.source} → ${header.destination}`, at, header.headerLength, {
    children: [
      field('ipv6.version', 'version', '6', at, 1),
      field('ipv6.dscp', 'DSCP', String(header.trafficClass >> 2), at, 2),
      field('ipv6.ecn', 'ECN', String(header.trafficClass & 3), at + 1, 1),
      field('ipv6.flowLabel', 'flow label', hexNumber(header.flowLabel, 5), at + 1, 3),
      field('ipv6.payloadLength', 'payload length', `${header.payloadLength} bytes`, at + 4, 2),
      field('ipv6.nextHeader', 'next header', named(nextHeaderNames, header.nextHeader), at + 6, 1),
      field('ipv6.hopLimit', 'hop limit', String(header.hopLimit), at + 7, 1),
      field('ipv6.source', 'source', header.source, at + 8, 16),
      field('ipv6.destination', 'destination', header.destination, at + 24, 16),
      ...header.extensions.map((extension, index) => describeExtension(bytes, header, extension, index)),
    ],
  });
}

function describeExtension(
  bytes: Uint8Array,
  header: Ipv6Header,
  { type, offset: at, length }: Ipv6Extension,
  index: number,
): PacketField {
  const id = `ipv6.extension.${index}`;
  const name = `${extensionNames.get(type)} header`;
  const next = field(`${id}.nextHeader`, 'next header', named(nextHeaderNames, bytes[at] ?? 0), at, 1);
  if (type === extensions.fragment && header.fragment !== undefined) {
    const { identification, offset, more } = header.fragment;
    return field(id, name, `at ${offset} bytes${more ? ', more follow' : ''}`, at, length, {
      children: [
        next,
        field(`${id}.offset`, 'fragment offset', `${offset} bytes`, at + 2, 2),
        field(`${id}.more`, 'more fragments', more ? 'yes (1)' : 'no (0)', at + 3, 1),
        field(`${id}.identification`, 'identification', hexNumber(identification, 8), at + 4, 4),
      ],
    });
  }
  return field(id, name, `${length} bytes`, at, length, {
    children: [
      next,
      field(`${id}.length`, 'length', `${length} bytes`, at + 1, 1),
      field(`${id}.data`, 'data', hexAt(bytes, at + 2, length - 2), at + 2, length - 2),
    ],
  });
}
