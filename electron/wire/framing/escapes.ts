import { textBytes } from '../text.ts';

const named: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '0': 0, '\\': 92, e: 27 };

/** Octets of a text with the escapes \n \r \t \0 \e \\ and \xNN; a backslash before anything else stands for itself. */
export function parseEscapes(written: string): Uint8Array {
  const octets: number[] = [];
  const pattern = /\\x([0-9a-fA-F]{2})|\\([nrt0e\\])|([^\\]+|\\)/g;
  for (const [, hex, name, plain] of written.matchAll(pattern)) {
    if (hex !== undefined) octets.push(Number.parseInt(hex, 16));
    else if (name !== undefined) octets.push(named[name] ?? 0);
    else octets.push(...textBytes(plain ?? ''));
  }
  return Uint8Array.from(octets);
}
