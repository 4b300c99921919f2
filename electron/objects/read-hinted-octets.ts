import { textBytes } from '#electron/wire/text.ts';
import { type OctetPart, octetHint } from './display-hint.ts';
import { hintedOctets, mostNumberOctets, wholeText } from './hinted-octets.ts';
import type { Range } from './object-definition.ts';

/** RFC 2578 section 7.1.2. */
const mostOctets = 65_535;

const digitsOf = { x: /[0-9a-f]+/iy, d: /[0-9]+/y, o: /[0-7]+/y } as const;

/**
 * The octets that a DISPLAY-HINT shows as this text. Leading zeros may be left out. Undefined where it could be those of several values, or of
 * none. `sizes`: what the octets may be as many as, where the last number could be of fewer octets or of all.
 */
export function readHintedOctets(
  text: string,
  hint: string,
  sizes: readonly Range[] | undefined,
): Uint8Array | undefined {
  const parts = octetHint(hint);
  if (parts === undefined || text.length > 8 * mostOctets || !isReadable(parts, sizes)) return undefined;
  if (text === '') return new Uint8Array(0);
  const whole = new HintReader(text, false).read(parts);
  const short = new HintReader(text, true).read(parts);
  const candidates = [short, whole].flatMap((octets) => (octets === undefined ? [] : [octets]));
  const fits = ({ length }: Uint8Array) => sizes?.some(({ low, high }) => length >= low && length <= high) ?? true;
  const shown = (octets: Uint8Array) => hintedOctets(octets, hint, text.length);
  const exact = candidates.filter((octets) => shown(octets) === text);
  const alike = candidates.filter((octets) => plain(shown(octets) ?? '') === plain(text));
  return exact.find(fits) ?? alike.find(fits) ?? exact[0] ?? alike.at(-1);
}

/** Without leading zeros, in one case. */
function plain(text: string): string {
  return text.toLowerCase().replace(/(^|[^0-9a-f])0+(?=[0-9a-f])/g, '$1');
}

/** Whether it shows where each part ends: digits of decimals need something behind them, or to be the last there can be; so does what repeats. */
function isReadable(parts: readonly OctetPart[], sizes: readonly Range[] | undefined): boolean {
  const whole = parts.reduce((sum, { length, repeats }) => (repeats ? Number.NaN : sum + length), 0);
  const isOnce = sizes?.every(({ high }) => high <= whole) ?? false;
  return parts.every(({ repeats, length, format, separator, terminator }, i) => {
    const isLast = i === parts.length - 1;
    if (repeats) return (isLast || terminator !== '') && separator !== '';
    if (format === 'a' || format === 't' || length === 0) return true;
    return separator !== '' || (format === 'x' ? length < mostOctets : isLast && isOnce);
  });
}

class HintReader {
  readonly #text: string;
  /** The last number is of as many octets as it has digits for, not of all. */
  readonly #short: boolean;
  readonly #out: number[] = [];
  #at = 0;

  constructor(text: string, short: boolean) {
    this.#text = text;
    this.#short = short;
  }

  read(parts: readonly OctetPart[]): Uint8Array | undefined {
    for (let i = 0; !this.#atEnd; i++) {
      const part = parts[Math.min(i, parts.length - 1)];
      const start = this.#at;
      if (
        part === undefined ||
        !this.#part(i >= parts.length - 1 ? wholeText(part) : part) ||
        this.#out.length > mostOctets
      )
        return undefined;
      if (i >= parts.length && this.#at === start) return undefined;
    }
    return Uint8Array.from(this.#out);
  }

  get #atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #part(part: OctetPart): boolean {
    return part.repeats ? this.#group(part) : this.#apply(part) && this.#separator(part.separator);
  }

  /** Nothing comes behind it where the text ends before; it never ends with one. */
  #separator(separator: string): boolean {
    if (this.#atEnd || separator === '') return true;
    return this.#take(separator) && !this.#atEnd;
  }

  #group(part: OctetPart): boolean {
    const { separator, terminator } = part;
    const counted = this.#out.push(0) - 1;
    for (let count = 0; ; count++) {
      if (count > 255) return false;
      this.#out[counted] = count;
      if (this.#atEnd) return true;
      if (terminator !== '' && this.#take(terminator)) return true;
      if (count > 0 && (separator === '' || !this.#take(separator))) return false;
      const start = this.#at;
      if (!this.#apply(part) || this.#at === start) return false;
    }
  }

  #take(character: string): boolean {
    if (!this.#text.startsWith(character, this.#at)) return false;
    this.#at += character.length;
    return true;
  }

  #apply({ length, format, separator }: OctetPart): boolean {
    if (length === 0) return true;
    if (format === 'a' || format === 't') return this.#characters(length);
    const pattern = digitsOf[format];
    pattern.lastIndex = this.#at;
    let digits = pattern.exec(this.#text)?.[0];
    if (digits === undefined) return false;
    if (format === 'x' && separator === '') digits = digits.slice(0, 2 * length);
    this.#at += digits.length;
    if (format !== 'x' && length > mostNumberOctets) return false;
    if (digits.length > 4 * length + 20) return false;
    const number = BigInt(format === 'x' ? `0x${digits}` : format === 'o' ? `0o${digits}` : digits);
    const isShort = this.#short && this.#atEnd && format === 'x' && digits.length % 2 === 0;
    const count = isShort ? Math.min(length, digits.length / 2) : length;
    if (number >= 1n << BigInt(8 * count)) return false;
    const hex = number.toString(16).padStart(2 * count, '0');
    for (let i = 0; i < count; i++) this.#out.push(Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
    return true;
  }

  #characters(length: number): boolean {
    let left = length;
    while (left > 0 && !this.#atEnd) {
      const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
      const octets = textBytes(character);
      left -= octets.length;
      this.#at += character.length;
      this.#out.push(...octets);
    }
    return left >= 0;
  }
}
