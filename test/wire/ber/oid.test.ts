import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOids, isUnderOid, oidFault, oidOctets, oidText } from '#electron/wire/ber/oid.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array();
const octets = (text: string) => oidOctets(text) ?? new Uint8Array();
const compare = (a: string, b: string) => {
  const [left, right] = [octets(a), octets(b)];
  return Math.sign(compareOids(left, 0, left.length, right, 0, right.length));
};

const known = [
  ['0.0', '00'],
  ['0.39', '27'],
  ['1.0', '28'],
  ['1.3', '2b'],
  ['1.39', '4f'],
  ['2.0', '50'],
  ['2.47', '7f'],
  ['2.48', '8100'],
  ['2.999.3', '883703'],
  ['2.4294967295', '90808080 4f'],
  ['1.3.6.1.2.1.1.1.0', '2b06010201010100'],
  ['1.3.6.1.4.1.2021.10', '2b060104018f650a'],
  ['1.3.127.128.16383.16384', '2b7f8100ff7f818000'],
  ['1.3.2097151.2097152.268435455.268435456', '2bffff7f81808000ffffff7f8180808000'],
  ['1.3.4294967295', '2b8fffffff7f'],
] as const;

describe('OIDs', () => {
  it.each(known)('%s is %s', (text, hex) => {
    expect(toHex(octets(text))).toBe(hex.replace(' ', ''));
    expect(oidText(bytes(hex), 0, bytes(hex).length)).toBe(text);
    expect(oidFault(bytes(hex), 0, bytes(hex).length)).toBeUndefined();
    expect(octets(`.${text}`)).toEqual(octets(text));
  });

  it.each([
    '',
    '.',
    '1',
    '.1',
    '3.1',
    '0.40',
    '1.40',
    '1.3.',
    '1..3',
    '..1.3',
    '1.3.4294967296',
    '1.3.06',
    '1.3.-1',
    '1.3 ',
    'iso.3',
    '1.3.6e1',
    '1.3.99999999999999999999',
  ])('%j is none', (text) => {
    expect(oidOctets(text)).toBeUndefined();
  });

  it('have at most 128 arcs', () => {
    const most = `1.3${'.4294967295'.repeat(126)}`;
    expect(oidText(octets(most), 0, octets(most).length)).toBe(most);
    expect(oidFault(octets(most), 0, octets(most).length)).toBeUndefined();
    expect(oidOctets(`${most}.1`)).toBeUndefined();
    expect(oidFault(new Uint8Array(128).fill(1), 0, 128)).toBe('OID of 129 arcs, at most 128 are allowed');
  });

  it.each([
    ['', 'OID without octets', '0.0'],
    ['2b86', 'OID ends inside an arc', '1.3.6'],
    ['2b8006', 'OID arc with a leading zero', '1.3.6'],
    ['8001', 'OID arc with a leading zero', '0.1'],
    ['2b9080808000', 'OID arc above 4294967295', '1.3.4294967296'],
    ['9080808050', 'OID arc above 4294967295', '2.4294967296'],
    ['2bffffffffffffffffffff7f', 'OID arc above 4294967295', undefined],
  ])('octets %s: %s', (hex, fault, text) => {
    expect(oidFault(bytes(hex), 0, hex.length / 2)).toBe(fault);
    const shown = oidText(bytes(hex), 0, hex.length / 2);
    if (text !== undefined) expect(shown).toBe(text);
  });

  it('lie anywhere in bytes', () => {
    const message = bytes('ff2b0601ff');
    expect(oidText(message, 1, 3)).toBe('1.3.6.1');
    expect(oidText(message, 1, 400)).toMatch(/^1\.3\.6\.1/);
    expect(isUnderOid(octets('1.3.6'), message, 1, 3)).toBe(true);
  });

  it('come in the order of their arcs', () => {
    const order = [
      '1.3',
      '1.3.6',
      '1.3.6.1.127',
      '1.3.6.1.128',
      '1.3.6.1.128.1',
      '1.3.6.1.300',
      '1.3.6.1.16384',
      '1.3.6.2',
      '2.5',
      '2.100',
    ];
    for (const [i, a] of order.entries()) {
      for (const [k, b] of order.entries()) expect(compare(a, b), `${a} ${b}`).toBe(Math.sign(i - k));
    }
  });

  it('round trip, and compare as lists of numbers do', () => {
    const arc = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 0xffff_ffff }));
    const oid = fc.tuple(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 39 }), fc.array(arc, { maxLength: 12 }));
    fc.assert(
      fc.property(oid, oid, ([a, b, more], [c, d, others]) => {
        const [left, right] = [
          [a, b, ...more],
          [c, d, ...others],
        ];
        const text = left.join('.');
        expect(oidText(octets(text), 0, octets(text).length)).toBe(text);
        const first = left.findIndex((value, index) => value !== right[index]);
        const expected = first < 0 ? left.length - right.length : (left[first] ?? 0) - (right[first] ?? -1);
        expect(compare(text, right.join('.'))).toBe(Math.sign(expected));
        const under = left.every((value, index) => value === right[index]);
        const other = octets(right.join('.'));
        expect(isUnderOid(octets(text), other, 0, other.length)).toBe(under);
      }),
    );
  });
});
