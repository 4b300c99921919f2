import type { Store } from '#electron/storage/store.ts';
import { type JournalEntry, journalEntrySchema } from '#shared/model/snmp-operation.ts';
import { ProblemError } from '#shared/problem/problem.ts';

interface Row {
  id: number;
  undone_by: number | null;
  entry: string;
}

/** What was written to agents, for good. */
export class Journal {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves with the entry's number once it is stored. */
  async add(entry: Omit<JournalEntry, 'id' | 'undoneBy'>): Promise<number> {
    const { writer } = this.#store;
    const insert = this.#store.prepare('INSERT INTO snmp_journal (at, entry) VALUES (?, ?)');
    const undone = this.#store.prepare('UPDATE snmp_journal SET undone_by = ? WHERE id = ?');
    return writer.write(() => {
      const id = Number(insert.run(entry.at, JSON.stringify(entry)).lastInsertRowid);
      if (entry.undoes !== undefined && entry.outcome === 'complete') undone.run(id, entry.undoes);
      return id;
    });
  }

  /** Newest first. */
  page(from: number, count: number): { total: number; entries: JournalEntry[] } {
    const { total } = this.#store.prepare('SELECT count(*) AS total FROM snmp_journal').get() as { total: number };
    const rows = this.#store
      .prepare('SELECT id, undone_by, entry FROM snmp_journal ORDER BY id DESC LIMIT ? OFFSET ?')
      .all(count, from) as Row[];
    return { total, entries: rows.flatMap((row) => readEntry(row) ?? []) };
  }

  /** @throws ProblemError snmp-journal-unknown */
  entry(id: number): JournalEntry {
    const row = this.#store.prepare('SELECT id, undone_by, entry FROM snmp_journal WHERE id = ?').get(id);
    const entry = row === undefined ? undefined : readEntry(row as Row);
    if (entry === undefined) throw new ProblemError('snmp-journal-unknown', { id });
    return entry;
  }
}

/** A row that a newer or damaged program left unreadable is passed over. */
function readEntry({ id, undone_by, entry }: Row): JournalEntry | undefined {
  const undone = undone_by === null ? {} : { undoneBy: undone_by };
  return journalEntrySchema.safeParse({ ...(JSON.parse(entry) as object), id, ...undone }).data;
}
