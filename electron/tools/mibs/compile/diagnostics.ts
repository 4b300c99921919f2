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

/**
 * Everything the compiler says about a module. The texts of `a-b` are the messages `mib_a_b_what` and `mib_a_b_do`; a test holds the lists
 * together.
 */
export const mibDiagnostics = {
  // text and tokens
  'character-stray': mended,
  'string-not-ascii': mended,
  'string-unterminated': error,
  'quote-curly': mended,
  'comment-ended-early': mended,
  'literal-unreadable': mended,
  'literal-odd-digits': mended,
  'number-too-large': mended,
  'number-leading-zeros': warning,
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
  'semicolon-missing': mended,
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
  'revision-missing': warning,
  // definitions
  'definition-unreadable': error,
  'macro-unknown': error,
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
  'label-value-twice': mended,
  'label-value-missing': mended,
  'label-value-hexadecimal': mended,
  'range-reversed': mended,
  'range-overlap': mended,
  'range-misplaced': mended,
  // bounds of the compiler
  'nested-too-deep': error,
  'diagnostics-cut': note,
} as const satisfies Record<string, Severities>;

export type MibDiagnosticId = keyof typeof mibDiagnostics;

/** `strict` as the import was asked for. */
export function severityOf(id: MibDiagnosticId, strict: boolean): Severity {
  return mibDiagnostics[id][strict ? 1 : 0];
}
