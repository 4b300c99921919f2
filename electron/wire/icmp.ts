import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { foldSum, sumWords } from './checksum.ts';
import { field, hexNumber, named } from './field.ts';
import { decodeIpv4, describeIpv4, type Ipv4Header, ipProtocols } from './ipv4.ts';
import { decodeIpv6, describeIpv6, type Ipv6Header } from './ipv6.ts';
import { uint16At, uint32At } from './octets.ts';
import { isWholeDatagram, pseudoHeaderSum } from './pseudo-header.ts';

/** A message of ICMP (RFC 792) or ICMPv6 (RFC 4443). */
export interface IcmpMessage {
  version: 4 | 6;
  type: number;
  code: number;
  checksum: number;
  checksumState: 'ok' | 'bad' | 'unverified';
  /** Of the next hop, where the message says that a packet is too large (RFC 1191 section 4, RFC 4443 section 3.2). */
  mtu?: number;
  /** Errors: the header of the packet they are about, and its ports where it has some. */
  quoted?: { ip: Ipv4Header | Ipv6Header; sourcePort?: number; destinationPort?: number };
  /** Where the message starts in the frame, and where it ends. */
  offset: number;
  end: number;
}

export const icmpv6Protocol = 58;
/** Errors have so many octets before what they quote. */
export const icmpHeaderLength = 8;
const portsLength = 4;

const types: Readonly<Record<4 | 6, ReadonlyMap<number, string>>> = {
  4: new Map([
    [0, 'echo reply'],
    [3, 'destination unreachable'],
    [5, 'redirect'],
    [8, 'echo request'],
    [11, 'time exceeded'],
    [12, 'parameter problem'],
  ]),
  6: new Map([
    [1, 'destination unreachable'],
    [2, 'packet too big'],
    [3, 'time exceeded'],
    [4, 'parameter problem'],
    [128, 'echo request'],
    [129, 'echo reply'],
    [133, 'router solicitation'],
    [134, 'router advertisement'],
    [135, 'neighbour solicitation'],
    [136, 'neighbour advertisement'],
  ]),
};

/** By type and code (RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1; RFC 4443 section 3). */
const codes: Readonly<Record<4 | 6, ReadonlyMap<number, readonly string[]>>> = {
  4: new Map([
    [
      3,
      [
        'network unreachable',
        'host unreachable',
        'protocol unreachable',
        'port unreachable',
        'fragmentation needed',
        'source route failed',
        'network unknown',
        'host unknown',
        'source host isolated',
        'network prohibited',
        'host prohibited',
        'network unreachable for this service',
        'host unreachable for this service',
        'communication prohibited',
        'host precedence violation',
        'precedence cutoff',
      ],
    ],
    [11, ['TTL exceeded', 'reassembly time exceeded']],
  ]),
  6: new Map([
    [
      1,
      [
        'no route',
        'prohibited',
        'beyond scope',
        'address unreachable',
        'port unreachable',
        'source address failed policy',
        'route rejected',
      ],
    ],
    [3, ['hop limit exceeded', 'reassembly time exceeded']],
  ]),
};

/** Whether it quotes the packet that it is about. */
export function isIcmpError({ version, type }: Pick<IcmpMessage, 'version' | 'type'>): boolean {
  return version === 4 ? type === 3 || type === 11 || type === 12 : type >= 1 && type <= 4;
}

/** Reads the message behind an IP header. What is cut is read as far as it goes; what the quoted packet lacks is no fault. */
export function decodeIcmp(
  bytes: Uint8Array,
  ip: Ipv4Header | Ipv6Header,
  faults: PacketFault[],
): IcmpMessage | undefined {
  const version = 'extensions' in ip ? 6 : 4;
  const offset = ip.offset + ip.headerLength;
  const { end } = ip;
  if (end - offset < icmpHeaderLength) {
    faults.push({ offset: end, reason: `ICMP needs ${icmpHeaderLength} bytes, ${Math.max(0, end - offset)} there` });
    return undefined;
  }
  const message: IcmpMessage = {
    version,
    type: bytes[offset] ?? 0,
    code: bytes[offset + 1] ?? 0,
    checksum: uint16At(bytes, offset + 2),
    checksumState: checksumState(bytes, ip, version, offset),
    offset,
    end,
  };
  if (version === 4 && message.type === 3 && message.code === 4) message.mtu = uint16At(bytes, offset + 6);
  if (version === 6 && message.type === 2) message.mtu = uint32At(bytes, offset + 4);
  if (isIcmpError(message)) {
    const quoted = readQuoted(bytes.subarray(0, end), version, offset + icmpHeaderLength);
    if (quoted !== undefined) message.quoted = quoted;
  }
  return message;
}

function checksumState(
  bytes: Uint8Array,
  ip: Ipv4Header | Ipv6Header,
  version: 4 | 6,
  offset: number,
): IcmpMessage['checksumState'] {
  if (!isWholeDatagram(ip)) return 'unverified';
  const pseudo = version === 4 ? 0 : pseudoHeaderSum(bytes, ip.offset, 6, icmpv6Protocol, ip.end - offset);
  return foldSum(sumWords(bytes, offset, ip.end, pseudo)) === 0 ? 'ok' : 'bad';
}

function readQuoted(bytes: Uint8Array, version: 4 | 6, at: number): IcmpMessage['quoted'] {
  // Only the beginning of the packet is quoted, so that its lengths never fit.
  const ip = version === 4 ? decodeIpv4(bytes, at, []) : decodeIpv6(bytes, at, []);
  if (ip === undefined) return undefined;
  const ports = at + ip.headerLength;
  const hasPorts = ip.protocol === ipProtocols.tcp || ip.protocol === ipProtocols.udp;
  if (!hasPorts || !isWholeDatagram(ip) || ports + portsLength > bytes.length) return { ip };
  return { ip, sourcePort: uint16At(bytes, ports), destinationPort: uint16At(bytes, ports + 2) };
}

/** "ICMP port unreachable", "ICMPv6 echo request", "ICMP type 42". */
export function icmpName(message: IcmpMessage): string {
  const { version, type, code } = message;
  return `${version === 4 ? 'ICMP' : 'ICMPv6'} ${codes[version].get(type)?.[code] ?? types[version].get(type) ?? `type ${type}`}`;
}

/** What an error is about: "10.0.0.1 port 7", with the MTU where that is the reason. */
export function icmpFact({ quoted, mtu }: IcmpMessage): string | undefined {
  if (quoted === undefined) return undefined;
  const port = quoted.destinationPort === undefined ? '' : ` port ${quoted.destinationPort}`;
  return `about ${quoted.ip.destination}${port}${mtu === undefined ? '' : `, MTU ${mtu}`}`;
}

export function describeIcmp(bytes: Uint8Array, message: IcmpMessage): PacketField {
  const { version, type, code, offset, end, mtu, quoted } = message;
  const codeName = codes[version].get(type)?.[code];
  const children = [
    field('icmp.type', 'type', named(types[version], type), offset, 1),
    field('icmp.code', 'code', codeName === undefined ? String(code) : `${codeName} (${code})`, offset + 1, 1),
    field('icmp.checksum', 'checksum', `${hexNumber(message.checksum, 4)} (${message.checksumState})`, offset + 2, 2),
  ];
  if (mtu !== undefined) {
    const [at, length] = version === 4 ? [offset + 6, 2] : [offset + 4, 4];
    children.push(field('icmp.mtu', 'MTU of the next hop', `${mtu} bytes`, at, length));
  }
  if (quoted !== undefined) children.push(describeQuoted(bytes, message, quoted));
  return field('icmp', version === 4 ? 'ICMP' : 'ICMPv6', icmpName(message), offset, end - offset, { children });
}

function within(id: string, line: PacketField): PacketField {
  const { children } = line;
  const renamed = { ...line, id: `${id}.${line.id}` };
  return children === undefined ? renamed : { ...renamed, children: children.map((child) => within(id, child)) };
}

function describeQuoted(
  bytes: Uint8Array,
  { offset, end }: IcmpMessage,
  { ip, sourcePort, destinationPort }: NonNullable<IcmpMessage['quoted']>,
): PacketField {
  const header = 'extensions' in ip ? describeIpv6(bytes, ip) : describeIpv4(bytes, ip);
  const at = offset + icmpHeaderLength;
  // The outer header has the same ids.
  const children = [within('icmp.quoted', header)];
  if (sourcePort !== undefined && destinationPort !== undefined) {
    const ports = at + ip.headerLength;
    children.push(
      field('icmp.quoted.sourcePort', 'source port', String(sourcePort), ports, 2),
      field('icmp.quoted.destinationPort', 'destination port', String(destinationPort), ports + 2, 2),
    );
  }
  const port = destinationPort === undefined ? '' : ` port ${destinationPort}`;
  return field('icmp.quoted', 'the packet it is about', `${ip.source} → ${ip.destination}${port}`, at, end - at, {
    children,
  });
}
