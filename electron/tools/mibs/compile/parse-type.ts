import type { TypeDefinition } from './module-tree.ts';
import { parseSyntax } from './parse-syntax.ts';
import { ClauseTable } from './read-clauses.ts';
import { checkDescribed, describing } from './read-words.ts';
import type { ReadName, TokenReader } from './token-reader.ts';

type Draft = Omit<TypeDefinition, 'syntax'> & { syntax: TypeDefinition['syntax'] | undefined };

const clauses = new ClauseTable<Draft>('TEXTUAL-CONVENTION', {
  'DISPLAY-HINT'(reader, definition) {
    definition.displayHint = reader.readShortString();
  },
  ...describing,
  SYNTAX(reader, definition) {
    definition.syntax = parseSyntax(reader);
    if (definition.syntax === undefined) reader.report('syntax-unreadable', { found: reader.found() });
  },
});

/** What stands behind `Name ::=`: a type, or TEXTUAL-CONVENTION of RFC 2579. */
export function parseType(reader: TokenReader, name: ReadName, at: number): TypeDefinition | undefined {
  const { start } = name;
  const draft: Draft = {
    ...{ kind: 'type', name: name.name, at, start, end: start, textualConvention: false },
    ...{ displayHint: undefined, status: undefined, description: undefined, reference: undefined, syntax: undefined },
  };
  if (reader.keyword === 'TEXTUAL-CONVENTION') {
    reader.next();
    draft.textualConvention = true;
    clauses.read(reader, draft, ({ syntax }) => syntax !== undefined);
    if (draft.syntax !== undefined) checkDescribed(reader, draft, 'TEXTUAL-CONVENTION', start);
  } else {
    draft.syntax = parseSyntax(reader);
  }
  if (
    reader.pending === undefined &&
    ((reader.beginsDefinition() && !reader.beginsMacro()) || reader.beginsType(true))
  ) {
    // What was taken for the type is the name of the next definition.
    reader.takeBack();
    return undefined;
  }
  const { syntax } = draft;
  return syntax && { ...draft, syntax, end: reader.previous };
}
