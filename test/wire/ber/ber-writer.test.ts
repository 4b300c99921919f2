import { describe, expect, it } from 'vitest';
import { BerWriter } from '#electron/wire/ber/ber-writer.ts';
import { signedAt } from '#electron/wire/ber/cursor.ts';
import { toHex } from '#shared/model/hex.ts';

const integer = (value: number, tag?: number) => toHex(new BerWriter(4).integer(value, tag).take());

describe('writing elements', () => {
  it.each([
    [0, '020100'],
    [1, '020101'],
    [127, '02017f'],
    [128, '02020080'],
    [255, '020200ff'],
    [256, '02020100'],
    [32_767, '02027fff'],
    [32_768, '0203008000'],
    [0x7fff_ffff, '02047fffffff'],
    [0x8000_0000, '02050080000000'],
    [0xffff_ffff, '020500ffffffff'],
    [-1, '0201ff'],
    [-128, '020180'],
    [-129, '0202ff7f'],
    [-256, '0202ff00'],
    [-257, '0202feff'],
    [-32_768, '02028000'],
    [-32_769, '0203ff7fff'],
    [-0x8000_0000, '020480000000'],
  ])('%i takes as few octets as it can', (value, hex) => {
    expect(integer(value)).toBe(hex);
  });

  it('gives an integer any tag', () => {
    expect(integer(5, 0x41)).toBe('410105');
  });

  it('writes back to front, lengths in their shortest form', () => {
    for (const length of [0, 1, 47, 48, 49, 127, 128, 255, 256, 65_535, 65_536]) {
      const content = new Uint8Array(length).fill(0xa5);
      const writer = new BerWriter(0).element(4, content);
      const since = writer.length;
      const bytes = writer.integer(1).wrap(0x30, since).take();
      const form =
        length < 128
          ? [length]
          : length < 256
            ? [0x81, length]
            : length < 65_536
              ? [0x82, length >> 8, length & 255]
              : [0x83, 1, 0, 0];
      expect(toHex(bytes.subarray(0, 5))).toBe('3003020101');
      expect([...bytes.subarray(5, 6 + form.length)]).toEqual([4, ...form]);
      expect(toHex(bytes.subarray(6 + form.length))).toBe(toHex(content));
    }
  });

  it('round trips numbers of 32 bits', () => {
    for (let value = 1; value < 0x8000_0000; value = value * 3 + 1) {
      for (const number of [value, -value]) {
        const bytes = new BerWriter().integer(number).take();
        expect(signedAt(bytes, 2, bytes.length - 2)).toBe(number);
      }
    }
  });

  it('takes zeros, and a part of octets', () => {
    expect(
      toHex(
        new BerWriter(1)
          .bytes(Uint8Array.of(1, 2, 3), 2)
          .zeros(3)
          .octet(9)
          .take(),
      ),
    ).toBe('090000000102');
  });
});
