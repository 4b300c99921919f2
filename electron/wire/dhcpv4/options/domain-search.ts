import { Reader } from '../../reader.ts';
import { Writer } from '../../writer.ts';
import { type OptionCodec, type OptionField, partly } from '../option-type.ts';
import { readName, writeName } from './domain-name.ts';

/** No resolver uses more; it bounds what two-byte pointers can blow up. */
const maximumNames = 256;

/** Option 119 (RFC 3397 section 2): names with compression. The value is a list of names, each with its last dot. */
export const domainSearch: OptionCodec = {
  decode(bytes) {
    const reader = new Reader(bytes);
    const list: string[] = [];
    const children: OptionField[] = [];
    while (reader.remaining > 0) {
      const offset = reader.offset;
      if (list.length === maximumNames) reader.fail(`more than ${maximumNames} names`);
      const name = readName(reader, { compressed: true });
      if (reader.fault === undefined && !name.endsWith('.')) reader.fail('name without its end', offset);
      if (reader.fault !== undefined) break;
      list.push(name);
      const length = reader.offset - offset;
      children.push({ id: `name.${list.length}`, name: `name ${list.length}`, text: name, offset, length });
    }
    if (bytes.length === 0) reader.fail('length 0, must be at least 1');
    return partly(list, list.join(', '), reader.finish(), children);
  },
  encode(value) {
    if (!Array.isArray(value)) return undefined;
    const writer = new Writer();
    for (const name of value) {
      if (typeof name !== 'string' || !writeName(writer, name.endsWith('.') ? name : `${name}.`)) return undefined;
    }
    return writer.take();
  },
};
