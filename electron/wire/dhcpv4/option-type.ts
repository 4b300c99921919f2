import type { PacketFault } from '#shared/model/packet-field.ts';
import { hexAt } from '../octets.ts';
import { escapeText } from '../text.ts';

/** Plain data: it may be sent as JSON and comes back the same. */
export type OptionValue = string | number | boolean | null | OptionValue[] | { [name: string]: OptionValue };

/** A part of an option's value with its place in the option's bytes. */
export interface OptionField {
  /** Relative to the option: "flags", "suboption.1". */
  id: string;
  name: string;
  text: string;
  offset: number;
  length: number;
  fault?: string;
  children?: OptionField[];
}

/** Without faults the value is whole and `encode` gives bytes that decode to the same value. */
export interface DecodedOption {
  /** What could be decoded; undefined when nothing could. */
  value: OptionValue | undefined;
  /** The value for people, in protocol terms. */
  text: string;
  /** Offsets are in the option's bytes. */
  faults: PacketFault[];
  children?: OptionField[];
}

/** How the bytes of one kind of value are read and written. */
export interface OptionCodec {
  /** Never throws; what does not fit is reported in `faults`. */
  decode(bytes: Uint8Array): DecodedOption;
  /** Bytes of a value as `decode` gives it; undefined when it has another shape. */
  encode(value: unknown): Uint8Array | undefined;
}

export interface DhcpOptionType extends OptionCodec {
  code: number;
  /** As in the IANA registry. */
  name: string;
}

/** A value with nothing wrong. */
export function decoded(value: OptionValue, text: string, children?: OptionField[]): DecodedOption {
  return children === undefined ? { value, text, faults: [] } : { value, text, faults: [], children };
}

/** A value that is wrong as a whole: its bytes in hex, with the reason. */
export function refused(bytes: Uint8Array, reason: string, offset = 0): DecodedOption {
  return { value: undefined, text: hexAt(bytes, 0, bytes.length), faults: [{ offset, reason }] };
}

/** What could be decoded, together with the fault that ended it, if there was one. */
export function partly(
  value: OptionValue,
  text: string,
  fault: PacketFault | undefined,
  children?: OptionField[],
): DecodedOption {
  const result: DecodedOption = { value, text, faults: fault === undefined ? [] : [fault] };
  if (children !== undefined) result.children = children;
  return result;
}

/** Bytes whose meaning nobody told us: as text in quotes when they are plain ASCII, else in hex. */
export function opaqueText(bytes: Uint8Array): string {
  if (bytes.length > 0 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return `"${escapeText(bytes)}"`;
  return hexAt(bytes, 0, bytes.length);
}

/** The property of a value that claims to be an object; undefined for everything else. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** A whole number from 0 to `maximum`; undefined for everything else. */
export function wholeNumber(value: unknown, maximum: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maximum ? value : undefined;
}

/** The bytes of a text of hex digits; undefined for everything else. */
export function hexBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(value)) return undefined;
  const bytes = new Uint8Array(value.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(value.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
