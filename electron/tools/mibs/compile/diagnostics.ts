import type { MibDiagnostic } from '#shared/model/mib.ts';

type Severity = MibDiagnostic['severity'];

/** Severity otherwise, and for authors who asked for no tolerance. */
type Severities = readonly [tolerant: Severity, strict: Severity];

/** Something is lost in any case. */
const error: Severities = ['error', 'error'];
/** A tolerance: it is mended, and an error to a strict author. */
const mended: Severities = ['warning', 'error'];
/** Legal, or as good as. */
const warning: Severities = ['warning', 'warning'];
const note: Severities = ['note', 'note'];
/** Against the rules, and harmless. */
const lax: Severities = ['note', 'error'];

/**
 * Everything the compiler says about a module. The texts of `a-b` are the messages `mib_a_b_what` and `mib_a_b_do`; a test holds the lists
 * together.
 */
export const mibDiagnostics = {
  // text and tokens
  'character-stray': mended,
  'string-not-ascii': mended,
  'string-unterminated': mended,
  'quote-curly': mended,
  'quote-extra': mended,
  'quote-within': mended,
  'quote-missing': mended,
  'comment-ended-early': mended,
  'literal-unreadable': mended,
  'literal-odd-digits': mended,
  'number-too-large': mended,
  'number-leading-zeros': ['note', 'error'],
  // names
  'name-underscore': mended,
  'name-other-character': mended,
  'name-upper-case': mended,
  'name-lower-case': mended,
  'name-ends-in-hyphen': mended,
  'name-starts-with-digit': mended,
  'name-too-long': mended,
  'name-reserved': mended,
  // punctuation
  'comma-missing': mended,
  'comma-extra': mended,
  'semicolon-extra': mended,
  'brace-missing': mended,
  'brace-extra': mended,
  'assignment-misspelt': mended,
  'text-ignored': mended,
  // modules
  'module-header-incomplete': mended,
  'module-end-missing': mended,
  'module-text-after-end': warning,
  'imports-unterminated': mended,
  'imports-twice': mended,
  'imports-late': mended,
  'import-from-missing': mended,
  'exports-ignored': mended,
  'identity-missing': mended,
  'identity-not-first': mended,
  'identity-twice': mended,
  'identity-clause-missing': mended,
  'date-unreadable': mended,
  'revision-order': mended,
  'revision-missing': ['note', 'error'],
  // definitions
  'definition-unreadable': error,
  'macro-missing': mended,
  'oid-unreadable': error,
  'clause-twice': mended,
  'clause-order': mended,
  'clause-unexpected': mended,
  'clause-missing': mended,
  'clause-empty': mended,
  'clause-unreadable': mended,
  'access-other-version': mended,
  'access-unknown': mended,
  'status-other-version': mended,
  'status-unknown': mended,
  'macro-other-version': mended,
  'type-other-version': mended,
  'index-by-type': mended,
  'list-empty': mended,
  // types
  'syntax-unreadable': mended,
  'sequence-empty': mended,
  'label-upper-case': mended,
  'label-twice': mended,
  'label-zero': ['note', 'error'],
  'label-value-twice': mended,
  'label-value-missing': mended,
  'label-value-hexadecimal': mended,
  'range-reversed': mended,
  'range-overlap': mended,
  'range-misplaced': mended,
  // names across modules
  'module-twice': warning,
  'module-renamed': mended,
  'root-known': mended,
  'module-missing': error,
  'module-missing-unneeded': warning,
  'import-not-found': mended,
  'import-found-elsewhere': mended,
  'name-not-imported': mended,
  'type-not-imported': mended,
  'macro-not-imported': mended,
  'name-twice': mended,
  'parent-unknown': error,
  'parent-lost': error,
  'oid-cycle': error,
  'oid-arc-unknown': error,
  'oid-too-long': error,
  'oid-twice': mended,
  'type-unknown': error,
  'type-cycle': error,
  'index-unknown': mended,
  'index-type-unfit': mended,
  'index-without-range': lax,
  'index-below-zero': mended,
  'augments-unknown': mended,
  'member-unknown': mended,
  'field-unknown': mended,
  'field-other-type': mended,
  'default-unfit': mended,
  // rules for authors
  'oid-ends-in-zero': lax,
  'parent-unfit': lax,
  'access-unfit': lax,
  'row-number': lax,
  'index-and-augments': lax,
  'index-without-size': lax,
  'column-missing': lax,
  'field-narrowed': lax,
  'convention-nested': lax,
  'range-unfit': lax,
  'label-unfit': lax,
  'member-unfit': lax,
  'member-not-accessible': lax,
  'member-elsewhere': lax,
  // bounds of the compiler
  'nested-too-deep': error,
  'diagnostics-cut': note,
} as const satisfies Record<string, Severities>;

export type MibDiagnosticId = keyof typeof mibDiagnostics;

/** `strict` as the import was asked for. */
export function severityOf(id: MibDiagnosticId, strict: boolean): Severity {
  return mibDiagnostics[id][strict ? 1 : 0];
}
