import { sumWords } from './checksum.ts';
import { type Ipv4Header, isFragment } from './ipv4.ts';
import type { Ipv6Header } from './ipv6.ts';

/**
 * Where the source and, behind it, the destination address of an IP header lie, counted from its start, and their length
 * together.
 */
const addressPlaces = { 4: { offset: 12, length: 8 }, 6: { offset: 8, length: 32 } } as const;
/** Octets of an IP header without options. */
export const fixedHeaderLengths = { 4: 20, 6: 40 } as const;

/**
 * Sum of the pseudo header (RFC 768; RFC 9293 section 3.1; RFC 8200 section 8.1) of the IP header that starts at `ip` in `bytes`, for so many
 * octets of the protocol behind it.
 */
export function pseudoHeaderSum(
  bytes: Uint8Array,
  ip: number,
  version: 4 | 6,
  protocol: number,
  length: number,
): number {
  const addresses = addressPlaces[version];
  const start = ip + addresses.offset;
  return sumWords(bytes, start, start + addresses.length) + protocol + length;
}

/** Whether the datagram may be all here and its checksum be made from the addresses in the header. */
export function isWholeDatagram(ip: Ipv4Header | Ipv6Header): boolean {
  if (!('extensions' in ip)) return !isFragment(ip);
  return !ip.routed && (ip.fragment === undefined || (ip.fragment.offset === 0 && !ip.fragment.more));
}
