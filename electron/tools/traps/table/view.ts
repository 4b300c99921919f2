import type { Store } from '#electron/storage/store.ts';
import type { CompiledFilter } from './filter.ts';
import { IdList } from './id-list.ts';
import { idRange, matchingIds, nextTurn, Width } from './scan.ts';

/**
 * Ids of the notifications that fit a filter. It is made from the newest to the oldest, in slices, so that the first page is there at
 * once; what comes later is added, what goes is left out.
 */
export class NotificationView {
  readonly #store: Store;
  readonly #width = new Width();
  filter: CompiledFilter;
  /** Those that were there when it was begun: falling. */
  readonly #older: IdList;
  /** Those that came since: rising. */
  readonly #newer: IdList;
  /** Everything from this id to below the next was looked at. */
  #low: number;
  #high: number;

  constructor(store: Store, filter: CompiledFilter) {
    this.#store = store;
    this.filter = filter;
    const start = (idRange(store)?.greatest ?? 0) + 1;
    this.#low = start;
    this.#high = start;
    this.#older = new IdList(start, 'down');
    this.#newer = new IdList(start, 'up');
  }

  /** Octets of memory, about. */
  get weight(): number {
    return 4 * (this.#older.length + this.#newer.length);
  }

  /** Looks at what is left: what came since first, then further back, until there are `enough` ids or nothing is left. */
  async advance(enough: number, upTo: number, signal: AbortSignal): Promise<void> {
    const range = idRange(this.#store);
    if (range === undefined) {
      this.#older.cut(0);
      this.#newer.cut(0);
      return;
    }
    this.#forgetCleared(range.greatest);
    while (this.#high <= range.greatest) {
      this.#lookForward(range.greatest);
      if (this.#high <= range.greatest) await nextTurn(signal);
    }
    while (this.#low > range.least && this.count(upTo) < enough) {
      this.#lookBack(range.least);
      if (this.#low > range.least) await nextTurn(signal);
    }
    // The oldest were deleted, for others to have room.
    this.#older.cut(this.#older.before(range.least - 1));
    this.#newer.drop(this.#newer.before(range.least));
  }

  /** Whether all that is stored was looked at. */
  get isWhole(): boolean {
    return this.#low <= (idRange(this.#store)?.least ?? this.#low);
  }

  /** How many fit, up to an id. */
  count(upTo: number): number {
    return this.#newerUpTo(upTo) + this.#older.length - this.#older.before(upTo);
  }

  /** Ids at these places of those up to an id. */
  ids(upTo: number, order: 'newest' | 'oldest', from: number, count: number): number[] {
    const total = this.count(upTo);
    const newer = this.#newerUpTo(upTo);
    const skipped = this.#older.before(upTo);
    const ids: number[] = [];
    for (let at = from; at < Math.min(from + count, total); at++) {
      const place = order === 'newest' ? at : total - 1 - at;
      ids.push(place < newer ? this.#newer.at(newer - 1 - place) : this.#older.at(skipped + place - newer));
    }
    return ids;
  }

  remove(ids: ReadonlySet<number>): void {
    this.#older.remove(ids);
    this.#newer.remove(ids);
  }

  #newerUpTo(upTo: number): number {
    return this.#newer.before(upTo + 1);
  }

  #lookForward(last: number): void {
    const high = Math.min(this.#high + this.#width.ids, last + 1);
    this.#newer.add(this.#width.during(() => matchingIds(this.#store, this.filter, this.#high, high)));
    this.#high = high;
  }

  #lookBack(first: number): void {
    const low = Math.max(this.#low - this.#width.ids, first);
    const found = this.#width.during(() => matchingIds(this.#store, this.filter, low, this.#low));
    this.#older.add(found.reverse());
    this.#low = low;
  }

  /** Alarms are cleared by what comes later: by those that were not looked at yet. */
  #forgetCleared(last: number): void {
    if (!this.filter.dependsOn.clearing || this.#high > last) return;
    const cleared = this.#store
      .prepare('SELECT id FROM notification WHERE cleared_by >= ? AND cleared_by <= ?')
      .all(this.#high, last) as { id: number }[];
    if (cleared.length > 0) this.remove(new Set(cleared.map(({ id }) => id)));
  }
}
