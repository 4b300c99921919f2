import type { IdentityDefinition } from './module-tree.ts';
import { ClauseTable } from './read-clauses.ts';
import type { ReadName, TokenReader } from './token-reader.ts';

const clauses = new ClauseTable<IdentityDefinition>(
  'MODULE-IDENTITY',
  {
    'LAST-UPDATED'(reader, definition) {
      definition.lastUpdated = readDate(reader)?.date;
    },
    ORGANIZATION(reader, definition) {
      definition.organization = reader.readString();
    },
    'CONTACT-INFO'(reader, definition) {
      definition.contact = reader.readString();
    },
    DESCRIPTION(reader, definition) {
      const revision = definition.revisions.at(-1);
      if (revision === undefined) definition.description = reader.readString();
      else revision.description = reader.readString();
    },
    REVISION(reader, definition) {
      const date = readDate(reader);
      if (date !== undefined) definition.revisions.push({ ...date, description: undefined });
    },
  },
  true,
);

/** MODULE-IDENTITY of RFC 2578 section 5, up to `::=`. */
export function parseIdentity(reader: TokenReader, name: ReadName, at: number): IdentityDefinition | undefined {
  const definition: IdentityDefinition = {
    kind: 'module-identity',
    name: name.name,
    at,
    start: name.start,
    end: name.start,
    oid: [],
    lastUpdated: undefined,
    organization: undefined,
    contact: undefined,
    description: undefined,
    revisions: [],
  };
  if (!clauses.read(reader, definition)) return undefined;
  const missing = [
    definition.lastUpdated === undefined ? 'LAST-UPDATED' : undefined,
    definition.organization === undefined ? 'ORGANIZATION' : undefined,
    definition.contact === undefined ? 'CONTACT-INFO' : undefined,
    definition.description === undefined ? 'DESCRIPTION' : undefined,
  ];
  for (const clause of missing) {
    if (clause !== undefined) reader.report('identity-clause-missing', { clause }, name.start);
  }
  checkRevisions(reader, definition);
  return definition;
}

function readDate(reader: TokenReader): { date: string; at: number } | undefined {
  const { start } = reader;
  const at = reader.position();
  const date = reader.kind === 'number' ? reader.text.slice(reader.start, reader.end) : undefined;
  if (date !== undefined) {
    reader.report('date-unreadable', { date });
    reader.next();
    return { date: [...date].join(''), at };
  }
  const written = reader.readShortString();
  if (written === undefined) return undefined;
  if (dayOf(written) === undefined) reader.report('date-unreadable', { date: written }, start);
  return { date: [...written].join(''), at };
}

/** Revisions go back in time, and the newest is the last update. */
function checkRevisions(reader: TokenReader, { lastUpdated, revisions, start }: IdentityDefinition): void {
  const updated = lastUpdated === undefined ? undefined : instantOf(lastUpdated);
  if (updated === undefined) return;
  const instants = revisions.flatMap(({ date }) => instantOf(date) ?? []);
  if (instants.sort().at(-1) !== updated) {
    reader.report('revision-missing', { date: lastUpdated ?? '' }, start);
  }
  const late = revisions.find(({ date }, index) => {
    const instant = instantOf(date) ?? '';
    const before = instantOf(revisions[index - 1]?.date ?? '');
    return instant > updated || (before !== undefined && instant >= before);
  });
  if (late !== undefined) reader.report('revision-order', { date: late.date }, start);
}

/** The newest date that can be read, as "2019-03-01". */
export function newestDay({ lastUpdated, revisions }: IdentityDefinition): string | undefined {
  const days = [lastUpdated ?? '', ...revisions.map(({ date }) => date)].map(dayOf);
  return days.reduce((newest, day) => (day !== undefined && day > (newest ?? '') ? day : newest), undefined);
}

function dayOf(date: string): string | undefined {
  const instant = instantOf(date);
  return instant && `${instant.slice(0, 4)}-${instant.slice(4, 6)}-${instant.slice(6, 8)}`;
}

const pattern = /^(\d\d|\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)[zZ]$/;

/** "200107090000" of "0107090000Z" or "200107090000Z" (RFC 2578 section 2); two digits are of the last century. */
function instantOf(date: string): string | undefined {
  const found = pattern.exec(date.trim());
  if (found === null) return undefined;
  const [, year = '', ...rest] = found;
  return `${year.length === 2 ? `19${year}` : year}${rest.join('')}`;
}
