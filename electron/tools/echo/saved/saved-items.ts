import { randomUUID } from 'node:crypto';
import type { Store } from '#electron/storage/store.ts';
import { type Saved, savedSchema } from '#shared/model/echo.ts';
import { ProblemError } from '#shared/problem/problem.ts';

const mostSaved = 5000;

interface Row {
  id: string;
  folder: string;
  name: string;
  server: string | null;
  connection: string | null;
}

/** Servers and requests that somebody wants to use again, in folders. */
export class SavedItems {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** By folder and name. */
  list(): Saved[] {
    const rows = this.#store
      .prepare('SELECT * FROM echo_saved ORDER BY folder, name COLLATE NOCASE, rowid')
      .all() as Row[];
    return rows.flatMap((row) => {
      const read = savedSchema.safeParse({ ...row, server: parse(row.server), connection: parse(row.connection) });
      return read.success ? [read.data] : [];
    });
  }

  /**
   * Without an identifier a new one.
   *
   * @throws ProblemError echo-saved-unknown, echo-too-many-saved.
   */
  async save({
    id: given,
    folder,
    name,
    server,
    connection,
  }: Omit<Saved, 'id'> & { id?: string | undefined }): Promise<string> {
    const id = given ?? randomUUID();
    const values = [folder, name, text(server), text(connection)] as const;
    await this.#store.writer.write(() => {
      if (given !== undefined) {
        const { changes } = this.#store
          .prepare('UPDATE echo_saved SET folder = ?, name = ?, server = ?, connection = ? WHERE id = ?')
          .run(...values, id);
        if (changes === 0) throw new ProblemError('echo-saved-unknown', { id });
        return;
      }
      const { count } = this.#store.prepare('SELECT count(*) AS count FROM echo_saved').get() as { count: number };
      if (count >= mostSaved) throw new ProblemError('echo-too-many-saved', { count: mostSaved });
      this.#store
        .prepare('INSERT INTO echo_saved (folder, name, server, connection, id) VALUES (?, ?, ?, ?, ?)')
        .run(...values, id);
    });
    return id;
  }

  async forget(id: string): Promise<boolean> {
    const { changes } = await this.#store.writer.write(() =>
      this.#store.prepare('DELETE FROM echo_saved WHERE id = ?').run(id),
    );
    return changes > 0;
  }
}

const text = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));

function parse(json: string | null): unknown {
  if (json === null) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
