import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import { decodeEthernet, etherTypes } from '#electron/wire/ethernet.ts';
import { icmpHeaderLength, icmpv6Protocol, isIcmpError } from '#electron/wire/icmp.ts';
import { decodeIpv4, ipProtocols } from '#electron/wire/ipv4.ts';
import { decodeIpv6 } from '#electron/wire/ipv6.ts';
import { uint16At } from '#electron/wire/octets.ts';
import { decodeVlans } from '#electron/wire/vlan.ts';

/** Between whom a packet goes, or the packet that an ICMP error quotes. */
export interface PacketEnds {
  protocol: 'tcp' | 'udp';
  source: TcpEnd;
  destination: TcpEnd;
  /** It is an ICMP or ICMPv6 error; the ends are those of the packet quoted in it. */
  isQuoted: boolean;
  /** Where the header of TCP or UDP starts in the frame, and where the segment ends by its IP header: behind the frame where that was cut. */
  offset: number;
  end: number;
}

/** The ends of the packet in an Ethernet frame; undefined for what is neither TCP nor UDP nor an error about it, and for later fragments. */
export function packetEnds(bytes: Uint8Array): PacketEnds | undefined {
  const ethernet = decodeEthernet(bytes, []);
  if (ethernet === undefined) return undefined;
  const offset = decodeVlans(bytes, ethernet, [], []);
  if (ethernet.type === etherTypes.ipv4) return endsInIp(bytes, offset, 4, false);
  if (ethernet.type === etherTypes.ipv6) return endsInIp(bytes, offset, 6, false);
  return undefined;
}

function endsInIp(bytes: Uint8Array, at: number, version: 4 | 6, isQuoted: boolean): PacketEnds | undefined {
  const ip = version === 4 ? readIpv4(bytes, at) : readIpv6(bytes, at);
  if (ip === undefined) return undefined;
  const { offset, protocol } = ip;
  if (protocol === ipProtocols.tcp || protocol === ipProtocols.udp) {
    if (offset + 4 > bytes.length) return undefined;
    return {
      protocol: protocol === ipProtocols.tcp ? 'tcp' : 'udp',
      source: { address: ip.source, port: uint16At(bytes, offset) },
      destination: { address: ip.destination, port: uint16At(bytes, offset + 2) },
      isQuoted,
      offset,
      end: ip.end,
    };
  }
  const isIcmp = protocol === (version === 4 ? ipProtocols.icmp : icmpv6Protocol);
  // An error about an error is never sent.
  return isIcmp && isIcmpError({ version, type: bytes[offset] ?? 0 }) && !isQuoted
    ? endsInIp(bytes, offset + icmpHeaderLength, version, true)
    : undefined;
}

interface IpParts {
  source: string;
  destination: string;
  protocol: number;
  offset: number;
  end: number;
}

function readIpv4(bytes: Uint8Array, at: number): IpParts | undefined {
  const ip = decodeIpv4(bytes, at, []);
  if (ip === undefined || ip.fragmentOffset > 0) return undefined;
  const { source, destination, protocol, headerLength, totalLength } = ip;
  return { source, destination, protocol, offset: at + headerLength, end: at + totalLength };
}

function readIpv6(bytes: Uint8Array, at: number): IpParts | undefined {
  const ip = decodeIpv6(bytes, at, []);
  if (ip === undefined || (ip.fragment !== undefined && ip.fragment.offset > 0)) return undefined;
  const { source, destination, protocol, headerLength, payloadLength } = ip;
  return { source, destination, protocol, offset: at + headerLength, end: at + 40 + payloadLength };
}
