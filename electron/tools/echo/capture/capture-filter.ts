import { ipv6At, octetsOfIpv6 } from '#electron/wire/ipv6-address.ts';
import { octetsOfIpv4 } from '#electron/wire/octets.ts';

/** One end that all packets of a capture have: the other side of connections of ours, or the address and port of a server of ours. */
export interface CaptureEnd {
  protocol: 'tcp' | 'udp';
  address: string;
  port: number;
  /** TCP: of segments only those with SYN, FIN or RST. */
  only?: 'marks';
}

/** An address as frames have it: without its zone, and an IPv4 address that is mapped into IPv6 as itself. */
export function bareAddress(text: string): string {
  const octets = text.includes(':') ? octetsOfIpv6(text) : undefined;
  if (octets === undefined) return text;
  const address = ipv6At(octets, 0);
  return address.includes('.') ? address.slice(address.lastIndexOf(':') + 1) : address;
}

/**
 * The libpcap filter for the packets of one end, and for ICMP and ICMPv6 errors, which quote the packet they are about (RFC 792, RFC 4443 section
 * 3). It is made of numbers only. `vlan` moves every offset behind it, hence comes last and repeats the rest.
 */
export function captureFilter({ protocol, address, port, only }: CaptureEnd): string {
  const bare = bareAddress(address);
  const isIpv6 = bare.includes(':');
  const host = isIpv6 ? ipv6At(octetsOfIpv6(bare) ?? new Uint8Array(16), 0) : octetsOfIpv4(bare).join('.');
  const errors = isIpv6
    ? 'icmp6 and ip6[40] >= 1 and ip6[40] <= 4'
    : 'icmp and (icmp[0] = 3 or icmp[0] = 11 or icmp[0] = 12)';
  // The control bits lie at octet 13 of the TCP header: FIN, SYN and RST are the lowest three.
  const marks = only === undefined ? '' : ` and ${isIpv6 ? 'ip6[53]' : 'tcp[13]'} & 7 != 0`;
  const wanted = `(${protocol === 'tcp' ? 'tcp' : 'udp'} port ${Math.trunc(port)} and host ${host}${marks}) or (${errors})`;
  return `${wanted} or (vlan and (${wanted}))`;
}
