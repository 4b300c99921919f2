import type { PacketFault } from '#shared/model/packet-field.ts';
import { hexAt } from '../../octets.ts';
import { Writer } from '../../writer.ts';
import { hexBytes, type OptionCodec, type OptionField, property, wholeNumber } from '../option-type.ts';
import { opaque } from './opaque.ts';

/** What is known of the suboptions of one option. */
export type SuboptionTable = ReadonlyMap<number, { name: string; codec: OptionCodec }>;

/** A suboption as data: code and bytes in hex. It survives a round trip whether it is known or not. */
export interface Suboption {
  [name: string]: number | string;
  code: number;
  hex: string;
}

export interface DecodedSuboptions {
  list: Suboption[];
  children: OptionField[];
  faults: PacketFault[];
}

/** Reads tag, length, value until `end`. Offsets in the result are those in `bytes`. */
export function decodeSuboptions(
  bytes: Uint8Array,
  start: number,
  end: number,
  table: SuboptionTable,
  prefix = '',
): DecodedSuboptions {
  const list: Suboption[] = [];
  const children: OptionField[] = [];
  const faults: PacketFault[] = [];
  let at = start;
  while (at < end) {
    const code = bytes[at] ?? 0;
    const length = bytes[at + 1] ?? 0;
    if (at + 2 > end || at + 2 + length > end) {
      const claim = at + 2 > end ? 'has no length' : `claims ${length} bytes, ${end - at - 2} left`;
      faults.push({ offset: at, reason: `suboption ${code} ${claim}` });
      break;
    }
    const value = bytes.subarray(at + 2, at + 2 + length);
    list.push({ code, hex: hexAt(value, 0, length) });
    children.push(describeSuboption(code, value, at, table, prefix, faults));
    at += 2 + length;
  }
  return { list, children, faults };
}

function describeSuboption(
  code: number,
  value: Uint8Array,
  at: number,
  table: SuboptionTable,
  prefix: string,
  faults: PacketFault[],
): OptionField {
  const known = table.get(code);
  const result = (known?.codec ?? opaque).decode(value);
  const id = `${prefix}suboption.${code}`;
  const children: OptionField[] = [
    { id: `${id}.code`, name: 'code', text: String(code), offset: at, length: 1 },
    { id: `${id}.length`, name: 'length', text: String(value.length), offset: at + 1, length: 1 },
  ];
  if (result.children !== undefined) children.push(...shift(result.children, at + 2, id));
  else if (value.length > 0) {
    children.push({ id: `${id}.value`, name: 'value', text: result.text, offset: at + 2, length: value.length });
  }
  const name = known === undefined ? `Suboption ${code}` : `${known.name} (${code})`;
  const line: OptionField = { id, name, text: result.text, offset: at, length: 2 + value.length, children };
  const [fault] = result.faults;
  if (fault !== undefined) {
    line.fault = fault.reason;
    faults.push({ offset: at + 2 + fault.offset, reason: `suboption ${code}: ${fault.reason}` });
  }
  return line;
}

/** Fields of an inner value as fields of the outer one. */
export function shift(fields: readonly OptionField[], by: number, prefix: string): OptionField[] {
  return fields.map((field) => {
    const moved = { ...field, id: `${prefix}.${field.id}`, offset: field.offset + by };
    if (field.children !== undefined) moved.children = shift(field.children, by, prefix);
    return moved;
  });
}

/** Writes suboptions; undefined when the value is no list of them or one is longer than 255 bytes. */
export function encodeSuboptions(value: unknown): Uint8Array | undefined {
  if (!Array.isArray(value)) return undefined;
  const writer = new Writer();
  for (const item of value) {
    const code = wholeNumber(property(item, 'code'), 255);
    const bytes = hexBytes(property(item, 'hex'));
    if (code === undefined || bytes === undefined || bytes.length > 255) return undefined;
    writer.uint8(code).uint8(bytes.length).bytes(bytes);
  }
  return writer.take();
}

/** "name: value; name: value" */
export function summary(fields: readonly OptionField[]): string {
  return fields.map((field) => `${field.name}: ${field.text}`).join('; ');
}
