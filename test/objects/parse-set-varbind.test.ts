import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { parseSetVarbind } from '#electron/objects/parse-set-varbind.ts';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { textBytes } from '#electron/wire/text.ts';
import { type SettableType, settableTypes } from '#shared/model/snmp-varbind.ts';
import type { Problem } from '#shared/problem/problem.ts';

interface Input {
  oid: string;
  type?: SettableType;
  value: string | number;
  hex?: boolean;
}

const parse = (input: Input) => parseSetVarbind(builtInObjects, { hex: false, ...input });
const octets = (...bytes: number[]): SnmpValue => ({ type: 'OCTET STRING', value: Uint8Array.from(bytes) });
const elsewhere = '1.3.6.1.4.1.99999.1.0';
const named = 'enterprises.99999.1.0';

describe('what is to be written', () => {
  it.each<[Input, SnmpValue]>([
    [
      { oid: 'sysName.0', value: 'core-1' },
      { type: 'OCTET STRING', value: textBytes('core-1') },
    ],
    [
      { oid: 'sysName.0', value: 42 },
      { type: 'OCTET STRING', value: textBytes('42') },
    ],
    [
      { oid: 'sysName.0', value: ' a ' },
      { type: 'OCTET STRING', value: textBytes(' a ') },
    ],
    [{ oid: 'sysName.0', value: '61:62', hex: true }, octets(0x61, 0x62)],
    [{ oid: 'sysName.0', value: '0x6162', hex: true }, octets(0x61, 0x62)],
    [{ oid: 'sysName.0', value: '', hex: true }, octets()],
    [
      { oid: 'ifAdminStatus.3', value: 'down' },
      { type: 'INTEGER', value: 2 },
    ],
    [
      { oid: 'ifAdminStatus.3', value: 'DOWN' },
      { type: 'INTEGER', value: 2 },
    ],
    [
      { oid: 'ifAdminStatus.3', value: 'down(2)' },
      { type: 'INTEGER', value: 2 },
    ],
    [
      { oid: 'ifAdminStatus.3', value: ' 2 ' },
      { type: 'INTEGER', value: 2 },
    ],
    [
      { oid: 'ifAdminStatus.3', value: 2 },
      { type: 'INTEGER', value: 2 },
    ],
    [
      { oid: 'ifPromiscuousMode.3', value: 'true' },
      { type: 'INTEGER', value: 1 },
    ],
    [{ oid: 'lldpPortConfigTLVsTxEnable.1', value: 'portDesc, sysCap(3)' }, octets(0x90)],
    [{ oid: 'lldpPortConfigTLVsTxEnable.1', value: '' }, octets(0)],
    [{ oid: 'hrSystemDate.0', value: '2026-03-01T12:04:05.6+01:00' }, octets(7, 234, 3, 1, 12, 4, 5, 6, 43, 1, 0)],
    [{ oid: 'hrSystemDate.0', value: '2026-03-01 12:04' }, octets(7, 234, 3, 1, 12, 4, 0, 0)],
    [{ oid: 'hrSystemDate.0', value: '2026-03-01T12:04:05Z' }, octets(7, 234, 3, 1, 12, 4, 5, 0, 43, 0, 0)],
    [
      { oid: 'ipNetToMediaPhysAddress.1.10.0.0.1', value: '00:1b:21:0a:0b:0c' },
      octets(0, 0x1b, 0x21, 0x0a, 0x0b, 0x0c),
    ],
    [{ oid: 'ipNetToMediaPhysAddress.1.10.0.0.1', value: '001b.210a.0b0c' }, octets(0, 0x1b, 0x21, 0x0a, 0x0b, 0x0c)],
    [
      { oid: 'snmpTargetAddrTDomain.97', value: 'snmpUDPDomain' },
      { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.6.1.1' },
    ],
    [
      { oid: 'snmpTargetAddrTDomain.97', value: '.1.3.6.1.6.1.1' },
      { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.6.1.1' },
    ],
    [
      { oid: 'ipNetToMediaNetAddress.1.10.0.0.1', value: '10.0.0.1' },
      { type: 'IpAddress', value: '10.0.0.1' },
    ],
    [
      { oid: elsewhere, type: 'INTEGER', value: '-2147483648' },
      { type: 'INTEGER', value: -2_147_483_648 },
    ],
    [
      { oid: elsewhere, type: 'Gauge32', value: '+4294967295' },
      { type: 'Gauge32', value: 4_294_967_295 },
    ],
    [
      { oid: elsewhere, type: 'Counter64', value: '18446744073709551615' },
      { type: 'Counter64', value: 2n ** 64n - 1n },
    ],
    [
      { oid: elsewhere, type: 'Counter64', value: 7 },
      { type: 'Counter64', value: 7n },
    ],
    [
      { oid: elsewhere, type: 'OBJECT IDENTIFIER', value: '2.999' },
      { type: 'OBJECT IDENTIFIER', value: '2.999' },
    ],
    [
      { oid: elsewhere, type: 'Opaque', value: '9f78', hex: true },
      { type: 'Opaque', value: Uint8Array.of(0x9f, 0x78) },
    ],
    [
      { oid: elsewhere, type: 'Float', value: '0.1' },
      { type: 'Float', value: Math.fround(0.1) },
    ],
    [
      { oid: elsewhere, type: 'Double', value: '-1.5e300' },
      { type: 'Double', value: -1.5e300 },
    ],
    [
      { oid: elsewhere, type: 'Double', value: '-infinity' },
      { type: 'Double', value: Number.NEGATIVE_INFINITY },
    ],
    [{ oid: elsewhere, type: 'NULL', value: '' }, { type: 'NULL' }],
  ])('%j', (input, value) => {
    expect(parse(input)).toMatchObject({ value });
    expect(parse(input)).not.toHaveProperty('problem');
  });

  it('has its number and its name', () => {
    expect(parse({ oid: 'sysName.0', value: 'a' })).toMatchObject({ oid: '1.3.6.1.2.1.1.5.0', name: 'sysName.0' });
    expect(parse({ oid: '2.999.1', type: 'INTEGER', value: 1 })).not.toHaveProperty('name');
  });
});

const about = (name: string, oid: string) => ({ name, oid });
const admin = about('ifAdminStatus.3', '1.3.6.1.2.1.2.2.1.7.3');
const unknown = about(named, elsewhere);

describe('what an object is against', () => {
  it.each<[Input, SnmpValue, Problem]>([
    [
      { oid: 'ifAdminStatus.3', value: 7 },
      { type: 'INTEGER', value: 7 },
      {
        code: 'snmp-value-no-label',
        params: { ...admin, type: 'INTEGER', value: '7', expected: 'up(1), down(2), testing(3)' },
      },
    ],
    [
      { oid: 'ifAdminStatus.3', type: 'Gauge32', value: 1 },
      { type: 'Gauge32', value: 1 },
      { code: 'snmp-value-other-type', params: { ...admin, type: 'Gauge32', expected: 'INTEGER' } },
    ],
    [
      { oid: 'sysName.0', type: 'INTEGER', value: 1 },
      { type: 'INTEGER', value: 1 },
      {
        code: 'snmp-value-other-type',
        params: {
          ...about('sysName.0', '1.3.6.1.2.1.1.5.0'),
          type: 'INTEGER',
          expected: 'OCTET STRING (DisplayString)',
        },
      },
    ],
    [
      { oid: 'ipDefaultTTL.0', value: '256' },
      { type: 'INTEGER', value: 256 },
      {
        code: 'snmp-value-out-of-range',
        params: { ...about('ipDefaultTTL.0', '1.3.6.1.2.1.4.2.0'), type: 'INTEGER', value: '256', expected: '1..255' },
      },
    ],
    [
      { oid: 'hrSystemDate.0', value: '00', hex: true },
      octets(0),
      {
        code: 'snmp-value-wrong-size',
        params: { ...about('hrSystemDate.0', '1.3.6.1.2.1.25.1.2.0'), length: 1, expected: '8 | 11' },
      },
    ],
    [
      { oid: 'ifMtu.3', value: 9000 },
      { type: 'INTEGER', value: 9000 },
      { code: 'snmp-not-writable', params: { ...about('ifMtu.3', '1.3.6.1.2.1.2.2.1.4.3'), access: 'read-only' } },
    ],
    [
      { oid: 'ifTable', type: 'INTEGER', value: 1 },
      { type: 'INTEGER', value: 1 },
      { code: 'snmp-not-writable', params: { ...about('ifTable', '1.3.6.1.2.1.2.2'), access: 'not-accessible' } },
    ],
  ])('%j', (input, value, problem) => {
    expect(parse(input)).toMatchObject({ value, problem });
    expect(parse(input)).not.toHaveProperty('fatal');
  });

  it('is measured in octets, not characters', () => {
    expect(parse({ oid: 'sysName.0', value: '网'.repeat(86) }).problem?.params).toMatchObject({
      length: 258,
      expected: '0..255',
    });
    expect(parse({ oid: 'sysName.0', value: '网'.repeat(85) }).problem).toBeUndefined();
  });

  it('is nothing that is not known', () => {
    expect(parse({ oid: elsewhere, type: 'Counter32', value: 1 })).not.toHaveProperty('problem');
    expect(parse({ oid: 'ifEntry.99.1', type: 'INTEGER', value: 1 })).not.toHaveProperty('problem');
  });
});

const refused = (
  code: Problem['code'],
  object: { oid: string; name: string },
  type: string,
  value: string,
  expected: string,
) => ({
  code,
  params: { ...object, type, value, expected },
});

describe('what cannot be written', () => {
  it.each<[Input, Problem]>([
    [
      { oid: 'noSuchName.0', value: 1 },
      { code: 'snmp-oid-unreadable', params: { oid: 'noSuchName.0' } },
    ],
    [
      { oid: elsewhere, value: 1 },
      { code: 'snmp-type-needed', params: unknown },
    ],
    [
      { oid: 'ifAdminStatus.3', value: 'upp' },
      refused('snmp-value-no-label', admin, 'INTEGER', 'upp', 'up(1), down(2), testing(3)'),
    ],
    [
      { oid: 'ifAdminStatus.3', value: 'up(2)' },
      refused('snmp-value-no-label', admin, 'INTEGER', 'up(2)', 'up(1), down(2), testing(3)'),
    ],
    [
      { oid: elsewhere, type: 'INTEGER', value: '2147483648' },
      refused('snmp-value-out-of-range', unknown, 'INTEGER', '2147483648', '-2147483648..2147483647'),
    ],
    [
      { oid: elsewhere, type: 'TimeTicks', value: -1 },
      refused('snmp-value-out-of-range', unknown, 'TimeTicks', '-1', '0..4294967295'),
    ],
    [
      { oid: elsewhere, type: 'Counter64', value: '18446744073709551616' },
      refused('snmp-value-out-of-range', unknown, 'Counter64', '18446744073709551616', '0..18446744073709551615'),
    ],
    [
      { oid: elsewhere, type: 'INTEGER', value: 'one' },
      refused('snmp-value-unreadable', unknown, 'INTEGER', 'one', '-2147483648..2147483647'),
    ],
    [
      { oid: elsewhere, type: 'INTEGER', value: 1.5 },
      refused('snmp-value-unreadable', unknown, 'INTEGER', '1.5', '-2147483648..2147483647'),
    ],
    [
      { oid: elsewhere, type: 'INTEGER', value: '' },
      refused('snmp-value-unreadable', unknown, 'INTEGER', '', '-2147483648..2147483647'),
    ],
    [
      { oid: elsewhere, type: 'INTEGER', value: '0x10' },
      refused('snmp-value-unreadable', unknown, 'INTEGER', '0x10', '-2147483648..2147483647'),
    ],
    [
      { oid: elsewhere, type: 'IpAddress', value: '300.1.1.1' },
      refused('snmp-value-unreadable', unknown, 'IpAddress', '300.1.1.1', '192.0.2.1'),
    ],
    [
      { oid: elsewhere, type: 'IpAddress', value: '10.1' },
      refused('snmp-value-unreadable', unknown, 'IpAddress', '10.1', '192.0.2.1'),
    ],
    [
      { oid: elsewhere, type: 'OBJECT IDENTIFIER', value: '1.99' },
      refused('snmp-value-unreadable', unknown, 'OBJECT IDENTIFIER', '1.99', '1.3.6.1.2.1.1.2.0'),
    ],
    [
      { oid: elsewhere, type: 'Float', value: '1e39' },
      refused('snmp-value-out-of-range', unknown, 'Float', '1e39', '-3.4028235e38..3.4028235e38'),
    ],
    [
      { oid: elsewhere, type: 'Double', value: 'much' },
      refused('snmp-value-unreadable', unknown, 'Double', 'much', '1.5'),
    ],
    [{ oid: elsewhere, type: 'NULL', value: 'x' }, refused('snmp-value-unreadable', unknown, 'NULL', 'x', 'NULL')],
    [
      { oid: 'hrSystemDate.0', value: 'today' },
      refused(
        'snmp-value-unreadable',
        about('hrSystemDate.0', '1.3.6.1.2.1.25.1.2.0'),
        'OCTET STRING',
        'today',
        '2026-03-01T12:00:00.0+01:00',
      ),
    ],
    [
      { oid: 'lldpPortConfigTLVsTxEnable.1', value: 'sysNam' },
      refused(
        'snmp-value-no-label',
        about('lldpPortConfigTLVsTxEnable.1', '1.0.8802.1.1.2.1.1.6.1.4.1'),
        'OCTET STRING',
        'sysNam',
        'portDesc(0), sysName(1), sysDesc(2), sysCap(3)',
      ),
    ],
    // Octets may be a secret: they are not shown.
    [
      { oid: elsewhere, type: 'OCTET STRING', value: 'secret', hex: true },
      refused('snmp-value-unreadable', unknown, 'OCTET STRING', '…', '00:1b:21:0a:0b:0c'),
    ],
    [
      { oid: elsewhere, type: 'OCTET STRING', value: 'x'.repeat(65_536) },
      { code: 'snmp-value-wrong-size', params: { ...unknown, length: 65_536, expected: '0..65535' } },
    ],
  ])('%j', (input, fatal) => {
    expect(parse(input)).toMatchObject({ fatal });
    expect(parse(input)).not.toHaveProperty('value');
  });

  it('is a number that JavaScript has lost digits of', () => {
    const { fatal } = parse({ oid: elsewhere, type: 'Counter64', value: 2 ** 60 });
    expect(fatal).toMatchObject({ code: 'snmp-value-unreadable', details: expect.stringContaining('exactly') });
  });

  it('is not told at any length', () => {
    const { fatal } = parse({ oid: 'ifType.1', value: 'x'.repeat(200_000) });
    expect(JSON.stringify(fatal).length).toBeLessThan(1000);
    expect(JSON.stringify(parse({ oid: `x${'.1'.repeat(900)}`, value: 1 }).fatal).length).toBeLessThan(300);
  });
});

describe('anything at all', () => {
  const objects = builtInObjects.search('', 5000).map(({ oid }) => `${oid}.1`);

  it('is a value or a problem', () => {
    const values = fc.oneof(fc.string({ maxLength: 30 }), fc.double(), fc.integer());
    fc.assert(
      fc.property(
        fc.constantFrom(...objects),
        fc.option(fc.constantFrom(...settableTypes), { nil: undefined }),
        values,
        fc.boolean(),
        (oid, type, value, hex) => {
          const parsed = parse({ oid, value, hex, ...(type === undefined ? {} : { type }) });
          expect(parsed.value === undefined).toBe(parsed.fatal !== undefined);
          // The fault of a value that is there names it; what is in it may be anything.
          expect(parsed.value === undefined || parsed.value.type === (type ?? parsed.value.type)).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('that was shown as a value can be written again', () => {
    const numbers = fc.tuple(fc.constantFrom('INTEGER' as const), fc.integer());
    const big = fc.tuple(fc.constantFrom('Counter64' as const), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
    const floats = fc.tuple(fc.constantFrom('Double' as const), fc.double());
    fc.assert(
      fc.property(fc.oneof(numbers, big, floats), ([type, number]) => {
        const value = { type, value: number } as SnmpValue;
        const shown = toVarbind(builtInObjects, elsewhere, value, '');
        expect(parse({ oid: elsewhere, type, value: String(shown.value) }).value).toEqual(
          Object.is(number, -0) ? { type, value: expect.closeTo(0) } : value,
        );
      }),
    );
  });
});
