import type { z } from 'zod';
import { nameOf } from '#electron/objects/object-names.ts';
import { oidOctets } from '#electron/wire/ber/oid.ts';
import type {
  TableResult,
  tableInputSchema,
  WalkProgress,
  WalkResult,
  walkInputSchema,
} from '#shared/model/snmp-operation.ts';
import { ProblemError, problemOf } from '#shared/problem/problem.ts';
import type { Feed } from './deps.ts';
import { readOid } from './get.ts';
import { type Operation, operate, type SnmpTool } from './operation.ts';
import type { Results } from './results.ts';
import { RowWriter } from './rows/row-writer.ts';
import type { RowsViews } from './rows/rows-view.ts';
import { compareArcs } from './rows/table-join.ts';
import type { TablesViews } from './rows/tables-view.ts';
import { runWalk, type WalkEnd, type WalkView } from './walk/run-walk.ts';

type WalkInput = z.output<typeof walkInputSchema>;
type TableInput = z.output<typeof tableInputSchema>;

/** Milliseconds between two looks at how far a walk is. */
const progressPause = 250;

/** Walks and tables: reads them into storage and tells how far they are. */
export class Walks {
  readonly #tool: SnmpTool;
  readonly #results: Results;
  readonly #rows: RowsViews;
  readonly #tables: TablesViews;
  readonly #feed: Feed;
  readonly #progress = new Map<string, WalkProgress>();

  constructor(tool: SnmpTool, results: Results, rows: RowsViews, tables: TablesViews) {
    this.#tool = tool;
    this.#results = results;
    this.#rows = rows;
    this.#tables = tables;
    this.#feed = tool.newFeed();
  }

  async *progress(signal: AbortSignal): AsyncGenerator<WalkProgress> {
    for await (const exchanges of this.#feed.listen(signal)) {
      for (const exchange of exchanges) {
        const progress = this.#progress.get(exchange);
        if (progress === undefined) continue;
        if (progress.ended) this.#progress.delete(exchange);
        yield progress;
      }
    }
  }

  async walk(input: WalkInput, signal: AbortSignal): Promise<WalkResult> {
    const roots = input.oids.map((text) => readOid(this.#tool, text));
    const result = await operate<Pick<WalkResult, 'varbinds' | 'rows' | 'stoppedAt'>>(
      this.#tool,
      'walk',
      input,
      signal,
      async (operation) => {
        const end = await this.#run(operation, withoutInner(roots), input, undefined);
        const range = {
          exchange: operation.exchange,
          from: 0,
          count: Math.max(1, input.first),
          filter: '',
          regex: false,
        };
        const { rows } = await this.#rows.page(
          this.#results.rows(operation.exchange),
          range,
          new AbortController().signal,
        );
        const varbinds = rows.slice(0, input.first).map(({ at: _at, ...varbind }) => varbind);
        return { varbinds, rows: end.rows, outcome: end.outcome, ...stopped(end) };
      },
      { varbinds: [], rows: 0 },
    );
    await this.#results.save(result.exchange, { verb: 'walk', result: { ...result, varbinds: [] } });
    return result;
  }

  async table(input: TableInput, signal: AbortSignal): Promise<TableResult> {
    const { roots, entry } = this.#tableRoots(input.oids);
    const result = await operate<Pick<TableResult, 'columns' | 'rows' | 'holes' | 'table' | 'stoppedAt'>>(
      this.#tool,
      'table',
      input,
      signal,
      async (operation) => {
        const end = await this.#run(operation, roots, input, entry);
        const set = this.#results.rows(operation.exchange);
        const range = {
          exchange: operation.exchange,
          from: 0,
          count: Math.max(1, input.first),
          filter: '',
          regex: false,
        };
        const page = await this.#tables.page(set, entry, range, new AbortController().signal);
        const table = page.rows.slice(0, input.first).map(({ at: _at, ...row }) => row);
        const { columns, total, holes } = page;
        return { columns, rows: total, holes, table, outcome: end.outcome, ...stopped(end) };
      },
      { columns: [], rows: 0, holes: 0, table: [] },
    );
    await this.#results.save(result.exchange, { verb: 'table', entry, result: { ...result, table: [] } });
    return result;
  }

  async #run(
    operation: Operation,
    roots: readonly string[],
    input: WalkInput | TableInput,
    entry: string | undefined,
  ): Promise<WalkEnd> {
    const { exchange, agent, log, options } = operation;
    const set = this.#results.begin(exchange, entry);
    const writer = new RowWriter(this.#tool.store, set);
    const { maxRepetitions, parallel, limit, continueAnyway } = input;
    let view: WalkView = { rows: 0, waiting: 0, at: '' };
    const tell = (ended: boolean) => {
      const { rows, waiting, at: oid } = view;
      const { received, retries } = log.packets;
      this.#progress.set(exchange, { exchange, rows, answers: received, retries, waiting, oid, ended });
      this.#feed.tell(exchange);
    };
    const stopTelling = every(this.#tool, progressPause, () => {
      writer.showAll();
      tell(false);
    });
    try {
      const end = await runWalk(
        this.#tool.client,
        agent,
        {
          roots: roots.map(octets),
          bulk: agent.credentials.version !== '1',
          ...{ maxRepetitions, parallel, limit, continueAnyway },
        },
        options,
        { rows: (rows) => writer.add(rows), ready: () => writer.ready() ?? log.ready() },
        (started) => {
          view = started;
        },
      );
      await writer.finish(end.order);
      if (writer.failure !== undefined) log.problem(problemOf(writer.failure));
      for (const found of end.problems) log.problem(this.#named(found));
      return writer.failure === undefined ? end : { ...end, outcome: 'failed' };
    } finally {
      stopTelling();
      tell(true);
      this.#results.ended(exchange);
    }
  }

  /** With the object's name, where the problem has an OID. */
  #named(found: WalkEnd['problems'][number]): WalkEnd['problems'][number] {
    const { oid } = found.params;
    const name = typeof oid === 'string' ? nameOf(this.#tool.objects, oid) : undefined;
    return name === undefined ? found : { ...found, params: { ...found.params, name } };
  }

  /** @throws ProblemError snmp-oid-unreadable, snmp-table-unreadable */
  #tableRoots(texts: readonly string[]): { roots: string[]; entry: string } {
    const { objects } = this.#tool;
    const oids = texts.map((text) => readOid(this.#tool, text));
    const kinds = oids.map((oid) => {
      const found = objects.find(oid);
      const isLeaf = found?.object.kind === 'scalar' || found?.object.kind === 'column';
      return found?.instance === '' ? found.object.kind : isLeaf ? 'instance' : undefined;
    });
    const [first = ''] = oids;
    if (kinds.every((kind) => kind === 'column')) {
      const entry = parentOf(first);
      if (oids.every((oid) => parentOf(oid) === entry)) return { roots: withoutInner(oids), entry };
    }
    if (oids.length > 1) throw new ProblemError('snmp-table-unreadable', { oid: texts.join(', ').slice(0, 200) });
    const [kind] = kinds;
    if (kind === 'scalar' || kind === 'instance')
      throw new ProblemError('snmp-table-unreadable', { oid: texts[0]?.slice(0, 200) ?? '' });
    // RFC 2578 section 7.10: the entry of a table is always its arc 1.
    return { roots: [first], entry: kind === 'entry' ? first : `${first}.1` };
  }
}

function stopped({ stoppedAt }: WalkEnd): { stoppedAt?: string } {
  return stoppedAt === undefined ? {} : { stoppedAt };
}

function parentOf(oid: string): string {
  return oid.slice(0, oid.lastIndexOf('.'));
}

/** In the order of OIDs, without those that lie below another: nothing is to be read twice. */
function withoutInner(roots: readonly string[]): string[] {
  const arcs = (oid: string) => oid.split('.').map(Number);
  const sorted = [...new Set(roots)].sort((a, b) => compareArcs(arcs(a), arcs(b)));
  const kept: string[] = [];
  for (const root of sorted) if (!`${root}.`.startsWith(`${kept.at(-1) ?? ' '}.`)) kept.push(root);
  return kept;
}

function octets(oid: string): Uint8Array {
  const bytes = oidOctets(oid);
  if (bytes === undefined) throw new ProblemError('snmp-oid-unreadable', { oid: oid.slice(0, 200) });
  return bytes;
}

/** Calls again and again until the function that it returns is called. */
function every({ clock }: SnmpTool, milliseconds: number, work: () => void): () => void {
  let cancel = clock.after(milliseconds, again);
  function again() {
    cancel = clock.after(milliseconds, again);
    work();
  }
  return () => cancel();
}
