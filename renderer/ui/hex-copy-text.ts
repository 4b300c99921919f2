import { toHex } from '#shared/model/hex.ts';

/** How bytes can be copied. */
export const byteFormats = ['hex', 'c', 'base64'] as const;
export type ByteFormat = (typeof byteFormats)[number];

/** Bytes as text to paste elsewhere: plain hex, a C array of 12 bytes a line, or base64. */
export function bytesAsText(bytes: Uint8Array, format: ByteFormat): string {
  if (format === 'hex') return toHex(bytes);
  if (format === 'base64') {
    let binary = '';
    for (let from = 0; from < bytes.length; from += 0x2000) {
      binary += String.fromCharCode(...bytes.subarray(from, from + 0x2000));
    }
    return btoa(binary);
  }
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; from += 12) {
    const line = [...bytes.subarray(from, from + 12)].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    lines.push(`  ${line.join(', ')},`);
  }
  return `const unsigned char bytes[${bytes.length}] = {\n${lines.join('\n')}\n};\n`;
}
