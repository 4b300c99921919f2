import { SocketAddress } from 'node:net';
import { putIpv6 } from '#electron/wire/ipv6-address.ts';
import type { AddressNumbers } from './address-numbers.ts';

/** What a sockaddr of IPv4 or IPv6 says. */
export interface SocketAddressParts {
  address: string;
  port: number;
  /** IPv6. */
  flowInfo?: number;
  /** IPv6: sin6_scope_id, the number of an interface. */
  scope?: number;
}

const lengths = { AF_INET: 16, AF_INET6: 28 } as const;

/** Reads a sockaddr_in or sockaddr_in6; undefined for another family, or one that is cut. Port and addresses are in network byte order. */
export function readSocketAddress(
  bytes: Uint8Array,
  family: number,
  { families }: AddressNumbers,
): SocketAddressParts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (family === families.AF_INET && bytes.length >= lengths.AF_INET) {
    return { address: [...bytes.subarray(4, 8)].join('.'), port: view.getUint16(2) };
  }
  if (family !== families.AF_INET6 || bytes.length < lengths.AF_INET6) return undefined;
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(8 + index * 2).toString(16));
  return {
    address: new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address,
    port: view.getUint16(2),
    flowInfo: view.getUint32(4),
    scope: view.getUint32(24, true),
  };
}

/** A sockaddr for an address; its first octets are a length and a family on BSD systems, a family elsewhere. */
export function writeSocketAddress(
  { address, port, scope = 0 }: SocketAddressParts,
  { families }: AddressNumbers,
  platform: NodeJS.Platform = process.platform,
): Uint8Array {
  const isIpv6 = address.includes(':');
  const length = isIpv6 ? lengths.AF_INET6 : lengths.AF_INET;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  const family = isIpv6 ? families.AF_INET6 : families.AF_INET;
  if (platform === 'darwin') bytes.set([length, family]);
  else view.setUint16(0, family, true);
  view.setUint16(2, port);
  if (!isIpv6) {
    bytes.set(address.split('.').map(Number), 4);
    return bytes;
  }
  putIpv6(bytes, 8, address);
  view.setUint32(24, scope, true);
  return bytes;
}
