import { Reader } from '../../reader.ts';
import { escapeText, unescapeText } from '../../text.ts';
import { Writer } from '../../writer.ts';
import { decoded, type OptionCodec, type OptionField, partly } from '../option-type.ts';

/**
 * Option 77 (RFC 3004 section 4): classes, each with a length in front. Several boot loaders send bare text instead; that is
 * a fault, and read as one class. The value is a list of texts as in `escapeText`.
 */
export const userClass: OptionCodec = {
  decode(bytes) {
    const reader = new Reader(bytes);
    const list: string[] = [];
    const children: OptionField[] = [];
    while (reader.remaining > 0) {
      const offset = reader.offset;
      const length = reader.uint8('length');
      if (length === 0) reader.fail('empty user class', offset);
      const text = escapeText(reader.view(length, 'user class'));
      if (reader.fault !== undefined) break;
      list.push(text);
      const id = `class.${list.length}`;
      children.push({
        id,
        name: `class ${list.length}`,
        text,
        offset,
        length: 1 + length,
        children: [
          { id: `${id}.length`, name: 'length', text: String(length), offset, length: 1 },
          { id: `${id}.data`, name: 'data', text, offset: offset + 1, length },
        ],
      });
    }
    if (reader.finish() === undefined && list.length > 0) return decoded(list, list.join(', '), children);
    const text = escapeText(bytes);
    return partly([text], text, { offset: 0, reason: 'not in the form of RFC 3004, read as bare text' });
  },
  encode(value) {
    if (!Array.isArray(value)) return undefined;
    const writer = new Writer();
    for (const text of value) {
      const bytes = typeof text === 'string' ? unescapeText(text) : undefined;
      if (bytes === undefined || bytes.length === 0 || bytes.length > 255) return undefined;
      writer.uint8(bytes.length).bytes(bytes);
    }
    return writer.take();
  },
};
