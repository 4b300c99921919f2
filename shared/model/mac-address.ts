import { z } from 'zod';

const colons = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/** Reads a 48-bit MAC in any usual spelling (colons, dashes, Cisco dots, bare hex); undefined when it is not one. */
export function parseMac(text: string): string | undefined {
  const hex = text.trim().toLowerCase().replace(/[:.-]/g, '');
  return /^[0-9a-f]{12}$/.test(hex) ? hex.match(/../g)?.join(':') : undefined;
}

/** Canonical spelling: lower-case with colons. Accepts the other spellings as input. */
export const macSchema = z
  .string()
  .transform((text) => parseMac(text) ?? text)
  .pipe(z.string().regex(colons, 'not a MAC address such as 02:42:ac:11:00:02'));
