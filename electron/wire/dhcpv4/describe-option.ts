import type { PacketField } from '#shared/model/packet-field.ts';
import { field } from '../field.ts';
import type { DhcpOption, OptionPart } from './message.ts';
import { type DecodedOption, type OptionField, refused } from './option-type.ts';
import { optionLabel, optionType } from './options.ts';

/** Only a hostile message has more than this in one option; the rest of them is not shown. */
const maximumParts = 64;
const maximumLines = 512;
/** Bytes. Longer values come only from hostile messages: Ethernet frames and the option itself make them far shorter. */
const maximumDecoded = 4096;

/**
 * One option as a line with its code, length and value below it. An option in several parts stands where its first part is;
 * the fields of its value are placed in the parts that hold them.
 */
export function describeOption(option: DhcpOption): PacketField {
  const id = `dhcp.option.${option.code}`;
  const first = option.parts[0] ?? { offset: 0, length: 2 };
  const result = decodeBounded(option);
  const fault = result.faults[0]?.reason;
  const code = String(option.code);
  const children: PacketField[] =
    option.parts.length > 1
      ? describeParts(option.parts, id, code)
      : [
          field(`${id}.code`, 'code', code, first.offset, 1),
          field(`${id}.length`, 'length', String(first.length - 2), first.offset + 1, 1),
        ];
  const place = placer(option.parts);
  if (result.children === undefined || result.children.length === 0) {
    if (option.bytes.length > 0) {
      const { offset, length } = place(0, option.bytes.length);
      children.push(field(`${id}.value`, 'value', result.text, offset, length, { fault }));
    }
  } else children.push(...placed(result.children, id, place));
  return field(id, optionLabel(option.code), result.text, first.offset, first.length, { fault, children });
}

function decodeBounded({ code, bytes }: DhcpOption): DecodedOption {
  if (bytes.length <= maximumDecoded) return optionType(code).decode(bytes);
  return refused(bytes, `longer than ${maximumDecoded} bytes, not decoded`);
}

function describeParts(parts: readonly OptionPart[], id: string, code: string): PacketField[] {
  return parts.slice(0, maximumParts).map((part, index) => {
    const text = `${part.length - 2} bytes in ${part.area}`;
    const partId = `${id}.part.${index + 1}`;
    const children = [
      field(`${partId}.code`, 'code', code, part.offset, 1),
      field(`${partId}.length`, 'length', String(part.length - 2), part.offset + 1, 1),
    ];
    return field(partId, `part ${index + 1}`, text, part.offset, part.length, { children });
  });
}

type Place = (offset: number, length: number) => { offset: number; length: number };

/** Where bytes of the joined value stand in the frame. What runs over the end of a part is lit as far as that end. */
function placer(parts: readonly OptionPart[]): Place {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined)
    return (offset, length) => ({ offset: only.offset + 2 + offset, length });
  const starts: number[] = [];
  let total = 0;
  for (const part of parts) {
    starts.push(total);
    total += part.length - 2;
  }
  return (offset, length) => {
    const index = lastNotAfter(starts, offset);
    const part = parts[index] ?? { offset: 0, length: 2 };
    const inside = offset - (starts[index] ?? 0);
    return { offset: part.offset + 2 + inside, length: Math.max(0, Math.min(length, part.length - 2 - inside)) };
  };
}

/** The index of the last number that is not greater than `value`; the list rises and starts at 0. */
function lastNotAfter(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rising[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function placed(fields: readonly OptionField[], id: string, place: Place): PacketField[] {
  const lines = fields.slice(0, maximumLines).map((part) => {
    const { offset, length } = place(part.offset, part.length);
    return field(`${id}.${part.id}`, part.name, part.text, offset, length, {
      fault: part.fault,
      children: part.children === undefined ? undefined : placed(part.children, id, place),
    });
  });
  if (fields.length > maximumLines) {
    const { offset } = place(fields[maximumLines]?.offset ?? 0, 0);
    lines.push(field(`${id}.more`, 'more', `${fields.length - maximumLines} more`, offset, 0));
  }
  return lines;
}
