import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

/** What rows are sorted by. */
export type SortKey = number | bigint | string;

/** Characters of a text that sorting looks at. */
const sortedText = 64;
/** Digits of the largest arc, to which the numbers within a text are filled up. */
const digits = 10;

/** The key of a value: a number, exact however large, or what `text` gives where it is none. */
export function valueKey(list: VarbindList, index: number, text: () => string): SortKey {
  const value = list.value(index);
  switch (value.type) {
    case 'Counter64':
      return value.value <= Number.MAX_SAFE_INTEGER ? Number(value.value) : value.value;
    case 'INTEGER':
    case 'Counter32':
    case 'Gauge32':
    case 'TimeTicks':
      return value.value;
    case 'Float':
    case 'Double':
      return Number.isNaN(value.value) ? 'nan' : value.value;
    default:
      return textKey(text().slice(0, sortedText));
  }
}

/** Texts in any case, and the numbers in them as numbers: "eth2" and "10.0.0.2" come before "eth10" and "10.0.0.10". */
export function textKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (number) => number.padStart(digits, '0'));
}

/** Numbers come before texts. */
export function compareKeys(a: SortKey, b: SortKey): number {
  const difference = Number(typeof a === 'string') - Number(typeof b === 'string');
  if (difference !== 0) return difference;
  return a < b ? -1 : a > b ? 1 : 0;
}
