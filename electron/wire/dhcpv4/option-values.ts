import { ipv4Number, putUint16, putUint32 } from '../octets.ts';

/** Bytes of one or several dotted addresses; what is no address becomes zeros. */
export function addressBytes(...addresses: string[]): Uint8Array {
  const bytes = new Uint8Array(4 * addresses.length);
  for (let i = 0; i < addresses.length; i++) putUint32(bytes, 4 * i, ipv4Number(addresses[i] ?? '') ?? 0);
  return bytes;
}

export function uint8Bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function uint16Bytes(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  for (let i = 0; i < values.length; i++) putUint16(bytes, 2 * i, values[i] ?? 0);
  return bytes;
}

export function uint32Bytes(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  for (let i = 0; i < values.length; i++) putUint32(bytes, 4 * i, values[i] ?? 0);
  return bytes;
}
