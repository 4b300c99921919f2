import { decoded, type OptionCodec, refused } from '../option-type.ts';

/** One byte, 1 for yes and 0 for no. */
export const yesNo: OptionCodec = {
  decode(bytes) {
    if (bytes.length !== 1) return refused(bytes, `length ${bytes.length}, must be 1`);
    const byte = bytes[0] ?? 0;
    if (byte > 1) return refused(bytes, `value ${byte}, must be 0 or 1`);
    return decoded(byte === 1, byte === 1 ? 'yes (1)' : 'no (0)');
  },
  encode: (value) => (typeof value === 'boolean' ? Uint8Array.of(value ? 1 : 0) : undefined),
};

/** An option that says all by being there, such as rapid commit (RFC 4039). The value is true. */
export const presence: OptionCodec = {
  decode(bytes) {
    if (bytes.length !== 0) return refused(bytes, `length ${bytes.length}, must be 0`);
    return decoded(true, 'present');
  },
  encode: (value) => (value === true ? new Uint8Array(0) : undefined),
};
