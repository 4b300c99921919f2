import { named } from '../../field.ts';
import { decoded, type OptionCodec, property, refused, wholeNumber } from '../option-type.ts';

const types = new Map([[1, 'UNDI']]);

/** Option 94 (RFC 4578 section 2.2): type, then major and minor version of the interface. */
export const clientNdi: OptionCodec = {
  decode(bytes) {
    if (bytes.length !== 3) return refused(bytes, `length ${bytes.length}, must be 3`);
    const [type = 0, major = 0, minor = 0] = bytes;
    return decoded({ type, major, minor }, `${types.get(type) ?? `type ${type}`} ${major}.${minor}`, [
      { id: 'type', name: 'type', text: named(types, type), offset: 0, length: 1 },
      { id: 'major', name: 'major version', text: String(major), offset: 1, length: 1 },
      { id: 'minor', name: 'minor version', text: String(minor), offset: 2, length: 1 },
    ]);
  },
  encode(value) {
    const numbers = ['type', 'major', 'minor'].map((name) => wholeNumber(property(value, name), 255));
    return numbers.includes(undefined) ? undefined : Uint8Array.from(numbers, (number) => number ?? 0);
  },
};
