/** How an integer is shown: its radix, or the digits behind its decimal point. */
export interface NumberHint {
  readonly radix: 2 | 8 | 10 | 16;
  readonly decimals: number;
}

/** One octet-format specification of RFC 2579 section 3.1. */
export interface OctetPart {
  /** An octet before it says how often it is applied. */
  readonly repeats: boolean;
  /** Octets. */
  readonly length: number;
  readonly format: 'x' | 'd' | 'o' | 'a' | 't';
  /** "" where there is none; the terminator is only of one that repeats. */
  readonly separator: string;
  readonly terminator: string;
}

/** Characters of a hint; the longest in use has about 60. */
const longestHint = 255;
/** More than any 64-bit number has digits. */
const mostDecimals = 20;
/** Hints that stay read: all MIBs there are have some hundred. */
const mostKept = 1000;

const radixes: ReadonlyMap<string, NumberHint['radix']> = new Map([
  ['x', 16],
  ['o', 8],
  ['b', 2],
]);

/** Undefined for plain decimals, and for what is no hint of integers. */
export const numberHint: (hint: string) => NumberHint | undefined = kept((hint) => {
  const radix = radixes.get(hint);
  if (radix !== undefined) return { radix, decimals: 0 };
  const decimals = Number(/^d-(\d{1,2})$/.exec(hint)?.[1] ?? 0);
  return decimals > 0 && decimals <= mostDecimals ? { radix: 10, decimals } : undefined;
});

/** Undefined for what is no hint of octets. */
export const octetHint: (hint: string) => readonly OctetPart[] | undefined = kept((hint) => {
  if (hint.length > longestHint) return undefined;
  const pattern = /(?:(\*)(\d{1,5})([xdoat])([^\d*]([^\d*])?)?|(\d{1,5})([xdoat])([^\d*])?)/uy;
  const parts: OctetPart[] = [];
  while (pattern.lastIndex < hint.length) {
    const match = pattern.exec(hint);
    if (match === null) return undefined;
    const [, star, repeated, repeatedFormat, both = '', terminator = '', length, format, separator = ''] = match;
    parts.push({
      repeats: star !== undefined,
      length: Number(repeated ?? length),
      format: (repeatedFormat ?? format) as OctetPart['format'],
      separator: star === undefined ? separator : both.slice(0, both.length - terminator.length),
      terminator,
    });
  }
  return parts.length === 0 ? undefined : parts;
});

/** Reads each hint once: it is asked for with every value. */
function kept<T>(read: (hint: string) => T): (hint: string) => T {
  const known = new Map<string, T>();
  return (hint) => {
    const found = known.get(hint);
    if (found !== undefined || known.has(hint)) return found as T;
    const made = read(hint);
    if (known.size >= mostKept) known.clear();
    known.set(hint, made);
    return made;
  };
}
