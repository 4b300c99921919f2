import { hexAt } from '#electron/wire/octets.ts';
import { type OctetPart, octetHint } from './display-hint.ts';
import { readableText } from './readable-text.ts';

/** Octets of a number; more would take long, and nobody reads so many digits. */
export const mostNumberOctets = 64;

/**
 * Octets by their DISPLAY-HINT (RFC 2579 section 3.1), up to a little more than `limit` characters. Hexadecimal numbers have two digits an octet.
 * Undefined where the hint is none, or the octets are none of that kind: characters that cannot be shown, UTF-8 that is none.
 */
export function hintedOctets(bytes: Uint8Array, hint: string, limit: number): string | undefined {
  const parts = octetHint(hint);
  if (parts === undefined) return undefined;
  const writer = new HintWriter(bytes);
  for (let i = 0; !writer.atEnd && writer.length <= limit; i++) {
    const part = parts[Math.min(i, parts.length - 1)];
    const start = writer.at;
    if (part === undefined || !writer.write(part, i >= parts.length - 1)) return undefined;
    // The last one would be applied for ever.
    if (i >= parts.length && writer.at === start) return undefined;
  }
  return writer.text === '' && bytes.length > 0 ? undefined : writer.text;
}

class HintWriter {
  readonly #bytes: Uint8Array;
  at = 0;
  text = '';
  /** Separators that are only shown when something comes behind them. */
  #pending = '';

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** Characters so far, shown or waiting to be. */
  get length(): number {
    return this.text.length + this.#pending.length;
  }

  write(part: OctetPart, isLast: boolean): boolean {
    const { repeats, separator, terminator } = part;
    if (!repeats) {
      if (!this.#apply(isLast ? wholeText(part) : part)) return false;
      this.#pending += separator;
      return true;
    }
    const count = this.#bytes[this.at++] ?? 0;
    for (let i = 0; i < count && !this.atEnd; i++) {
      if (i > 0) this.#pending += separator;
      if (!this.#apply(part)) return false;
    }
    // The terminator comes instead of the last separator.
    this.#pending += terminator !== '' || count === 0 ? terminator : separator;
    return true;
  }

  #apply({ length, format }: OctetPart): boolean {
    const octets = this.#bytes.subarray(this.at, this.at + length);
    if (octets.length === 0) return true;
    const shown = octetsText(octets, format);
    if (shown === undefined) return false;
    this.at += octets.length;
    this.text += this.#pending + shown;
    this.#pending = '';
    return true;
  }
}

/** A text that goes on without separators is one: its characters may go over the end of a part. */
export function wholeText(part: OctetPart): OctetPart {
  const goesOn = part.format === 't' && part.separator === '' && part.length > 0;
  return goesOn ? { ...part, length: Number.MAX_SAFE_INTEGER } : part;
}

function octetsText(octets: Uint8Array, format: OctetPart['format']): string | undefined {
  switch (format) {
    case 'a':
      return octets.every((octet) => octet < 0x80) ? readableText(octets, false) : undefined;
    case 't':
      return readableText(octets, false);
    case 'x':
      return hexAt(octets, 0, octets.length);
    default:
      if (octets.length > mostNumberOctets) return undefined;
      return numberOf(octets).toString(format === 'd' ? 10 : 8);
  }
}

function numberOf(octets: Uint8Array): number | bigint {
  if (octets.length > 6) return BigInt(`0x${hexAt(octets, 0, octets.length)}`);
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}
