import { describe, expect, it } from 'vitest';
import { Writer } from '#electron/wire/writer.ts';

function write(writer: Writer): Uint8Array {
  writer.uint8(1).uint16(0x203).uint32(0x4050607).ipv4('192.0.2.1').colonHex('aa:bb').zeros(3);
  return writer.bytes(Uint8Array.of(9)).take();
}

describe('writer', () => {
  it('writes the same into a used buffer at an offset as into a new one', () => {
    const clean = write(new Writer());
    expect(clean).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 192, 0, 2, 1, 0xaa, 0xbb, 0, 0, 0, 9));
    const dirty = new Uint8Array(64).fill(0xa5);
    expect(write(new Writer(dirty, 7))).toEqual(clean);
    expect(dirty.subarray(0, 7).every((byte) => byte === 0xa5)).toBe(true);
    expect(dirty.subarray(7 + clean.length).every((byte) => byte === 0xa5)).toBe(true);
  });

  it('grows past the buffer it was given', () => {
    const small = new Uint8Array(2).fill(0xa5);
    const writer = new Writer(small, 1);
    expect(write(writer)).toEqual(write(new Writer()));
    expect(writer.length).toBe(17);
  });
});
