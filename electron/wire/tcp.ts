import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import type { StreamBase } from '#shared/model/packet-record.ts';
import { foldSum, sumWords } from './checksum.ts';
import { field, hexNumber } from './field.ts';
import { type Ipv4Header, ipProtocols } from './ipv4.ts';
import type { Ipv6Header } from './ipv6.ts';
import { uint16At, uint32At } from './octets.ts';
import { fixedHeaderLengths, isWholeDatagram, pseudoHeaderSum } from './pseudo-header.ts';
import { describeTcpOption, readTcpOptions, shortTcpOption, type TcpOption } from './tcp-options.ts';

/** Control bits (RFC 9293 section 3.1; AE: RFC 9768), the lowest first. */
export const tcpFlagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'] as const;
export type TcpFlag = (typeof tcpFlagNames)[number];

/** A TCP header (RFC 9293 section 3.1). */
export interface TcpHeader {
  sourcePort: number;
  destinationPort: number;
  sequence: number;
  acknowledgment: number;
  /** Octets, options included; may be more than is there. */
  headerLength: number;
  flags: ReadonlySet<TcpFlag>;
  /** As it stands; not scaled. */
  window: number;
  checksum: number;
  /** `bad`: often of a segment of our own, whose checksum the network card is to fill in. `unverified`: not all of it is here. */
  checksumState: 'ok' | 'bad' | 'unverified';
  urgent: number;
  options: readonly TcpOption[];
  /** Where the header starts in the frame. */
  offset: number;
  /** Where its data start, and where the segment ends. */
  dataOffset: number;
  end: number;
  /** Octets of data by the IP header: more than are here where the frame was cut. */
  size: number;
}

const fixedLength = 20;

const checksumTexts: Record<TcpHeader['checksumState'], string> = {
  ok: 'ok',
  bad: 'not right, or left to the network card',
  unverified: 'not verified',
};

/** Reads the TCP header behind an IP header. What is cut is read as far as it goes. */
export function decodeTcp(
  bytes: Uint8Array,
  ip: Ipv4Header | Ipv6Header,
  faults: PacketFault[],
): TcpHeader | undefined {
  const offset = ip.offset + ip.headerLength;
  const { end } = ip;
  if (end - offset < fixedLength) {
    faults.push({ offset: end, reason: `TCP header needs ${fixedLength} bytes, ${end - offset} there` });
    return undefined;
  }
  const bits = uint16At(bytes, offset + 12);
  const headerLength = (bits >>> 12) * 4;
  let dataOffset = offset + headerLength;
  if (headerLength < fixedLength) {
    faults.push({
      offset: offset + 12,
      reason: `TCP header of ${headerLength} bytes, must have at least ${fixedLength}`,
    });
    dataOffset = offset + fixedLength;
  } else if (dataOffset > end) {
    faults.push({ offset: offset + 12, reason: `TCP header of ${headerLength} bytes, only ${end - offset} there` });
    dataOffset = end;
  }
  return {
    sourcePort: uint16At(bytes, offset),
    destinationPort: uint16At(bytes, offset + 2),
    sequence: uint32At(bytes, offset + 4),
    acknowledgment: uint32At(bytes, offset + 8),
    headerLength,
    flags: new Set(tcpFlagNames.filter((_, bit) => (bits & (1 << bit)) !== 0)),
    window: uint16At(bytes, offset + 14),
    checksum: uint16At(bytes, offset + 16),
    checksumState: checksumState(bytes, ip, offset),
    urgent: uint16At(bytes, offset + 18),
    options: readTcpOptions(bytes, offset + fixedLength, dataOffset, faults),
    offset,
    dataOffset,
    end,
    size: Math.max(0, statedEnd(ip) - dataOffset),
  };
}

/** Where the packet ends in the frame by its header. */
function statedEnd(ip: Ipv4Header | Ipv6Header): number {
  return 'extensions' in ip
    ? ip.offset + fixedHeaderLengths[6] + ip.payloadLength
    : Math.max(ip.end, ip.offset + ip.totalLength);
}

function checksumState(bytes: Uint8Array, ip: Ipv4Header | Ipv6Header, offset: number): TcpHeader['checksumState'] {
  if (!isWholeDatagram(ip) || statedEnd(ip) > ip.end) return 'unverified';
  const version = 'extensions' in ip ? 6 : 4;
  const pseudo = pseudoHeaderSum(bytes, ip.offset, version, ipProtocols.tcp, ip.end - offset);
  return foldSum(sumWords(bytes, offset, ip.end, pseudo)) === 0 ? 'ok' : 'bad';
}

/** "SYN", "SYN-ACK", "FIN-ACK", "RST", "PSH-ACK", "ACK"; "TCP" where no bit is set. */
export function tcpName({ flags }: TcpHeader): string {
  const shown = (['SYN', 'FIN', 'RST', 'PSH', 'ACK'] as const).filter((flag) => flags.has(flag));
  return shown.length === 0 ? 'TCP' : shown.join('-');
}

/**
 * What is worth a glance: "1460 bytes, win 501", "win 64240, MSS 1460, scale 7, SACK, timestamps"; with what its numbers count from
 * "1460 bytes, seq 1, ack 1, win 64128", the window then scaled.
 */
export function tcpFact(header: TcpHeader, stream: StreamBase = {}): string {
  const { flags, options, size } = header;
  const { sequence, acknowledgment } = relativeNumbers(header, stream);
  const parts: string[] = [];
  if (size > 0) parts.push(`${size} bytes`);
  if (sequence !== undefined) parts.push(`seq ${sequence}`);
  if (acknowledgment !== undefined) parts.push(`ack ${acknowledgment}`);
  parts.push(`win ${scaledWindow(header, stream)}`);
  if (flags.has('SYN')) parts.push(...options.flatMap(shortTcpOption));
  return parts.join(', ');
}

/** Sequence and acknowledgment counted from the beginning of the connection, as far as that is known. */
function relativeNumbers(
  { flags, sequence, acknowledgment }: TcpHeader,
  stream: StreamBase,
): { sequence?: number; acknowledgment?: number } {
  return {
    ...(stream.sequence === undefined ? {} : { sequence: (sequence - stream.sequence) >>> 0 }),
    ...(stream.acknowledgment === undefined || !flags.has('ACK')
      ? {}
      : { acknowledgment: (acknowledgment - stream.acknowledgment) >>> 0 }),
  };
}

function scaledWindow({ window }: TcpHeader, { shift = 0 }: StreamBase): number {
  return window * 2 ** shift;
}

/** `stream`: what its numbers count from. */
export function describeTcp(header: TcpHeader, stream: StreamBase = {}): PacketField {
  const relative = relativeNumbers(header, stream);
  const number = (absolute: number, counted: number | undefined) =>
    counted === undefined ? String(absolute) : `${absolute} (${counted} from the beginning)`;
  const { offset, flags, dataOffset, size } = header;
  const set = [...flags].join(', ') || 'none';
  const children = [
    field('tcp.sourcePort', 'source port', String(header.sourcePort), offset, 2),
    field('tcp.destinationPort', 'destination port', String(header.destinationPort), offset + 2, 2),
    field('tcp.sequence', 'sequence number', number(header.sequence, relative.sequence), offset + 4, 4),
    field(
      'tcp.acknowledgment',
      'acknowledgment number',
      number(header.acknowledgment, relative.acknowledgment),
      offset + 8,
      4,
    ),
    field('tcp.headerLength', 'data offset', `${header.headerLength} bytes`, offset + 12, 1),
    field('tcp.flags', 'control bits', set, offset + 12, 2, {
      // AE is the lowest bit of the octet before the others.
      children: tcpFlagNames.map((flag, bit) =>
        field(`tcp.flags.${flag}`, flag, flags.has(flag) ? '1' : '0', offset + (bit < 8 ? 13 : 12), 1),
      ),
    }),
    field('tcp.window', 'window', windowText(header, stream), offset + 14, 2),
    field(
      'tcp.checksum',
      'checksum',
      `${hexNumber(header.checksum, 4)} (${checksumTexts[header.checksumState]})`,
      offset + 16,
      2,
    ),
    field('tcp.urgent', 'urgent pointer', String(header.urgent), offset + 18, 2),
    ...header.options.map(describeTcpOption),
  ];
  const data = size > 0 ? `, ${size} bytes` : '';
  const title = `${header.sourcePort} → ${header.destinationPort}, ${tcpName(header)}${data}`;
  return field('tcp', 'TCP', title, offset, dataOffset - offset, { children });
}

function windowText(header: TcpHeader, stream: StreamBase): string {
  const { window } = header;
  return stream.shift === undefined || stream.shift === 0
    ? String(window)
    : `${window} (× ${2 ** stream.shift} = ${scaledWindow(header, stream)} bytes)`;
}
