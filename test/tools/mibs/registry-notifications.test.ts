import { describe, expect, test } from 'vitest';
import { folderWith, identity, mibLibrary, scalar, smiv2 } from './mib-library.ts';

const trapMib = `
OLD-MIB DEFINITIONS ::= BEGIN
IMPORTS enterprises FROM RFC1155-SMI
  OBJECT-TYPE FROM RFC-1212
  TRAP-TYPE FROM RFC-1215
  snmp FROM RFC1213-MIB;
old OBJECT IDENTIFIER ::= { enterprises 4242 }
oldLevel OBJECT-TYPE SYNTAX INTEGER { low(1), high(2) } ACCESS read-only STATUS mandatory DESCRIPTION "d" ::= { old 1 }
oldName OBJECT-TYPE SYNTAX OCTET STRING ACCESS read-only STATUS mandatory DESCRIPTION "d" ::= { old 2 }
oldAlarm TRAP-TYPE ENTERPRISE old VARIABLES { oldLevel, oldName, oldLost } DESCRIPTION "d" ::= 7
oldGone TRAP-TYPE ENTERPRISE snmp DESCRIPTION "d" ::= 5
END
`;

const newMib = smiv2(
  'NEW-MIB',
  `${identity('newMIB', 'enterprises 4243')}
${scalar('newLevel', 'newMIB 1')}
newAlarm NOTIFICATION-TYPE OBJECTS { newLevel } STATUS current DESCRIPTION "d" ::= { newMIB 0 1 }
newQuiet NOTIFICATION-TYPE STATUS current DESCRIPTION "d" ::= { newMIB 0 2 }
newGroup NOTIFICATION-GROUP NOTIFICATIONS { newAlarm, newQuiet } STATUS current DESCRIPTION "d" ::= { newMIB 3 }
`,
);

async function imported() {
  const library = mibLibrary();
  await library.import(folderWith({ 'OLD-MIB': trapMib, 'NEW-MIB': newMib }));
  return library.registry;
}

describe('notifications of imported modules', () => {
  test('a TRAP-TYPE stands at enterprise, 0, number, with its VARIABLES', async () => {
    const registry = await imported();
    expect(registry.find('1.3.6.1.4.1.4242.0.7')).toEqual({
      instance: '',
      object: {
        oid: '1.3.6.1.4.1.4242.0.7',
        name: 'oldAlarm',
        module: 'OLD-MIB',
        kind: 'notification',
        objects: [
          { name: 'oldLevel', oid: '1.3.6.1.4.1.4242.1' },
          { name: 'oldName', oid: '1.3.6.1.4.1.4242.2' },
          { name: 'oldLost' },
        ],
      },
    });
  });

  test('one of the generic traps stands below snmpTraps', async () => {
    const registry = await imported();
    expect(registry.byName('oldGone')).toMatchObject({ oid: '1.3.6.1.6.3.1.1.5.6', kind: 'notification', objects: [] });
  });

  test('a NOTIFICATION-TYPE has its OBJECTS, or none', async () => {
    const registry = await imported();
    expect(registry.byName('newAlarm')).toMatchObject({
      oid: '1.3.6.1.4.1.4243.0.1',
      kind: 'notification',
      objects: [{ name: 'newLevel', oid: '1.3.6.1.4.1.4243.1' }],
    });
    expect(registry.byName('newQuiet')?.objects).toEqual([]);
    expect(registry.byName('newGroup')).toMatchObject({ kind: 'node' });
    expect(registry.byName('newLevel')).not.toHaveProperty('objects');
  });

  test('they are searched for alone: by words, by OID, or all of them', async () => {
    const registry = await imported();
    const names = (words: string) => registry.search(words, 100, ['notification']).map(({ name }) => name);
    expect(names('alarm')).toEqual([
      'risingAlarm',
      'fallingAlarm',
      'upsTrapAlarmEntryAdded',
      'upsTrapAlarmEntryRemoved',
      'oldAlarm',
      'newAlarm',
    ]);
    expect(names('1.3.6.1.4.1.4243')).toEqual(['newAlarm', 'newQuiet']);
    expect(names('newLevel')).toEqual([]);
    expect(names('')).toContain('linkDown');
    expect(names('')).toContain('newQuiet');
    expect(registry.search('', 3, ['notification'])).toHaveLength(3);
    expect(registry.search('new', 100, ['node']).map(({ name }) => name)).toContain('newGroup');
    expect(registry.search('1.3.6.1.4.1.4243.1', 5).map(({ name }) => name)).toEqual(['newLevel']);
  });

  test('what is built in is told with its objects too', async () => {
    const { registry } = mibLibrary();
    expect(registry.find('1.3.6.1.6.3.1.1.5.3')?.object).toMatchObject({
      kind: 'notification',
      objects: [
        { name: 'ifIndex', oid: '1.3.6.1.2.1.2.2.1.1' },
        { name: 'ifAdminStatus', oid: '1.3.6.1.2.1.2.2.1.7' },
        { name: 'ifOperStatus', oid: '1.3.6.1.2.1.2.2.1.8' },
      ],
    });
  });
});
