import { describe, expect, it } from 'vitest';
import { type MibDiagnosticId, severityOf } from '#electron/tools/mibs/compile/diagnostics.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { MibDiagnostic } from '#shared/model/mib.ts';
import { newerModule, objectType, olderModule, parsed } from './sample-module.ts';

interface Case {
  id: MibDiagnosticId;
  /** What is wrong in the text. */
  what: string;
  text: string;
  /** Definitions that must be there although something is wrong. Default: sampleOne. */
  kept?: string[];
}

const one = (clauses: Parameters<typeof objectType>[0]) => newerModule(objectType(clauses));
const older = (syntax: string, access = 'ACCESS read-only', status = 'STATUS mandatory') =>
  olderModule(objectType({ syntax, access, status }));
const value = (text: string) => newerModule(`${text}\n${objectType()}`);
const header = (text: string) => newerModule(objectType()).replace('SAMPLE-MIB DEFINITIONS ::= BEGIN', text);
const imports = (from: string | RegExp, to: string) => newerModule(objectType()).replace(from, to);
const identity = (from: string, to: string) => newerModule(objectType()).replace(from, to);
const deep = `${'SEQUENCE { a '.repeat(12)}INTEGER ${'}'.repeat(12)}`;

const cases: Case[] = [
  {
    id: 'character-stray',
    what: 'no-break space',
    text: value('a OBJECT IDENTIFIER\u00a0::= { sample 2 }'),
    kept: ['a'],
  },
  { id: 'string-not-ascii', what: 'umlaut', text: one({ description: 'DESCRIPTION "Gerät"' }) },
  { id: 'string-unterminated', what: 'no closing quote', text: `${one({ description: 'DESCRIPTION "One.' })}` },
  {
    id: 'string-unterminated',
    what: 'no closing quote, more behind',
    text: newerModule(
      objectType({ description: 'DESCRIPTION "One.' }) + objectType({ name: 'sampleTwo', oid: '::= { sample 2 }' }),
    ),
    kept: ['sampleOne', 'sampleTwo'],
  },
  { id: 'quote-curly', what: 'curly quotes', text: one({ description: 'DESCRIPTION “One.”' }) },
  { id: 'quote-extra', what: 'two quotes at the end', text: one({ description: 'DESCRIPTION "One.""' }) },
  { id: 'quote-within', what: 'quoted word', text: one({ description: 'DESCRIPTION "The "one" of them."' }) },
  { id: 'quote-missing', what: 'no opening quote', text: one({ description: 'DESCRIPTION\n  One of them."' }) },
  { id: 'comment-ended-early', what: 'prose behind', text: value('-- first -- second one') },
  { id: 'literal-unreadable', what: 'no suffix', text: one({ more: "DEFVAL { 'FF' }" }) },
  { id: 'literal-odd-digits', what: 'half an octet', text: one({ more: "DEFVAL { 'ABC'H }" }) },
  { id: 'number-too-large', what: 'label', text: one({ syntax: 'INTEGER { a(1), b(99999999999) }' }) },
  { id: 'number-leading-zeros', what: 'label', text: one({ syntax: 'INTEGER { a(01) }' }) },
  { id: 'name-underscore', what: 'object', text: one({ name: 'sample_one' }), kept: ['sample_one'] },
  { id: 'name-underscore', what: 'label', text: one({ syntax: 'INTEGER { a_b(1) }' }) },
  { id: 'name-other-character', what: 'slash', text: one({ syntax: 'INTEGER { auto(1), fd-10/100(2) }' }) },
  { id: 'name-upper-case', what: 'object', text: one({ name: 'SampleOne' }), kept: ['SampleOne'] },
  { id: 'name-lower-case', what: 'type', text: value('small ::= INTEGER (0..3)'), kept: ['small', 'sampleOne'] },
  { id: 'name-lower-case', what: 'module', text: header('sample-mib DEFINITIONS ::= BEGIN') },
  { id: 'name-ends-in-hyphen', what: 'object', text: one({ name: 'sample-' }), kept: ['sample-'] },
  { id: 'name-starts-with-digit', what: 'object', text: one({ name: '3sample' }), kept: ['3sample'] },
  { id: 'name-too-long', what: 'object', text: one({ name: `s${'a'.repeat(64)}` }), kept: [`s${'a'.repeat(64)}`] },
  { id: 'name-reserved', what: 'object', text: one({ name: 'STATUS' }), kept: ['STATUS'] },
  { id: 'comma-missing', what: 'labels', text: one({ syntax: 'INTEGER { a(1) b(2) }' }) },
  { id: 'comma-missing', what: 'imports', text: imports('Integer32, Unsigned32', 'Integer32 Unsigned32') },
  { id: 'comma-missing', what: 'imports before a macro', text: imports(', OBJECT-TYPE', ' OBJECT-TYPE') },
  { id: 'comma-extra', what: 'labels', text: one({ syntax: 'INTEGER { a(1), b(2), }' }) },
  { id: 'comma-extra', what: 'OID', text: one({ oid: '::= { sample, 1 }' }) },
  { id: 'comma-extra', what: 'imports', text: imports('FROM SNMPv2-SMI', 'FROM SNMPv2-SMI,') },
  { id: 'semicolon-extra', what: 'behind a definition', text: one({ oid: '::= { sample 1 };' }) },
  { id: 'semicolon-extra', what: 'imports', text: imports('FROM SNMPv2-SMI', 'FROM SNMPv2-SMI;') },
  {
    id: 'brace-missing',
    what: 'OID before another definition',
    text: newerModule(`a OBJECT IDENTIFIER ::= { sample 2\n${objectType()}`),
    kept: ['a', 'sampleOne'],
  },
  { id: 'brace-missing', what: 'label', text: one({ syntax: 'INTEGER { a(1, b(2) }' }) },
  { id: 'brace-missing', what: 'DEFVAL', text: one({ more: 'DEFVAL 5' }) },
  { id: 'brace-missing', what: 'INDEX', text: one({ more: 'INDEX sampleTwo' }) },
  { id: 'brace-extra', what: 'behind a definition', text: one({ oid: '::= { sample 1 } }' }) },
  { id: 'assignment-misspelt', what: ':=', text: one({ oid: ':= { sample 1 }' }) },
  { id: 'assignment-misspelt', what: ': :=', text: one({ oid: ': := { sample 1 }' }) },
  { id: 'text-ignored', what: 'prose', text: value('This is prose.') },
  { id: 'module-header-incomplete', what: 'no ::=', text: header('SAMPLE-MIB DEFINITIONS BEGIN') },
  { id: 'module-header-incomplete', what: 'no BEGIN', text: header('SAMPLE-MIB DEFINITIONS ::=') },
  { id: 'module-end-missing', what: 'file cut off', text: one({}).replace(/\nEND\n$/, '\n') },
  { id: 'module-text-after-end', what: 'prose', text: `${one({})}Some words.` },
  {
    id: 'imports-unterminated',
    what: 'no semicolon',
    text: imports('SNMPv2-CONF;', 'SNMPv2-CONF'),
    kept: ['sample', 'sampleOne'],
  },
  { id: 'imports-twice', what: 'two', text: value('IMPORTS Gauge32 FROM SNMPv2-SMI;') },
  {
    id: 'imports-late',
    what: 'behind a definition',
    text: header('SAMPLE-MIB DEFINITIONS ::= BEGIN\na OBJECT IDENTIFIER ::= { iso 2 }'),
    kept: ['a', 'sampleOne'],
  },
  { id: 'import-from-missing', what: 'no module', text: imports('FROM SNMPv2-SMI', 'FROM') },
  { id: 'exports-ignored', what: 'EXPORTS', text: header('SAMPLE-MIB DEFINITIONS ::= BEGIN EXPORTS a, b;') },
  { id: 'identity-missing', what: 'SMIv2', text: one({}).replace(/sample MODULE-IDENTITY[\s\S]*?99999 }/, '') },
  {
    id: 'identity-not-first',
    what: 'behind another',
    text: imports('SNMPv2-CONF;', 'SNMPv2-CONF; a OBJECT IDENTIFIER ::= { enterprises 3 }'),
  },
  {
    id: 'identity-twice',
    what: 'two',
    text: value(/sample MODULE-IDENTITY[\s\S]*?99999 }/.exec(one({}))?.[0].replace('sample', 'other') ?? ''),
  },
  { id: 'identity-clause-missing', what: 'CONTACT-INFO', text: identity('CONTACT-INFO "nobody"', '') },
  { id: 'date-unreadable', what: 'thirteenth month', text: identity('LAST-UPDATED "202403', 'LAST-UPDATED "202413') },
  {
    id: 'date-unreadable',
    what: 'no string',
    text: identity('LAST-UPDATED "202403010000Z"', 'LAST-UPDATED 202403010000'),
  },
  {
    id: 'revision-order',
    what: 'newer behind',
    text: identity('"The first."', '"The first."\n REVISION "202503010000Z" DESCRIPTION "b"'),
  },
  {
    id: 'revision-missing',
    what: 'no REVISION',
    text: identity('REVISION "202403010000Z"\n    DESCRIPTION "The first."', ''),
  },
  { id: 'definition-unreadable', what: 'no OID', text: value('lost OBJECT-TYPE SYNTAX INTEGER') },
  {
    id: 'macro-missing',
    what: 'OBJECT-TYPE at the name',
    text: one({ name: 'sampleOne' }).replace('sampleOne OBJECT-TYPE', 'sampleOneOBJECT-TYPE'),
  },
  { id: 'macro-missing', what: 'OBJECT-TYPE', text: one({}).replace('sampleOne OBJECT-TYPE', 'sampleOne') },
  { id: 'macro-missing', what: 'OBJECT IDENTIFIER', text: value('a ::= { sample 2 }'), kept: ['a', 'sampleOne'] },
  { id: 'macro-missing', what: 'IDENTIFIER', text: value('a OBJECT ::= { sample 2 }'), kept: ['a', 'sampleOne'] },
  { id: 'oid-unreadable', what: 'empty', text: value('a OBJECT IDENTIFIER ::= { }') },
  {
    id: 'oid-unreadable',
    what: 'trap',
    text: olderModule('aTrap TRAP-TYPE ENTERPRISE sample ::= { sample 7 }'),
    kept: ['aTrap'],
  },
  { id: 'clause-twice', what: 'STATUS', text: one({ status: 'STATUS current STATUS current' }) },
  {
    id: 'clause-order',
    what: 'STATUS before ACCESS',
    text: one({ access: 'STATUS current', status: 'MAX-ACCESS read-only' }),
  },
  { id: 'clause-unexpected', what: 'ENTERPRISE', text: one({ more: 'ENTERPRISE sample' }) },
  { id: 'clause-missing', what: 'DESCRIPTION', text: one({ description: '' }) },
  { id: 'clause-missing', what: 'SYNTAX', text: one({}).replace('SYNTAX Integer32', '') },
  { id: 'clause-empty', what: 'DEFVAL', text: one({ more: 'DEFVAL { }' }) },
  { id: 'clause-unreadable', what: 'STATUS', text: one({ status: 'STATUS "current"' }) },
  { id: 'access-other-version', what: 'ACCESS', text: one({ access: 'ACCESS read-only' }) },
  { id: 'access-other-version', what: 'write-only', text: one({ access: 'MAX-ACCESS write-only' }) },
  { id: 'access-other-version', what: 'MAX-ACCESS in SMIv1', text: older('INTEGER', 'MAX-ACCESS read-only') },
  { id: 'access-unknown', what: 'capitals', text: one({ access: 'MAX-ACCESS Read-Only' }) },
  { id: 'status-other-version', what: 'mandatory', text: one({ status: 'STATUS mandatory' }) },
  { id: 'status-other-version', what: 'current', text: older('INTEGER', 'ACCESS read-only', 'STATUS current') },
  { id: 'status-unknown', what: 'a word', text: one({ status: 'STATUS good' }) },
  {
    id: 'macro-other-version',
    what: 'TRAP-TYPE',
    text: value('aTrap TRAP-TYPE ENTERPRISE sample ::= 7'),
    kept: ['aTrap'],
  },
  { id: 'type-other-version', what: 'Counter', text: one({ syntax: 'Counter' }) },
  { id: 'index-by-type', what: 'INTEGER', text: one({ more: 'INDEX { INTEGER }' }) },
  { id: 'list-empty', what: 'INDEX', text: one({ more: 'INDEX { }' }) },
  { id: 'list-empty', what: 'labels', text: one({ syntax: 'INTEGER { }' }) },
  { id: 'syntax-unreadable', what: 'number', text: one({ syntax: '7' }) },
  { id: 'sequence-empty', what: 'SEQUENCE', text: value('Empty ::= SEQUENCE { }'), kept: ['Empty', 'sampleOne'] },
  { id: 'label-upper-case', what: 'label', text: one({ syntax: 'INTEGER { Up(1) }' }) },
  { id: 'label-twice', what: 'label', text: one({ syntax: 'INTEGER { up(1), up(2) }' }) },
  { id: 'label-zero', what: 'SMIv1', text: older('INTEGER { none(0), up(1) }') },
  { id: 'label-value-twice', what: 'label', text: one({ syntax: 'INTEGER { up(1), down(1) }' }) },
  { id: 'label-value-missing', what: 'label', text: one({ syntax: 'INTEGER { up, down(1) }' }) },
  { id: 'label-value-hexadecimal', what: "'1F'H", text: one({ syntax: "INTEGER { up('1F'H) }" }) },
  { id: 'label-value-hexadecimal', what: '0x1F', text: one({ syntax: 'INTEGER { up(0x1F) }' }) },
  { id: 'range-reversed', what: 'range', text: one({ syntax: 'Integer32 (9..1)' }) },
  { id: 'range-overlap', what: 'ranges', text: one({ syntax: 'Integer32 (1..5 | 3..9)' }) },
  { id: 'range-misplaced', what: 'SIZE without parentheses', text: one({ syntax: 'OCTET STRING SIZE (1..4)' }) },
  { id: 'range-misplaced', what: 'range of octets', text: one({ syntax: 'OCTET STRING (1..4)' }) },
  { id: 'nested-too-deep', what: 'SEQUENCE', text: value(`Deep ::= ${deep}`) },
  { id: 'diagnostics-cut', what: 'many', text: value('a_b OBJECT IDENTIFIER ::= { sample 2 }\n'.repeat(60)) },
];

/** Each text of a diagnostic with its parameters, in the language of the base. */
function textsOf({ id, params }: MibDiagnostic): string[] {
  const all = m as unknown as Record<string, (params: MibDiagnostic['params']) => string>;
  return ['what', 'do'].map((part) => all[`mib_${id.replaceAll('-', '_')}_${part}`]?.(params) ?? 'undefined');
}

describe('tolerances', () => {
  it('says nothing about what is right', () => {
    expect(parsed(newerModule(objectType())).diagnostics).toEqual([]);
    expect(parsed(older('INTEGER (0..7)')).diagnostics).toEqual([]);
    expect(parsed(older('Counter')).diagnostics).toEqual([]);
  });

  it.each(cases)('$id: $what', ({ id, text, kept = ['sampleOne'] }) => {
    const { module, diagnostics, ids } = parsed(text);
    expect(ids).toContain(id);
    const names = module.definitions.map(({ name }) => name);
    for (const name of kept) expect(names).toContain(name);
    const lines = text.split('\n').length;
    for (const diagnostic of diagnostics) {
      expect(diagnostic.severity).toBe(severityOf(diagnostic.id as MibDiagnosticId, false));
      expect(diagnostic.line).toBeGreaterThan(0);
      expect(diagnostic.line).toBeLessThanOrEqual(lines);
      expect(diagnostic.column).toBeGreaterThan(0);
      expect(textsOf(diagnostic).join()).not.toMatch(/undefined/);
    }
  });

  it.each(cases)('of a strict author, $id: $what has its own severity', ({ id, text }) => {
    const found = parsed(text, true).diagnostics.find((diagnostic) => diagnostic.id === id);
    if (id !== 'diagnostics-cut') expect(found?.severity).toBe(severityOf(id, true));
  });

  it('tells the place', () => {
    const text = one({ syntax: 'INTEGER { up(1), Down(2) }' });
    const [diagnostic] = parsed(text).diagnostics;
    const line = text.split('\n').findIndex((each) => each.includes('Down')) + 1;
    expect(diagnostic).toMatchObject({ module: 'SAMPLE-MIB', file: 'sample.mib', line, column: 27 });
  });
});
