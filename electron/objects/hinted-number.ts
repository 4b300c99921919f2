import { numberHint } from './display-hint.ts';

const prefixes = { 2: '0b', 8: '0o', 16: '0x' } as const;

/**
 * A number by its DISPLAY-HINT: "12.34" of 1234 by "d-2", "0x1f" of 31 by "x". The prefix is not in RFC 2579: "10" alone could be sixteen as
 * well as ten. Undefined where plain decimals are meant.
 */
export function hintedNumber(number: number | bigint, hint: string | undefined): string | undefined {
  const read = hint === undefined ? undefined : numberHint(hint);
  if (read === undefined) return undefined;
  const { radix, decimals } = read;
  const sign = number < 0 ? '-' : '';
  const digits = (number < 0 ? -number : number).toString(radix);
  if (radix !== 10) return `${sign}${prefixes[radix]}${digits}`;
  const padded = digits.padStart(decimals + 1, '0');
  return `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

/**
 * The number that was written so; digits behind the point may be fewer. Undefined for anything else, and for digits alone: they are the number
 * itself.
 */
export function readHintedNumber(text: string, hint: string | undefined): bigint | undefined {
  const read = hint === undefined ? undefined : numberHint(hint);
  if (read === undefined) return undefined;
  const match = /^([+-]?)(?:(0[xob])([0-9a-f]{1,70})|(\d{1,40})\.(\d{1,20}))$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, prefix, digits, whole, fraction] = match;
  const { radix, decimals } = read;
  let number: bigint | undefined;
  if (radix === 10) {
    if (whole === undefined || fraction === undefined || fraction.length > decimals) return undefined;
    number = BigInt(whole + fraction.padEnd(decimals, '0'));
  } else {
    if (prefix?.toLowerCase() !== prefixes[radix]) return undefined;
    number = wholeOf(`${prefixes[radix]}${digits}`);
  }
  return sign === '-' && number !== undefined ? -number : number;
}

function wholeOf(literal: string): bigint | undefined {
  try {
    return BigInt(literal);
  } catch {
    // Digits that the radix has not.
    return undefined;
  }
}
