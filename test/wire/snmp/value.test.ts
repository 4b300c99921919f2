import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BerWriter } from '#electron/wire/ber/ber-writer.ts';
import { readValue, type SnmpValue, writeValue } from '#electron/wire/snmp/value.ts';
import { toHex } from '#shared/model/hex.ts';
import { hex } from './sample-snmp.ts';

function encoded(value: SnmpValue): string {
  const writer = new BerWriter();
  writeValue(writer, value);
  return toHex(writer.take());
}

/** Read from the middle of bytes, its length below 128. */
function read(element: string): SnmpValue {
  const bytes = hex(`ffff${element}ffff`);
  return readValue(bytes, bytes[2] ?? 0, 4, bytes[3] ?? 0);
}

const golden: [string, SnmpValue][] = [
  ['020105', { type: 'INTEGER', value: 5 }],
  ['0201ff', { type: 'INTEGER', value: -1 }],
  ['020480000000', { type: 'INTEGER', value: -0x8000_0000 }],
  ['02047fffffff', { type: 'INTEGER', value: 0x7fff_ffff }],
  ['0400', { type: 'OCTET STRING', value: hex('') }],
  ['040400ff6162', { type: 'OCTET STRING', value: hex('00ff6162') }],
  ['0500', { type: 'NULL' }],
  ['06082b06010201010500', { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.2.1.1.5.0' }],
  ['06022b06', { type: 'OBJECT IDENTIFIER', value: '1.3.6' }],
  ['4004c0000201', { type: 'IpAddress', value: '192.0.2.1' }],
  ['410100', { type: 'Counter32', value: 0 }],
  ['410500ffffffff', { type: 'Counter32', value: 0xffff_ffff }],
  ['42023b9a', { type: 'Gauge32', value: 15_258 }],
  ['42050080000000', { type: 'Gauge32', value: 0x8000_0000 }],
  ['4303057e4c', { type: 'TimeTicks', value: 360_012 }],
  ['44020102', { type: 'Opaque', value: hex('0102') }],
  ['44079f78043fc00000', { type: 'Float', value: 1.5 }],
  ['440b9f7908c002000000000000', { type: 'Double', value: -2.25 }],
  ['460100', { type: 'Counter64', value: 0n }],
  ['460720000000000001', { type: 'Counter64', value: 9_007_199_254_740_993n }],
  ['46087fffffffffffffff', { type: 'Counter64', value: 2n ** 63n - 1n }],
  ['460900ffffffffffffffff', { type: 'Counter64', value: 2n ** 64n - 1n }],
  ['8000', { type: 'noSuchObject' }],
  ['8100', { type: 'noSuchInstance' }],
  ['8200', { type: 'endOfMibView' }],
];

describe('a value', () => {
  it.each(golden)('%s is read and written', (element, value) => {
    expect(read(element)).toEqual(value);
    expect(encoded(value)).toBe(element);
  });

  it.each<[string, SnmpValue]>([
    ['020400000005', { type: 'INTEGER', value: 5 }],
    ['02050000000005', { type: 'INTEGER', value: 5 }],
    ['0205ffffffffff', { type: 'INTEGER', value: -1 }],
    ['41050000000005', { type: 'Counter32', value: 5 }],
    ['4104ffffffff', { type: 'Counter32', value: 0xffff_ffff }],
    ['430480000000', { type: 'TimeTicks', value: 0x8000_0000 }],
    ['4608ffffffffffffffff', { type: 'Counter64', value: 2n ** 64n - 1n }],
    ['460400000005', { type: 'Counter64', value: 5n }],
    ['0600', { type: 'OBJECT IDENTIFIER', value: '0.0' }],
    ['44069f78043fc000', { type: 'Opaque', value: hex('9f78043fc000') }],
  ])('%s, as agents write it, can mean one thing only', (element, value) => {
    expect(read(element)).toEqual(value);
  });

  it.each([
    ['0200', 'INTEGER of 0 octets, must have 1 to 4'],
    ['02050080000000', 'INTEGER of 5 octets, must have 1 to 4'],
    ['02050100000000', 'INTEGER of 5 octets, must have 1 to 4'],
    ['0209000000000000000005', 'INTEGER of 9 octets, must have 1 to 4'],
    ['0501aa', 'NULL of 1 octet, must have none'],
    ['06022b86', 'OID ends inside an arc'],
    ['4000', 'IpAddress of 0 octets, must have 4'],
    ['401020010db8000000000000000000000001', 'IpAddress of 16 octets, must have 4'],
    ['4100', 'Counter32 of 0 octets, must have 1 to 4, or 5 with a zero first'],
    ['4101ff', 'Counter32 is negative'],
    ['42050100000000', 'Gauge32 of 5 octets, must have 1 to 4, or 5 with a zero first'],
    ['4302ff00', 'TimeTicks is negative'],
    ['4600', 'Counter64 of 0 octets, must have 1 to 8, or 9 with a zero first'],
    ['4601ff', 'Counter64 is negative'],
    ['4609010000000000000000', 'Counter64 of 9 octets, must have 1 to 8, or 9 with a zero first'],
    ['800100', 'noSuchObject of 1 octet, must have none'],
    ['450161', 'tag 0x45 is no type of SNMP'],
    ['470105', 'tag 0x47 is no type of SNMP'],
    ['8300', 'tag 0x83 is no type of SNMP'],
    ['3000', 'tag 0x30 is no type of SNMP'],
  ])('%s is unknown: %s', (element, fault) => {
    const value = read(element);
    expect(value).toEqual({ type: 'unknown', tag: hex(element)[0], value: hex(element.slice(4)), fault });
    expect(encoded(value)).toBe(element);
  });

  it('that its type cannot hold is refused', () => {
    const refused: SnmpValue[] = [
      { type: 'INTEGER', value: 2 ** 31 },
      { type: 'INTEGER', value: 1.5 },
      { type: 'Counter32', value: -1 },
      { type: 'TimeTicks', value: 2 ** 32 },
      { type: 'Gauge32', value: Number.NaN },
      { type: 'Counter64', value: -1n },
      { type: 'Counter64', value: 2n ** 64n },
      { type: 'IpAddress', value: '::1' },
      { type: 'OBJECT IDENTIFIER', value: 'sysName' },
    ];
    for (const value of refused) expect(() => encoded(value)).toThrow(RangeError);
  });

  it('round trips', () => {
    const value = fc.oneof(
      fc
        .integer({ min: -0x8000_0000, max: 0x7fff_ffff })
        .map((number): SnmpValue => ({ type: 'INTEGER', value: number })),
      fc
        .tuple(fc.constantFrom('Counter32', 'Gauge32', 'TimeTicks'), fc.integer({ min: 0, max: 0xffff_ffff }))
        .map(([type, number]): SnmpValue => ({ type, value: number })),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((number): SnmpValue => ({ type: 'Counter64', value: number })),
      fc.double().map((number): SnmpValue => ({ type: 'Double', value: number })),
      fc.float().map((number): SnmpValue => ({ type: 'Float', value: number })),
      fc.uint8Array({ maxLength: 100 }).map((bytes): SnmpValue => ({ type: 'OCTET STRING', value: bytes })),
    );
    fc.assert(
      fc.property(value, (given) => {
        expect(read(encoded(given))).toEqual(given);
      }),
    );
  });
});
