import { expect, it } from 'vitest';
import type { OptionCodec, OptionField, OptionValue } from '#electron/wire/dhcpv4/option-type.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';

/** A value with the bytes that `encode` must give; `also`: other bytes with the same meaning. */
export interface RightOption {
  value: OptionValue;
  hex: string;
  text?: string;
  also?: readonly string[];
}

export interface WrongOption {
  hex: string;
  /** A part of the reason. */
  fault: string;
  offset?: number;
  /** What could be decoded all the same. */
  value?: OptionValue;
}

/** Bytes in the middle of a used buffer, so that a codec that reads or writes beside them is seen. */
function inDirtyBuffer(hex: string): Uint8Array {
  const bytes = fromHex(hex) ?? new Uint8Array();
  const buffer = new Uint8Array(bytes.length + 32).fill(0xa5);
  buffer.set(bytes, 16);
  return buffer.subarray(16, 16 + bytes.length);
}

/** Every line lies inside the value and inside the line above it. */
function expectInside(fields: readonly OptionField[], from: number, to: number): void {
  for (const field of fields) {
    expect(field.offset, field.id).toBeGreaterThanOrEqual(from);
    expect(field.offset + field.length, field.id).toBeLessThanOrEqual(to);
    expectInside(field.children ?? [], field.offset, field.offset + field.length);
  }
}

/** The tests every option's codec has: right values there and back, wrong bytes refused with reason, wrong shapes refused. */
export function testCodec(codec: OptionCodec, right: readonly RightOption[], wrong: readonly WrongOption[]): void {
  for (const { value, hex, text, also = [] } of right) {
    it(`encodes and decodes ${JSON.stringify(value)}`, () => {
      expect(toHex(codec.encode(value) ?? new Uint8Array([0xbad & 255]))).toBe(hex);
      for (const spelling of [hex, ...also]) {
        const bytes = inDirtyBuffer(spelling);
        const result = codec.decode(bytes);
        expect(result.faults).toEqual([]);
        expect(result.value).toEqual(value);
        // Plain data: it survives JSON, and the bytes made from what comes back are the same.
        expect(toHex(codec.encode(JSON.parse(JSON.stringify(result.value))) ?? new Uint8Array())).toBe(hex);
        expectInside(result.children ?? [], 0, bytes.length);
        if (text !== undefined) expect(result.text).toBe(text);
      }
    });
  }
  for (const { hex, fault, offset, value } of wrong) {
    it(`finds the fault in ${hex === '' ? 'nothing' : hex}`, () => {
      const bytes = inDirtyBuffer(hex);
      const result = codec.decode(bytes);
      expect(result.faults.map(({ reason }) => reason).join('; ')).toContain(fault);
      if (offset !== undefined) expect(result.faults[0]?.offset).toBe(offset);
      if (value !== undefined) expect(result.value).toEqual(value);
      expectInside(result.children ?? [], 0, bytes.length);
    });
  }
  it('refuses values of another shape', () => {
    for (const value of [undefined, null, Symbol.iterator, Number.NaN, { code: 'x' }, [{}], [[null]], () => 1, -1.5]) {
      expect(codec.encode(value)).toBeUndefined();
    }
  });
}
