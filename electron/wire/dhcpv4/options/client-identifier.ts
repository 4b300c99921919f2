import { named } from '../../field.ts';
import { colonHexAt, hexAt, uint32At } from '../../octets.ts';
import { Writer } from '../../writer.ts';
import {
  decoded,
  hexBytes,
  type OptionCodec,
  type OptionField,
  opaqueText,
  property,
  refused,
  wholeNumber,
} from '../option-type.ts';
import { describeDuid } from './duid.ts';

/** Hardware types of the ARP registry that clients put in front; 0 is no hardware, 255 is IAID and DUID (RFC 4361). */
const types = new Map([
  [0, 'not a hardware address'],
  [1, 'Ethernet'],
  [6, 'IEEE 802'],
  [32, 'InfiniBand'],
  [255, 'IAID and DUID'],
]);

/** Option 61 (RFC 2132 section 9.14, RFC 4361 section 6.1). The value is the type and the rest in hex. */
export const clientIdentifier: OptionCodec = {
  decode(bytes) {
    if (bytes.length < 2) return refused(bytes, `length ${bytes.length}, must be at least 2`);
    const type = bytes[0] ?? 0;
    const rest = bytes.subarray(1);
    const children: OptionField[] = [{ id: 'type', name: 'type', text: named(types, type), offset: 0, length: 1 }];
    let text = opaqueText(rest);
    if (type === 255 && rest.length > 6) {
      const iaid = `0x${uint32At(bytes, 1).toString(16).padStart(8, '0')}`;
      const duid = describeDuid(bytes, 5, bytes.length, '');
      children.push({ id: 'iaid', name: 'IAID', text: iaid, offset: 1, length: 4 }, duid);
      text = `IAID ${iaid}, DUID ${duid.text}`;
    } else {
      if (type !== 0 && rest.length === 6) text = colonHexAt(rest, 0, 6);
      children.push({ id: 'identifier', name: 'identifier', text, offset: 1, length: rest.length });
    }
    return decoded({ type, hex: hexAt(rest, 0, rest.length) }, text, children);
  },
  encode(value) {
    const type = wholeNumber(property(value, 'type'), 255);
    const rest = hexBytes(property(value, 'hex'));
    if (type === undefined || rest === undefined) return undefined;
    return new Writer().uint8(type).bytes(rest).take();
  },
};
