import { isMacroName, type MacroName } from './keywords.ts';
import type { Definition, MacroDefinition } from './module-tree.ts';
import { parseConformance } from './parse-conformance.ts';
import { parseIdentity } from './parse-identity.ts';
import { parseGroup, parseNotification, parseObjectIdentity, parseTrap } from './parse-notification.ts';
import { parseObjectType } from './parse-object-type.ts';
import { parseOid } from './parse-oid.ts';
import { parseType } from './parse-type.ts';
import type { ReadName, TokenReader } from './token-reader.ts';

/** What stands behind a name, which the reader is at. Undefined: it is lost, the reader is wherever it did not go on. */
export function parseDefinition(reader: TokenReader, name: ReadName): Definition | undefined {
  const at = reader.position(name.start);
  reader.definition = name.name;
  const { keyword } = reader;
  if (keyword === 'TEXTUAL-CONVENTION' && name.upper) {
    reader.report('assignment-misspelt', { found: 'TEXTUAL-CONVENTION' });
    return typed(reader, name, at);
  }
  if (isMacroName(keyword)) return parseMacro(reader, keyword, name, at);
  if (keyword === 'OBJECT') return parseValue(reader, name, at);
  if (keyword === 'SYNTAX') return parseNameless(reader, name, at);
  if (keyword === 'MACRO') return skipMacro(reader, name, at);
  if (reader.kind !== '::=') return undefined;
  reader.next();
  if (!reader.is('{')) return typed(reader, name, at);
  reader.report('macro-missing', { macro: 'OBJECT IDENTIFIER' }, name.start);
  return placed(reader, { kind: 'value', name: name.name, at, start: name.start, end: name.start, oid: [] });
}

function parseMacro(reader: TokenReader, macro: MacroName, name: ReadName, at: number): Definition | undefined {
  if (name.reserved) reader.report('name-reserved', { name: name.name }, name.start);
  else reader.checkName(name.name, name.start, 'lower');
  checkLanguage(reader, macro);
  reader.next();
  if (macro === 'TRAP-TYPE') return parseTrap(reader, name, at);
  const definition = parseClauses(reader, macro, name, at);
  if (definition === undefined) return undefined;
  reader.next();
  return placed(reader, definition);
}

/** An object whose OBJECT-TYPE is missing, or written at its name without a space. */
function parseNameless(reader: TokenReader, name: ReadName, at: number): Definition | undefined {
  reader.report('macro-missing', { macro: 'OBJECT-TYPE' }, name.start);
  const definition = parseObjectType(reader, { ...name, name: name.name.replace(/(?<=.)OBJECT-TYPE$/, '') }, at);
  if (definition === undefined) return undefined;
  reader.next();
  return placed(reader, definition);
}

function parseClauses(reader: TokenReader, macro: Exclude<MacroName, 'TRAP-TYPE'>, name: ReadName, at: number) {
  switch (macro) {
    case 'OBJECT-TYPE':
      return parseObjectType(reader, name, at);
    case 'MODULE-IDENTITY':
      return parseIdentity(reader, name, at);
    case 'OBJECT-IDENTITY':
      return parseObjectIdentity(reader, name, at);
    case 'NOTIFICATION-TYPE':
      return parseNotification(reader, name, at);
    case 'OBJECT-GROUP':
      return parseGroup(reader, name, at, 'object-group');
    case 'NOTIFICATION-GROUP':
      return parseGroup(reader, name, at, 'notification-group');
    case 'MODULE-COMPLIANCE':
      return parseConformance(reader, name, at, 'compliance');
    case 'AGENT-CAPABILITIES':
      return parseConformance(reader, name, at, 'capabilities');
  }
}

function checkLanguage(reader: TokenReader, macro: MacroName): void {
  const older = macro === 'TRAP-TYPE';
  if (macro === 'OBJECT-TYPE' || macro === 'MODULE-IDENTITY' || older === (reader.language === 'SMIv1')) return;
  reader.report('macro-other-version', { macro, language: reader.language });
}

/** Reads the OID, without which nothing is there. */
function placed<D extends Extract<Definition, { oid: unknown }>>(reader: TokenReader, definition: D): D | undefined {
  definition.oid = parseOid(reader);
  definition.end = reader.previous;
  return definition.oid.length === 0 ? undefined : definition;
}

/** `OBJECT IDENTIFIER ::= { ... }`, at its first word. */
function parseValue(reader: TokenReader, name: ReadName, at: number): Definition | undefined {
  reader.next();
  if (reader.keyword === 'IDENTIFIER') {
    reader.next();
  } else {
    reader.report('macro-missing', { macro: 'OBJECT IDENTIFIER' });
    if (reader.isName()) reader.next();
  }
  if (!reader.accept('::=')) {
    if (reader.kind !== '{') return undefined;
    reader.report('assignment-misspelt', { found: reader.found() });
  }
  reader.checkName(name.name, name.start, 'lower');
  return placed(reader, { kind: 'value', name: name.name, at, start: name.start, end: name.start, oid: [] });
}

function typed(reader: TokenReader, name: ReadName, at: number): Definition | undefined {
  reader.checkName(name.name, name.start, 'upper');
  return parseType(reader, name, at);
}

/** MACRO ::= BEGIN ... END */
function skipMacro(reader: TokenReader, name: ReadName, at: number): MacroDefinition {
  while (reader.kind !== 'end' && reader.keyword !== 'END') reader.next();
  reader.next();
  return { kind: 'macro', name: name.name, at, start: name.start, end: reader.previous };
}

const betweenDefinitions: ReadonlySet<string> = new Set(['END', 'IMPORTS', 'EXPORTS']);

/** Goes on at the name of the next definition, which becomes `pending`, or at END. */
export function skipToDefinition(reader: TokenReader): void {
  while (reader.pending === undefined && reader.kind !== 'end' && !betweenDefinitions.has(reader.keyword)) {
    if (isMacroName(reader.keyword) || reader.keyword === 'MACRO' || reader.keyword === 'DEFINITIONS') {
      const { start } = reader;
      reader.takeBack();
      if (reader.pending !== undefined) return;
      reader.goTo(start);
      reader.next();
    } else if (reader.isWord()) {
      const name = reader.readName();
      if (reader.beginsDefinition() || reader.beginsType(name.upper)) reader.pending = name;
    } else if (reader.kind === 'string') {
      reader.readString();
    } else {
      reader.next();
    }
  }
}
