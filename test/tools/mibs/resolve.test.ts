import { describe, expect, test } from 'vitest';
import { folderWith, identity, mibLibrary, scalar, smiv2 } from './mib-library.ts';

const root = identity('aRoot', 'enterprises 99999');

async function compiled(files: Record<string, string>) {
  const library = mibLibrary();
  const result = await library.import(folderWith(files));
  return { ...library, result };
}

describe('places', () => {
  test('of definitions in any order, of numbers, of names with numbers', async () => {
    const { translate, result } = await compiled({
      'a.mib': smiv2(
        'A-MIB',
        `${root}
        below OBJECT IDENTIFIER ::= { above 7 }
        above OBJECT IDENTIFIER ::= { aRoot branch(3) 4 }
        whole OBJECT IDENTIFIER ::= { iso org(3) dod(6) internet(1) private(4) enterprises(1) 99999 9 }
        numbers OBJECT IDENTIFIER ::= { 1 3 6 1 4 1 99999 10 }
        names OBJECT IDENTIFIER ::= { iso org dod internet private enterprises 99999 11 }`,
        'org, dod, internet, private FROM SNMPv2-SMI',
      ),
    });
    const oids = (await translate('below', 'above', 'whole', 'numbers', 'names')).map(({ oid }) => oid);
    const base = '1.3.6.1.4.1.99999';
    expect(oids).toEqual([`${base}.3.4.7`, `${base}.3.4`, `${base}.9`, `${base}.10`, `${base}.11`]);
    expect(result).toMatchObject({ lost: 0, states: { compiled: 1 } });
  });

  test('circles are told, and what is below them; the rest has its place', async () => {
    const { diagnostics, module, translate } = await compiled({
      'a.mib': smiv2(
        'A-MIB',
        `${root}
        one OBJECT IDENTIFIER ::= { two 1 }
        two OBJECT IDENTIFIER ::= { three 1 }
        three OBJECT IDENTIFIER ::= { one 1 }
        own OBJECT IDENTIFIER ::= { own 1 }
        hanging OBJECT IDENTIFIER ::= { two 5 }
        ${scalar('good', 'aRoot 1')}`,
      ),
    });
    const told = (await diagnostics('A-MIB')).filter(({ severity }) => severity === 'error');
    expect(told.map(({ id, params }) => `${id} ${params.name}`).sort()).toEqual([
      'oid-cycle one',
      'oid-cycle own',
      'oid-cycle three',
      'oid-cycle two',
      'parent-lost hanging',
    ]);
    expect(await module('A-MIB')).toMatchObject({ state: 'partly', objects: 2, lost: 5 });
    expect(await translate('good')).toEqual([
      { asked: 'good', oid: '1.3.6.1.4.1.99999.1', name: 'good', module: 'A-MIB' },
    ]);
  });

  test('a long way down takes no deep stack', async () => {
    const nodes = Array.from(
      { length: 110 },
      (_, i) => `n${i} OBJECT IDENTIFIER ::= { ${i === 0 ? 'aRoot' : `n${i - 1}`} 1 }`,
    );
    const circle = Array.from({ length: 20_000 }, (_, i) => `c${i} OBJECT IDENTIFIER ::= { c${(i + 1) % 20_000} 1 }`);
    const { module, translate } = await compiled({ 'a.mib': smiv2('A-MIB', [root, ...nodes, ...circle].join('\n')) });
    expect((await translate('n109'))[0]?.oid).toBe(`1.3.6.1.4.1.99999${'.1'.repeat(110)}`);
    expect(await module('A-MIB')).toMatchObject({ objects: 111, lost: 20_000 });
  });

  test('of traps: below their enterprise, and those of SNMPv1 itself below snmpTraps (RFC 3584 section 3.1)', async () => {
    const { translate, node } = await compiled({
      'old.mib': `OLD-MIB DEFINITIONS ::= BEGIN
        IMPORTS enterprises FROM RFC1155-SMI snmp FROM RFC1213-MIB OBJECT-TYPE FROM RFC-1212 TRAP-TYPE FROM RFC-1215;
        old OBJECT IDENTIFIER ::= { enterprises 99998 }
        level OBJECT-TYPE SYNTAX INTEGER ACCESS read-only STATUS mandatory DESCRIPTION "d" ::= { old 1 }
        alarm TRAP-TYPE ENTERPRISE old VARIABLES { level } DESCRIPTION "Too hot." ::= 17
        restart TRAP-TYPE ENTERPRISE snmp DESCRIPTION "d" ::= 0
        END`,
    });
    expect((await translate('alarm', 'restart')).map(({ oid }) => oid)).toEqual([
      '1.3.6.1.4.1.99998.0.17',
      '1.3.6.1.6.3.1.1.5.1',
    ]);
    expect(await node('alarm')).toMatchObject({
      kind: 'notification',
      description: 'Too hot.',
      members: [{ name: 'level', oid: '1.3.6.1.4.1.99998.1' }],
    });
  });
});

describe('tables', () => {
  const table = (name: string, place: string, index: string, columns: readonly string[]) => `
    ${name}Table OBJECT-TYPE SYNTAX SEQUENCE OF ${name.charAt(0).toUpperCase()}${name.slice(1)}Entry MAX-ACCESS not-accessible
      STATUS current DESCRIPTION "d" ::= { ${place} }
    ${name}Entry OBJECT-TYPE SYNTAX ${name.charAt(0).toUpperCase()}${name.slice(1)}Entry MAX-ACCESS not-accessible
      STATUS current DESCRIPTION "d" ${index} ::= { ${name}Table 1 }
    ${name.charAt(0).toUpperCase()}${name.slice(1)}Entry ::= SEQUENCE { ${columns.map((column) => `${column} Integer32`).join(', ')} }
    ${columns.map((column, i) => scalar(column, `${name}Entry ${i + 1}`, 'Integer32 (1..100)')).join('\n')}`;

  test('kinds, INDEX with IMPLIED, AUGMENTS of an entry in another module', async () => {
    const { node, registry } = await compiled({
      'b.mib': smiv2(
        'B-MIB',
        `${identity('bRoot', 'enterprises 99997')}\n${table('wide', 'bRoot 1', 'AUGMENTS { narrowEntry }', ['wideA'])}`,
        'narrowEntry FROM A-MIB',
      ),
      'a.mib': smiv2(
        'A-MIB',
        `${root}\n${table('narrow', 'aRoot 1', 'INDEX { narrowA, IMPLIED narrowName }', ['narrowA', 'narrowB'])}
        ${scalar('narrowName', 'narrowEntry 3', 'DisplayString (SIZE (1..8))')}`,
      ),
    });
    expect(await node('narrowTable')).toMatchObject({ kind: 'table', syntax: 'SEQUENCE OF NarrowEntry' });
    expect(await node('narrowEntry')).toMatchObject({
      kind: 'entry',
      syntax: 'NarrowEntry',
      index: [
        { name: 'narrowA', implied: false },
        { name: 'narrowName', implied: true },
      ],
    });
    expect(await node('narrowB')).toMatchObject({ kind: 'column', typed: { base: 'Integer32', ranges: ['1..100'] } });
    expect(await node('wideEntry')).toMatchObject({
      augments: 'narrowEntry',
      index: [{ name: 'narrowA' }, { name: 'narrowName' }],
    });
    const entry = registry.byName('wideEntry');
    expect(entry?.index?.map(({ syntax }) => [syntax.type, syntax.ranges ?? syntax.sizes, syntax.meaning])).toEqual([
      ['INTEGER', [{ low: 1, high: 100 }], undefined],
      ['OCTET STRING', [{ low: 1, high: 8 }], 'text'],
    ]);
    const narrow = registry.byName('narrowTable');
    expect(narrow && registry.columns(narrow).map(({ name }) => name)).toEqual(['narrowA', 'narrowB', 'narrowName']);
  });

  test('an INDEX of what is built in needs no file', async () => {
    const { node, diagnostics } = await compiled({
      'a.mib': smiv2(
        'A-MIB',
        `${root}\n${table('port', 'aRoot 1', 'INDEX { ifIndex }', ['portA'])}`,
        'ifIndex FROM IF-MIB',
      ),
    });
    expect(await node('portEntry')).toMatchObject({ index: [{ name: 'ifIndex', implied: false }] });
    expect(await diagnostics('A-MIB')).toEqual([]);
  });
});

describe('types', () => {
  test('conventions of conventions: base, hint, labels and ranges of whoever says them last', async () => {
    const { node } = await compiled({
      'a.mib': smiv2(
        'A-MIB',
        `${root}
        Inner ::= TEXTUAL-CONVENTION DISPLAY-HINT "1x:" STATUS current DESCRIPTION "inner" SYNTAX OCTET STRING (SIZE (0..20))
        Outer ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "How it is outside." SYNTAX Inner (SIZE (6 | 8))
        Mode ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX INTEGER { off(0), on(1) }
        ${scalar('octets', 'aRoot 1', 'Outer')}
        ${scalar('mode', 'aRoot 2', 'Mode { on(1) }')}
        ${scalar('flags', 'aRoot 3', 'BITS { first(0), tenth(9) }')}
        ${scalar('wide', 'aRoot 4', 'Unsigned32 (MIN..5 | 7)')}`,
      ),
    });
    expect((await node('octets')).typed).toEqual({
      name: 'Outer',
      base: 'OCTET STRING',
      labels: [],
      ranges: ['6', '8'],
      displayHint: '1x:',
      description: 'How it is outside.',
      module: 'A-MIB',
    });
    expect((await node('mode')).typed).toMatchObject({
      name: 'Mode',
      base: 'INTEGER',
      labels: [{ label: 'on', value: 1 }],
    });
    expect((await node('flags')).typed).toMatchObject({
      base: 'BITS',
      labels: [{ value: 0 }, { label: 'tenth', value: 9 }],
    });
    expect((await node('wide')).typed).toMatchObject({ ranges: ['0..5', '7'] });
  });

  test('a type of itself and a type that nobody knows are told; the object stays', async () => {
    const { diagnostics, node } = await compiled({
      'a.mib': smiv2(
        'A-MIB',
        `${root}
        One ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX Two
        Two ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX One
        ${scalar('circle', 'aRoot 1', 'One')}
        ${scalar('unknown', 'aRoot 2', 'Nothing')}`,
      ),
    });
    const ids = (await diagnostics('A-MIB')).map(({ id }) => id);
    expect(ids).toContain('type-cycle');
    expect(ids).toContain('type-unknown');
    expect(await node('unknown')).toMatchObject({ syntax: 'Nothing', oid: '1.3.6.1.4.1.99999.2' });
  });
});

describe('names', () => {
  test.each([
    ['not imported', '', 'name-not-imported'],
    ['imported from where it is not', 'ifIndex FROM TCP-MIB', 'import-found-elsewhere'],
    ['imported from a module that is not there', 'ifIndex FROM NOBODYS-MIB', 'import-found-elsewhere'],
    ['imported from a module that has another name now', 'ifIndex FROM RFC1573-MIB', 'module-renamed'],
    ['imported from a module that is written otherwise', 'ifIndex FROM If-Mib', 'module-renamed'],
  ])('%s: found, and told', async (_what, imports, id) => {
    const { diagnostics, translate, result } = await compiled({
      'a.mib': smiv2('A-MIB', `${root}\nbelow OBJECT IDENTIFIER ::= { ifIndex 9 }`, imports),
    });
    expect((await translate('below'))[0]?.oid).toBe('1.3.6.1.2.1.2.2.1.1.9');
    expect((await diagnostics('A-MIB')).map((one) => one.id)).toEqual([id]);
    expect(result.states).toEqual({ compiled: 1 });
  });

  test('branches of vendors whose root module is not there are known; when it comes, it counts', async () => {
    const { import: import_, translate, diagnostics, module } = mibLibrary();
    const upper = smiv2('A-MIB', scalar('below', 'ciscoMgmt 99999'), 'ciscoMgmt FROM CISCO-SMI');
    await import_(folderWith({ 'a.mib': upper }));
    expect((await translate('below'))[0]?.oid).toBe('1.3.6.1.4.1.9.9.99999');
    expect((await diagnostics('A-MIB')).map(({ id, params }) => `${id} ${params.name} ${params.oid}`)).toContain(
      'root-known ciscoMgmt 1.3.6.1.4.1.9.9',
    );
    expect(await module('A-MIB')).toMatchObject({ state: 'compiled', lost: 0 });
    const own = smiv2(
      'CISCO-SMI',
      `${identity('cisco', 'enterprises 9')}\nciscoMgmt OBJECT IDENTIFIER ::= { cisco 77 }`,
    );
    await import_(folderWith({ 'smi.mib': own }));
    expect((await translate('below'))[0]?.oid).toBe('1.3.6.1.4.1.9.77.99999');
    expect((await diagnostics('A-MIB')).map(({ id }) => id)).not.toContain('root-known');
  });

  test('a name that such a module does not have is lost', async () => {
    const { diagnostics, module } = await compiled({
      'a.mib': smiv2('A-MIB', scalar('below', 'nobodysBranch 1'), 'nobodysBranch FROM CISCO-SMI'),
    });
    expect((await diagnostics('A-MIB')).map(({ id }) => id)).toContain('module-missing');
    expect(await module('A-MIB')).toMatchObject({ state: 'waiting', missing: ['CISCO-SMI'], lost: 1 });
  });

  test('macros and base types that are not imported are told', async () => {
    const { diagnostics } = await compiled({
      'a.mib': `A-MIB DEFINITIONS ::= BEGIN
        IMPORTS MODULE-IDENTITY, enterprises FROM SNMPv2-SMI;
        ${root}
        ${scalar('plain', 'aRoot 1', 'Counter32')}
        END`,
    });
    expect((await diagnostics('A-MIB')).map(({ id, params }) => `${id} ${params.name}`).sort()).toEqual([
      'macro-not-imported OBJECT-TYPE',
      'type-not-imported Counter32',
    ]);
  });

  test('twice in a module: the first is meant; two of one OID: the first is shown', async () => {
    const { diagnostics, translate } = await compiled({
      'a.mib': smiv2(
        'A-MIB',
        `${root}
        ${scalar('one', 'aRoot 1')}
        ${scalar('one', 'aRoot 2')}
        ${scalar('two', 'aRoot 3')}
        ${scalar('three', 'aRoot 3')}`,
      ),
    });
    expect((await diagnostics('A-MIB')).map(({ id, params }) => `${id} ${params.name}`)).toEqual([
      'name-twice one',
      'oid-twice three',
    ]);
    const found = await translate('one', '1.3.6.1.4.1.99999.3', 'three');
    expect(found.map(({ oid, name }) => `${name} ${oid}`)).toEqual([
      'one 1.3.6.1.4.1.99999.1',
      'two 1.3.6.1.4.1.99999.3',
      'three 1.3.6.1.4.1.99999.3',
    ]);
  });

  test('groups and compliances name their members', async () => {
    const { node, diagnostics } = await compiled({
      'a.mib': smiv2(
        'A-MIB',
        `${root}
        ${scalar('one', 'aRoot 1')}
        event NOTIFICATION-TYPE OBJECTS { one } STATUS current DESCRIPTION "d" ::= { aRoot 0 1 }
        objects OBJECT-GROUP OBJECTS { one, missing } STATUS current DESCRIPTION "d" ::= { aRoot 2 }
        events NOTIFICATION-GROUP NOTIFICATIONS { event } STATUS current DESCRIPTION "d" ::= { aRoot 3 }
        all MODULE-COMPLIANCE STATUS current DESCRIPTION "d" MODULE MANDATORY-GROUPS { objects } GROUP events DESCRIPTION "d" ::= { aRoot 4 }`,
      ),
    });
    expect(await node('event')).toMatchObject({ kind: 'notification', members: [{ name: 'one' }] });
    expect(await node('objects')).toMatchObject({
      kind: 'object-group',
      members: [{ name: 'one', oid: '1.3.6.1.4.1.99999.1' }, { name: 'missing' }],
    });
    expect(await node('all')).toMatchObject({ kind: 'compliance', members: [{ name: 'objects' }, { name: 'events' }] });
    expect((await diagnostics('A-MIB')).map(({ id }) => id)).toEqual(['member-unknown']);
  });
});
