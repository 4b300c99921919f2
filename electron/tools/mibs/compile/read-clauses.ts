import { isMacroName, type Keyword } from './keywords.ts';
import type { TokenReader } from './token-reader.ts';

/** How each clause of a macro is read, in the order that the SMI wants. The reader stands behind the clause's keyword. */
export type Clauses<D> = { readonly [K in Keyword]?: (reader: TokenReader, definition: D) => void };

/** Clauses that may come again and again, and in any order. */
const repeated: ReadonlySet<string> = new Set<Keyword>([
  ...([
    'REVISION',
    'MODULE',
    'MANDATORY-GROUPS',
    'GROUP',
    'OBJECT',
    'SUPPORTS',
    'INCLUDES',
    'VARIATION',
    'SYNTAX',
  ] as const),
  ...(['WRITE-SYNTAX', 'MIN-ACCESS', 'ACCESS', 'CREATION-REQUIRES', 'DEFVAL', 'DESCRIPTION'] as const),
]);

/** A macro that the reader knows. */
export class ClauseTable<D> {
  readonly macro: string;
  readonly #clauses = new Map<string, { order: number; read: (reader: TokenReader, definition: D) => void }>();
  /** It has parts that repeat, so that only clauses without parts have an order. */
  readonly #inParts: boolean;

  constructor(macro: string, clauses: Clauses<D>, inParts = false) {
    this.macro = macro;
    this.#inParts = inParts;
    for (const [keyword, read] of Object.entries(clauses)) {
      this.#clauses.set(keyword, { order: this.#clauses.size, read });
    }
  }

  /**
   * Reads clauses up to `::=`, or what cannot belong to the definition any more. `complete` tells when a definition without `::=`
   * may end. Gives whether the end is as it should be.
   */
  read(reader: TokenReader, definition: D, complete?: (definition: D) => boolean): boolean {
    let seen = 0;
    let last = -1;
    let ignored = false;
    for (;;) {
      if (reader.pending !== undefined) return complete?.(definition) ?? false;
      if (reader.kind === '::=') return complete === undefined;
      const clause = this.#clauses.get(reader.keyword);
      if (clause === undefined) {
        if (complete?.(definition)) return true;
        if (!skip(reader, this.macro, ignored)) return false;
        ignored = true;
        continue;
      }
      ignored = false;
      const bit = 1 << clause.order;
      if (!(this.#inParts && repeated.has(reader.keyword))) {
        const twice = (seen & bit) !== 0;
        if (twice) reader.report('clause-twice', { clause: reader.keyword });
        else if (clause.order < last) reader.report('clause-order', { clause: reader.keyword });
        last = Math.max(last, clause.order);
      }
      seen |= bit;
      reader.next();
      clause.read(reader, definition);
    }
  }
}

/** Goes over one token that has no business here; false where it belongs to something else. Only the first of several is told. */
function skip(reader: TokenReader, macro: string, told: boolean): boolean {
  const { start, keyword } = reader;
  if (reader.kind === 'end' || keyword === 'END' || keyword === 'IMPORTS') return false;
  if (isMacroName(keyword) || keyword === 'MACRO' || keyword === 'DEFINITIONS') {
    reader.takeBack();
    return false;
  }
  if (keyword !== '') {
    reader.report('clause-unexpected', { clause: keyword, macro });
    reader.next();
    return true;
  }
  const found = reader.found();
  if (reader.isWord()) {
    const name = reader.readName();
    if (reader.beginsDefinition() || reader.beginsType(name.upper)) {
      reader.pending = name;
      return false;
    }
  } else {
    reader.next();
  }
  if (!told) reader.report('text-ignored', { found }, start);
  return true;
}
