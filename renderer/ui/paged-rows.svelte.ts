import type { Sort } from './table-column.ts';

/** Which rows, in what order. */
export interface RowQuery {
  filter: string;
  /** The filter is a regular expression. */
  regex: boolean;
  /** Undefined: the order of the source. */
  sort: Sort | undefined;
}

export interface RowRange<Row> {
  /** All rows, and those that the filter leaves. */
  total: number;
  matching: number;
  rows: readonly Row[];
}

/** Gives a range of the rows that a query leaves. */
export type RowSource<Row> = (
  range: { from: number; count: number },
  query: RowQuery,
  signal: AbortSignal,
) => Promise<RowRange<Row>>;

export interface PagedRowsOptions<Row> {
  /** Rows fetched at a time. */
  pageSize?: number;
  /** The order of the source: tells where a row went when others came before it. */
  compare?: ((left: Row, right: Row) => number) | undefined;
}

/** Pages kept around the place being read; the rest is fetched again when somebody scrolls there. */
const pagesKept = 12;

/**
 * The part of a table that somebody looks at, of rows that are elsewhere. Rows are fetched by page when they come into view and
 * dropped again, so a table of millions costs what the screen shows. Rows that come while it is read add to its length and move nothing.
 */
export class PagedRows<Row> {
  total = $state(0);
  matching = $state(0);
  query = $state.raw<RowQuery>({ filter: '', regex: false, sort: undefined });
  /** Rows are on their way that somebody waits for. */
  waiting = $state(false);
  /** Why rows could not be fetched; cleared by the next success. */
  failure = $state.raw<unknown>();
  /** What is shown is not all there is by now, and showing it would move what is read: see `reload`. */
  stale = $state(false);
  /** Counts the times at which the rows became others: the place that was read is no more. */
  renewals = $state(0);
  /** By how many rows what was read moved down at the last renewal that kept the place. */
  moved = $state.raw<{ by: number }>({ by: 0 });

  readonly #source: RowSource<Row>;
  readonly #pageSize: number;
  readonly #compare: ((left: Row, right: Row) => number) | undefined;
  #abort = new AbortController();
  #closed = false;
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #loading = new Set<number>();
  #wanted = { first: 0, last: 0 };
  #version = $state(0);

  constructor(source: RowSource<Row>, { pageSize = 200, compare }: PagedRowsOptions<Row> = {}) {
    this.#source = source;
    this.#pageSize = pageSize;
    this.#compare = compare;
  }

  /** The row at a position, if it is here now. */
  row(index: number): Row | undefined {
    void this.#version;
    return this.#pages.get(Math.floor(index / this.#pageSize))?.[index % this.#pageSize];
  }

  /** Says which rows are in view, both inclusive; what is missing is fetched. */
  show(first: number, last: number): void {
    this.#wanted = { first: Math.max(0, first), last: Math.max(0, last) };
    this.#fetchWanted();
  }

  /** Says how many rows there are by now. Without a filter and in the order of the source they add to the end. */
  grow(total: number): void {
    if (total <= this.total) return;
    this.total = total;
    if (this.#inSourceOrder) {
      this.matching = total;
      this.#fetchWanted();
    } else this.stale = true;
  }

  /** Other rows or another order: what is shown stays until the first of them are here. */
  async ask(query: RowQuery): Promise<void> {
    this.query = query;
    await this.#renew();
  }

  /** All rows there are by now; what was read stays in view where its new place can be found. */
  async reload(): Promise<void> {
    const found = await this.#findAgain();
    await this.#renew(found?.by);
  }

  /** No more rows come, and they may stand in another order now. Nobody is moved: where it would be seen, `stale` says so. */
  async settle(): Promise<void> {
    if (this.#wanted.first === 0) return await this.#renew(0);
    const found = await this.#findAgain();
    if (found?.same) await this.#renew(found.by);
    else this.stale = true;
  }

  /** A range of what the query leaves, for copying: not kept. */
  async range(from: number, count: number, signal: AbortSignal): Promise<RowRange<Row>> {
    return await this.#source({ from, count }, this.query, signal);
  }

  /** Stops fetching for good. */
  close(): void {
    this.#closed = true;
    this.#abort.abort();
  }

  /** The first row is in view. */
  get atStart(): boolean {
    return this.#wanted.first === 0;
  }

  get #inSourceOrder(): boolean {
    return this.query.filter === '' && this.query.sort === undefined;
  }

  /** How far the rows in view have moved, and whether they still stand together as they did. */
  async #findAgain(): Promise<{ by: number; same: boolean } | undefined> {
    const { first, last } = this.#wanted;
    const compare = this.#compare;
    const anchor = this.row(first);
    if (anchor === undefined || compare === undefined || !this.#inSourceOrder) return undefined;
    const { signal } = this.#abort;
    try {
      const place = await this.#locate(anchor, compare, signal);
      if (place === undefined) return undefined;
      const { rows } = await this.range(place, Math.min(this.#pageSize, last - first + 1), signal);
      const same = rows.every((row, at) => {
        const before = this.row(first + at);
        return before === undefined || compare(before, row) === 0;
      });
      return { by: place - first, same };
    } catch (reason) {
      if (!signal.aborted) this.failure = reason;
      return undefined;
    }
  }

  /** Fetches anew: what is in view, `by` rows further down, or without it the first rows. */
  async #renew(by?: number): Promise<void> {
    if (this.#closed) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#loading.clear();
    const { signal } = this.#abort;
    this.waiting = true;
    const first = by === undefined ? 0 : this.#wanted.first + by;
    const page = Math.floor(first / this.#pageSize);
    try {
      const got = await this.#source({ from: page * this.#pageSize, count: this.#pageSize }, this.query, signal);
      if (signal.aborted) return;
      this.#pages.clear();
      this.#pages.set(page, got.rows);
      this.total = got.total;
      this.matching = got.matching;
      this.failure = undefined;
      this.stale = false;
      if (by === undefined) {
        this.#wanted = { first: 0, last: Math.min(this.#wanted.last - this.#wanted.first, this.#pageSize) };
        this.renewals++;
      } else {
        this.#wanted = { first, last: this.#wanted.last + by };
        if (by !== 0) this.moved = { by };
      }
      this.#version++;
    } catch (reason) {
      if (!signal.aborted) this.failure = reason;
    } finally {
      if (!signal.aborted) this.waiting = this.#loading.size > 0;
    }
    if (!signal.aborted) this.#fetchWanted();
  }

  /** Where a row is by now, or would be. */
  async #locate(
    row: Row,
    compare: (left: Row, right: Row) => number,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    let low = 0;
    let high = this.matching;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const { rows } = await this.range(middle, 1, signal);
      if (signal.aborted) return undefined;
      const order = rows[0] === undefined ? 1 : compare(rows[0], row);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #fetchWanted(): void {
    const { first, last } = this.#wanted;
    for (let page = Math.floor(first / this.#pageSize); page <= Math.floor(last / this.#pageSize); page++) {
      if (page * this.#pageSize < this.matching) void this.#fetchPage(page);
    }
  }

  #isWhole(page: number): boolean {
    const rows = this.#pages.get(page)?.length ?? 0;
    return rows === this.#pageSize || (rows > 0 && page * this.#pageSize + rows >= this.matching);
  }

  async #fetchPage(page: number): Promise<void> {
    if (this.#isWhole(page) || this.#loading.has(page) || this.#closed) return;
    const { signal } = this.#abort;
    this.#loading.add(page);
    this.waiting = true;
    const known = this.matching;
    let answered = 0;
    try {
      const range = { from: page * this.#pageSize, count: this.#pageSize };
      const { total, matching, rows } = await this.#source(range, this.query, signal);
      if (signal.aborted) return;
      answered = matching;
      this.#keep(page, rows);
      this.failure = undefined;
      this.total = Math.max(this.total, total);
      this.matching = Math.max(this.matching, matching);
    } catch (reason) {
      if (!signal.aborted) this.failure = reason;
      return;
    } finally {
      if (!signal.aborted) {
        this.#loading.delete(page);
        this.waiting = this.#loading.size > 0;
      }
    }
    // Rows that came while the answer was under way; a source that gives fewer than it promised is not asked for ever.
    if (this.matching > Math.max(known, answered) && this.#inView(page)) await this.#fetchPage(page);
  }

  #inView(page: number): boolean {
    const { first, last } = this.#wanted;
    return page >= Math.floor(first / this.#pageSize) - 1 && page <= Math.floor(last / this.#pageSize) + 1;
  }

  #keep(page: number, rows: readonly Row[]): void {
    if (rows.length === 0) return;
    // What is read stays as it is read: a page that was not whole only gains rows.
    const before = this.#pages.get(page) ?? [];
    this.#pages.delete(page);
    this.#pages.set(page, before.length < rows.length ? [...before, ...rows.slice(before.length)] : rows);
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= pagesKept) break;
      if (!this.#inView(old) && old !== page) this.#pages.delete(old);
    }
    this.#version++;
  }
}
