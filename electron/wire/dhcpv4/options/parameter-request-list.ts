import { dhcpOptionNames } from '#shared/model/dhcp-option-names.ts';
import { named } from '../../field.ts';
import { type OptionCodec, partly, wholeNumber } from '../option-type.ts';

/** Option 55 (RFC 2132 section 9.8): codes of wanted options in order of preference. The value is a list of numbers. */
export const parameterRequestList: OptionCodec = {
  decode(bytes) {
    const children = Array.from(bytes, (code, index) => ({
      id: `item.${index + 1}`,
      name: `item ${index + 1}`,
      text: named(dhcpOptionNames, code),
      offset: index,
      length: 1,
    }));
    const fault = bytes.length === 0 ? { offset: 0, reason: 'length 0, must be at least 1' } : undefined;
    return partly([...bytes], children.map((child) => child.text).join(', '), fault, children);
  },
  encode(value) {
    if (!Array.isArray(value) || value.some((item) => wholeNumber(item, 255) === undefined)) return undefined;
    return Uint8Array.from(value as number[]);
  },
};
