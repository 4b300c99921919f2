import { z } from 'zod';

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += digits[byte];
  return text;
}

/** Reads hex digits, with or without colons, dashes and spaces between bytes; undefined when it is not whole bytes. */
export function fromHex(text: string): Uint8Array | undefined {
  const clean = text.replace(/[\s:-]/g, '');
  if (clean.length % 2 !== 0 || /[^0-9a-fA-F]/.test(clean)) return undefined;
  const bytes = new Uint8Array(clean.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(clean.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Bytes on the contract: lower-case hex without separators. Accepts separators and capitals as input. */
export const hexSchema = z
  .string()
  .refine((text) => fromHex(text) !== undefined, 'not hexadecimal bytes such as 01:ff')
  .transform((text) => toHex(fromHex(text) ?? new Uint8Array()));
