import type { ObjectTypeDefinition } from './module-tree.ts';
import { parseDefault } from './parse-default.ts';
import { parseSyntax } from './parse-syntax.ts';
import { ClauseTable } from './read-clauses.ts';
import { checkDescribed, describing, readAccess, readIndex, readNamesOf } from './read-words.ts';
import type { ReadName, TokenReader } from './token-reader.ts';

const clauses = new ClauseTable<ObjectTypeDefinition>('OBJECT-TYPE', {
  SYNTAX(reader, definition) {
    definition.syntax = parseSyntax(reader);
    if (definition.syntax === undefined) reader.report('syntax-unreadable', { found: reader.found() });
  },
  UNITS(reader, definition) {
    definition.units = reader.readShortString();
  },
  ACCESS(reader, definition) {
    if (reader.language === 'SMIv2') reader.report('access-other-version', { found: 'ACCESS', language: 'SMIv2' });
    definition.access = readAccess(reader);
  },
  'MAX-ACCESS'(reader, definition) {
    if (reader.language === 'SMIv1') reader.report('access-other-version', { found: 'MAX-ACCESS', language: 'SMIv1' });
    definition.access = readAccess(reader);
  },
  ...describing,
  INDEX(reader, definition) {
    definition.index = readIndex(reader);
  },
  AUGMENTS(reader, definition) {
    definition.augments = readNamesOf(reader, 'AUGMENTS')[0];
  },
  DEFVAL(reader, definition) {
    definition.defval = parseDefault(reader);
  },
});

/** OBJECT-TYPE of RFC 1212 and RFC 2578 section 7, up to `::=`. */
export function parseObjectType(reader: TokenReader, name: ReadName, at: number): ObjectTypeDefinition | undefined {
  const definition: ObjectTypeDefinition = {
    kind: 'object',
    name: name.name,
    at,
    start: name.start,
    end: name.start,
    oid: [],
    syntax: undefined,
    units: undefined,
    access: undefined,
    status: undefined,
    description: undefined,
    reference: undefined,
    index: undefined,
    augments: undefined,
    defval: undefined,
  };
  if (!clauses.read(reader, definition)) return undefined;
  const macro = 'OBJECT-TYPE';
  if (definition.syntax === undefined) reader.report('clause-missing', { clause: 'SYNTAX', macro }, name.start);
  if (definition.access === undefined) reader.report('clause-missing', { clause: 'ACCESS', macro }, name.start);
  checkDescribed(reader, definition, macro, name.start);
  return definition;
}
