import { describe, expect, it } from 'vitest';
import { Reader } from '#electron/wire/reader.ts';

describe('reader', () => {
  it('reads in order and asks for the end', () => {
    const reader = new Reader(Uint8Array.of(0xa5, 1, 0, 2, 0, 0, 0, 3, 192, 0, 2, 1, 7, 0xa5), 1, 13);
    expect([reader.uint8(), reader.uint16(), reader.uint32(), reader.ipv4()]).toEqual([1, 2, 3, '192.0.2.1']);
    expect(reader.remaining).toBe(1);
    expect(reader.finish()).toEqual({ offset: 12, reason: '1 bytes left over' });
  });

  it('remembers its first error and then gives zeros', () => {
    const reader = new Reader(Uint8Array.of(1, 2, 3));
    reader.uint8();
    expect(reader.uint32('router')).toBe(0);
    expect(reader.uint8()).toBe(0);
    expect(reader.view(1)).toHaveLength(0);
    expect(reader.hex(1)).toBe('');
    reader.fail('something else');
    expect(reader.finish()).toEqual({ offset: 1, reason: 'router needs 4 bytes, 2 left' });
  });

  it('is content when all was read', () => {
    const reader = new Reader(Uint8Array.of(1, 2));
    expect([...reader.rest()]).toEqual([1, 2]);
    expect(reader.finish()).toBeUndefined();
  });
});
