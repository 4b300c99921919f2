import { named } from '../../field.ts';
import { hexAt, hexByte } from '../../octets.ts';
import { Writer } from '../../writer.ts';
import { decoded, hexBytes, type OptionCodec, property, refused, wholeNumber } from '../option-type.ts';

/** RFC 9562 section 4: groups of 4, 2, 2, 2 and 6 bytes in network order. */
export function uuidText(bytes: Uint8Array, at: number): string {
  const groups = [4, 2, 2, 2, 6];
  let from = at;
  return groups
    .map((size) => {
      from += size;
      return hexAt(bytes, from - size, size);
    })
    .join('-');
}

/** A UUID whose first three groups have their bytes reversed, as firmware writes them (UEFI 2.10 appendix A). */
function firmwareUuidText(bytes: Uint8Array, at: number): string {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const hex = order.map((index) => hexByte(bytes[at + index] ?? 0)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const types = new Map([[0, 'UUID']]);

/**
 * Option 97 (RFC 4578 section 2.3): type 0 and 16 bytes. The RFC is silent on their order; firmware sends the mixed order
 * of UEFI, which is what people see in machine inventories. The value is the type and the bytes in hex.
 */
export const clientMachine: OptionCodec = {
  decode(bytes) {
    if (bytes.length < 2) return refused(bytes, `length ${bytes.length}, must be 17`);
    const type = bytes[0] ?? 0;
    const size = bytes.length - 1;
    if (type === 0 && size !== 16) return refused(bytes, `length ${bytes.length}, must be 17 for type 0`);
    const text = type === 0 ? firmwareUuidText(bytes, 1) : hexAt(bytes, 1, size);
    return decoded({ type, hex: hexAt(bytes, 1, size) }, text, [
      { id: 'type', name: 'type', text: named(types, type), offset: 0, length: 1 },
      { id: 'identifier', name: 'identifier', text, offset: 1, length: size },
    ]);
  },
  encode(value) {
    const type = wholeNumber(property(value, 'type'), 255);
    const rest = hexBytes(property(value, 'hex'));
    if (type === undefined || rest === undefined) return undefined;
    return new Writer().uint8(type).bytes(rest).take();
  },
};
