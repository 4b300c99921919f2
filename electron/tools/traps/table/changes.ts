import type { Store } from '#electron/storage/store.ts';
import type { CompiledFilter } from './filter.ts';
import { idRange, matchingIds, nextTurn, Width } from './scan.ts';

/** Rows that one piece of writing changes: the receiver waits as long. */
const atOnce = 250;

/** Puts marks on rows or takes them away; gives how many changed. */
export async function markRows(store: Store, ids: readonly number[], marked: boolean): Promise<number> {
  const update = store.prepare(
    'UPDATE notification SET marked = ? WHERE marked <> ? AND id IN (SELECT value FROM json_each(?))',
  );
  const value = marked ? 1 : 0;
  return inPieces(store, ids, (piece) => update.run(value, value, JSON.stringify(piece)).changes);
}

/** False where there is no such row. */
export async function annotateRow(store: Store, id: number, note: string): Promise<boolean> {
  const stored = store.writer.write(() =>
    store.prepare('UPDATE notification SET note = ? WHERE id = ?').run(note === '' ? null : note, id),
  );
  await store.writer.flush();
  return (await stored).changes > 0;
}

/** Deletes rows and what is folded into them; gives how many of the ids were there. */
export async function deleteRows(store: Store, ids: readonly number[]): Promise<number> {
  // A row of `notification` goes with its datagram.
  const repeats = store.prepare(
    'DELETE FROM trap_datagram WHERE id IN (SELECT id FROM notification WHERE repeat_of IN (SELECT value FROM json_each(?)))',
  );
  const rows = store.prepare('DELETE FROM trap_datagram WHERE id IN (SELECT value FROM json_each(?))');
  return inPieces(store, ids, (piece) => {
    const json = JSON.stringify(piece);
    repeats.run(json);
    return rows.run(json).changes;
  });
}

/** Deletes everything that fits, of what is there now. @throws the signal's reason */
export async function deleteMatching(store: Store, filter: CompiledFilter, signal: AbortSignal): Promise<number> {
  let deleted = 0;
  for await (const ids of matchingInSlices(store, filter, signal)) deleted += await deleteRows(store, ids);
  return deleted;
}

/** Ids that fit, of what is there now, from the oldest. @throws the signal's reason */
export async function* matchingInSlices(
  store: Store,
  filter: CompiledFilter,
  signal: AbortSignal,
): AsyncGenerator<number[]> {
  const range = idRange(store);
  if (range === undefined) return;
  const width = new Width();
  for (let low = range.least; low <= range.greatest; ) {
    const from = low;
    const high = Math.min(low + width.ids, range.greatest + 1);
    const ids = width.during(() => matchingIds(store, filter, from, high));
    low = high;
    if (ids.length > 0) yield ids;
    await nextTurn(signal);
  }
}

async function inPieces(
  store: Store,
  ids: readonly number[],
  change: (piece: readonly number[]) => number,
): Promise<number> {
  let changed = 0;
  for (let from = 0; from < ids.length; from += atOnce) {
    const piece = ids.slice(from, from + atOnce);
    const written = store.writer.write(() => change(piece));
    await store.writer.flush();
    changed += await written;
  }
  return changed;
}
