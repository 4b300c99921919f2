import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { DefinitionRegistry } from '#electron/objects/definition-registry.ts';
import { hintedNumber, readHintedNumber } from '#electron/objects/hinted-number.ts';
import { hintedOctets } from '#electron/objects/hinted-octets.ts';
import { indexArcs } from '#electron/objects/index-arcs.ts';
import { indexParts } from '#electron/objects/index-parts.ts';
import { resolveOid } from '#electron/objects/object-names.ts';
import { parseSetVarbind } from '#electron/objects/parse-set-varbind.ts';
import { readFacts } from '#electron/objects/read-facts.ts';
import { readHintedOctets } from '#electron/objects/read-hinted-octets.ts';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { textBytes } from '#electron/wire/text.ts';

const octets = (...bytes: number[]) => Uint8Array.from(bytes);
const show = (hint: string, ...bytes: number[]) => hintedOctets(octets(...bytes), hint, 1000);
const date = '2d-1d-1d,1d:1d:1d.1d,1a1d:1d';

describe('a number by its hint', () => {
  it.each<[string, number | bigint, string | undefined]>([
    ['d', 1234, undefined],
    ['d-0', 1234, undefined],
    ['d-2', 1234, '12.34'],
    ['d-2', 5, '0.05'],
    ['d-2', 0, '0.00'],
    ['d-2', -1234, '-12.34'],
    ['d-1', -5, '-0.5'],
    ['d-3', 4_294_967_295n, '4294967.295'],
    ['d-20', 1, '0.00000000000000000001'],
    ['x', 255, '0xff'],
    ['x', -1, '-0x1'],
    ['o', 8, '0o10'],
    ['b', 5, '0b101'],
    // Hints that are none.
    ['d-21', 1, undefined],
    ['d-999999999', 1, undefined],
    ['d-', 1, undefined],
    ['xx', 1, undefined],
    ['z', 1, undefined],
    ['', 1, undefined],
    ['255a', 1, undefined],
    ['__proto__', 1, undefined],
  ])('"%s" shows %s as %s', (hint, number, text) => {
    expect(hintedNumber(number, hint)).toBe(text);
    if (text !== undefined) expect(readHintedNumber(text, hint)).toBe(BigInt(number));
  });

  it.each<[string, string, bigint | undefined]>([
    ['d-2', '12.3', 1230n],
    ['d-2', '+12.34', 1234n],
    ['d-2', ' 12.34 ', 1234n],
    ['x', '0XFF', 255n],
    // Digits alone are the number itself; what the hint never shows is nothing.
    ['d-2', '1234', undefined],
    ['d-2', '12.345', undefined],
    ['d-2', '12.', undefined],
    ['d-2', '.5', undefined],
    ['d', '1.0', undefined],
    ['x', 'ff', undefined],
    ['x', '0b1', undefined],
    ['o', '0o8', undefined],
    ['b', '0b2', undefined],
  ])('"%s" reads "%s" as %s', (hint, text, number) => {
    expect(readHintedNumber(text, hint)).toBe(number);
  });
});

describe('octets by their hint', () => {
  it.each<[string, number[], string | undefined]>([
    [date, [7, 200, 5, 26, 13, 30, 15, 0, 0x2d, 4, 0], '1992-5-26,13:30:15.0,-4:0'],
    [date, [7, 200, 5, 26, 13, 30, 15, 0], '1992-5-26,13:30:15.0'],
    ['1x:', [0, 0x1b, 0x21], '00:1b:21'],
    ['1x-', [0, 0x1b, 0x21], '00-1b-21'],
    ['1x', [0, 0x1b, 0x21], '001b21'],
    ['2x:', [0xfe, 0x80, 0, 1], 'fe80:0001'],
    ['2x:', [0xfe, 0x80, 1], 'fe80:01'],
    ['1d.1d.1d.1d/2d', [10, 0, 0, 1, 0, 161], '10.0.0.1/161'],
    ['1d.1d.1d.1d/2d', [10, 0, 0, 1], '10.0.0.1'],
    ['0a[2x:2x]0a:2d', [0xfe, 0x80, 0, 1, 0, 161], '[fe80:0001]:161'],
    ['1o.', [8, 64], '10.100'],
    ['8d', [255, 255, 255, 255, 255, 255, 255, 255], '18446744073709551615'],
    ['4x-2x-2x-1x1x-6x', [...Array(16).keys()], '00010203-0405-0607-0809-0a0b0c0d0e0f'],
    // The last part goes on.
    ['1d:1x', [1, 2, 3], '1:0203'],
    ['1a-1d.', [0x41, 1, 2, 3], 'A-1.2.3'],
    // How often: said by an octet.
    ['*1d.', [3, 1, 2, 3], '1.2.3'],
    ['*1x:/1d', [2, 0xaa, 0xbb, 7], 'aa:bb/7'],
    ['*1x:/1d', [0, 7], '/7'],
    ['*1x:/1d', [9, 0xaa], 'aa'],
    ['*1d./*1d.', [2, 1, 2, 1, 3], '1.2/3'],
    // Text.
    ['255t', [0xc3, 0xbc], 'ü'],
    ['1d-10t', [1, 0xc3, 0xbc], '1-ü'],
    ['1d-1t', [1, 0xc3, 0xbc], '1-ü'],
    ['1d-2a:', [1, 0x61, 0x62, 0x63], '1-ab:c'],
    ['1d-10t', [1, 0xc3], undefined],
    ['1d-10t', [1, 0xff], undefined],
    ['1d-10t', [1, 0xe2, 0x80, 0xae], undefined],
    ['1d-10a', [1, 0xc3, 0xbc], undefined],
    ['1d-10a', [1, 0x1b], undefined],
    ['1x:', [], ''],
    // Nothing is shown, or for ever.
    ['0a', [1], undefined],
    ['0a:', [1], undefined],
    ['1d:0x.', [1, 2], undefined],
    ['*0a:', [255, 255, 255], undefined],
    // Hints that are none.
    ['', [1], undefined],
    ['x', [1], undefined],
    ['1', [1], undefined],
    ['1z', [1], undefined],
    ['1x::', [1], undefined],
    ['*', [1], undefined],
    ['1x*', [1], undefined],
    ['99999999999d', [1], undefined],
    ['65d', [1], '1'],
  ])('"%s" shows %j as %s', (hint, bytes, text) => {
    expect(show(hint, ...bytes)).toBe(text);
  });

  it.each<[string, string, number[] | undefined, number?]>([
    [date, '1992-5-26,13:30:15.0,-4:0', [7, 200, 5, 26, 13, 30, 15, 0, 0x2d, 4, 0], 11],
    [date, '1992-05-26,13:30:15.0', [7, 200, 5, 26, 13, 30, 15, 0], 8],
    ['2x:', 'FE80:1', [0xfe, 0x80, 0, 1]],
    ['2x:', 'fe80:01', [0xfe, 0x80, 1]],
    ['2x:', 'fe80:01', [0xfe, 0x80, 0, 1], 4],
    ['1d.1d.1d.1d/2d', '10.0.0.1/161', [10, 0, 0, 1, 0, 161], 6],
    // Another value of more octets could look the same.
    ['1d.1d.1d.1d/2d', '10.0.0.1/161', undefined],
    ['0a[2x:2x]0a:2d', '[fe80:1]:161', [0xfe, 0x80, 0, 1, 0, 161], 6],
    ['4x-2x-2x-1x1x-6x', '00010203-0405-0607-0809-0a0b0c0d0e0f', [...Array(16).keys()]],
    ['*1x:/1d.', 'aa:bb/7', [2, 0xaa, 0xbb, 7]],
    ['*1x:/1d.', '/7', [0, 7]],
    ['1d-10t', '1-ü', [1, 0xc3, 0xbc]],
    ['1d1d', '12', undefined],
    ['1d', '12', undefined],
    ['1d', '12', [12], 1],
    ['1d.', '256', undefined],
    ['1d.', '1.', undefined],
    ['1d.', '1..2', undefined],
    ['1d.', 'x', undefined],
    ['1d.', '-1', undefined],
    ['2x:', '10000', undefined],
    ['1z', '1', undefined],
  ])('"%s" reads "%s" as %j', (hint, text, bytes, size) => {
    const sizes = size === undefined ? undefined : [{ low: size, high: size }];
    const read = readHintedOctets(text, hint, sizes);
    expect(read && [...read]).toEqual(bytes);
  });

  const part = fc
    .tuple(
      fc.constantFrom('', '', '*'),
      fc.constantFrom(0, 1, 2, 4, 8, 100, 99_999),
      fc.constantFrom('x', 'd', 'o', 'a', 't'),
      fc.constantFrom('', ':', '-', ' ', 'a', '💡'),
      fc.constantFrom('', '/', '.'),
    )
    .map(([star, length, format, separator, terminator]) => {
      return `${star}${length}${format}${separator}${star === '' || separator === '' ? '' : terminator}`;
    });
  const hints = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  );

  it('never throws and is bounded, whatever hint and octets are; what is read is shown the same', () => {
    fc.assert(
      fc.property(hints, fc.uint8Array({ maxLength: 60 }), fc.integer(), (hint, bytes, number) => {
        const text = hintedOctets(bytes, hint, 200);
        expect((text ?? '').length).toBeLessThan(200 + 4 * 99_999);
        hintedNumber(number, hint);
        readHintedNumber(hint, hint);
        readHintedOctets(hint, hint, undefined);
        if (text === undefined) return;
        const read = readHintedOctets(text, hint, [{ low: bytes.length, high: bytes.length }]);
        if (read !== undefined) expect(hintedOctets(read, hint, 200)?.toLowerCase()).toBe(text.toLowerCase());
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['1x:', '1d.', '*1x:', '*255d:/', '0a:1d', '65000x', '1d-65000t', '*0a:', '64d', '255o', '8d.'])(
    'the longest octets by "%s" take no time to speak of',
    (hint) => {
      const text = hintedOctets(new Uint8Array(65_535).fill(0xff), hint, 1000);
      expect((text ?? '').length).toBeLessThan(1000 + 2 * 65_535);
    },
  );
});

const conventions = [
  `
Hundredths Integer32 'd-2'
Flags Unsigned32 'x'
Pair OCTET STRING(2) '1d/1d'
Words OCTET STRING(0..20) '1d-19t'
MacAddress OCTET STRING(6) hex '1x:'
Dashed OCTET STRING(6) hex '1x-'
DateAndTime OCTET STRING(8|11) date '${date}'
`,
];
const facts = `
volt 1.3.6.1.4.1.99999.1 rw Hundredths(0..10000) "volts"
flags 1.3.6.1.4.1.99999.2 rw Flags
pair 1.3.6.1.4.1.99999.3 rw Pair
words 1.3.6.1.4.1.99999.4 rw Words
mac 1.3.6.1.4.1.99999.5 rw MacAddress
dashed 1.3.6.1.4.1.99999.6 rw Dashed
when 1.3.6.1.4.1.99999.7 rw DateAndTime
aTable 1.3.6.1.4.1.99999.10 table
aEntry aTable.1 entry aLevel aFlags aPair aWords aDashed aWhen
aLevel aEntry.1 na Hundredths
aFlags aEntry.2 na Flags
aPair aEntry.3 na Pair
aWords aEntry.4 na Words
aDashed aEntry.5 na Dashed
aWhen aEntry.6 na DateAndTime
aValue aEntry.7 ro Integer32
`;
const registry = new DefinitionRegistry(readFacts(conventions, [{ module: 'H-MIB', facts }]));

const integer = (value: number): SnmpValue => ({ type: 'INTEGER', value });
const string = (...bytes: number[]): SnmpValue => ({ type: 'OCTET STRING', value: octets(...bytes) });

describe('values of objects with a hint', () => {
  it.each<[string, SnmpValue, string | number, string]>([
    ['volt.0', integer(1234), 1234, '12.34 volts'],
    ['volt.0', { type: 'Counter32', value: 1234 }, 1234, '1234 volts'],
    ['flags.0', { type: 'Gauge32', value: 16 }, 16, '0x10'],
    ['pair.0', string(1, 2), '01:02', '1/2'],
    // Readable as they are, but no text.
    ['pair.0', string(0x41, 0x42), '41:42', '65/66'],
    ['words.0', string(1, 0x68, 0x69), '01:68:69', '1-hi'],
    ['words.0', string(1, 0xff), '01:ff', '01:ff'],
    ['mac.0', string(0, 1, 2, 3, 4, 5), '00:01:02:03:04:05', '00:01:02:03:04:05'],
    ['dashed.0', string(0, 1, 2, 3, 4, 5), '00:01:02:03:04:05', '00-01-02-03-04-05'],
    ['when.0', string(7, 234, 3, 1, 12, 4, 5, 6), '07:ea:03:01:0c:04:05:06', '2026-03-01T12:04:05.6'],
  ])('%s', (name, value, plain, text) => {
    const made = toVarbind(registry, resolveOid(registry, name) ?? '', value, '');
    expect([made.value, made.text]).toEqual([plain, text]);
  });

  it.each<[string, string | number, SnmpValue]>([
    ['volt.0', '12.34', integer(1234)],
    ['volt.0', '12.3', integer(1230)],
    ['volt.0', '1234', integer(1234)],
    ['volt.0', 1234, integer(1234)],
    ['flags.0', '0x10', { type: 'Gauge32', value: 16 }],
    ['flags.0', '10', { type: 'Gauge32', value: 10 }],
    ['pair.0', '1/2', string(1, 2)],
    ['words.0', '1-hi', string(1, 0x68, 0x69)],
    ['mac.0', '0001.0203.0405', string(0, 1, 2, 3, 4, 5)],
    ['dashed.0', '00-01-02-03-04-05', string(0, 1, 2, 3, 4, 5)],
    ['when.0', '2026-3-1,12:4:5.6', string(7, 234, 3, 1, 12, 4, 5, 6)],
    ['when.0', '2026-03-01T12:04:05.6', string(7, 234, 3, 1, 12, 4, 5, 6)],
  ])('%s is written %j', (oid, value, wanted) => {
    const parsed = parseSetVarbind(registry, { oid, value, hex: false });
    expect(parsed).toMatchObject({ value: wanted });
    expect(parsed).not.toHaveProperty('problem');
  });

  it.each([
    ['volt.0', 'much', 'snmp-value-unreadable', '-21474836.48..21474836.47'],
    ['volt.0', '12.345', 'snmp-value-unreadable', '-21474836.48..21474836.47'],
    ['volt.0', '99999999.99', 'snmp-value-out-of-range', '-21474836.48..21474836.47'],
    ['flags.0', '0x100000000', 'snmp-value-out-of-range', '0x0..0xffffffff'],
    ['pair.0', '1/256', 'snmp-value-unreadable', '65/66'],
    ['pair.0', 'AB', 'snmp-value-unreadable', '65/66'],
  ])('%s cannot be written %j', (oid, value, code, expected) => {
    const { fatal } = parseSetVarbind(registry, { oid, value, hex: false });
    expect(fatal).toMatchObject({ code, params: { expected } });
  });

  it('limits are told as the hint shows them', () => {
    const { problem } = parseSetVarbind(registry, { oid: 'volt.0', value: '200.00', hex: false });
    expect(problem).toMatchObject({ code: 'snmp-value-out-of-range', params: { expected: '0.00..100.00' } });
  });

  it('hex digits are octets whatever the hint', () => {
    expect(parseSetVarbind(registry, { oid: 'pair.0', value: '4142', hex: true })).toMatchObject({
      value: string(0x41, 0x42),
    });
  });

  const table = registry.byName('aTable');

  it('stand in an index as they are shown, and are read again', () => {
    if (table === undefined) throw new Error('no table');
    const index = '1234.16.1.2.3.1.104.105.0.1.2.3.4.5.8.7.234.3.1.12.4.5.6';
    const parts = indexParts(registry, table, index).map(({ text }) => text);
    expect(parts).toEqual(['12.34', '0x10', '1/2', '1-hi', '00-01-02-03-04-05', '2026-03-01T12:04:05.6']);
    expect(indexArcs(registry, table, parts)).toBe(index);
    expect(indexArcs(registry, table, ['1234', '16', ...parts.slice(2)])).toBe(index);
  });

  it('are hex digits in an index where they are none of their kind', () => {
    if (table === undefined) throw new Error('no table');
    const index = '1.1.0.0.2.1.255.0.1.2.3.4.5.2.7.234';
    const parts = indexParts(registry, table, index).map(({ text }) => text);
    expect(parts).toEqual(['0.01', '0x1', '0/0', '0x01ff', '00-01-02-03-04-05', '0x07ea']);
    expect(indexArcs(registry, table, parts)).toBe(index);
  });

  it('of any octets give the same index again', () => {
    if (table === undefined) throw new Error('no table');
    const bytes = fc.array(fc.nat(255), { maxLength: 12 });
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), bytes, bytes, (number, octet, words, when) => {
        const six = Array(6).fill(octet);
        const arcs = [number, number, octet, 255, words.length, ...words, ...six, when.length, ...when];
        const parts = indexParts(registry, table, arcs.join('.')).map(({ text }) => text);
        expect(indexArcs(registry, table, parts)).toBe(arcs.join('.'));
      }),
      { numRuns: 2000 },
    );
  });

  it('are built in too', () => {
    const uuid = builtInObjects.byName('entPhysicalUUID');
    expect(uuid?.syntax?.hint).toBe('4x-2x-2x-1x1x-6x');
    const made = toVarbind(builtInObjects, `${uuid?.oid}.1`, string(...Array(16).keys()), '');
    expect(made.text).toBe('00010203-0405-0607-0809-0a0b0c0d0e0f');
    expect(builtInObjects.byName('sysName')?.syntax?.hint).toBe('255a');
    const empty = { type: 'OCTET STRING', value: textBytes('') } as const;
    expect(toVarbind(builtInObjects, `${uuid?.oid}.1`, empty, '').text).toBe('');
  });
});
