import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import type { ObjectDefinition } from '#electron/objects/object-definition.ts';
import { toSnmpObject } from '#electron/objects/snmp-object.ts';
import { need } from '#test/lab/need.ts';

function notification(name: string): ObjectDefinition {
  const found = builtInObjects.byName(name);
  if (found?.kind !== 'notification') throw new Error(`${name} is no notification`);
  return found;
}

const all = builtInObjects.search('', 100_000, ['notification']);

describe('the built-in notifications', () => {
  it.each([
    ['SNMPv2-MIB::coldStart', '1.3.6.1.6.3.1.1.5.1', []],
    ['SNMPv2-MIB::warmStart', '1.3.6.1.6.3.1.1.5.2', []],
    ['IF-MIB::linkDown', '1.3.6.1.6.3.1.1.5.3', ['ifIndex', 'ifAdminStatus', 'ifOperStatus']],
    ['IF-MIB::linkUp', '1.3.6.1.6.3.1.1.5.4', ['ifIndex', 'ifAdminStatus', 'ifOperStatus']],
    ['SNMPv2-MIB::authenticationFailure', '1.3.6.1.6.3.1.1.5.5', []],
    ['RFC1213-MIB::egpNeighborLoss', '1.3.6.1.6.3.1.1.5.6', ['egpNeighAddr']],
    ['BRIDGE-MIB::newRoot', '1.3.6.1.2.1.17.0.1', []],
    ['BRIDGE-MIB::topologyChange', '1.3.6.1.2.1.17.0.2', []],
    ['ENTITY-MIB::entConfigChange', '1.3.6.1.2.1.47.2.0.1', []],
    [
      'RMON-MIB::risingAlarm',
      '1.3.6.1.2.1.16.0.1',
      ['alarmIndex', 'alarmVariable', 'alarmSampleType', 'alarmValue', 'alarmRisingThreshold'],
    ],
    [
      'RMON-MIB::fallingAlarm',
      '1.3.6.1.2.1.16.0.2',
      ['alarmIndex', 'alarmVariable', 'alarmSampleType', 'alarmValue', 'alarmFallingThreshold'],
    ],
    [
      'LLDP-MIB::lldpRemTablesChange',
      '1.0.8802.1.1.2.0.0.1',
      [
        'lldpStatsRemTablesInserts',
        'lldpStatsRemTablesDeletes',
        'lldpStatsRemTablesDrops',
        'lldpStatsRemTablesAgeouts',
      ],
    ],
    ['NET-SNMP-AGENT-MIB::nsNotifyShutdown', '1.3.6.1.4.1.8072.4.0.2', []],
    ['UCD-SNMP-MIB::ucdStart', '1.3.6.1.4.1.2021.251.1', []],
    [
      'Printer-MIB::printerV2Alert',
      '1.3.6.1.2.1.43.18.2.0.1',
      [
        'prtAlertIndex',
        'prtAlertSeverityLevel',
        'prtAlertGroup',
        'prtAlertGroupIndex',
        'prtAlertLocation',
        'prtAlertCode',
      ],
    ],
    [
      'DISMAN-EVENT-MIB::mteTriggerFired',
      '1.3.6.1.2.1.88.2.0.1',
      ['mteHotTrigger', 'mteHotTargetName', 'mteHotContextName', 'mteHotOID', 'mteHotValue'],
    ],
    ['BGP4-MIB::bgpEstablished', '1.3.6.1.2.1.15.7.1', ['bgpPeerLastError', 'bgpPeerState']],
    [
      'BGP4-MIB::bgpBackwardTransNotification',
      '1.3.6.1.2.1.15.0.2',
      ['bgpPeerRemoteAddr', 'bgpPeerLastError', 'bgpPeerState'],
    ],
    [
      'OSPF-TRAP-MIB::ospfNbrStateChange',
      '1.3.6.1.2.1.14.16.2.2',
      ['ospfRouterId', 'ospfNbrIpAddr', 'ospfNbrAddressLessIndex', 'ospfNbrRtrId', 'ospfNbrState'],
    ],
    ['VRRP-MIB::vrrpTrapNewMaster', '1.3.6.1.2.1.68.0.1', ['vrrpOperMasterIpAddr']],
    [
      'UPS-MIB::upsTrapOnBattery',
      '1.3.6.1.2.1.33.2.1',
      ['upsEstimatedMinutesRemaining', 'upsSecondsOnBattery', 'upsConfigLowBattTime'],
    ],
  ])('%s is %s and tells %j', (name, oid, objects) => {
    const found = notification(name);
    expect(found.oid).toBe(oid);
    expect(found.objects?.map((one) => one.name)).toEqual(objects);
    expect(builtInObjects.find(oid)).toEqual({ object: found, instance: '' });
  });

  it('have only objects that are known and have a value', () => {
    expect(all.length).toBeGreaterThan(50);
    for (const { name, objects } of all) {
      expect(objects, name).toBeDefined();
      for (const told of objects ?? []) {
        const object = builtInObjects.byName(told.name);
        expect(['scalar', 'column'], `${name} ${told.name}`).toContain(object?.kind);
        expect(told.oid).toBe(object?.oid);
      }
    }
  });

  it('are searched for alone, by name and by OID', () => {
    const names = (words: string) => builtInObjects.search(words, 5, ['notification']).map(({ name }) => name);
    expect(names('link')).toEqual(['linkDown', 'linkUp']);
    expect(names('1.3.6.1.6.3.1.1.5')).toEqual([
      'coldStart',
      'warmStart',
      'linkDown',
      'linkUp',
      'authenticationFailure',
    ]);
    expect(names('ifDescr')).toEqual([]);
    expect(builtInObjects.search('alarm', 100, ['scalar', 'column']).map(({ kind }) => kind)).not.toContain(
      'notification',
    );
  });

  it('are given to the contract with their objects', () => {
    expect(toSnmpObject(notification('linkUp'))).toEqual({
      oid: '1.3.6.1.6.3.1.1.5.4',
      name: 'linkUp',
      module: 'IF-MIB',
      kind: 'notification',
      objects: [
        { name: 'ifIndex', oid: '1.3.6.1.2.1.2.2.1.1' },
        { name: 'ifAdminStatus', oid: '1.3.6.1.2.1.2.2.1.7' },
        { name: 'ifOperStatus', oid: '1.3.6.1.2.1.2.2.1.8' },
      ],
    });
  });
});

describe.skipIf(!need('mibs', 'snmptranslate'))('as net-snmp has them', () => {
  const folders = ['/usr/share/snmp/mibs', resolve(import.meta.dirname, '../../node_modules/net-snmp/lib/mibs')];
  const modules = ['SNMPv2-MIB', 'IF-MIB', 'NET-SNMP-AGENT-MIB', 'UCD-SNMP-MIB'];
  const own = all.filter(({ module }) => modules.includes(module));
  const names = own.map(({ module, name }) => `${module}::${name}`);
  const translate = (...flags: string[]) =>
    spawnSync('snmptranslate', ['-M', folders.join(':'), '-m', modules.join(':'), ...flags, ...names], {
      encoding: 'utf8',
    }).stdout;

  it('their OIDs are the same', () => {
    expect(own).toHaveLength(10);
    const oids = translate('-On').split('\n');
    expect(oids.filter((line) => line !== '')).toEqual(own.map(({ oid }) => `.${oid}`));
  });

  it('their objects are the same', () => {
    const texts = translate('-Td').split(/^(?=[\w-]+::\w+\n)/m);
    const objects = texts.map((text) => /OBJECTS\s*\{([^}]*)\}/.exec(text)?.[1]?.trim().split(/,\s*/) ?? []);
    expect(objects).toEqual(own.map((one) => one.objects?.map(({ name }) => name)));
  });
});
