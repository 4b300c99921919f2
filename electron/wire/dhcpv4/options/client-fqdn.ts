import { hexNumber } from '../../field.ts';
import { Reader } from '../../reader.ts';
import { escapeText, unescapeText } from '../../text.ts';
import { Writer } from '../../writer.ts';
import { type OptionCodec, type OptionField, partly, property, refused, wholeNumber } from '../option-type.ts';
import { readName, writeName } from './domain-name.ts';

/** RFC 4702 section 2.1, from the lowest bit. */
const flagBits = [
  ['S', 'server updates A'],
  ['O', 'server overrides S'],
  ['E', 'name in wire form'],
  ['N', 'no server updates'],
] as const;
const wireForm = 4;

/**
 * Option 81 (RFC 4702). With flag E the name is in the wire form of RFC 1035 without compression and ends with a dot if it is
 * fully qualified; without, it is the old ASCII form. The value holds flags, both result codes and the name.
 */
export const clientFqdn: OptionCodec = {
  decode(bytes) {
    if (bytes.length < 3) return refused(bytes, `length ${bytes.length}, must be at least 3`);
    const reader = new Reader(bytes);
    const flags = reader.uint8();
    const rcode1 = reader.uint8();
    const rcode2 = reader.uint8();
    const name = (flags & wireForm) !== 0 ? wireName(reader) : escapeText(reader.rest());
    const set = flagBits.filter((_, bit) => (flags >> bit) & 1).map(([letter, meaning]) => `${letter} ${meaning}`);
    const children: OptionField[] = [
      {
        id: 'flags',
        name: 'flags',
        text: `${hexNumber(flags, 2)} (${set.join(', ') || 'none'})`,
        offset: 0,
        length: 1,
      },
      { id: 'rcode1', name: 'RCODE1', text: String(rcode1), offset: 1, length: 1 },
      { id: 'rcode2', name: 'RCODE2', text: String(rcode2), offset: 2, length: 1 },
      { id: 'name', name: 'domain name', text: name, offset: 3, length: bytes.length - 3 },
    ];
    return partly({ flags, rcode1, rcode2, name }, name, reader.finish(), children);
  },
  encode(value) {
    const flags = wholeNumber(property(value, 'flags'), 255);
    const rcode1 = wholeNumber(property(value, 'rcode1'), 255);
    const rcode2 = wholeNumber(property(value, 'rcode2'), 255);
    const name = property(value, 'name');
    if (flags === undefined || rcode1 === undefined || rcode2 === undefined || typeof name !== 'string')
      return undefined;
    const writer = new Writer().uint8(flags).uint8(rcode1).uint8(rcode2);
    if ((flags & wireForm) === 0) return writer.bytes(unescapeText(name)).take();
    return writeName(writer, name) ? writer.take() : undefined;
  },
};

/** RFC 4702 section 2.3.1: an empty name is no bytes at all; a partial name has no zero label at its end. */
function wireName(reader: Reader): string {
  return reader.remaining === 0 ? '' : readName(reader, { compressed: false });
}
