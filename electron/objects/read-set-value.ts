import { ipv4Number } from '#electron/wire/octets.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { textBytes } from '#electron/wire/text.ts';
import type { SettableType } from '#shared/model/snmp-varbind.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { bitsBytes, labelList, numberOfLabel } from './bit-labels.ts';
import { dateAndTimeBytes } from './date-and-time.ts';
import { hexBytes } from './hex-bytes.ts';
import { hintedNumber, readHintedNumber } from './hinted-number.ts';
import { hintedOctets } from './hinted-octets.ts';
import { inetBytes } from './inet-address.ts';
import type { ObjectRegistry, Range, Syntax } from './object-definition.ts';
import { resolveOid } from './object-names.ts';
import { readHintedOctets } from './read-hinted-octets.ts';

/** Why a text is no value of its type. `expected` is an example or the limits, the same in every language. */
export interface Refusal {
  code: 'snmp-value-unreadable' | 'snmp-value-out-of-range' | 'snmp-value-no-label' | 'snmp-value-wrong-size';
  expected: string;
  /** Octets there were. */
  length?: number;
  details?: string;
}

export type SetValue = { value: SnmpValue; refusal?: never } | { value?: never; refusal: Refusal };

/** What is written, and what is known of the object it goes to. */
export interface Written {
  text: string;
  /** It came as a number of JavaScript, which may have lost digits. */
  inexact: boolean;
  hex: boolean;
  /** Where the object's definition has the type that is written. */
  syntax: Syntax | undefined;
  /** The InetAddressType of the object, where its index tells. */
  inetType: number | undefined;
}

/** RFC 2578 section 7.1.2: an OCTET STRING has at most so many octets. */
const mostOctets = 65_535;
const mostOf32 = 0xffff_ffffn;

const limits = {
  INTEGER: { low: -0x8000_0000n, high: 0x7fff_ffffn },
  Counter32: { low: 0n, high: mostOf32 },
  Gauge32: { low: 0n, high: mostOf32 },
  TimeTicks: { low: 0n, high: mostOf32 },
  Counter64: { low: 0n, high: 0xffff_ffff_ffff_ffffn },
} as const;

/** Makes a value of a type. Refuses what cannot be sent as such at all. */
export function readSetValue(registry: ObjectRegistry, type: SettableType, written: Written): SetValue {
  const text = written.text.trim();
  switch (type) {
    case 'INTEGER':
    case 'Counter32':
    case 'Gauge32':
    case 'TimeTicks': {
      const whole = readWhole(type, written);
      return typeof whole === 'bigint' ? { value: { type, value: Number(whole) } } : { refusal: whole };
    }
    case 'Counter64': {
      const whole = readWhole(type, written);
      return typeof whole === 'bigint' ? { value: { type, value: whole } } : { refusal: whole };
    }
    case 'OCTET STRING':
    case 'Opaque': {
      const octets = readOctets(written);
      if (!(octets instanceof Uint8Array)) return { refusal: octets };
      if (octets.length <= mostOctets) return { value: { type, value: octets } };
      return { refusal: { code: 'snmp-value-wrong-size', expected: `0..${mostOctets}`, length: octets.length } };
    }
    case 'OBJECT IDENTIFIER': {
      const oid = resolveOid(registry, text);
      return oid === undefined ? unreadable('1.3.6.1.2.1.1.2.0') : { value: { type, value: oid } };
    }
    case 'IpAddress':
      return ipv4Number(text) === undefined ? unreadable('192.0.2.1') : { value: { type, value: text } };
    case 'Float':
    case 'Double':
      return readFloat(type, text);
    case 'NULL':
      return text === '' || text.toUpperCase() === 'NULL' ? { value: { type } } : unreadable('NULL');
  }
}

function unreadable(expected: string, details?: string): { refusal: Refusal } {
  return { refusal: { code: 'snmp-value-unreadable', expected, ...(details === undefined ? {} : { details }) } };
}

/** A whole number in decimal, a label, or what the hint makes of a number. */
function readWhole(type: keyof typeof limits, { text, inexact, syntax }: Written): bigint | Refusal {
  const { low, high } = limits[type];
  const expected = `${low}..${high}`;
  const word = text.trim();
  const labels = syntax?.labels;
  if (inexact) return unreadable(expected, 'a number of JavaScript cannot hold it exactly: write it as text').refusal;
  if (/^[+-]?[0-9]{1,30}$/.test(word)) {
    const whole = BigInt(word.replace('+', ''));
    return whole < low || whole > high ? { code: 'snmp-value-out-of-range', expected } : whole;
  }
  const number = labels === undefined ? undefined : numberOfLabel(word, labels);
  if (number !== undefined) return BigInt(number);
  if (labels !== undefined) return { code: 'snmp-value-no-label', expected: labelList(labels) };
  const hint = syntax?.hint;
  const hinted = readHintedNumber(word, hint);
  const shown = `${hintedNumber(low, hint) ?? low}..${hintedNumber(high, hint) ?? high}`;
  if (hinted === undefined) return unreadable(shown).refusal;
  return hinted < low || hinted > high ? { code: 'snmp-value-out-of-range', expected: shown } : hinted;
}

/** Hex digits where they are said to be, else by meaning, else by hint, else text as UTF-8. */
function readOctets({ text, hex, syntax, inetType }: Written): Uint8Array | Refusal {
  const meaning = hex ? 'hex' : syntax?.meaning;
  switch (meaning) {
    case 'hex':
      return hexBytes(text) ?? unreadable('00:1b:21:0a:0b:0c').refusal;
    case 'date':
      return dateAndTimeBytes(text) ?? hinted(text, syntax) ?? unreadable('2026-03-01T12:00:00.0+01:00').refusal;
    case 'inet':
      return inetBytes(text, inetType) ?? unreadable('192.0.2.1, 2001:db8::1').refusal;
    case 'bits': {
      const labels = syntax?.labels ?? new Map<number, string>();
      return bitsBytes(text, labels) ?? { code: 'snmp-value-no-label', expected: labelList(labels) };
    }
    case 'text':
      return textBytes(text);
    default:
      if (syntax?.hint === undefined) return textBytes(text);
      return hinted(text, syntax) ?? unreadable(exampleOf(syntax.hint, syntax.sizes)).refusal;
  }
}

function hinted(text: string, syntax: Syntax | undefined): Uint8Array | undefined {
  return syntax?.hint === undefined ? undefined : readHintedOctets(text.trim(), syntax.hint, syntax.sizes);
}

/** Octets of an example of something that may have any number of them. */
const exampleSize = 6;

/** What some octets look like; the hint itself, where it cannot show them. */
function exampleOf(hint: string, sizes: readonly Range[] | undefined): string {
  const size = Math.min(sizes?.at(-1)?.high ?? exampleSize, 20);
  const octets = Uint8Array.from({ length: size }, (_, i) => 0x41 + i);
  return hintedOctets(octets, hint, 100) ?? hint;
}

const mostFloat = '3.4028235e38';

function readFloat(type: 'Float' | 'Double', text: string): SetValue {
  if (!/^(?:NaN|[+-]?Infinity|[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]{1,4})?)$/i.test(text))
    return unreadable('1.5');
  // Number knows the names in this case only.
  const name = /^[+-]?infinity$/i.test(text) ? text.replace(/infinity/i, 'Infinity') : text;
  const number = Number(name);
  const value = type === 'Float' ? Math.fround(number) : number;
  if (!Number.isFinite(value) && name === text && /[0-9]/.test(text)) {
    const most = type === 'Float' ? mostFloat : String(Number.MAX_VALUE);
    return { refusal: { code: 'snmp-value-out-of-range', expected: `-${most}..${most}` } };
  }
  return { value: { type, value } };
}

/** The problem that says so. Octets are not shown: they may be a community or a key. */
export function refusalProblem(
  refusal: Refusal,
  object: { oid: string; name: string },
  type: string,
  shown: string,
): Problem {
  const { code, expected, length, details } = refusal;
  const params = { ...object, expected, ...(length === undefined ? { type, value: shown } : { length }) };
  return { code, params, ...(details === undefined ? {} : { details }) };
}
