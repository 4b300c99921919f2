import { describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { DefinitionRegistry } from '#electron/objects/definition-registry.ts';
import type { ObjectDefinition } from '#electron/objects/object-definition.ts';
import { nameOf, resolveOid } from '#electron/objects/object-names.ts';
import { readFacts } from '#electron/objects/read-facts.ts';
import { rowStatusColumn, toSnmpObject } from '#electron/objects/snmp-object.ts';

const all = builtInObjects.search('', 100_000);

function object(name: string): ObjectDefinition {
  const found = builtInObjects.byName(name);
  if (found === undefined) throw new Error(`${name} is not known`);
  return found;
}

describe('the built-in objects', () => {
  it.each([
    ['sysDescr', '1.3.6.1.2.1.1.1'],
    ['sysORDescr', '1.3.6.1.2.1.1.9.1.3'],
    ['snmpInPkts', '1.3.6.1.2.1.11.1'],
    ['snmpTrapOID', '1.3.6.1.6.3.1.1.4.1'],
    ['snmpSetSerialNo', '1.3.6.1.6.3.1.1.6.1'],
    ['linkDown', '1.3.6.1.6.3.1.1.5.3'],
    ['ifNumber', '1.3.6.1.2.1.2.1'],
    ['ifOperStatus', '1.3.6.1.2.1.2.2.1.8'],
    ['ifHCOutOctets', '1.3.6.1.2.1.31.1.1.1.10'],
    ['ifStackStatus', '1.3.6.1.2.1.31.1.2.1.3'],
    ['ifTableLastChange', '1.3.6.1.2.1.31.1.5'],
    ['ipAdEntNetMask', '1.3.6.1.2.1.4.20.1.3'],
    ['ipNetToMediaPhysAddress', '1.3.6.1.2.1.4.22.1.2'],
    ['ipAddressIfIndex', '1.3.6.1.2.1.4.34.1.3'],
    ['ipCidrRouteNextHop', '1.3.6.1.2.1.4.24.4.1.4'],
    ['inetCidrRouteIfIndex', '1.3.6.1.2.1.4.24.7.1.7'],
    ['tcpConnState', '1.3.6.1.2.1.6.13.1.1'],
    ['udpEndpointProcess', '1.3.6.1.2.1.7.7.1.8'],
    ['snmpEngineID', '1.3.6.1.6.3.10.2.1.1'],
    ['snmpUnknownSecurityModels', '1.3.6.1.6.3.11.2.1.1'],
    ['snmpTargetAddrTAddress', '1.3.6.1.6.3.12.1.2.1.3'],
    ['snmpNotifyTag', '1.3.6.1.6.3.13.1.1.1.2'],
    ['usmStatsWrongDigests', '1.3.6.1.6.3.15.1.1.5'],
    ['usmUserStatus', '1.3.6.1.6.3.15.1.2.2.1.13'],
    ['vacmAccessStatus', '1.3.6.1.6.3.16.1.4.1.9'],
    ['hrStorageUsed', '1.3.6.1.2.1.25.2.3.1.6'],
    ['hrSWRunPerfCPU', '1.3.6.1.2.1.25.5.1.1.1'],
    ['entPhysicalSerialNum', '1.3.6.1.2.1.47.1.1.1.1.11'],
    ['entPhySensorValue', '1.3.6.1.2.1.99.1.1.1.4'],
    ['dot1dTpFdbPort', '1.3.6.1.2.1.17.4.3.1.2'],
    ['dot1dBasePortIfIndex', '1.3.6.1.2.1.17.1.4.1.2'],
    ['dot1qTpFdbPort', '1.3.6.1.2.1.17.7.1.2.2.1.2'],
    ['dot1qPvid', '1.3.6.1.2.1.17.7.1.4.5.1.1'],
    ['lldpRemSysName', '1.0.8802.1.1.2.1.4.1.1.9'],
    ['prtMarkerSuppliesLevel', '1.3.6.1.2.1.43.11.1.1.9'],
    ['etherStatsOctets', '1.3.6.1.2.1.16.1.1.1.4'],
    ['dot3StatsFCSErrors', '1.3.6.1.2.1.10.7.2.1.3'],
    ['laLoadFloat', '1.3.6.1.4.1.2021.10.1.6'],
    ['nsExtendOutLine', '1.3.6.1.4.1.8072.1.3.2.4.1.2'],
  ])('%s is %s', (name, oid) => {
    expect(object(name).oid).toBe(oid);
    expect(builtInObjects.find(`${oid}.7.1`)).toMatchObject({ object: { name }, instance: '7.1' });
  });

  it('are each there once, with all that belongs to their kind', () => {
    expect(all.length).toBeGreaterThan(1800);
    expect(new Set(all.map(({ oid }) => oid)).size).toBe(all.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { oid, name, kind, syntax, access, index } of all) {
      expect(oid, name).toMatch(/^\d+(\.\d+)*$/);
      const hasValue = kind === 'scalar' || kind === 'column';
      const hasAccess = kind !== 'node' && kind !== 'notification';
      expect([syntax !== undefined, access !== undefined], name).toEqual([hasValue, hasAccess]);
      if (kind === 'entry') expect(index?.length, name).toBeGreaterThan(0);
      if (kind === 'table') expect(builtInObjects.columns(object(name)).length, name).toBeGreaterThan(0);
      for (const { low, high } of [...(syntax?.ranges ?? []), ...(syntax?.sizes ?? [])]) {
        expect(low <= high, name).toBe(true);
      }
      for (const column of index?.slice(0, -1) ?? []) expect(column.implied, name).toBe(false);
    }
  });

  it('have the index, the labels, the units and the limits of their MIB', () => {
    expect(object('ifXEntry').index?.map(({ name }) => name)).toEqual(['ifIndex']);
    expect(object('vacmSecurityToGroupEntry').index?.map(({ name }) => name)).toEqual([
      'vacmSecurityModel',
      'vacmSecurityName',
    ]);
    expect(object('snmpTargetAddrEntry').index).toMatchObject([{ name: 'snmpTargetAddrName', implied: true }]);
    expect(object('ifType').syntax?.labels?.get(6)).toBe('ethernetCsmacd');
    expect(object('ifMtu').unit).toBe('octets');
    expect(object('sysName').syntax).toMatchObject({ name: 'DisplayString', sizes: [{ low: 0, high: 255 }] });
    expect(object('tcpConnLocalPort').syntax?.ranges).toEqual([{ low: 0, high: 65_535 }]);
    expect(object('lldpRemSysCapEnabled').syntax).toMatchObject({ type: 'OCTET STRING', meaning: 'bits' });
  });

  it('are given to the contract as it wants them', () => {
    expect(toSnmpObject(object('ifAdminStatus'))).toEqual({
      oid: '1.3.6.1.2.1.2.2.1.7',
      name: 'ifAdminStatus',
      module: 'IF-MIB',
      kind: 'column',
      syntax: 'INTEGER',
      access: 'read-write',
      labels: { up: 1, down: 2, testing: 3 },
    });
    expect(toSnmpObject(object('mib-2'))).toEqual({
      oid: '1.3.6.1.2.1',
      name: 'mib-2',
      module: 'SNMPv2-SMI',
      kind: 'node',
    });
  });

  it('know the columns of tables and which makes rows', () => {
    const columns = builtInObjects.columns(object('usmUserTable')).map(({ name }) => name);
    expect(columns).toHaveLength(13);
    expect(columns[0]).toBe('usmUserEngineID');
    expect(builtInObjects.columns(object('usmUserEntry')).map(({ name }) => name)).toEqual(columns);
    expect(builtInObjects.columns(object('sysName'))).toEqual([]);
    expect(rowStatusColumn(builtInObjects, object('usmUserTable'))?.name).toBe('usmUserStatus');
    expect(rowStatusColumn(builtInObjects, object('ifStackEntry'))?.name).toBe('ifStackStatus');
    expect(rowStatusColumn(builtInObjects, object('ifTable'))).toBeUndefined();
  });
});

describe('names and numbers', () => {
  it.each([
    ['1.3.6.1.2.1.1.5.0', 'sysName.0'],
    ['1.3.6.1.2.1.2.2.1.2.3', 'ifDescr.3'],
    ['1.3.6.1.2.1.2.2', 'ifTable'],
    ['1.3.6.1.2.1.9999.1', 'mib-2.9999.1'],
    ['1.3.6.1.4.1.9.1.2', 'enterprises.9.1.2'],
    ['1.3.6.1.4.1.8072.3.2.10', 'linux'],
    ['1.2.840', 'iso.2.840'],
    ['0.0', 'zeroDotZero'],
    ['2.999.1', undefined],
    ['', undefined],
    ['x', undefined],
  ])('%s is named %s', (oid, name) => {
    expect(nameOf(builtInObjects, oid)).toBe(name);
  });

  it.each([
    ['sysName.0', '1.3.6.1.2.1.1.5.0'],
    ['  SYSNAME.0 ', '1.3.6.1.2.1.1.5.0'],
    ['IF-MIB::ifDescr.3', '1.3.6.1.2.1.2.2.1.2.3'],
    ['RFC1213-MIB::ifDescr.3', '1.3.6.1.2.1.2.2.1.2.3'],
    ['ifTable', '1.3.6.1.2.1.2.2'],
    ['.1.3.6', '1.3.6'],
    ['1.3.6.1.4.1.4294967295', '1.3.6.1.4.1.4294967295'],
    ['enterprises.9', '1.3.6.1.4.1.9'],
    ['2.999.1', '2.999.1'],
    ['IP-MIB::ifDescr', undefined],
    ['RFC1213-MIB::usmUserTable', undefined],
    ['noSuchName', undefined],
    ['sysName.', undefined],
    ['sysName.x', undefined],
    ['sysName.0.', undefined],
    ['1.3.', undefined],
    ['1', undefined],
    ['3.1', undefined],
    ['1.40', undefined],
    ['1.3.4294967296', undefined],
    ['1.3.06', undefined],
    ['..1.3', undefined],
    ['', undefined],
    ['__proto__', undefined],
    [`1.3${'.1'.repeat(127)}`, undefined],
  ])('"%s" is %s', (text, oid) => {
    expect(resolveOid(builtInObjects, text)).toBe(oid);
  });

  it('takes thousands of arcs without a fault', () => {
    const oid = `1.3.6.1.2.1.2.2.1.2${'.4294967295'.repeat(10_000)}`;
    expect(builtInObjects.find(oid)?.object.name).toBe('ifDescr');
    expect(resolveOid(builtInObjects, oid)).toBeUndefined();
  });
});

describe('the search', () => {
  const names = (words: string, count = 5) => builtInObjects.search(words, count).map(({ name }) => name);

  it.each([
    ['sysn', ['sysName', 'lldpLocSysName', 'lldpRemSysName']],
    ['iftable', ['ifTable', 'ifTableLastChange', 'ospfIfTable', 'ospfVirtIfTable']],
    ['ifDescr.3', ['ifDescr']],
    ['IF-MIB::ifHCIn', ['ifHCInOctets', 'ifHCInUcastPkts', 'ifHCInMulticastPkts', 'ifHCInBroadcastPkts']],
    ['1.3.6.1.2.1.1.5', ['sysName']],
    ['.1.3.6.1.2.1.1.9.1.', ['sysORIndex', 'sysORID', 'sysORDescr', 'sysORUpTime']],
    ['usm wrong', ['usmStatsWrongDigests']],
    ['no such thing', []],
  ])('"%s" finds %j', (words, found) => {
    expect(names(words)).toEqual(found);
  });

  it('puts names that begin so before parts, and parts before the rest', () => {
    const found = names('in', 2000);
    const at = (name: string) => found.indexOf(name);
    expect(at('inetCidrRouteTable')).toBeGreaterThanOrEqual(0);
    expect(at('inetCidrRouteTable')).toBeLessThan(at('ifInOctets'));
    expect(at('ifInOctets')).toBeLessThan(at('snmpEngineID'));
  });

  it('gives at most as many as are asked for, also without words', () => {
    expect(names('', 7)).toHaveLength(7);
    expect(names('if', 3)).toHaveLength(3);
    expect(names('x'.repeat(200))).toEqual([]);
  });

  it('takes little time', () => {
    const start = performance.now();
    for (let i = 0; i < 200; i++) names('octets', 50);
    expect((performance.now() - start) / 200).toBeLessThan(10);
  });
});

describe('other definitions', () => {
  it('take the same place, the first of two with one name or number keeping it', () => {
    const registry = new DefinitionRegistry([
      { oid: '1.3.6.1.4.1.9', name: 'status', module: 'A-MIB', kind: 'node' },
      { oid: '1.3.6.1.4.1.10', name: 'status', module: 'B-MIB', kind: 'node' },
      { oid: '1.3.6.1.4.1.9', name: 'other', module: 'B-MIB', kind: 'node' },
    ]);
    expect(registry.byName('status')?.module).toBe('A-MIB');
    expect(registry.byName('B-MIB::status')?.oid).toBe('1.3.6.1.4.1.10');
    expect(registry.find('1.3.6.1.4.1.9.1')?.object.name).toBe('status');
  });

  it('are not made of facts that are wrong', () => {
    const facts = (text: string) => () => readFacts(['Known INTEGER'], [{ module: 'X-MIB', facts: text }]);
    expect(facts('a 1.3\nb a.1 ro Known')).not.toThrow();
    expect(facts('a 1.3\na 1.4')).toThrow('a is there twice');
    expect(facts('a b.3')).toThrow('b is not there');
    expect(facts('a 1.3 ro Unheard')).toThrow('no syntax Unheard');
    expect(facts('a 1.3 ro INTEGER{')).toThrow('no syntax');
    expect(facts('a 1.3 wo INTEGER')).toThrow('access');
    expect(facts('a x')).toThrow('no place');
  });
});
