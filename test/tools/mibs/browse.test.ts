import { expect, test } from 'vitest';
import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { folderWith, identity, mibLibrary, scalar, smiv2 } from './mib-library.ts';

const fans = smiv2(
  'FAN-MIB',
  `${identity('fanRoot', 'enterprises 99999')}
  ${scalar('fanSpeedNow', 'fanRoot 1', 'Gauge32', 'Revolutions of the impeller a minute.')}
  ${scalar('theFanLimit', 'fanRoot 2', 'FanKind')}
  ${scalar('noiseOffans', 'fanRoot 3', 'DisplayString', 'How loud the impeller is.')}
  FanKind ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX INTEGER { slow(1) }`,
);

test('without any import there are the built-in objects, vendors by their numbers, and nothing is written', async () => {
  const { node, names, translate, modules, counts, store, find } = mibLibrary();
  expect(await names('')).toEqual(['ccitt', 'iso', 'joint-iso-ccitt']);
  expect(await names('enterprises')).toContain('netSnmp');
  expect(
    await translate(
      '1.3.6.1.4.1.9.1.516',
      '.1.3.6.1.2.1.2.2.1.2.3',
      'IF-MIB::ifDescr.7',
      'nobody',
      '1.3.6.1.2.1.1.5.0',
    ),
  ).toEqual([
    { asked: '1.3.6.1.4.1.9.1.516', oid: '1.3.6.1.4.1.9.1.516', name: 'cisco.1.516', module: 'enterprise-numbers' },
    { asked: '.1.3.6.1.2.1.2.2.1.2.3', oid: '1.3.6.1.2.1.2.2.1.2.3', name: 'ifDescr.3', module: 'IF-MIB' },
    { asked: 'IF-MIB::ifDescr.7', oid: '1.3.6.1.2.1.2.2.1.2.7', name: 'ifDescr.7', module: 'IF-MIB' },
    { asked: 'nobody' },
    { asked: '1.3.6.1.2.1.1.5.0', oid: '1.3.6.1.2.1.1.5.0', name: 'sysName.0', module: 'SNMPv2-MIB' },
  ]);
  expect(await node('1.3.6.1.4.1.9')).toMatchObject({ name: 'cisco', description: 'Cisco Systems' });
  expect(await node('ifAdminStatus.4')).toMatchObject({
    oid: '1.3.6.1.2.1.2.2.1.7',
    path: 'iso.org.dod.internet.mgmt.mib-2.interfaces.ifTable.ifEntry.ifAdminStatus',
    parent: '1.3.6.1.2.1.2.2.1',
    typed: { base: 'INTEGER', labels: [{ label: 'up', value: 1 }, {}, {}] },
  });
  expect((await modules()).every(({ builtIn, state }) => builtIn && state === 'compiled')).toBe(true);
  expect(await counts()).toMatchObject({ imported: 0 });
  expect((await find('if'))[0]?.name).toBe('ifNumber');
  expect(store.prepare('SELECT count(*) AS count FROM mib_index').get()).toEqual({ count: 0 });
});

test('an imported module takes the place of the built-in one of its name, and gives it back', async () => {
  const { import: import_, node, module, remove, translate } = mibLibrary();
  const own = smiv2('TCP-MIB', `${identity('tcpMIB', 'enterprises 99999')}\n${scalar('tcpRtoMin', 'tcpMIB 6')}`);
  await import_(folderWith({ 'tcp.mib': own }));
  expect(await module('TCP-MIB')).toMatchObject({ builtIn: false, objects: 2 });
  expect((await node('tcpRtoMin')).oid).toBe('1.3.6.1.4.1.99999.6');
  expect((await translate('tcpRtoMax'))[0]?.oid).toBeUndefined();
  await remove('TCP-MIB');
  expect(await module('TCP-MIB')).toMatchObject({ builtIn: true });
  expect((await translate('tcpRtoMax'))[0]?.oid).toBe('1.3.6.1.2.1.6.3');
});

test('finds names, then parts of names, then types, then descriptions', async () => {
  const { import: import_, find, handlers } = mibLibrary();
  await import_(folderWith({ 'fan.mib': fans }));
  const found = async (search: string, descriptions = true) =>
    (await find(search, descriptions))
      .filter(({ module }) => module === 'FAN-MIB')
      .map(({ name, where }) => `${name} ${where}`);
  expect(await found('fan')).toEqual(['fanRoot name', 'fanSpeedNow name', 'theFanLimit name', 'noiseOffans name']);
  expect(await found('FAN speed')).toEqual(['fanSpeedNow name']);
  expect(await found('fankind')).toEqual(['theFanLimit syntax']);
  expect(await found('impel')).toEqual(['fanSpeedNow description', 'noiseOffans description']);
  expect(await found('loud impeller')).toEqual(['noiseOffans description']);
  expect(await found('impeller', false)).toEqual([]);
  expect(await found('1.3.6.1.4.1.99999.')).toEqual([
    'fanRoot oid',
    'fanSpeedNow oid',
    'theFanLimit oid',
    'noiseOffans oid',
  ]);
  expect(await found('FAN-MIB::fan')).toEqual([
    'fanRoot name',
    'fanSpeedNow name',
    'theFanLimit name',
    'noiseOffans name',
  ]);
  for (const search of ['', '   ', '::', '.', '(?', '%', 'ü', 'a'.repeat(200)])
    expect(Array.isArray(await find(search))).toBe(true);
  const scalars = await handlers.find(
    { search: 'fan', descriptions: true, kinds: ['module'], count: 10 },
    AbortSignal.any([]),
  );
  expect(scalars.map(({ name }) => name)).toEqual(['fanRoot']);
});

test('children come by pages, in the order of numbers, also where nothing is named between', async () => {
  const { import: import_, handlers } = mibLibrary();
  const values = Array.from({ length: 30 }, (_, i) => scalar(`v${i}`, `manyRoot ${300 - i * 10}`)).join('\n');
  await import_(
    folderWith({
      'many.mib': smiv2(
        'MANY-MIB',
        `${identity('manyRoot', 'enterprises 99999')}\n${values}\n${scalar('deep', 'manyRoot 500 4 3')}`,
      ),
    }),
  );
  const never = AbortSignal.any([]);
  const page = await handlers.children({ oid: 'manyRoot', from: 28, count: 10 }, never);
  expect(page.total).toBe(31);
  expect(page.nodes.map(({ name, oid }) => `${name} ${oid.slice(18)}`)).toEqual(['v1 290', 'v0 300', 'deep 500.4.3']);
});

test('what is not known is told', async () => {
  const { node, source, diagnostics, bookmark, bookmarks } = mibLibrary();
  const problem = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });
  await expect(node('nobody')).rejects.toEqual(problem('mib-node-unknown'));
  await expect(node('9.9')).rejects.toEqual(problem('mib-node-unknown'));
  await expect(source('IF-MIB', 1, 10)).rejects.toEqual(problem('mib-module-unknown'));
  await expect(diagnostics('NOBODYS-MIB')).rejects.toEqual(problem('mib-module-unknown'));
  await expect(bookmark('nobody')).rejects.toEqual(problem('mib-node-unknown'));
  expect((await bookmark('ifDescr')).map(({ name }) => name)).toEqual(['ifDescr']);
  expect(await bookmark('1.3.6.1.2.1.2.2.1.2', false)).toEqual(await bookmarks());
  expect(await bookmarks()).toEqual([]);
});

test('the registry says of built-in objects what they say themselves', () => {
  const { registry } = mibLibrary();
  for (const name of [
    'ifDescr',
    'sysUpTime',
    'ifXEntry',
    'ifTable',
    'dot1qVlanStaticEntry',
    'hrSWRunParameters',
    'snmpTargetAddrTAddress',
  ]) {
    expect(registry.byName(name)).toEqual(builtInObjects.byName(name));
  }
  expect(registry.find('.1.3.6.1.2.1.2.2.1.2.3')).toMatchObject({ object: { name: 'ifDescr' }, instance: '3' });
  expect(registry.find('1.3.6.1.2.1.2.2.1.2.33.4')).toMatchObject({ object: { name: 'ifDescr' }, instance: '33.4' });
  expect(registry.find('1.3.6.1.2.1.2.2.1.20')).toMatchObject({ object: { name: 'ifOutErrors' }, instance: '' });
  expect(registry.find('7.1')).toBeUndefined();
  expect(registry.find('x')).toBeUndefined();
});
