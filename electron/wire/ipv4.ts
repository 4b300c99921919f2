import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { internetChecksum } from './checksum.ts';
import { field, hexNumber, named } from './field.ts';
import { hexAt, ipv4At, putIpv4, putUint16, uint16At } from './octets.ts';

/** An IPv4 header (RFC 791 section 3.1). */
export interface Ipv4Header {
  /** Bytes, options included. */
  headerLength: number;
  dscp: number;
  ecn: number;
  /** As the header says, in bytes; may be more than is there. */
  totalLength: number;
  identification: number;
  dontFragment: boolean;
  moreFragments: boolean;
  /** In bytes. */
  fragmentOffset: number;
  ttl: number;
  protocol: number;
  checksum: number;
  checksumState: 'ok' | 'bad';
  source: string;
  destination: string;
  /** Where the header starts in the frame. */
  offset: number;
  /** Where the payload ends in the frame: behind it is padding. */
  end: number;
}

export const ipv4HeaderLength = 20;
export const ipProtocols = { icmp: 1, tcp: 6, udp: 17 } as const;

export const protocolNames: ReadonlyMap<number, string> = new Map([
  [1, 'ICMP'],
  [2, 'IGMP'],
  [6, 'TCP'],
  [17, 'UDP'],
  [47, 'GRE'],
  [50, 'ESP'],
  [58, 'ICMPv6'],
  [89, 'OSPF'],
]);

/** One of several fragments, the first included. */
export function isFragment(header: Ipv4Header): boolean {
  return header.moreFragments || header.fragmentOffset > 0;
}

export function decodeIpv4(bytes: Uint8Array, offset: number, faults: PacketFault[]): Ipv4Header | undefined {
  const available = bytes.length - offset;
  if (available < ipv4HeaderLength) {
    faults.push({ offset: bytes.length, reason: `IPv4 header needs 20 bytes, ${Math.max(0, available)} there` });
    return undefined;
  }
  const first = bytes[offset] ?? 0;
  const headerLength = (first & 15) * 4;
  if (first >> 4 !== 4) {
    faults.push({ offset, reason: `IP version ${first >> 4}, must be 4` });
    return undefined;
  }
  if (headerLength < ipv4HeaderLength || headerLength > available) {
    faults.push({ offset, reason: `IPv4 header length ${headerLength}, must be 20 to ${Math.min(60, available)}` });
    return undefined;
  }
  const totalLength = uint16At(bytes, offset + 2);
  let end = offset + totalLength;
  if (totalLength < headerLength) {
    faults.push({ offset: offset + 2, reason: `IPv4 total length ${totalLength}, less than the header` });
    end = bytes.length;
  } else if (end > bytes.length) {
    faults.push({ offset: bytes.length, reason: `IPv4 total length ${totalLength}, only ${available} bytes there` });
    end = bytes.length;
  }
  const checksumState = internetChecksum(bytes, offset, offset + headerLength) === 0 ? 'ok' : 'bad';
  if (checksumState === 'bad') faults.push({ offset: offset + 10, reason: 'IPv4 header checksum is wrong' });
  const fragment = uint16At(bytes, offset + 6);
  return {
    headerLength,
    dscp: (bytes[offset + 1] ?? 0) >> 2,
    ecn: (bytes[offset + 1] ?? 0) & 3,
    totalLength,
    identification: uint16At(bytes, offset + 4),
    dontFragment: (fragment & 0x4000) !== 0,
    moreFragments: (fragment & 0x2000) !== 0,
    fragmentOffset: (fragment & 0x1fff) * 8,
    ttl: bytes[offset + 8] ?? 0,
    protocol: bytes[offset + 9] ?? 0,
    checksum: uint16At(bytes, offset + 10),
    checksumState,
    source: ipv4At(bytes, offset + 12),
    destination: ipv4At(bytes, offset + 16),
    offset,
    end,
  };
}

/** Writes a header of 20 bytes with its checksum, for `payloadLength` bytes behind it. */
export function putIpv4Header(
  bytes: Uint8Array,
  offset: number,
  header: Pick<Ipv4Header, 'identification' | 'ttl' | 'protocol' | 'source' | 'destination'> & {
    payloadLength: number;
    /** Default 0, as everybody sends DHCP. */
    dscp?: number;
  },
): void {
  bytes[offset] = 0x45;
  bytes[offset + 1] = (header.dscp ?? 0) << 2;
  putUint16(bytes, offset + 2, ipv4HeaderLength + header.payloadLength);
  putUint16(bytes, offset + 4, header.identification);
  putUint16(bytes, offset + 6, 0);
  bytes[offset + 8] = header.ttl;
  bytes[offset + 9] = header.protocol;
  putUint16(bytes, offset + 10, 0);
  putIpv4(bytes, offset + 12, header.source);
  putIpv4(bytes, offset + 16, header.destination);
  putUint16(bytes, offset + 10, internetChecksum(bytes, offset, offset + ipv4HeaderLength));
}

export function describeIpv4(bytes: Uint8Array, header: Ipv4Header): PacketField {
  const at = header.offset;
  const flags = [header.dontFragment ? "don't fragment" : '', header.moreFragments ? 'more fragments' : ''];
  const children = [
    field('ipv4.version', 'version', '4', at, 1),
    field('ipv4.headerLength', 'header length', `${header.headerLength} bytes`, at, 1),
    field('ipv4.dscp', 'DSCP', String(header.dscp), at + 1, 1),
    field('ipv4.ecn', 'ECN', String(header.ecn), at + 1, 1),
    field('ipv4.totalLength', 'total length', `${header.totalLength} bytes`, at + 2, 2),
    field('ipv4.identification', 'identification', hexNumber(header.identification, 4), at + 4, 2),
    field('ipv4.flags', 'flags', flags.filter((flag) => flag !== '').join(', ') || 'none', at + 6, 1),
    field('ipv4.fragmentOffset', 'fragment offset', `${header.fragmentOffset} bytes`, at + 6, 2),
    field('ipv4.ttl', 'TTL', String(header.ttl), at + 8, 1),
    field('ipv4.protocol', 'protocol', named(protocolNames, header.protocol), at + 9, 1),
    field('ipv4.checksum', 'header checksum', `${hexNumber(header.checksum, 4)} (${header.checksumState})`, at + 10, 2),
    field('ipv4.source', 'source', header.source, at + 12, 4),
    field('ipv4.destination', 'destination', header.destination, at + 16, 4),
  ];
  if (header.headerLength > ipv4HeaderLength) {
    const length = header.headerLength - ipv4HeaderLength;
    children.push(field('ipv4.options', 'options', hexAt(bytes, at + ipv4HeaderLength, length), at + 20, length));
  }
  return field('ipv4', 'IPv4', `${header.source} → ${header.destination}`, at, header.headerLength, { children });
}
