import { describe, expect, it } from 'vitest';
import { lineOf } from '#electron/tools/mibs/compile/module-tree.ts';
import { parseModules } from '#electron/tools/mibs/compile/parse-modules.ts';
import { definitionOf, newerModule, objectType, olderModule, parsed } from './sample-module.ts';

const [before, behind] = ['before', 'behind'].map((name, index) =>
  objectType({ name, oid: `::= { sample ${index} }` }),
);
const broken = [
  'bad OBJECT-TYPE',
  'bad OBJECT-TYPE SYNTAX INTEGER { a(1), b(',
  'bad OBJECT-TYPE SYNTAX MAX-ACCESS STATUS DESCRIPTION ::=',
  'bad OBJECT-TYPE SYNTAX INTEGER ::= { }',
  'bad OBJECT-TYPE SYNTAX INTEGER ::= 7',
  'bad OBJECT IDENTIFIER ::= { sample',
  'bad OBJECT IDENTIFIER ::=',
  'bad OBJECT IDENTIFIER',
  'bad NOTIFICATION-TYPE OBJECTS { a, b',
  'bad TRAP-TYPE ENTERPRISE',
  'Bad ::= SEQUENCE { a INTEGER, b',
  'Bad ::= SEQUENCE { a INTEGER',
  'Bad ::= TEXTUAL-CONVENTION STATUS current',
  'Bad ::= ',
  'bad MODULE-COMPLIANCE MODULE MANDATORY-GROUPS {',
  'bad OBJECT-TYPE DESCRIPTION "never closed\n',
  'bad OBJECT-TYPE DEFVAL { { { ',
  'bad UNKNOWN-MACRO STATUS current ::= { sample 9 }',
  ') } ; , ::= "text" \'FF\'H 77 <<>> }',
  '<<<<<<< ours\n=======\n>>>>>>> theirs',
];

describe('a definition that cannot be read', () => {
  it.each(broken)('loses only itself: %s', (text) => {
    const result = parsed(newerModule(`${before}\n${text}\n${behind}`));
    expect(definitionOf(result, 'object', 'before').status).toBe('current');
    expect(definitionOf(result, 'object', 'behind').access).toBe('read-only');
    expect(result.diagnostics).not.toEqual([]);
  });

  it('is an error with its name and place', () => {
    const text = newerModule(`${before}\nbad OBJECT-TYPE SYNTAX INTEGER\n${behind}`);
    const found = parsed(text).diagnostics.find(({ id }) => id === 'definition-unreadable');
    expect(found).toMatchObject({ severity: 'error', params: { name: 'bad', found: 'behind' } });
    expect(text.split('\n')[(found?.line ?? 0) - 1]).toMatch(/^bad/);
  });

  it('keeps what was read of a definition with one bad clause', () => {
    const result = parsed(newerModule(objectType({ status: 'STATUS 77', more: 'DEFVAL { up }' })));
    expect(definitionOf(result, 'object', 'sampleOne')).toMatchObject({
      ...{ access: 'read-only', status: undefined, defval: { text: 'up' } },
    });
  });
});

describe('comments', () => {
  it.each([
    ['to the end of the line', 'a(1), -- up, b(2)\n c(3)', ['a', 'c']],
    ['with lines of hyphens', 'a(1), ------------\n----- b -----\n c(3)', ['a', 'c']],
    ['closed before a comma', 'a(1) -- first --, c(3)', ['a', 'c']],
    ['closed before the last name', 'a(1), -- b(2), -- c(3) }\n', ['a', 'c']],
    ['with a quote', 'a(1), -- the "first\n c(3)', ['a', 'c']],
  ])('%s', (_, labels, names) => {
    const written = labels.includes('}') ? `INTEGER { ${labels}` : `INTEGER { ${labels} }`;
    const { syntax } = definitionOf(parsed(newerModule(objectType({ syntax: written }))), 'object', 'sampleOne');
    expect(syntax?.form === 'plain' && syntax.labels?.map(({ label }) => label)).toEqual(names);
  });
});

describe('modules of one text', () => {
  const one = newerModule(before ?? '');
  const two = olderModule('thing OBJECT IDENTIFIER ::= { sample 1 }').replace('SAMPLE-MIB', 'OTHER-MIB');

  it('are told apart, each with its own language and lines', () => {
    const text = `${one}\n${two}`;
    const { modules, diagnostics } = parseModules(text, 'two.mib', { strict: true });
    expect(diagnostics).toEqual([]);
    expect(modules.map(({ name, language }) => [name, language])).toEqual([
      ['SAMPLE-MIB', 'SMIv2'],
      ['OTHER-MIB', 'SMIv1'],
    ]);
    const [, other] = modules;
    expect(text.split('\n')[lineOf(other?.at ?? 0) - 1]).toMatch(/^OTHER-MIB/);
    expect(text.slice(other?.start, other?.end)).toBe(two.trim());
  });

  it('are told apart although one has no END', () => {
    const { modules, diagnostics } = parseModules(`${one.replace(/END\n$/, '')}\n${two}`, 'two.mib', { strict: false });
    expect(modules.map(({ name }) => name)).toEqual(['SAMPLE-MIB', 'OTHER-MIB']);
    expect(diagnostics.map(({ id, module }) => [id, module])).toEqual([['module-end-missing', 'SAMPLE-MIB']]);
  });

  it('are found within other text', () => {
    const text = `1. DEFINITIONS\n\nSome words on DEFINITIONS.\n-- OLD-MIB DEFINITIONS ::= BEGIN\n\n${one}\n2. More\n\n${two}\n3. End`;
    const { modules, diagnostics } = parseModules(text, 'rfc.txt', { strict: true });
    expect(modules.map(({ name }) => name)).toEqual(['SAMPLE-MIB', 'OTHER-MIB']);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ['comments', 'SAMPLE-MIB -- a\n-- b\n DEFINITIONS -- c\n ::= -- d\n BEGIN'],
    ['an OID', 'SAMPLE-MIB { iso 3 } DEFINITIONS ::= BEGIN'],
    ['tags', 'SAMPLE-MIB DEFINITIONS IMPLICIT TAGS ::= BEGIN'],
  ])('are found by a header with %s', (_, header) => {
    const { module, diagnostics } = parsed(one.replace('SAMPLE-MIB DEFINITIONS ::= BEGIN', header));
    expect([module.name, module.definitions.length, diagnostics]).toEqual(['SAMPLE-MIB', 2, []]);
  });
});

describe('names', () => {
  it('are copies of their own, of which a second is the same', () => {
    const { module } = parsed(newerModule(objectType({ name: `a${'b'.repeat(5000)}` })));
    expect(module.definitions.at(-1)?.name).toHaveLength(255);
  });

  it('can be cloned to another thread', () => {
    const { module } = parsed(newerModule(objectType({ syntax: 'Counter64 (0..18446744073709551615)' })));
    expect(structuredClone(module)).toEqual(module);
  });
});
