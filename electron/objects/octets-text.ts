import { colonHexAt } from '#electron/wire/octets.ts';
import { escapeText, shorten } from '#electron/wire/text.ts';
import { bitsText } from './bit-labels.ts';
import { dateAndTimeText } from './date-and-time.ts';
import { hintedOctets } from './hinted-octets.ts';
import { inetText } from './inet-address.ts';
import type { Syntax } from './object-definition.ts';
import { readableText } from './readable-text.ts';

/** Characters of a text for people, at most. */
export const textLimit = 1000;
/** Bits that are named one by one. */
const bitLimit = 100;

/** Octets of a MAC address, an interface identifier and the like. Among so few, a line break is more likely a number. */
const shortOctets = 8;

/**
 * Octets as a whole ("value": text where they are readable, else colon hex) and for people ("text": by their meaning, else by their
 * DISPLAY-HINT, bounded). What is shown by a hint is no text as a whole.
 * `inetType`: the InetAddressType of an address, where it is known.
 */
export function showOctets(
  bytes: Uint8Array,
  syntax: Syntax | undefined,
  inetType?: number | undefined,
): { value: string; text: string } {
  const meaning = syntax?.meaning;
  const isHinted = syntax?.hint !== undefined && meaning === undefined;
  if (meaning === 'text' || (meaning === undefined && !isHinted)) {
    const readable = readableText(bytes, meaning === 'text' || bytes.length > shortOctets);
    if (readable !== undefined) return { value: readable, text: shorten(visibleText(readable, bytes), textLimit) };
  }
  const value = colonHexAt(bytes, 0, bytes.length);
  if (meaning === 'text') return { value, text: shorten(escapeText(bytes), textLimit) };
  const text = meaningText(bytes, syntax, inetType);
  return { value, text: shorten(text ?? value, textLimit) };
}

/** By meaning or hint; undefined where the octets are none of that kind. */
function meaningText(bytes: Uint8Array, syntax: Syntax | undefined, inetType: number | undefined): string | undefined {
  switch (syntax?.meaning) {
    case 'date':
      return dateAndTimeText(bytes);
    case 'inet':
      return inetText(bytes, inetType);
    case 'bits':
      return bitsText(bytes, syntax.labels ?? new Map(), bitLimit) || undefined;
    default:
      return syntax?.hint === undefined ? undefined : hintedOctets(bytes, syntax.hint, textLimit);
  }
}

/** As it is, unless something in it has to be escaped or looks as if it had been. */
function visibleText(readable: string, bytes: Uint8Array): string {
  return /[\t\n\r]|\\[\\x]/.test(readable) ? escapeText(bytes) : readable;
}
