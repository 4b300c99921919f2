import type { Client } from '#shared/contract/index.ts';
import type { Overview } from '#shared/contract/snmp.ts';
import type { GetResult, SnmpResult, TableResult, WalkProgress, WalkResult } from '#shared/model/snmp-operation.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { PagedRows } from '../../ui/paged-rows.svelte.ts';
import type { RunVerb } from './operation-draft.ts';
import { answerRows, type TableColumns, type TableRowAt, tableRows, walkRows } from './stored-rows.ts';
import type { VarbindRow } from './varbind-rows.ts';

/** Everything an operation may give, whichever it was. */
export type AnyResult = GetResult | WalkResult | TableResult | Overview;

export interface ShownTable {
  columns: TableColumns;
  /** Names of the index's parts; empty where INDEX is not known. */
  parts: readonly string[];
  rows: PagedRows<TableRowAt>;
}

/** What the result pane shows: one operation, from its start on. */
export class ShownResult {
  readonly exchange: string;
  readonly verb: RunVerb;
  /** Whom it asks, in words. */
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  running = $state(true);
  /** How it ended, in its own word; undefined until then, and where nobody knows. */
  outcome = $state<string>();
  /** What it gave. */
  result = $state.raw<SnmpResult>();
  /** Objects, or rows of the table. */
  count = $state<number>();
  stoppedAt = $state<string>();
  /** Why it gave no answer at all. */
  problem = $state.raw<Problem>();
  progress = $state.raw<WalkProgress>();
  /** Rows a second, over the last second or so. */
  rate = $state<number>();
  rows = $state.raw<PagedRows<VarbindRow>>();
  table = $state.raw<ShownTable>();
  overview = $state.raw<Overview>();
  /** It was opened again, and its values were not kept: they are in its packets. */
  valuesGone = $state(false);

  readonly #client: Client;
  #measured: { at: number; rows: number } | undefined;

  constructor(client: Client, exchange: string, verb: RunVerb, target: string, startedAt: number) {
    this.#client = client;
    this.exchange = exchange;
    this.verb = verb;
    this.target = target;
    this.startedAt = startedAt;
  }

  /** News of a walk or table that runs. */
  progressed(progress: WalkProgress, now = Date.now()): void {
    if (progress.exchange !== this.exchange || !this.running) return;
    this.progress = progress;
    this.#measure(progress.rows, now);
    if (this.verb !== 'walk' || progress.rows === 0) return;
    this.rows ??= walkRows(this.#client, this.exchange);
    this.rows.grow(progress.rows);
  }

  /** It has ended: what it gave is shown. Resolves when the rows are in their final order. */
  async finish(result: AnyResult): Promise<void> {
    this.running = false;
    this.result = result;
    this.outcome = result.outcome;
    if ('stoppedAt' in result) this.stoppedAt = result.stoppedAt;
    if ('system' in result) this.overview = result;
    else if ('table' in result) {
      this.count = result.rows;
      this.#showTable(result.columns, result.table[0]?.parts.map(({ name }) => name) ?? []);
    } else if ('rows' in result) {
      this.count = result.rows;
      await this.#finishWalk(result);
    } else {
      this.count = result.varbinds.length;
      this.rows = answerRows(result.varbinds);
    }
  }

  /** It gave no answer; what had come till then stays. */
  fail(problem: Problem | undefined, outcome = 'failed'): void {
    this.running = false;
    this.problem = problem;
    this.outcome = outcome;
    void this.rows?.settle();
  }

  close(): void {
    this.rows?.close();
    this.table?.rows.close();
  }

  async #finishWalk(result: WalkResult): Promise<void> {
    // A leaf that was asked for instead of walked is in the answer only.
    if (result.rows > 0 && result.rows === result.varbinds.length && this.progress?.rows === 0) {
      this.rows = answerRows(result.varbinds);
      return;
    }
    this.rows ??= walkRows(this.#client, this.exchange);
    if (result.rows > 0) this.rows.grow(result.rows);
    await this.rows.settle();
  }

  #showTable(columns: TableColumns, parts: readonly string[]): void {
    const oncolumns = (seen: TableColumns, first: TableRowAt | undefined) => {
      const table = this.table;
      if (table === undefined) return;
      const names = table.parts.length > 0 ? table.parts : (first?.parts.map(({ name }) => name) ?? []);
      // The same columns again are no news: a table that is drawn anew loses what a person made of it.
      if (seen.length !== table.columns.length || names.length !== table.parts.length) {
        this.table = { ...table, columns: seen, parts: names };
      }
    };
    const rows = tableRows(this.#client, this.exchange, oncolumns);
    this.table = { columns, parts, rows };
    void rows.settle();
  }

  #measure(rows: number, now: number): void {
    const before = this.#measured;
    if (before === undefined) this.#measured = { at: now, rows };
    else if (now - before.at >= 900) {
      this.rate = (1000 * (rows - before.rows)) / (now - before.at);
      this.#measured = { at: now, rows };
    }
  }
}
