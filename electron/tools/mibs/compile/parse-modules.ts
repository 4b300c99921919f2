import type { MibDiagnostic } from '#shared/model/mib.ts';
import { DiagnosticList } from './diagnostic-list.ts';
import { findHeader, type Header } from './find-header.ts';
import { isMacroName } from './keywords.ts';
import { LinePositions } from './line-positions.ts';
import type { Definition, ParsedModule, SmiLanguage } from './module-tree.ts';
import { parseDefinition, skipToDefinition } from './parse-definition.ts';
import { newestDay } from './parse-identity.ts';
import { parseImports } from './parse-imports.ts';
import { TokenReader } from './token-reader.ts';

/** Modules of one file: an MIB has one, an RFC a few. */
const mostModules = 1000;

/**
 * Reads every module of a text. What cannot be read loses one definition; what is read although it is wrong is told. Never throws; time and
 * memory grow with the length of the text.
 */
export function parseModules(
  text: string,
  file: string,
  options: { strict: boolean },
): { modules: ParsedModule[]; diagnostics: MibDiagnostic[] } {
  const lines = new LinePositions(text);
  const list = new DiagnosticList(file, options.strict, lines);
  const modules: ParsedModule[] = [];
  const reader = new TokenReader(text, list, lines);
  let header = findHeader(text, 0);
  while (header !== undefined && modules.length < mostModules) {
    list.module = header.name;
    const module = parseModule(reader, header, file);
    modules.push(module);
    header = findHeader(text, module.end);
  }
  const last = modules.at(-1);
  if (
    last !== undefined &&
    modules.length === 1 &&
    /^(?:\s|--[^\n]*\n)*$/.test(text.slice(0, Math.min(last.start, 2000)))
  ) {
    checkEnd(reader, last);
  }
  return { modules, diagnostics: list.close() };
}

/** A file that is a module and nothing else has nothing behind it. */
function checkEnd(reader: TokenReader, module: ParsedModule): void {
  reader.goTo(module.end);
  if (reader.kind !== 'end') reader.report('module-text-after-end', { found: reader.found() });
}

function parseModule(reader: TokenReader, header: Header, file: string): ParsedModule {
  const module: ParsedModule = {
    name: header.name,
    at: reader.position(header.start),
    file,
    language: 'SMIv1',
    start: header.start,
    end: header.end,
    imports: [],
    definitions: [],
    revision: undefined,
  };
  reader.definition = header.name;
  reader.pending = undefined;
  if (header.incomplete) reader.report('module-header-incomplete', {}, header.start);
  reader.checkName(header.name, header.start, 'upper');
  reader.goTo(header.end);
  readHead(reader, module);
  module.language = languageOf(module);
  reader.language = module.language;
  readBody(reader, module);
  checkIdentity(reader, module);
  return module;
}

/** EXPORTS and IMPORTS, as they stand before everything else. */
function readHead(reader: TokenReader, module: ParsedModule): void {
  while (reader.pending === undefined) {
    if (reader.keyword === 'EXPORTS') skipExports(reader);
    else if (reader.keyword === 'IMPORTS') parseImports(reader, module.imports);
    else return;
  }
}

function skipExports(reader: TokenReader): void {
  const { start } = reader;
  while (reader.kind !== ';' && reader.kind !== '::=' && reader.kind !== 'end') {
    reader.next();
    if (reader.keyword === 'IMPORTS') break;
  }
  reader.report('exports-ignored', {}, start);
  reader.accept(';');
}

const newer = /^SNMPv2-(?:SMI|TC|CONF)$/;

function languageOf({ name, imports }: ParsedModule): SmiLanguage {
  const from = (module: string) => imports.some((one) => one.module === module);
  if (newer.test(name) || from('SNMPv2-SMI')) return 'SMIv2';
  if (from('RFC1155-SMI') || from('RFC-1212') || from('RFC-1215')) return 'SMIv1';
  return imports.some((one) => newer.test(one.module)) ? 'SMIv2' : 'SMIv1';
}

function readBody(reader: TokenReader, module: ParsedModule): void {
  for (;;) {
    const name = reader.pending;
    reader.pending = undefined;
    if (name !== undefined) {
      if (!readDefinition(reader, module, name)) return;
    } else if (reader.keyword === 'END') {
      module.end = reader.offset;
      return;
    } else if (reader.kind === 'end') {
      reader.report('module-end-missing', {}, reader.previous);
      module.end = reader.text.length;
      return;
    } else if (reader.keyword === 'IMPORTS') {
      reader.report(module.imports.length > 0 ? 'imports-twice' : 'imports-late');
      parseImports(reader, module.imports);
      if (module.definitions.length === 0) module.language = languageOf(module);
      reader.language = module.language;
    } else if (reader.keyword === 'EXPORTS') {
      skipExports(reader);
    } else if (reader.isWord()) {
      if (!readDefinition(reader, module, reader.readName())) return;
    } else {
      ignore(reader);
    }
  }
}

/** Something between definitions. */
function ignore(reader: TokenReader): void {
  const { kind } = reader;
  if (kind === ';') reader.report('semicolon-extra');
  else if (kind === '}') reader.report('brace-extra');
  else {
    reader.report('text-ignored', { found: reader.found() });
    skipToDefinition(reader);
    return;
  }
  reader.next();
}

/** Besides the macros' names: what tells that the word before it was meant to be defined. */
const beginnings: ReadonlySet<string> = new Set(['OBJECT', 'SYNTAX', 'TEXTUAL-CONVENTION']);

/** Gives false where the next module begins although this one did not end. */
function readDefinition(reader: TokenReader, module: ParsedModule, name: NonNullable<TokenReader['pending']>): boolean {
  reader.definition = name.name;
  if (reader.keyword === 'DEFINITIONS') {
    reader.report('module-end-missing', {}, name.start);
    module.end = name.start;
    return false;
  }
  if (reader.keyword === 'MODULE-IDENTITY' && module.language === 'SMIv1' && module.definitions.length === 0) {
    module.language = 'SMIv2';
    reader.language = 'SMIv2';
  }
  const begun = reader.kind === '::=' || isMacroName(reader.keyword) || beginnings.has(reader.keyword);
  const definition = parseDefinition(reader, name);
  if (definition !== undefined) {
    module.definitions.push(definition);
    return true;
  }
  reader.definition = name.name;
  const found = reader.pending?.name ?? reader.found();
  if (begun) reader.report('definition-unreadable', { found }, name.start);
  else reader.report('text-ignored', { found: name.name }, name.start);
  if (reader.pending === undefined) skipToDefinition(reader);
  return true;
}

function checkIdentity(reader: TokenReader, module: ParsedModule): void {
  const identities = module.definitions.filter((definition: Definition) => definition.kind === 'module-identity');
  const [first, second] = identities;
  reader.definition = module.name;
  if (first === undefined) {
    if (module.language === 'SMIv2' && !newer.test(module.name)) reader.report('identity-missing', {}, module.start);
    return;
  }
  module.revision = newestDay(first);
  if (second !== undefined) reader.report('identity-twice', {}, second.start);
  if (module.definitions[0] !== first) reader.report('identity-not-first', {}, first.start);
}
