import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { internetChecksum } from '#electron/wire/checksum.ts';
import { putUint16 } from '#electron/wire/octets.ts';

describe('internet checksum', () => {
  it('gives the sum of RFC 1071 section 3', () => {
    expect(internetChecksum(Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7))).toBe(~0xddf2 & 0xffff);
  });

  it('counts an odd last byte as the high half', () => {
    expect(internetChecksum(Uint8Array.of(0x12))).toBe(~0x1200 & 0xffff);
  });

  it('is zero over bytes that hold their own, and the largest sums do not overflow', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 200 }), (bytes) => {
        putUint16(bytes, 0, 0);
        putUint16(bytes, 0, internetChecksum(bytes));
        expect(internetChecksum(bytes) % 0xffff).toBe(0);
      }),
    );
    expect(internetChecksum(new Uint8Array(0x20000).fill(0xff))).toBe(0);
  });
});
