import { hexByte } from './octets.ts';

/** UTF-8 bytes of a text. Lone surrogates become U+FFFD, as everywhere else in the platform. */
export function textBytes(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    pushPoint(out, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }
  return Uint8Array.from(out);
}

function pushPoint(out: number[], point: number): void {
  if (point < 0x80) out.push(point);
  else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 63));
  else if (point < 0x10000) out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  else out.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
}

/**
 * Text of bytes nobody vouches for, without loss: UTF-8 stays readable; control characters, characters that turn or hide
 * text (bidirectional marks, line separators) and bytes that are not UTF-8 become `\xNN`; a backslash becomes two.
 * `unescapeText` gives the bytes back.
 */
export function escapeText(bytes: Uint8Array): string {
  let text = '';
  let i = 0;
  while (i < bytes.length) {
    const first = bytes[i] ?? 0;
    const length = sequenceLength(bytes, i);
    const point = length === 0 ? -1 : pointAt(bytes, i, length);
    if (first === 0x5c) text += '\\\\';
    else if (point >= 0 && isReadable(point)) text += String.fromCodePoint(point);
    else for (let k = 0; k < Math.max(1, length); k++) text += `\\x${hexByte(bytes[i + k] ?? 0)}`;
    i += Math.max(1, length);
  }
  return text;
}

/** The inverse of `escapeText`. A backslash before anything else than `\` or `xNN` stands for itself. */
export function unescapeText(text: string): Uint8Array {
  if (!text.includes('\\')) return textBytes(text);
  const out: number[] = [];
  const pattern = /\\\\|\\x([0-9a-fA-F]{2})|[\s\S]/gu;
  for (const match of text.matchAll(pattern)) {
    if (match[1] !== undefined) out.push(Number.parseInt(match[1], 16));
    else if (match[0] === '\\\\') out.push(0x5c);
    else for (const byte of textBytes(match[0])) out.push(byte);
  }
  return Uint8Array.from(out);
}

/** Length of the well-formed UTF-8 sequence at `i` (RFC 3629 section 4: no overlong form, no surrogate), else 0. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const a = bytes[i] ?? 0;
  const b = bytes[i + 1] ?? 0;
  if (a < 0x80) return 1;
  if (a < 0xc2 || a > 0xf4) return 0;
  const length = a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4;
  const low = a === 0xe0 ? 0xa0 : a === 0xf0 ? 0x90 : 0x80;
  const high = a === 0xed ? 0x9f : a === 0xf4 ? 0x8f : 0xbf;
  if (b < low || b > high) return 0;
  for (let k = 2; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function pointAt(bytes: Uint8Array, i: number, length: number): number {
  const first = bytes[i] ?? 0;
  if (length === 1) return first;
  let point = first & (0x7f >> length);
  for (let k = 1; k < length; k++) point = (point << 6) | ((bytes[i + k] ?? 0) & 63);
  return point;
}

function isReadable(point: number): boolean {
  if (point < 0x20 || (point >= 0x7f && point <= 0x9f)) return false;
  if (point < 0x300) return point !== 0xad;
  if (point === 0x61c || point === 0x180e || point === 0xfeff) return false;
  if (point >= 0x200b && point <= 0x200f) return false;
  if (point >= 0x2028 && point <= 0x202e) return false;
  if (point >= 0x2060 && point <= 0x206f) return false;
  return point < 0xfff9 || point > 0xffff ? point < 0xe0000 : false;
}

/** At most `limit` characters, with the cut shown. Never cuts a surrogate pair. */
export function shorten(text: string, limit = 1000): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  const cut = last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
  return `${text.slice(0, cut)}… (${text.length} characters)`;
}

/** Without the NULs at the end (RFC 2132 section 2); a view. */
export function withoutNuls(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return end === bytes.length ? bytes : bytes.subarray(0, end);
}
