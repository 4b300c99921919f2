import { describe, expect, it } from 'vitest';
import { columnOf, lineOf } from '#electron/tools/mibs/compile/module-tree.ts';
import { definitionOf, newerModule, objectType, olderModule, parsed } from './sample-module.ts';

const clean = (text: string) => {
  const result = parsed(text);
  expect(result.diagnostics).toEqual([]);
  return result;
};
const syntaxOf = (syntax: string) => {
  const result = parsed(newerModule(objectType({ syntax })));
  return definitionOf(result, 'object', 'sampleOne').syntax;
};
const defaultOf = (defval: string) => {
  const result = parsed(newerModule(objectType({ more: `DEFVAL ${defval}` })));
  return definitionOf(result, 'object', 'sampleOne').defval;
};

describe('module', () => {
  it('has its name, language, place, imports and revision', () => {
    const { module, text } = clean(newerModule(objectType()));
    expect(module).toMatchObject({ name: 'SAMPLE-MIB', language: 'SMIv2', file: 'sample.mib', revision: '2024-03-01' });
    expect([lineOf(module.at), columnOf(module.at)]).toEqual([1, 1]);
    expect(text.slice(module.start, module.end)).toBe(text.trim());
    expect(module.imports).toHaveLength(14);
    const imported = module.imports.find(({ name }) => name === 'DisplayString');
    expect(imported).toMatchObject({ name: 'DisplayString', module: 'SNMPv2-TC' });
    expect([lineOf(imported?.at ?? 0), columnOf(imported?.at ?? 0)]).toEqual([5, 25]);
  });

  it.each([
    ['RFC1155-SMI', 'SMIv1'],
    ['SNMPv2-SMI', 'SMIv2'],
    ['SNMPv2-TC', 'SMIv2'],
    ['OTHER-MIB', 'SMIv1'],
  ])('that imports from %s is of %s', (from, language) => {
    const text = `A-MIB DEFINITIONS ::= BEGIN IMPORTS a FROM ${from}; END`;
    expect(parsed(text).module.language).toBe(language);
  });
});

describe('macros', () => {
  it('MODULE-IDENTITY', () => {
    const result = clean(newerModule(''));
    const identity = definitionOf(result, 'module-identity', 'sample');
    expect(identity.lastUpdated).toBe('202403010000Z');
    expect(result.read(identity.organization)).toBe('Sample');
    expect(result.read(identity.contact)).toBe('nobody');
    expect(result.read(identity.description)).toBe('A sample.');
    expect(identity.revisions.map(({ date, description }) => [date, result.read(description)])).toEqual([
      ['202403010000Z', 'The first.'],
    ]);
    expect(identity.oid).toMatchObject([{ name: 'enterprises' }, { number: 99_999 }]);
  });

  it('OBJECT-TYPE', () => {
    const result = clean(
      newerModule(
        objectType({
          syntax: 'INTEGER { up(1), down(2) }',
          units: 'UNITS "seconds"',
          access: 'MAX-ACCESS read-create',
          description: 'DESCRIPTION "Two\n        lines.\n          Three."\n REFERENCE "RFC 1"',
          more: 'INDEX { sampleOne, IMPLIED IF-MIB.ifIndex } DEFVAL { up }',
        }),
      ),
    );
    const object = definitionOf(result, 'object', 'sampleOne');
    expect(object).toMatchObject({ units: 'seconds', access: 'read-create', status: 'current', augments: undefined });
    expect(object.syntax).toMatchObject({ form: 'plain', name: 'INTEGER' });
    expect(result.read(object.description)).toBe('Two\nlines.\n  Three.');
    expect(result.read(object.reference)).toBe('RFC 1');
    expect(object.index).toMatchObject([
      { name: 'sampleOne', implied: false, module: undefined },
      { name: 'ifIndex', implied: true, module: 'IF-MIB' },
    ]);
    expect(object.defval).toMatchObject({ text: 'up', form: 'name' });
    expect(result.text.slice(object.start, object.end)).toMatch(/^sampleOne OBJECT-TYPE[\s\S]*sample 1 }$/);
  });

  it('OBJECT-TYPE with AUGMENTS, and of SMIv1 with an INDEX of types', () => {
    const augmenting = clean(newerModule(objectType({ more: 'AUGMENTS { otherEntry }' })));
    expect(definitionOf(augmenting, 'object', 'sampleOne').augments).toMatchObject({ name: 'otherEntry' });
    const clauses = { access: 'ACCESS read-only', status: 'STATUS mandatory', more: 'INDEX { INTEGER, OCTET STRING }' };
    const older = clean(olderModule(objectType({ ...clauses, syntax: 'Gauge' })));
    expect(definitionOf(older, 'object', 'sampleOne').index?.map(({ name }) => name)).toEqual([
      'INTEGER',
      'OCTET STRING',
    ]);
  });

  it('OBJECT-IDENTITY', () => {
    const text = 'thing OBJECT-IDENTITY STATUS current DESCRIPTION "A" REFERENCE "B" ::= { sample 3 }';
    const result = clean(newerModule(text));
    const thing = definitionOf(result, 'object-identity', 'thing');
    expect([thing.status, result.read(thing.description), result.read(thing.reference)]).toEqual(['current', 'A', 'B']);
  });

  it('NOTIFICATION-TYPE', () => {
    const text = 'event NOTIFICATION-TYPE OBJECTS { a, b } STATUS current DESCRIPTION "A" ::= { sample 0 4 }';
    const event = definitionOf(clean(newerModule(text)), 'notification', 'event');
    expect(event.objects.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(event.oid.map(({ name, number }) => name ?? number)).toEqual(['sample', 0, 4]);
  });

  it.each([
    ['a name', 'ENTERPRISE sample', [{ name: 'sample' }]],
    ['an OID', 'ENTERPRISE { iso 3 6 }', [{ name: 'iso' }, { number: 3 }, { number: 6 }]],
  ])('TRAP-TYPE of %s', (_, enterprise, parts) => {
    const result = clean(olderModule(`aTrap TRAP-TYPE ${enterprise} VARIABLES { a, b } DESCRIPTION "A" ::= 7`));
    const trap = definitionOf(result, 'trap', 'aTrap');
    expect(trap).toMatchObject({ number: 7, enterprise: parts });
    expect(trap.objects.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('TEXTUAL-CONVENTION', () => {
    const text = `Degrees ::= TEXTUAL-CONVENTION DISPLAY-HINT "d-1" STATUS current
      DESCRIPTION "A" REFERENCE "B" SYNTAX Integer32 (-100..100)`;
    const result = clean(newerModule(`${text}\n${objectType()}`));
    const type = definitionOf(result, 'type', 'Degrees');
    expect(type).toMatchObject({ textualConvention: true, displayHint: 'd-1', status: 'current' });
    expect(type.syntax).toMatchObject({ name: 'Integer32', ranges: [{ low: -100, high: 100 }] });
    expect(definitionOf(result, 'object', 'sampleOne').kind).toBe('object');
  });

  it.each([
    ['OBJECT-GROUP', 'OBJECTS', 'object-group'],
    ['NOTIFICATION-GROUP', 'NOTIFICATIONS', 'notification-group'],
  ] as const)('%s', (macro, clause, kind) => {
    const text = `group ${macro} ${clause} { a, b } STATUS current DESCRIPTION "A" ::= { sample 5 }`;
    const group = definitionOf(clean(newerModule(text)), kind, 'group');
    expect(group.members.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('MODULE-COMPLIANCE', () => {
    const text = `allOfIt MODULE-COMPLIANCE STATUS current DESCRIPTION "A"
      MODULE -- this module
        MANDATORY-GROUPS { a, b }
        GROUP c DESCRIPTION "G"
        OBJECT d SYNTAX INTEGER { up(1) } WRITE-SYNTAX INTEGER { down(2) } MIN-ACCESS read-only DESCRIPTION "O"
      MODULE IF-MIB { iso 3 }
        MANDATORY-GROUPS { e }
      ::= { sample 6 }`;
    const result = clean(newerModule(text));
    const compliance = definitionOf(result, 'compliance', 'allOfIt');
    expect(result.read(compliance.description)).toBe('A');
    expect(compliance.modules.map(({ module, groups }) => [module, groups.map(({ name }) => name)])).toEqual([
      [undefined, ['a', 'b']],
      ['IF-MIB', ['e']],
    ]);
    expect(compliance.modules[0]?.refinements).toMatchObject([
      { clause: 'group', name: { name: 'c' }, syntax: undefined },
      {
        ...{ clause: 'object', name: { name: 'd' }, access: 'read-only' },
        ...{ syntax: { labels: [{ label: 'up', value: 1 }] }, writeSyntax: { labels: [{ label: 'down', value: 2 }] } },
      },
    ]);
    expect(result.read(compliance.modules[0]?.refinements[1]?.description)).toBe('O');
  });

  it('AGENT-CAPABILITIES', () => {
    const text = `can AGENT-CAPABILITIES PRODUCT-RELEASE "P" STATUS current DESCRIPTION "A"
      SUPPORTS IF-MIB INCLUDES { a, b }
        VARIATION c SYNTAX INTEGER { up(1) } ACCESS not-implemented CREATION-REQUIRES { d } DEFVAL { up } DESCRIPTION "V"
      ::= { sample 7 }`;
    const result = clean(newerModule(text));
    const capabilities = definitionOf(result, 'capabilities', 'can');
    expect(result.read(capabilities.product)).toBe('P');
    const [refined] = capabilities.modules;
    expect(refined?.module).toBe('IF-MIB');
    expect(refined?.groups.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(refined?.refinements).toMatchObject([{ clause: 'variation', access: 'not-implemented' }]);
  });

  it('MACRO, whose content is passed over', () => {
    const text = `OBJECT-THING MACRO ::= BEGIN TYPE NOTATION ::= "SYNTAX" type(A) VALUE NOTATION ::= value(VALUE A) END`;
    const result = clean(newerModule(`${text}\n${objectType()}`));
    expect(result.module.definitions.map(({ kind }) => kind)).toEqual(['module-identity', 'macro', 'object']);
  });
});

describe('OID values', () => {
  it.each([
    ['{ mib-2 31 }', ['mib-2', 31]],
    ['{ iso org(3) dod(6) 1 }', ['iso', 'org(3)', 'dod(6)', 1]],
    ['{ 1 3 6 }', [1, 3, 6]],
    ['{ SNMPv2-SMI.enterprises 9 }', ['SNMPv2-SMI.enterprises', 9]],
    ['{ enterprises.9.1 }', ['enterprises', 9, 1]],
    ['{ sample 4294967295 }', ['sample', 4_294_967_295]],
  ])('%s', (written, parts) => {
    const result = clean(newerModule(`a OBJECT IDENTIFIER ::= ${written}`));
    const told = definitionOf(result, 'value', 'a').oid.map(({ name, module, number }) => {
      if (name === undefined) return number;
      return `${module === undefined ? '' : `${module}.`}${name}${number === undefined ? '' : `(${number})`}`;
    });
    expect(told).toEqual(parts);
  });
});

describe('types', () => {
  it.each([
    ['INTEGER', { name: 'INTEGER' }],
    [
      'Integer32 (-5 | 0..10 | 20..MAX)',
      {
        ranges: [
          { low: -5, high: -5 },
          { low: 0, high: 10 },
          { low: 20, high: 'MAX' },
        ],
      },
    ],
    ["INTEGER ('00'H..'FF'H)", { ranges: [{ low: 0, high: 255 }] }],
    ['Counter64 (0..18446744073709551615)', { ranges: [{ low: 0, high: 18_446_744_073_709_551_615n }] }],
    [
      'OCTET STRING (SIZE (0 | 4..16))',
      {
        name: 'OCTET STRING',
        sizes: [
          { low: 0, high: 0 },
          { low: 4, high: 16 },
        ],
      },
    ],
    ['OBJECT IDENTIFIER', { name: 'OBJECT IDENTIFIER' }],
    [
      'BITS { a(0), b(1) }',
      {
        name: 'BITS',
        labels: [
          { label: 'a', value: 0 },
          { label: 'b', value: 1 },
        ],
      },
    ],
    ['INTEGER { a(-1) }', { labels: [{ label: 'a', value: -1 }] }],
    ['DisplayString (SIZE (1..8))', { name: 'DisplayString', sizes: [{ low: 1, high: 8 }] }],
    ['IF-MIB.InterfaceIndex', { name: 'InterfaceIndex', module: 'IF-MIB' }],
    ['SEQUENCE OF SampleEntry', { form: 'sequence-of', name: 'SampleEntry' }],
  ])('%s', (written, expected) => {
    expect(syntaxOf(written)).toMatchObject(expected);
  });

  it('of a table entry, a choice, and those of the SMI itself', () => {
    const text = `Entry ::= SEQUENCE { a INTEGER, b OCTET STRING (SIZE (1..4)), c DisplayString }
      Either ::= CHOICE { number INTEGER, empty NULL }
      Meter ::= [APPLICATION 2] IMPLICIT INTEGER (0..4294967295)`;
    const result = clean(newerModule(text));
    expect(definitionOf(result, 'type', 'Entry').syntax).toMatchObject({
      form: 'sequence',
      fields: [
        { name: 'a', syntax: { name: 'INTEGER' } },
        { name: 'b', syntax: { name: 'OCTET STRING', sizes: [{ low: 1, high: 4 }] } },
        { name: 'c', syntax: { name: 'DisplayString' } },
      ],
    });
    expect(definitionOf(result, 'type', 'Either').syntax).toMatchObject({ form: 'choice' });
    expect(definitionOf(result, 'type', 'Meter').syntax).toMatchObject({ application: 2, name: 'INTEGER' });
  });
});

describe('DEFVAL', () => {
  it.each([
    ['{ 5 }', 'number', '5'],
    ['{ -5 }', 'number', '-5'],
    ['{ "a text" }', 'string', 'a text'],
    ['{ "" }', 'string', ''],
    ["{ 'FF00'H }", 'hex', 'FF00'],
    ["{ '00000001'B }", 'binary', '00000001'],
    ["{ ''H }", 'hex', ''],
    ['{ up }', 'name', 'up'],
    ['{ { a, b } }', 'bits', 'a, b'],
    ['{ {} }', 'bits', ''],
    ['{ { 0 0 } }', 'oid', '0 0'],
    ['{ { sample 3 } }', 'oid', 'sample 3'],
    ['{ sample 3 }', 'oid', 'sample 3'],
    ['{ 1.5 / 2 }', 'other', '1.5 / 2'],
  ])('%s', (written, form, text) => {
    expect(defaultOf(written)).toMatchObject({ form, text });
  });
});
