import type { IndexPart, NameUse, Span } from './module-tree.ts';
import type { TokenReader } from './token-reader.ts';

interface Described {
  status: string | undefined;
  description: Span | undefined;
  reference: Span | undefined;
}

const statuses = {
  SMIv1: new Set(['mandatory', 'optional', 'deprecated', 'obsolete']),
  SMIv2: new Set(['current', 'deprecated', 'obsolete']),
} as const;

const accesses = {
  SMIv1: new Set(['read-only', 'read-write', 'write-only', 'not-accessible']),
  SMIv2: new Set([
    'read-only',
    'read-write',
    'read-create',
    'not-accessible',
    'accessible-for-notify',
    'not-implemented',
  ]),
} as const;

export function readStatus(reader: TokenReader, definition: { status: string | undefined }): void {
  definition.status = readWordOf(reader, statuses, 'STATUS', 'status-other-version', 'status-unknown');
}

/** ACCESS, MAX-ACCESS or MIN-ACCESS, behind which the reader stands. */
export function readAccess(reader: TokenReader): string | undefined {
  return readWordOf(reader, accesses, 'ACCESS', 'access-other-version', 'access-unknown');
}

type Known = Record<'SMIv1' | 'SMIv2', ReadonlySet<string>>;

function readWordOf(
  reader: TokenReader,
  known: Known,
  clause: string,
  otherVersion: 'status-other-version' | 'access-other-version',
  unknown: 'status-unknown' | 'access-unknown',
): string | undefined {
  if (!reader.isName()) {
    reader.report('clause-unreadable', { clause, found: reader.found() });
    if (reader.kind === 'string') reader.next();
    return undefined;
  }
  const { start } = reader;
  const written = reader.word();
  const word = written.toLowerCase();
  reader.next();
  if (known[reader.language].has(written)) return written;
  const { language } = reader;
  if (!known.SMIv1.has(word) && !known.SMIv2.has(word)) reader.report(unknown, { found: written, language }, start);
  else if (written !== word) reader.report(unknown, { found: written, language }, start);
  else reader.report(otherVersion, { found: written, language }, start);
  return word;
}

export function readDescription(reader: TokenReader, definition: { description: Span | undefined }): void {
  definition.description = reader.readString() ?? definition.description;
}

export function readReference(reader: TokenReader, definition: { reference: Span | undefined }): void {
  definition.reference = reader.readString() ?? definition.reference;
}

/** Clauses that nearly all macros have. */
export const describing = {
  STATUS: readStatus,
  DESCRIPTION: readDescription,
  REFERENCE: readReference,
};

/** `{ a, b }` behind `clause`, in which something must be. */
export function readNamesOf(reader: TokenReader, clause: string): NameUse[] {
  const { start } = reader;
  const names = reader.readNames();
  if (names.length === 0) reader.report('list-empty', { clause }, start);
  return names;
}

/** What the SMI wants said of everything. */
export function checkDescribed(reader: TokenReader, definition: Described, macro: string, start: number): void {
  if (definition.status === undefined) reader.report('clause-missing', { clause: 'STATUS', macro }, start);
  if (definition.description === undefined && reader.language === 'SMIv2') {
    reader.report('clause-missing', { clause: 'DESCRIPTION', macro }, start);
  }
}

/** `{ ifIndex, IMPLIED name }`, and types in SMIv1. */
export function readIndex(reader: TokenReader): IndexPart[] {
  const parts: IndexPart[] = [];
  const { start } = reader;
  reader.readList('{', '}', () => {
    const at = reader.position();
    const implied = reader.keyword === 'IMPLIED';
    if (implied) reader.next();
    if (reader.keyword === 'INTEGER' || reader.keyword === 'OCTET' || reader.keyword === 'OBJECT') {
      parts.push({ name: readTypeOfIndex(reader), module: undefined, implied, at });
      return true;
    }
    if (!reader.isName()) return false;
    const { name, module } = reader.readUse();
    if (reader.kind === '(') skipParentheses(reader);
    parts.push({ name, module, implied, at });
    return true;
  });
  if (parts.length === 0) reader.report('list-empty', { clause: 'INDEX' }, start);
  return parts;
}

function readTypeOfIndex(reader: TokenReader): string {
  const first = reader.keyword;
  if (reader.language === 'SMIv2') reader.report('index-by-type', { type: first });
  reader.next();
  let name: string = first;
  if (reader.keyword === 'STRING' || reader.keyword === 'IDENTIFIER') {
    name = `${first} ${reader.keyword}`;
    reader.next();
  }
  if (reader.kind === '(') skipParentheses(reader);
  return name;
}

/** A range behind an index element says nothing that its object does not say. */
function skipParentheses(reader: TokenReader): void {
  let depth = 0;
  do {
    if (reader.kind === '(') depth++;
    else if (reader.kind === ')') depth--;
    else if (reader.kind === 'end' || reader.kind === '::=' || reader.kind === '}') return;
    reader.next();
  } while (depth > 0);
}
