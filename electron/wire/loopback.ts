import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { etherTypes } from './ethernet.ts';
import { field, named } from './field.ts';
import { uint32At } from './octets.ts';

/** The address family that BSD loopback and tunnel interfaces put before a packet (LINKTYPE_NULL, LINKTYPE_LOOP). */
export interface LoopbackHeader {
  family: number;
  byteOrder: 'big-endian' | 'little-endian';
}

export const loopbackHeaderLength = 4;

/** Every BSD has its own AF_INET6. */
const familyNames = new Map([
  [2, 'IPv4'],
  [24, 'IPv6'],
  [28, 'IPv6'],
  [30, 'IPv6'],
]);

/** No family is as large as this; a larger number is one written in the other byte order. */
const familyLimit = 0x10000;

/**
 * Reads the family at `offset`. LINKTYPE_NULL has it in the byte order of the machine that captured, which the file does not
 * tell: families are small, so the order that makes the number small is the right one. Missing bytes read as zero.
 */
export function loopbackFamily(bytes: Uint8Array, offset: number): LoopbackHeader {
  const value = uint32At(bytes, offset);
  if (value < familyLimit) return { family: value, byteOrder: 'big-endian' };
  const swapped = ((value >>> 24) | ((value >>> 8) & 0xff00) | ((value << 8) & 0xff0000) | (value << 24)) >>> 0;
  return { family: swapped, byteOrder: 'little-endian' };
}

/** The EtherType that says the same as an address family; undefined for those we do not read. */
export function etherTypeOfFamily(family: number): number | undefined {
  const name = familyNames.get(family);
  if (name === undefined) return undefined;
  return name === 'IPv4' ? etherTypes.ipv4 : etherTypes.ipv6;
}

export function decodeLoopback(bytes: Uint8Array, faults: PacketFault[]): LoopbackHeader | undefined {
  if (bytes.length < loopbackHeaderLength) {
    faults.push({ offset: bytes.length, reason: `loopback header needs 4 bytes, ${bytes.length} there` });
    return undefined;
  }
  return loopbackFamily(bytes, 0);
}

export function describeLoopback({ family, byteOrder }: LoopbackHeader): PacketField {
  const value = named(familyNames, family);
  return field('loopback', 'Loopback', value, 0, loopbackHeaderLength, {
    children: [field('loopback.family', 'address family', `${value}, ${byteOrder}`, 0, loopbackHeaderLength)],
  });
}
