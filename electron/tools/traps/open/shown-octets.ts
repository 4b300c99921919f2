import { escapeText } from '#electron/wire/text.ts';

/** Octets that a sender claims as text, at most `longest` of them: what is no readable text is escaped. */
export function octetsShown(octets: Uint8Array, longest: number): string {
  if (octets.length > longest) return `${escapeText(octets.subarray(0, longest))}…`;
  for (const octet of octets) if (octet < 0x20 || octet > 0x7e || octet === backslash) return escapeText(octets);
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
}

const backslash = 0x5c;
