import type { Store } from '#electron/storage/store.ts';
import type { Overview } from '#shared/contract/snmp.ts';
import type { GetResult, TableResult, WalkResult } from '#shared/model/snmp-operation.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { RowSet } from './rows/row-set.ts';

/** What an operation came to, as it is kept for one that is opened again. */
interface KeptResult {
  verb: string;
  result: WalkResult | TableResult | GetResult | Overview;
  /** A table's entry. */
  entry?: string;
}

interface KnownRows {
  set: RowSet;
  /** Of a table; undefined also where nobody asked yet. */
  entry: string | undefined;
}

const directoriesKept = 20;

/** Results of operations, and the rows of walks and tables: of those that run, and of those in storage. */
export class Results {
  readonly #store: Store;
  readonly #live = new Map<string, KnownRows>();
  readonly #read = new Map<string, KnownRows>();

  constructor(store: Store) {
    this.#store = store;
  }

  begin(exchange: string, entry: string | undefined): RowSet {
    const set = new RowSet(this.#store, exchange);
    this.#live.set(exchange, { set, entry });
    return set;
  }

  /** It runs no more: everything is in storage. */
  ended(exchange: string): void {
    const live = this.#live.get(exchange);
    if (live === undefined) return;
    this.#live.delete(exchange);
    this.#remember(live);
  }

  /** Keeps what an operation comes to, for when it is opened again. */
  async keep<Result extends GetResult | Overview>(verb: string, work: Promise<Result>): Promise<Result> {
    const result = await work;
    await this.save(result.exchange, { verb, result });
    return result;
  }

  async save(exchange: string, { verb, result, entry }: KeptResult): Promise<void> {
    const insert = this.#store.prepare('INSERT OR REPLACE INTO snmp_result (exchange, verb, result) VALUES (?, ?, ?)');
    const saved = this.#store.writer.write(() => insert.run(exchange, verb, JSON.stringify({ entry, result })));
    await this.#store.writer.flush();
    await saved;
  }

  /** @throws ProblemError snmp-rows-unknown */
  kept(exchange: string): KeptResult {
    const row = this.#store.prepare('SELECT verb, result FROM snmp_result WHERE exchange = ?').get(exchange) as
      | { verb: string; result: string }
      | undefined;
    if (row === undefined) throw new ProblemError('snmp-rows-unknown', { id: exchange });
    // Written by ourselves, and checked where it leaves for a caller.
    const { entry, result } = JSON.parse(row.result) as Pick<KeptResult, 'entry' | 'result'>;
    return { verb: row.verb, result, ...(entry === undefined ? {} : { entry }) };
  }

  /** @throws ProblemError snmp-rows-unknown */
  rows(exchange: string): RowSet {
    const live = this.#live.get(exchange)?.set;
    if (live !== undefined) return live;
    const known = this.#read.get(exchange);
    if (known !== undefined && this.#isKept(exchange)) return known.set;
    this.#read.delete(exchange);
    const set = RowSet.stored(this.#store, exchange) ?? this.#empty(exchange);
    this.#remember({ set, entry: undefined });
    return set;
  }

  /** The entry of a table that runs or ran. @throws ProblemError snmp-rows-unknown */
  entry(exchange: string): string {
    // Its result is stored a moment after its last row.
    const known = this.#live.get(exchange) ?? this.#read.get(exchange);
    const entry = known?.entry ?? this.kept(exchange).entry;
    if (entry === undefined) throw new ProblemError('snmp-rows-unknown', { id: exchange });
    return entry;
  }

  /** Whether its session was not deleted since. */
  #isKept(exchange: string): boolean {
    return this.#store.prepare('SELECT 1 FROM exchange WHERE id = ?').get(exchange) !== undefined;
  }

  /** A walk that found nothing has no rows in storage, but a result. */
  #empty(exchange: string): RowSet {
    this.kept(exchange);
    return new RowSet(this.#store, exchange);
  }

  #remember(known: KnownRows): void {
    this.#read.set(known.set.exchange, known);
    const oldest = this.#read.keys().next();
    if (this.#read.size > directoriesKept && !oldest.done) this.#read.delete(oldest.value);
  }
}
