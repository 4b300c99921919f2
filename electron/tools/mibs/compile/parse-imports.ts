import { isMacroName } from './keywords.ts';
import type { Import } from './module-tree.ts';
import { parseOid } from './parse-oid.ts';
import type { ReadName, TokenReader } from './token-reader.ts';

/** IMPORTS, whose keyword the reader stands at, up to the `;` that ends it. */
export function parseImports(reader: TokenReader, imports: Import[]): void {
  const { start } = reader;
  reader.next();
  let names: ReadName[] = [];
  /** A comma or FROM stood before: a name must come. */
  let open = true;
  for (;;) {
    if (reader.kind === ';') {
      reader.next();
      if (names.length === 0 && !goesOn(reader)) return;
      reader.report('semicolon-extra');
    } else if (reader.kind === ',') {
      if (names.length === 0) reader.report('comma-extra', { found: ',' });
      open = true;
      reader.next();
    } else if (reader.keyword === 'FROM') {
      if (names.length === 0) reader.report('import-from-missing', { found: 'FROM' });
      readModule(reader, names, imports);
      names = [];
      open = false;
    } else if (reader.isWord() && reader.keyword !== 'END' && reader.keyword !== 'IMPORTS') {
      const name = reader.readName();
      if (names.length > 0 && !open) reader.report('comma-missing', { found: name.name }, name.start);
      if ((!open || names.length === 0) && isDefinition(reader, name)) {
        reader.report('imports-unterminated', {}, start);
        reader.pending = name;
        break;
      }
      names.push(name);
      open = false;
    } else if (reader.kind === 'end' || reader.isWord()) {
      reader.report('imports-unterminated', {}, start);
      break;
    } else {
      reader.report('text-ignored', { found: reader.found() });
      reader.next();
    }
  }
  for (const { name, start: at } of names) reader.report('import-from-missing', { found: name }, at);
}

/** FROM and the module's name, perhaps with its OID. */
function readModule(reader: TokenReader, names: readonly ReadName[], imports: Import[]): void {
  reader.next();
  if (!reader.isName()) {
    reader.report('import-from-missing', { found: reader.found() });
    return;
  }
  const module = reader.word();
  reader.next();
  if (reader.kind === '{') parseOid(reader);
  for (const { name, start } of names) imports.push({ name, module, at: reader.position(start) });
}

/** Whether more imports follow a `;` that ends nothing. */
function goesOn(reader: TokenReader): boolean {
  if (!reader.isWord()) return false;
  const { start, previous } = reader;
  reader.next();
  const more = reader.kind === ',' || reader.keyword === 'FROM';
  reader.returnTo(start, previous);
  return more;
}

/** Whether a name begins a definition, and does not only stand before an imported macro without a comma. */
function isDefinition(reader: TokenReader, name: ReadName): boolean {
  if (reader.beginsType(name.upper)) return true;
  if (!reader.beginsDefinition()) return false;
  if (!isMacroName(reader.keyword)) return true;
  const { start, previous } = reader;
  reader.next();
  const imported = reader.is(',') || reader.isKeyword('FROM');
  reader.returnTo(start, previous);
  return !imported;
}
