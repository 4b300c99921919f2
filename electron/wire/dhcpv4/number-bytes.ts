import { putUint16, putUint32 } from '../octets.ts';

/** Big-endian 16-bit numbers, one after the other. */
export function uint16Bytes(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  for (let i = 0; i < values.length; i++) putUint16(bytes, 2 * i, values[i] ?? 0);
  return bytes;
}

/** Big-endian 32-bit numbers, one after the other. */
export function uint32Bytes(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  for (let i = 0; i < values.length; i++) putUint32(bytes, 4 * i, values[i] ?? 0);
  return bytes;
}
