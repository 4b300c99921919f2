import { describe, expect, it } from 'vitest';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { toHex } from '#shared/model/hex.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import { everyValue, hex } from './sample-snmp.ts';

function read(text: string, start = 0): { list: VarbindList; faults: PacketFault[] } {
  const bytes = hex(text);
  const faults: PacketFault[] = [];
  return { list: VarbindList.read(bytes, start, bytes.length, faults), faults };
}

const first = '3007 0602 2b06 0201 05';

describe('a list of varbinds', () => {
  it('is written, and is then what is read from its octets', () => {
    const list = VarbindList.of(everyValue);
    const faults: PacketFault[] = [];
    const again = VarbindList.read(list.bytes, list.start, list.end, faults);
    expect([faults, again.count]).toEqual([[], everyValue.length]);
    everyValue.forEach(({ oid, value }, i) => {
      for (const given of [list, again]) {
        expect([given.oid(i), given.value(i)]).toEqual([oid, value]);
      }
      for (const part of ['oidStart', 'oidLength', 'tag', 'valueStart', 'valueLength'] as const) {
        expect(list[part](i), `${part} of ${oid}`).toBe(again[part](i));
      }
    });
  });

  it('has its places right for long values too', () => {
    for (const length of [100, 127, 128, 255, 256, 65_000]) {
      const oid = `1.3${'.4294967295'.repeat(length % 126)}`;
      const list = VarbindList.of([{ oid, value: { type: 'OCTET STRING', value: new Uint8Array(length).fill(7) } }]);
      const again = VarbindList.read(list.bytes, 0, list.end, []);
      expect([list.oid(0), list.oidStart(0), list.valueStart(0), list.valueLength(0)]).toEqual([
        oid,
        again.oidStart(0),
        again.valueStart(0),
        length,
      ]);
    }
  });

  it('takes an OID as octets, and refuses what is none', () => {
    const value = { type: 'NULL' } as const;
    expect(toHex(VarbindList.of([{ oid: hex('2b06'), value }]).bytes)).toBe('300606022b060500');
    expect(() => VarbindList.of([{ oid: hex('2b86'), value }])).toThrow('OID ends inside an arc');
    expect(() => VarbindList.of([{ oid: 'sysName.0', value }])).toThrow(RangeError);
  });

  it('holds more than it starts with room for', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      oid: `1.3.6.${index}`,
      value: { type: 'INTEGER', value: index } as const,
    }));
    const list = VarbindList.of(many);
    const again = VarbindList.read(list.bytes, 0, list.end, []);
    expect([again.count, again.oid(2999), again.value(2999)]).toEqual([3000, '1.3.6.2999', many[2999]?.value]);
  });

  it('lies anywhere in bytes', () => {
    const { list, faults } = read(`ffff${first}`, 2);
    expect([faults, list.count, list.start, list.end, list.oidStart(0)]).toEqual([[], 1, 2, 11, 6]);
  });

  it.each([
    [`${first} 0500`, 9, 'varbind is NULL (0x05), must be SEQUENCE (0x30)'],
    [`${first} 30`, 9, 'varbind needs a tag and a length, 1 octet left'],
    [`${first} 3080 0602 2b06 0500 0000`, 10, 'length of varbind is indefinite, which SNMP does not allow'],
    [`${first} 3007 0602 2b06 0201`, 10, 'length of varbind is 7, only 6 octets left'],
    [`${first} 3000`, 11, 'name of a varbind is missing'],
    [`${first} 3004 0500 0500`, 11, 'name of a varbind is NULL (0x05), must be OBJECT IDENTIFIER (0x06)'],
    [`${first} 3004 0603 2b06`, 12, 'length of name of a varbind is 3, only 2 octets left'],
    [`${first} 3004 0600 0500`, 13, 'OID without octets'],
    [`${first} 3006 0602 2b86 0500`, 13, 'OID ends inside an arc'],
    [`${first} 3008 0604 2b80 0601 0500`, 13, 'OID arc with a leading zero'],
    [`${first} 300a 0606 2b9fffffff7f 0500`, 13, 'OID arc above 4294967295'],
    [`${first} 3004 0602 2b06`, 15, 'value of a varbind is missing'],
    [`${first} 3006 0602 2b06 0401`, 16, 'length of value of a varbind is 1, only 0 octets left'],
    [`${first} 3008 0602 2b06 0500 0500`, 17, '2 octets left over in varbind'],
    [`${first} 3007 0602 2b06 9f78 00`, 15, 'value of a varbind has a tag of several octets'],
  ])('%s keeps what comes before the fault at %i', (text, offset, reason) => {
    const { list, faults } = read(text);
    expect(faults).toEqual([{ offset, reason }]);
    expect([list.count, list.oid(0), list.value(0)]).toEqual([1, '1.3.6', { type: 'INTEGER', value: 5 }]);
  });

  it('asked for one that it does not have gives nothing that harms', () => {
    const { list } = read('');
    expect([list.count, list.oid(3), list.value(3).type, list.tag(-1)]).toEqual([0, '0.0', 'unknown', 0]);
  });
});
