import { hexAt } from '../../octets.ts';
import { Reader } from '../../reader.ts';
import { Writer } from '../../writer.ts';
import {
  hexBytes,
  type OptionCodec,
  type OptionField,
  opaqueText,
  partly,
  property,
  wholeNumber,
} from '../option-type.ts';
import { decodeSuboptions, type SuboptionTable, summary } from './suboptions.ts';

/** The few private enterprise numbers met in DHCP every day. */
const enterprises = new Map([
  [9, 'Cisco'],
  [11, 'HP'],
  [311, 'Microsoft'],
  [343, 'Intel'],
  [2636, 'Juniper'],
  [3561, 'Broadband Forum'],
  [4413, 'Broadcom'],
  [4491, 'CableLabs'],
  [6527, 'Nokia'],
  [14988, 'MikroTik'],
  [30065, 'Arista'],
]);

/**
 * Options 124 and 125 (RFC 3925 sections 3 and 4): blocks of enterprise number, length and data. Data of 125 is shown as
 * suboptions where it has that form, data of 124 as items with a length in front. The value is a list of `{enterprise, hex}`.
 */
export function vendorIdentifying(kind: '124' | '125'): OptionCodec {
  return {
    decode(bytes) {
      const reader = new Reader(bytes);
      const list: { enterprise: number; hex: string }[] = [];
      const children: OptionField[] = [];
      while (reader.remaining > 0) {
        const offset = reader.offset;
        const enterprise = reader.uint32('enterprise number');
        const length = reader.uint8('data length');
        const data = reader.view(length, 'data');
        if (reader.fault !== undefined) break;
        list.push({ enterprise, hex: hexAt(data, 0, length) });
        children.push(describeBlock(bytes, offset, enterprise, length, kind, list.length));
      }
      if (bytes.length === 0) reader.fail('length 0, must be at least 5');
      return partly(list, summary(children), reader.finish(), children);
    },
    encode(value) {
      if (!Array.isArray(value)) return undefined;
      const writer = new Writer();
      for (const item of value) {
        const enterprise = wholeNumber(property(item, 'enterprise'), 0xffffffff);
        const data = hexBytes(property(item, 'hex'));
        if (enterprise === undefined || data === undefined || data.length > 255) return undefined;
        writer.uint32(enterprise).uint8(data.length).bytes(data);
      }
      return writer.take();
    },
  };
}

function describeBlock(
  bytes: Uint8Array,
  offset: number,
  enterprise: number,
  length: number,
  kind: '124' | '125',
  index: number,
): OptionField {
  const start = offset + 5;
  const end = start + length;
  const id = `vendor.${index}`;
  const vendor = enterprises.get(enterprise);
  const inner = kind === '125' ? suboptionsOf(bytes, start, end, id) : itemsOf(bytes, start, end, id);
  const text = inner === undefined ? opaqueText(bytes.subarray(start, end)) : summary(inner);
  const data: OptionField = { id: `${id}.data`, name: 'data', text, offset: start, length };
  if (inner !== undefined) data.children = inner;
  return {
    id,
    name: `enterprise ${enterprise}${vendor === undefined ? '' : ` (${vendor})`}`,
    text,
    offset,
    length: 5 + length,
    children: [
      { id: `${id}.enterprise`, name: 'enterprise number', text: String(enterprise), offset, length: 4 },
      { id: `${id}.length`, name: 'data length', text: String(length), offset: offset + 4, length: 1 },
      data,
    ],
  };
}

const noTable: SuboptionTable = new Map();

function suboptionsOf(bytes: Uint8Array, start: number, end: number, id: string): OptionField[] | undefined {
  const { children, faults } = decodeSuboptions(bytes, start, end, noTable, `${id}.`);
  return faults.length === 0 && children.length > 0 ? children : undefined;
}

function itemsOf(bytes: Uint8Array, start: number, end: number, id: string): OptionField[] | undefined {
  const items: OptionField[] = [];
  let at = start;
  while (at < end) {
    const length = bytes[at] ?? 0;
    if (at + 1 + length > end) return undefined;
    const number = items.length + 1;
    const text = opaqueText(bytes.subarray(at + 1, at + 1 + length));
    items.push({ id: `${id}.item.${number}`, name: `item ${number}`, text, offset: at, length: 1 + length });
    at += 1 + length;
  }
  return items.length > 0 ? items : undefined;
}
