import type { TokenReader } from './token-reader.ts';

/** Digits of a number that is still read. */
const longest = 40;

/** The number here, exactly; the reader goes on behind it. One that nobody can mean is undefined. */
export function readNumber(reader: TokenReader): number | bigint | undefined {
  const { text, start, end } = reader;
  const written = text.slice(start, Math.min(end, start + longest + 1));
  reader.next();
  if (written.length > longest) {
    reader.report('number-too-large', { found: written }, start);
    return undefined;
  }
  if (/^-?0\d/.test(written)) reader.report('number-leading-zeros', { found: written }, start);
  const number = Number(written);
  return Number.isSafeInteger(number) ? number : BigInt(written);
}

/** A number of at most 32 bits and a sign, as labels and arcs are; others are complained about. */
export function readSmallNumber(reader: TokenReader): number | undefined {
  const { start } = reader;
  const found = reader.found();
  const value = readNumber(reader);
  if (typeof value === 'number' && Math.abs(value) <= 0xffff_ffff) return value;
  if (value !== undefined) reader.report('number-too-large', { found }, start);
  return undefined;
}

/** The value of 'FF'H or '01'B, whose content and suffix stand here; the reader goes on behind it. */
export function readLiteralNumber(reader: TokenReader): number | bigint | undefined {
  const { text, start, end, offset } = reader;
  const digits = text.slice(start, Math.min(end, start + longest)).replace(/\s+/g, '');
  const prefix = literalForm(text, end, offset) === 'binary' ? '0b' : '0x';
  reader.next();
  try {
    const value = BigInt(`${prefix}${digits}`);
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  } catch {
    reader.report('literal-unreadable', { found: digits }, start);
    return undefined;
  }
}

/** What the suffix behind a literal's second quote, at `end`, makes of it. */
export function literalForm(text: string, end: number, offset: number): 'hex' | 'binary' | undefined {
  if (offset < end + 2) return undefined;
  return (text.charCodeAt(end + 1) | 0x20) === 0x62 ? 'binary' : 'hex';
}

const hexWord = /^0[xX]([0-9a-fA-F]{1,8})$/;

/** `0x1F`, which no SMI knows, where such a word stands here. */
export function readHexadecimalWord(reader: TokenReader): number | undefined {
  if (reader.kind !== 'lower') return undefined;
  const digits = hexWord.exec(reader.word())?.[1];
  if (digits === undefined) return undefined;
  reader.next();
  return Number.parseInt(digits, 16);
}
