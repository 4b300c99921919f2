import { decodeSnmp } from './message.ts';

const mark = 0x2a;

/**
 * A copy of a datagram's payload whose community is overwritten with "*", octet by octet, so that packets can be kept and
 * shown. What has no community (v3, no SNMP) comes back as it is, the same object.
 */
export function maskCommunity(datagram: Uint8Array): Uint8Array {
  const { community } = decodeSnmp(datagram);
  if (community === undefined || community.length === 0) return datagram;
  // `slice` of Node's Buffer is no copy.
  const masked = new Uint8Array(datagram);
  masked.fill(mark, community.start, community.start + community.length);
  return masked;
}
