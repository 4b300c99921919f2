import { named, seconds } from '../../field.ts';
import { uint16At, uint32At } from '../../octets.ts';
import { uint16Bytes, uint32Bytes } from '../number-bytes.ts';
import { decoded, type OptionCodec, type OptionField, partly, refused, wholeNumber } from '../option-type.ts';

const plain = (value: number): string => String(value);

function integer(size: 1 | 2 | 4, text: (value: number) => string): OptionCodec {
  return {
    decode(bytes) {
      if (bytes.length !== size) return refused(bytes, `length ${bytes.length}, must be ${size}`);
      const value = size === 1 ? (bytes[0] ?? 0) : size === 2 ? uint16At(bytes, 0) : uint32At(bytes, 0);
      return decoded(value, text(value));
    },
    encode(value) {
      const number = wholeNumber(value, 256 ** size - 1);
      if (number === undefined) return undefined;
      return size === 1 ? Uint8Array.of(number) : size === 2 ? uint16Bytes(number) : uint32Bytes(number);
    },
  };
}

export function uint8(unit?: string): OptionCodec {
  return integer(1, unit === undefined ? plain : (value) => `${value} ${unit}`);
}

export function uint16(unit?: string): OptionCodec {
  return integer(2, unit === undefined ? plain : (value) => `${value} ${unit}`);
}

export const uint32: OptionCodec = integer(4, plain);

/** One byte out of a table: "DISCOVER (1)". The value is the number. */
export function enumeration(names: ReadonlyMap<number, string>): OptionCodec {
  return integer(1, (value) => named(names, value));
}

/** A time in seconds, 32 bits. */
export const duration: OptionCodec = integer(4, seconds);

/** Seconds that may be negative (option 2). */
export const signedDuration: OptionCodec = {
  decode(bytes) {
    if (bytes.length !== 4) return refused(bytes, `length ${bytes.length}, must be 4`);
    const value = uint32At(bytes, 0) | 0;
    return decoded(value, value < 0 ? seconds(value) : `+${seconds(value)}`);
  },
  encode(value) {
    if (typeof value !== 'number' || (value | 0) !== value) return undefined;
    return uint32Bytes(value >>> 0);
  },
};

/** 16-bit numbers, at least one; with a table "EFI x86-64 (7)". The value is a list of numbers. */
export function uint16List(names?: ReadonlyMap<number, string>): OptionCodec {
  return {
    decode(bytes) {
      const list: number[] = [];
      const children: OptionField[] = [];
      for (let at = 0; at + 2 <= bytes.length; at += 2) {
        const value = uint16At(bytes, at);
        list.push(value);
        const text = names === undefined ? String(value) : named(names, value);
        children.push({ id: `item.${list.length}`, name: `item ${list.length}`, text, offset: at, length: 2 });
      }
      const reason = `length ${bytes.length}, must be a multiple of 2`;
      const whole = bytes.length % 2 === 0 && bytes.length > 0;
      const text = children.map((child) => child.text).join(', ');
      return partly(
        list,
        text,
        whole ? undefined : { offset: 2 * list.length, reason },
        children.length > 1 ? children : undefined,
      );
    },
    encode(value) {
      if (!Array.isArray(value)) return undefined;
      const numbers = value.map((item) => wholeNumber(item, 0xffff));
      return numbers.includes(undefined) ? undefined : uint16Bytes(...numbers.map((item) => item ?? 0));
    },
  };
}
