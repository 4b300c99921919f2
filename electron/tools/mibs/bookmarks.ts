import type { Store } from '#electron/storage/store.ts';
import type { MibNodeRow } from '#shared/model/mib.ts';
import type { Browse } from './browse.ts';
import { oidKey } from './node-index/oid-key.ts';

/** Nodes that somebody wants to find again. They stay when their module goes. */
export class Bookmarks {
  readonly #store: Store;
  readonly #browse: Browse;
  readonly #now: () => number;

  constructor(store: Store, browse: Browse, now: () => number) {
    this.#store = store;
    this.#browse = browse;
    this.#now = now;
  }

  /** In the order in which they were made. */
  list(): MibNodeRow[] {
    const rows = this.#store.prepare('SELECT oid, name FROM mib_bookmark ORDER BY added_at, rowid').all() as {
      oid: string;
      name: string;
    }[];
    return rows.map(({ oid, name }) => {
      const line = this.#browse.index.at(oidKey(oid) ?? '');
      return line === undefined ? { oid, name, module: '', kind: 'node', children: 0 } : this.#browse.row(line);
    });
  }

  has(oid: string): boolean {
    return this.#store.prepare('SELECT 1 FROM mib_bookmark WHERE oid = ?').get(oid) !== undefined;
  }

  /** @throws ProblemError mib-node-unknown where something is to be added that nobody knows. */
  async set(text: string, bookmarked: boolean): Promise<MibNodeRow[]> {
    const { oid, name } = bookmarked ? this.#browse.row(this.#browse.existing(text)) : this.#known(text);
    await this.#store.writer.write(() => {
      if (bookmarked) {
        this.#store
          .prepare('INSERT OR IGNORE INTO mib_bookmark (oid, name, added_at) VALUES (?, ?, ?)')
          .run(oid, name, Math.round(this.#now()));
      } else this.#store.prepare('DELETE FROM mib_bookmark WHERE oid = ?').run(oid);
    });
    return this.list();
  }

  #known(text: string): { oid: string; name: string } {
    const found = this.has(text) ? undefined : this.#browse.find(text);
    return found === undefined ? { oid: text, name: '' } : this.#browse.row(found.line);
  }
}
