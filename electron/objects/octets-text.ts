import { colonHexAt } from '#electron/wire/octets.ts';
import { escapeText, shorten } from '#electron/wire/text.ts';
import { bitsText } from './bit-labels.ts';
import { dateAndTimeText } from './date-and-time.ts';
import { inetText } from './inet-address.ts';
import type { Syntax } from './object-definition.ts';

/** Characters of a text for people, at most. */
export const textLimit = 1000;
/** Bits that are named one by one. */
const bitLimit = 100;

/** Octets of a MAC address, an interface identifier and the like. Among so few, a line break is more likely a number. */
const shortOctets = 8;

/**
 * Octets as a whole ("value": text where they are readable, else colon hex) and for people ("text": by their meaning, bounded).
 * `inetType`: the InetAddressType of an address, where it is known.
 */
export function showOctets(
  bytes: Uint8Array,
  syntax: Syntax | undefined,
  inetType?: number | undefined,
): { value: string; text: string } {
  const meaning = syntax?.meaning;
  if (meaning === undefined || meaning === 'text') {
    const readable = readableText(bytes, meaning === 'text' || bytes.length > shortOctets);
    if (readable !== undefined) return { value: readable, text: shorten(visibleText(readable, bytes), textLimit) };
  }
  const value = colonHexAt(bytes, 0, bytes.length);
  if (meaning === 'text') return { value, text: shorten(escapeText(bytes), textLimit) };
  const text = meaning === undefined ? undefined : meaningText(bytes, syntax, inetType);
  return { value, text: shorten(text ?? value, textLimit) };
}

/** By meaning; undefined where the octets are none of that kind. */
function meaningText(bytes: Uint8Array, syntax: Syntax | undefined, inetType: number | undefined): string | undefined {
  switch (syntax?.meaning) {
    case 'date':
      return dateAndTimeText(bytes);
    case 'inet':
      return inetText(bytes, inetType);
    case 'bits':
      return bitsText(bytes, syntax.labels ?? new Map(), bitLimit) || undefined;
    default:
      return undefined;
  }
}

/**
 * UTF-8 of which every character can be seen, as it is; undefined for other octets. Tabs and line breaks are let through where `lines`
 * says so: descriptions of systems have them.
 */
export function readableText(bytes: Uint8Array, lines: boolean): string | undefined {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i] ?? 0;
    if (octet < 0x20 && !(lines && isLineControl(octet))) return undefined;
    if (octet > 0x7e) return octet === 0x7f ? undefined : readableUtf8(bytes, lines);
    text += String.fromCharCode(octet);
  }
  return text;
}

function isLineControl(octet: number): boolean {
  return octet === 9 || octet === 10 || octet === 13;
}

const utf8 = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** What `escapeText` has to escape is not readable. */
function readableUtf8(bytes: Uint8Array, lines: boolean): string | undefined {
  let escaped = escapeText(bytes).replaceAll('\\\\', '');
  if (lines) escaped = escaped.replaceAll(/\\x0[9ad]/g, '');
  return escaped.includes('\\') ? undefined : utf8.decode(bytes);
}

/** As it is, unless something in it has to be escaped or looks as if it had been. */
function visibleText(readable: string, bytes: Uint8Array): string {
  return /[\t\n\r]|\\[\\x]/.test(readable) ? escapeText(bytes) : readable;
}
