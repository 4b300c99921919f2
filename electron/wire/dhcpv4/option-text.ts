import type { OptionType, optionKinds } from '#shared/model/dhcp-profile.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { textBytes } from '../text.ts';
import type { OptionValue } from './option-type.ts';
import { dhcpOptions, optionType } from './options.ts';

/** Options as a person writes them: one line of text for each kind of value. */

type Kind = (typeof optionKinds)[number];

interface TextForm {
  codes: readonly number[];
  example: string;
  /** The value as the option's codec takes it; undefined when the text has another form. */
  read(text: string): OptionValue | undefined;
}

const list = (text: string) => text.split(/[\s,;]+/).filter((part) => part !== '');

function whole(text: string): number | undefined {
  return /^\d{1,10}$/.test(text.trim()) ? Number(text) : undefined;
}

function allOrNothing<T extends OptionValue>(values: (T | undefined)[]): T[] | undefined {
  return values.length === 0 || values.includes(undefined) ? undefined : (values as T[]);
}

const units: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** "90", "90 s", "1 h 30 min", "infinite": seconds. */
function duration(text: string): number | undefined {
  const clean = text.trim().toLowerCase();
  if (/^(infinite|infinity|forever)$/.test(clean)) return 0xffffffff;
  const plain = whole(clean);
  if (plain !== undefined) return plain;
  if (!/^(\d{1,10}\s*(s|min|m|h|d|w)\s*)+$/.test(clean)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of clean.matchAll(/(\d{1,10})\s*(s|min|m|h|d|w)/g)) {
    seconds += Number(count) * (units[unit ?? ''] ?? 0);
  }
  return seconds <= 0xffffffff ? seconds : undefined;
}

/** "10.0.0.0/8 192.0.2.1, 0.0.0.0/0 192.0.2.254" */
function routes(text: string): OptionValue | undefined {
  const values = text
    .split(/[,;\n]+/)
    .filter((part) => part.trim() !== '')
    .map((part) => /^\s*(\S+\/\d{1,2})\s+(?:via\s+)?(\S+)\s*$/.exec(part))
    .map((match) => (match ? { destination: match[1] ?? '', router: match[2] ?? '' } : undefined));
  return allOrNothing(values);
}

/** `1=6765302f31, 2="switch 7"`: code and bytes, or text in quotes. */
function suboptionBytes(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  const parts = text.matchAll(/\s*(\d{1,3})\s*=\s*("([^"]*)"|[0-9a-fA-F:\s-]+)\s*(?:[,;\n]|$)/g);
  let length = 0;
  for (const [all, code, value = '', quoted] of parts) {
    length += all.length;
    const content = quoted === undefined ? fromHex(value) : textBytes(quoted);
    if (content === undefined || content.length > 255 || Number(code) > 255) return undefined;
    bytes.push(Number(code), content.length, ...content);
  }
  return bytes.length > 0 && length === text.length ? Uint8Array.from(bytes) : undefined;
}

const yes = /^(1|yes|true|on)$/i;
const no = /^(0|no|false|off)$/i;

const forms: Readonly<Partial<Record<Kind, TextForm>>> = {
  address: { codes: [1, 16, 28, 32, 50, 54, 118], example: '192.0.2.1', read: (text) => text.trim() },
  addresses: {
    codes: [3, 4, 5, 6, 7, 8, 9, 10, 11, 41, 42, 44, 45, 48, 49, 65, 68, 69, 70, 71, 72, 73, 74, 75, 76, 92, 138, 150],
    example: '192.0.2.53, 192.0.2.54',
    read: (text) => allOrNothing(list(text)),
  },
  integer: { codes: [13, 22, 23, 26, 37, 46, 52, 57, 116], example: '1500', read: whole },
  integers: { codes: [25, 93], example: '7, 9', read: (text) => allOrNothing(list(text).map(whole)) },
  duration: { codes: [24, 35, 38, 51, 58, 59, 91, 108, 211], example: '8 h', read: duration },
  flag: {
    codes: [19, 20, 27, 29, 30, 31, 34, 36, 39],
    example: 'yes',
    read: (text) => (yes.test(text.trim()) ? true : no.test(text.trim()) ? false : undefined),
  },
  text: {
    codes: [12, 14, 15, 17, 18, 40, 47, 56, 60, 62, 64, 66, 67, 100, 101, 114, 209, 210, 252],
    example: 'name.example',
    read: (text) => text,
  },
  domains: { codes: [119], example: 'example.org, lab.example.org', read: (text) => allOrNothing(list(text)) },
  routes: { codes: [121, 249], example: '10.0.0.0/8 192.0.2.1, 0.0.0.0/0 192.0.2.254', read: routes },
  codes: { codes: [55], example: '1, 3, 6, 15', read: (text) => allOrNothing(list(text).map(whole)) },
};

const kinds = new Map<number, Kind>(
  Object.entries(forms).flatMap(([kind, { codes }]) => codes.map((code): [number, Kind] => [code, kind as Kind])),
);
/** Plain code, length, value; read and written here because their codecs keep bytes. */
const suboptionCodes = [43, 82];
for (const code of suboptionCodes) kinds.set(code, 'suboptions');

/** Integers that the kind's own example is too large for. */
const smallIntegers = new Map([
  [23, '64'],
  [37, '64'],
  [46, '8'],
  [52, '1'],
  [116, '1'],
]);

const examples: Readonly<Partial<Record<Kind, string>>> = {
  suboptions: '1="ge-0/0/1", 2=0242ac110002',
  hex: '01:ff',
};

/** How an option is written; `hex` where nobody knows better. */
export function optionForm(code: number): OptionType {
  const kind = kinds.get(code) ?? 'hex';
  const example = smallIntegers.get(code) ?? forms[kind]?.example ?? examples[kind] ?? '';
  return { code, name: optionType(code).name, kind, example };
}

/** Every option with a known kind of value, by code. */
export function optionForms(): OptionType[] {
  return [...dhcpOptions.keys()].sort((a, b) => a - b).map(optionForm);
}

/** The bytes of an option from its text; undefined when the text does not have the form of the option's kind. */
export function optionBytes(code: number, text: string): Uint8Array | undefined {
  const { kind } = optionForm(code);
  if (kind === 'hex') return fromHex(text);
  if (kind === 'suboptions') return suboptionBytes(text);
  const value = forms[kind]?.read(text);
  return value === undefined ? undefined : optionType(code).encode(value);
}

/** An option's bytes as text that `optionBytes` reads again, where its kind has such a form; else in the words of the decoded tree. */
export function optionText(code: number, bytes: Uint8Array): { text: string; faults: string[] } {
  const { value, text, faults } = optionType(code).decode(bytes);
  const reasons = faults.map(({ reason, offset }) => `${reason} (byte ${offset})`);
  const { kind } = optionForm(code);
  if (faults.length > 0 || kind === 'hex' || kind === 'suboptions') {
    return {
      text: kind === 'suboptions' && faults.length === 0 ? suboptionText(bytes) : toHex(bytes),
      faults: reasons,
    };
  }
  if (kind === 'codes' && Array.isArray(value)) return { text: value.join(', '), faults: reasons };
  if (kind === 'routes' && Array.isArray(value)) {
    const parts = value as unknown as { destination: string; router: string }[];
    return { text: parts.map(({ destination, router }) => `${destination} ${router}`).join(', '), faults: reasons };
  }
  if (kind === 'flag') return { text: value === true ? 'yes' : 'no', faults: reasons };
  if (Array.isArray(value)) return { text: value.join(', '), faults: reasons };
  return { text: typeof value === 'string' || typeof value === 'number' ? String(value) : text, faults: reasons };
}

function suboptionText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const length = bytes[at + 1] ?? 0;
    if (at + 2 + length > bytes.length) return toHex(bytes);
    parts.push(`${bytes[at]}=${toHex(bytes.subarray(at + 2, at + 2 + length))}`);
    at += 2 + length;
  }
  return parts.join(', ');
}
