import { describe, expect, it } from 'vitest';
import { BerCursor, signedAt } from '#electron/wire/ber/cursor.ts';
import { fromHex } from '#shared/model/hex.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';

function cursorOf(hex: string, start = 0): { cursor: BerCursor; faults: PacketFault[] } {
  const bytes = fromHex(hex) ?? new Uint8Array();
  const faults: PacketFault[] = [];
  return { cursor: new BerCursor(bytes, start, bytes.length, faults), faults };
}

describe('reading elements', () => {
  it('gives tag and place, and steps over the content', () => {
    const { cursor, faults } = cursorOf('ff 0201 05 0400', 1);
    expect(cursor.next('number')).toBe(true);
    expect([cursor.tag, cursor.header, cursor.start, cursor.length, cursor.at]).toEqual([2, 1, 3, 1, 4]);
    expect(cursor.octets('text')).toEqual(new Uint8Array(0));
    expect([cursor.at, cursor.end, faults]).toEqual([6, 6, []]);
  });

  it.each([
    ['81', 1],
    ['8200', 2],
    ['830000', 3],
    ['84000000', 4],
  ])('takes a length in the long form, longer than it need be too: %s', (length, octets) => {
    const { cursor, faults } = cursorOf(`04${length}0361626300`);
    expect(cursor.next('text')).toBe(true);
    expect([cursor.start, cursor.length, cursor.at, faults]).toEqual([2 + octets, 3, 5 + octets, []]);
  });

  it.each([
    ['', 0, 'it is missing'],
    ['04', 0, 'it needs a tag and a length, 1 octet left'],
    ['0480 0000', 1, 'length of it is indefinite, which SNMP does not allow'],
    ['0485 0000000001 00', 1, 'length of it has 5 octets, at most 4 are allowed'],
    ['04ff', 1, 'length of it has 127 octets, at most 4 are allowed'],
    ['0482 01', 1, 'length of it is cut off'],
    ['0402 61', 1, 'length of it is 2, only 1 octet left'],
    ['0484 ffffffff 61', 1, 'length of it is 4294967295, only 1 octet left'],
    ['1f01 00', 0, 'it has a tag of several octets'],
  ])('%s: offset %i, %s', (hex, offset, reason) => {
    const { cursor, faults } = cursorOf(hex);
    expect(cursor.next('it')).toBe(false);
    expect(faults).toEqual([{ offset, reason }]);
    // Nothing is read behind it, and nothing said.
    expect([cursor.next('more'), cursor.enter('more'), cursor.integer('more'), cursor.stopped]).toEqual([
      false,
      -1,
      undefined,
      true,
    ]);
    expect(faults).toHaveLength(1);
  });

  it('wants the tag it was told', () => {
    const { cursor, faults } = cursorOf('0201 05');
    expect(cursor.octets('community')).toBeUndefined();
    expect(faults).toEqual([{ offset: 0, reason: 'community is INTEGER (0x02), must be OCTET STRING (0x04)' }]);
  });

  it('reads integers of one to four octets, and goes on behind one that is none', () => {
    const { cursor, faults } = cursorOf(
      '020105 0201ff 020400000005 02047fffffff 0204 80000000 0200 0205 0000000001 020107',
    );
    const read = Array.from({ length: 8 }, () => cursor.integer('number'));
    expect(read).toEqual([5, -1, 5, 0x7fff_ffff, -0x8000_0000, undefined, undefined, 7]);
    expect(faults).toEqual([
      { offset: 24, reason: 'number is an INTEGER of 0 octets, must have 1 to 4' },
      { offset: 26, reason: 'number is an INTEGER of 5 octets, must have 1 to 4' },
    ]);
    expect(signedAt(Uint8Array.of(0xff, 0x7f), 0, 2)).toBe(-129);
  });
});

describe('nesting', () => {
  it('keeps reads inside, and finds what is left over', () => {
    const { cursor, faults } = cursorOf('3005 020105 0500 020107');
    const outer = cursor.enter('list', 0x30);
    expect([cursor.at, cursor.end, outer]).toEqual([2, 7, 10]);
    expect(cursor.integer('number')).toBe(5);
    cursor.leave(outer, 'list');
    expect(faults).toEqual([{ offset: 5, reason: '2 octets left over in list' }]);
    expect(cursor.integer('number')).toBe(7);
  });

  it('does not let a child claim more than its parent', () => {
    const { cursor, faults } = cursorOf('3003 020400 000001');
    cursor.enter('list', 0x30);
    expect(cursor.integer('number')).toBeUndefined();
    expect(faults).toEqual([{ offset: 3, reason: 'length of number is 4, only 1 octet left' }]);
  });

  it('shows what is there of a list that is cut, and says so once', () => {
    const { cursor, faults } = cursorOf('3010 300e 020105');
    const outer = cursor.enter('message', 0x30);
    const inner = cursor.enter('list', 0x30);
    expect(cursor.integer('number')).toBe(5);
    cursor.leave(inner, 'list');
    cursor.leave(outer, 'message');
    expect(faults).toEqual([{ offset: 1, reason: 'length of message is 16, only 5 octets left' }]);
  });
});
