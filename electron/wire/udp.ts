import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { foldSum, sumWords } from './checksum.ts';
import { field, hexNumber } from './field.ts';
import { type Ipv4Header, ipProtocols } from './ipv4.ts';
import type { Ipv6Header } from './ipv6.ts';
import { putUint16, uint16At } from './octets.ts';
import { fixedHeaderLengths, isWholeDatagram, pseudoHeaderSum } from './pseudo-header.ts';

/** A UDP header (RFC 768). */
export interface UdpHeader {
  sourcePort: number;
  destinationPort: number;
  /** As the header says, in bytes, the header included; may be more than is there. */
  length: number;
  checksum: number;
  /** `absent`: sent as zero. `unverified`: not all of the datagram is here. */
  checksumState: 'ok' | 'bad' | 'absent' | 'unverified';
  /** Where the header starts in the frame. */
  offset: number;
  /** Where the datagram ends in the frame. */
  end: number;
}

export const udpHeaderLength = 8;
export const snmpPorts = { agent: 161, trap: 162 } as const;
/** `proxy`: a PXE boot server's (PXE 2.1 section 2.2.3). */
export const dhcpPorts = { server: 67, client: 68, proxy: 4011 } as const;

const checksumTexts: Record<UdpHeader['checksumState'], string> = {
  ok: 'ok',
  bad: 'bad',
  absent: 'absent',
  unverified: 'not verified',
};

/** Reads the UDP header behind an IP header. A wrong checksum is a state, never a reason to stop. */
export function decodeUdp(
  bytes: Uint8Array,
  ip: Ipv4Header | Ipv6Header,
  faults: PacketFault[],
): UdpHeader | undefined {
  const offset = ip.offset + ip.headerLength;
  const available = ip.end - offset;
  if (available < udpHeaderLength) {
    faults.push({ offset: ip.end, reason: `UDP header needs 8 bytes, ${available} there` });
    return undefined;
  }
  const length = uint16At(bytes, offset + 4);
  const checksum = uint16At(bytes, offset + 6);
  let end = offset + length;
  const version = 'extensions' in ip ? 6 : 4;
  let whole = isWholeDatagram(ip);
  if (length < udpHeaderLength) {
    faults.push({ offset: offset + 4, reason: `UDP length ${length}, must be at least 8` });
    end = ip.end;
    whole = false;
  } else if (length > available) {
    if (whole) faults.push({ offset: ip.end, reason: `UDP length ${length}, only ${available} bytes there` });
    end = ip.end;
    whole = false;
  }
  let checksumState: UdpHeader['checksumState'] = 'unverified';
  if (checksum === 0) {
    checksumState = 'absent';
    // RFC 8200 section 8.1; tunnels alone are excepted (RFC 6935).
    if (version === 6) faults.push({ offset: offset + 6, reason: 'UDP checksum is zero, which IPv6 does not allow' });
  } else if (whole) {
    const sum = sumWords(bytes, offset, end, pseudoHeaderSum(bytes, ip.offset, version, ipProtocols.udp, length));
    checksumState = foldSum(sum) === 0 ? 'ok' : 'bad';
    if (checksumState === 'bad') faults.push({ offset: offset + 6, reason: 'UDP checksum is wrong' });
  }
  return {
    sourcePort: uint16At(bytes, offset),
    destinationPort: uint16At(bytes, offset + 2),
    length,
    checksum,
    checksumState,
    offset,
    end,
  };
}

/**
 * Writes header and payload at `offset`, right behind an IP header without options that is already written, with the
 * checksum.
 */
export function putUdp(
  bytes: Uint8Array,
  offset: number,
  header: { sourcePort: number; destinationPort: number; payload: Uint8Array },
  version: 4 | 6 = 4,
): void {
  const length = udpHeaderLength + header.payload.length;
  putUint16(bytes, offset, header.sourcePort);
  putUint16(bytes, offset + 2, header.destinationPort);
  putUint16(bytes, offset + 4, length);
  putUint16(bytes, offset + 6, 0);
  bytes.set(header.payload, offset + udpHeaderLength);
  const pseudoSum = pseudoHeaderSum(bytes, offset - fixedHeaderLengths[version], version, ipProtocols.udp, length);
  const checksum = foldSum(sumWords(bytes, offset, offset + length, pseudoSum));
  // RFC 768: a computed zero is sent as all ones, since zero means that there is none.
  putUint16(bytes, offset + 6, checksum === 0 ? 0xffff : checksum);
}

export function describeUdp(header: UdpHeader): PacketField {
  const at = header.offset;
  const state = checksumTexts[header.checksumState];
  const checksum = field('udp.checksum', 'checksum', `${hexNumber(header.checksum, 4)} (${state})`, at + 6, 2, {
    fault: header.checksumState === 'bad' ? 'checksum is wrong' : undefined,
  });
  return field('udp', 'UDP', `${header.sourcePort} → ${header.destinationPort}`, at, udpHeaderLength, {
    children: [
      field('udp.sourcePort', 'source port', String(header.sourcePort), at, 2),
      field('udp.destinationPort', 'destination port', String(header.destinationPort), at + 2, 2),
      field('udp.length', 'length', `${header.length} bytes`, at + 4, 2),
      checksum,
    ],
  });
}
