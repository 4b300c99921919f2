import type { Store } from '#electron/storage/store.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

/** Some hundred rows that lie together: their varbinds as they came, without tag and length of the list. */
export interface Chunk {
  /** Its name within the exchange, in the order of arrival. */
  readonly number: number;
  /** The stream it came by. */
  readonly segment: number;
  /** Position of its first row. */
  first: number;
  readonly rows: number;
  /** Until it is stored. */
  bytes?: Uint8Array | undefined;
}

/** Chunks of which single rows were asked for and that stay in memory: a row of a table has its cells in as many as it has columns. */
const listsKept = 48;

/** The rows of one exchange: where each lies. Rows themselves are read from storage when they are asked for. */
export class RowSet {
  readonly exchange: string;
  readonly #store: Store;
  /** By the position of their first row. */
  #chunks: Chunk[] = [];
  total = 0;
  /** Counts changes of what stands where: what was made from an earlier version is out of date. */
  version = 0;
  /** Counts only how often rows that were there changed their places. */
  arrangement = 0;

  constructor(store: Store, exchange: string) {
    this.#store = store;
    this.exchange = exchange;
  }

  /** The rows stored of an exchange; undefined when there are none. */
  static stored(store: Store, exchange: string): RowSet | undefined {
    const rows = store
      .prepare('SELECT chunk AS number, first, rows FROM snmp_rows WHERE exchange = ? ORDER BY first')
      .all(exchange) as { number: number; first: number; rows: number }[];
    if (rows.length === 0) return undefined;
    const set = new RowSet(store, exchange);
    // Counted anew: a program that died while it put them into order left places that overlap.
    for (const { number, rows: count } of rows) set.add({ number, first: set.total, rows: count, segment: 0 });
    return set;
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  add(chunk: Chunk): void {
    this.#chunks.push(chunk);
    this.total = Math.max(this.total, chunk.first + chunk.rows);
    this.version++;
  }

  /** Puts the chunks into the order of OIDs, by the order of the streams that brought them. */
  inOrder(segments: readonly number[]): void {
    const place = new Map(segments.map((segment, index) => [segment, index]));
    const at = ({ segment }: Chunk) => place.get(segment) ?? Number.MAX_SAFE_INTEGER;
    this.#chunks = this.#chunks.toSorted((a, b) => at(a) - at(b) || a.number - b.number);
    let first = 0;
    for (const chunk of this.#chunks) {
      chunk.first = first;
      first += chunk.rows;
    }
    this.version++;
    this.arrangement++;
  }

  /** Lists from the one that holds the position on, with the position of the first row of each. */
  *from(position: number): Generator<{ list: VarbindList; first: number }> {
    for (let index = this.#find(position); index < this.#chunks.length; index++) {
      const chunk = this.#chunks[index];
      if (chunk !== undefined) yield { list: this.read(chunk), first: chunk.first };
    }
  }

  /** The list that holds a row, and its place in it; undefined beyond the end. */
  at(position: number): { list: VarbindList; index: number } | undefined {
    const chunk = this.#chunks[this.#find(position)];
    if (chunk === undefined || position < chunk.first || position >= chunk.first + chunk.rows) return undefined;
    return { list: this.#cached(chunk), index: position - chunk.first };
  }

  read({ bytes, number }: Chunk): VarbindList {
    const stored = bytes ?? this.#fetch(number);
    return VarbindList.read(stored, 0, stored.length, []);
  }

  /** The chunk used longest ago first. */
  readonly #lists = new Map<number, VarbindList>();

  #cached(chunk: Chunk): VarbindList {
    const { number } = chunk;
    const known = this.#lists.get(number);
    if (known === undefined && this.#lists.size >= listsKept) {
      for (const oldest of this.#lists.keys()) {
        this.#lists.delete(oldest);
        break;
      }
    }
    if (known !== undefined) this.#lists.delete(number);
    const list = known ?? this.read(chunk);
    this.#lists.set(number, list);
    return list;
  }

  #fetch(number: number): Uint8Array {
    const row = this.#store
      .prepare('SELECT varbinds FROM snmp_rows WHERE exchange = ? AND chunk = ?')
      .get(this.exchange, number) as { varbinds: Uint8Array } | undefined;
    return row?.varbinds ?? new Uint8Array();
  }

  /** Index of the last chunk that does not begin behind the position. */
  #find(position: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chunks[middle]?.first ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
