import { ipv6Bytes } from '#electron/objects/ipv6-text.ts';
import { ipv4Bytes, ipv4Number } from '#electron/wire/octets.ts';
import type { AddressPrefix } from './compiled-rule.ts';

/** ::ffff:0:0/96, by which IPv6 writes addresses of IPv4 (RFC 4291 section 2.5.5.2). */
const mappedOctets = 12;

/** The octets of an address, of IPv4 also where it is written as one of IPv6; zones are left out. Undefined for what is none. */
export function addressOctets(text: string): Uint8Array | undefined {
  const zone = text.indexOf('%');
  const address = zone < 0 ? text : text.slice(0, zone);
  if (ipv4Number(address) !== undefined) return ipv4Bytes(address);
  const octets = ipv6Bytes(address);
  if (octets === undefined) return undefined;
  const isMapped = octets.subarray(0, 10).every((octet) => octet === 0) && octets[10] === 0xff && octets[11] === 0xff;
  return isMapped ? octets.subarray(mappedOctets) : octets;
}

/** "192.0.2.1", "10.1.0.0/16", "2001:db8::/32"; bits behind the prefix do not matter. Undefined for what is neither. */
export function parsePrefix(text: string): AddressPrefix | undefined {
  const [address = '', length, ...more] = text.trim().split('/');
  const octets = addressOctets(address);
  if (octets === undefined || more.length > 0) return undefined;
  if (length === undefined) return { octets, bits: octets.length * 8 };
  if (!/^\d{1,3}$/.test(length) || Number(length) > octets.length * 8) return undefined;
  return { octets, bits: Number(length) };
}

/** False for what is no address. */
export function isInOneOf(prefixes: readonly AddressPrefix[], address: Uint8Array | undefined): boolean {
  return address !== undefined && prefixes.some((prefix) => isInPrefix(prefix, address));
}

function isInPrefix({ octets, bits }: AddressPrefix, address: Uint8Array): boolean {
  if (address.length !== octets.length) return false;
  const whole = bits >> 3;
  for (let at = 0; at < whole; at++) if (address[at] !== octets[at]) return false;
  const rest = bits & 7;
  return rest === 0 || ((address[whole] ?? 0) ^ (octets[whole] ?? 0)) >> (8 - rest) === 0;
}
