import type { Store } from '#electron/storage/store.ts';
import type { CompiledFilter } from './filter.ts';

/** Milliseconds that one piece of reading should take, and the ids that it looks at at most. */
const wanted = 4;
const widest = 65_536;
const narrowest = 256;

/** How many ids are looked at at once, so that nobody waits for it: as many as can be read in some milliseconds here. */
export class Width {
  #ids = 2048;

  get ids(): number {
    return this.#ids;
  }

  /** Does a piece of work on that many, and learns from how long it took. */
  during<Result>(work: () => Result): Result {
    const start = performance.now();
    const result = work();
    const took = performance.now() - start;
    if (took > 1.5 * wanted) this.#ids = Math.max(narrowest, this.#ids >> 1);
    else if (took < wanted / 2) this.#ids = Math.min(widest, this.#ids << 1);
    return result;
  }
}

/** Lets everybody else have a turn. @throws the signal's reason */
export async function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Ids that fit, from `low` to below `high`, rising. */
export function matchingIds(store: Store, filter: CompiledFilter, low: number, high: number): number[] {
  const from = `FROM notification NOT INDEXED WHERE id >= ? AND id < ?${filter.sql}`;
  const { test } = filter;
  if (test === undefined) {
    // One text is read faster than as many rows.
    const found = store.prepare(`SELECT json_group_array(id) AS ids ${from}`).get(low, high, ...filter.values);
    return JSON.parse((found as { ids: string }).ids) as number[];
  }
  const rows = store.prepare(`SELECT id, ${test.columns} ${from}`).all(low, high, ...filter.values) as { id: number }[];
  return rows.filter((row) => test.fits(row)).map(({ id }) => id);
}

/** The least and the greatest id stored; undefined where nothing is. */
export function idRange(store: Store): { least: number; greatest: number } | undefined {
  // Each by itself: SQLite looks up only one of them in the tree of ids.
  const { least, greatest } = store
    .prepare('SELECT (SELECT min(id) FROM notification) AS least, (SELECT max(id) FROM notification) AS greatest')
    .get() as { least: number | null; greatest: number | null };
  return least === null || greatest === null ? undefined : { least, greatest };
}
