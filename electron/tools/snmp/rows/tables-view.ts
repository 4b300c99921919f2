import type { z } from 'zod';
import { indexParts } from '#electron/objects/index-parts.ts';
import type { ObjectDefinition, ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { TableRow, TableRowsResult, tableRowsInputSchema } from '#shared/model/snmp-operation.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';
import type { RowSet } from './row-set.ts';
import { steady, varbindAt } from './rows-view.ts';
import { Slices, sortInSlices } from './slices.ts';
import { compareKeys, type SortKey, valueKey } from './sort-keys.ts';
import { type JoinedTable, joinTable } from './table-join.ts';
import { filterBatch, textFilter } from './text-filter.ts';

type TableRowsInput = z.output<typeof tableRowsInputSchema>;
type Columns = TableRowsResult['columns'];

/** A table that was joined, with what is known of it. */
interface KnownTable {
  version: number;
  joined: JoinedTable;
  columns: Columns;
  definition: ObjectDefinition | undefined;
}

const tablesKept = 4;
const viewsKept = 6;

/** Tables made of the rows of walks: a range of rows, filtered and sorted. */
export class TablesViews {
  readonly #objects: ObjectRegistry;
  readonly #tables = new Map<string, KnownTable>();
  readonly #views = new Map<string, Uint32Array>();

  constructor(objects: ObjectRegistry) {
    this.#objects = objects;
  }

  /** @throws ProblemError snmp-table-unreadable, snmp-filter-unreadable */
  page(set: RowSet, entry: string, input: TableRowsInput, signal: AbortSignal): Promise<TableRowsResult> {
    return steady(set, () => this.#page(set, entry, input, new Slices(signal)));
  }

  async #page(set: RowSet, entry: string, input: TableRowsInput, slices: Slices): Promise<TableRowsResult> {
    const table = await this.#table(set, entry, slices);
    const positions = await this.#positions(set, table, input, slices);
    const total = table.joined.indexes.length;
    const matching = positions?.length ?? total;
    const rows: TableRowsResult['rows'] = [];
    for (let at = input.from; at < Math.min(input.from + input.count, matching); at++) {
      const row = positions === undefined ? at : (positions[at] ?? 0);
      rows.push({ ...this.#row(set, table, row), at: row });
      await slices.pause();
    }
    return { columns: table.columns, total, matching, holes: table.joined.holes, rows };
  }

  async #table(set: RowSet, entry: string, slices: Slices): Promise<KnownTable> {
    const known = this.#tables.get(set.exchange);
    if (known?.version === set.version) return known;
    const { version } = set;
    const joined = await joinTable(set, { entry }, slices);
    const found = this.#objects.find(entry);
    const definition = found?.instance === '' && found.object.kind === 'entry' ? found.object : undefined;
    const columns = joined.columns.map((oid, column) => this.#column(set, joined, oid, column));
    const table: KnownTable = { version, joined, columns, definition };
    this.#tables.delete(set.exchange);
    this.#tables.set(set.exchange, table);
    forgetOldest(this.#tables, tablesKept);
    return table;
  }

  #column(set: RowSet, joined: JoinedTable, oid: string, column: number): Columns[number] {
    const found = this.#objects.find(oid);
    const object = found?.instance === '' && found.object.kind === 'column' ? found.object : undefined;
    const position = joined.cells[column]?.find((at) => at >= 0) ?? -1;
    const type = this.#cell(set, position)?.type ?? 'unknown';
    const unit = object?.unit;
    const labelled = object?.syntax?.type === 'INTEGER' && object.syntax.labels !== undefined;
    return {
      ...{ oid, name: object?.name ?? oid, type },
      ...(unit === undefined ? {} : { unit }),
      ...(labelled ? { labelled } : {}),
    };
  }

  #cell(set: RowSet, position: number): Varbind | undefined {
    const found = position < 0 ? undefined : set.at(position);
    return found === undefined ? undefined : varbindAt(this.#objects, found.list, found.index);
  }

  #row(set: RowSet, { joined, definition }: KnownTable, row: number): TableRow {
    const index = joined.indexes[row] ?? '';
    const cells = joined.cells.map((positions): TableRow['cells'][number] => {
      const cell = this.#cell(set, positions[row] ?? -1);
      if (cell === undefined) return null;
      const { oid: _oid, name: _name, ...rest } = cell;
      return rest;
    });
    return { index, parts: definition === undefined ? [] : indexParts(this.#objects, definition, index), cells };
  }

  async #positions(
    set: RowSet,
    table: KnownTable,
    { filter, regex, sort }: TableRowsInput,
    slices: Slices,
  ): Promise<Uint32Array | undefined> {
    if (filter === '' && (sort === undefined || (sort.column < 0 && !sort.down))) return undefined;
    const name = JSON.stringify([set.exchange, set.version, filter, regex, sort]);
    const known = this.#views.get(name);
    if (known !== undefined) return known;
    let kept = Uint32Array.from(table.joined.indexes, (_, row) => row);
    if (filter !== '') kept = await this.#filtered(set, table, filter, regex, slices);
    if (sort !== undefined) kept = await this.#sorted(set, table, kept, sort, slices);
    this.#views.set(name, kept);
    forgetOldest(this.#views, viewsKept);
    return kept;
  }

  async #sorted(
    set: RowSet,
    { joined }: KnownTable,
    rows: Uint32Array<ArrayBuffer>,
    sort: { column: number; down: boolean },
    slices: Slices,
  ): Promise<Uint32Array<ArrayBuffer>> {
    if (sort.column < 0) return rows.toReversed();
    const positions = joined.cells[sort.column];
    const keys: (SortKey | undefined)[] = new Array(joined.indexes.length);
    for (const row of rows) {
      const position = positions?.[row] ?? -1;
      const found = position < 0 ? undefined : set.at(position);
      if (found === undefined) continue;
      const { list, index } = found;
      keys[row] = valueKey(list, index, () => varbindAt(this.#objects, list, index).text);
      await slices.pause();
    }
    const compare = (a: number, b: number) => {
      const [left, right] = [keys[a], keys[b]];
      // Holes come last, whichever way.
      if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
      return sort.down ? compareKeys(right, left) : compareKeys(left, right);
    };
    return sortInSlices(rows, compare, slices);
  }

  async #filtered(
    set: RowSet,
    table: KnownTable,
    filter: string,
    regex: boolean,
    slices: Slices,
  ): Promise<Uint32Array<ArrayBuffer>> {
    const passes = textFilter(filter, regex);
    const kept: number[] = [];
    const total = table.joined.indexes.length;
    for (let from = 0; from < total; from += filterBatch) {
      const texts: string[] = [];
      for (let row = from; row < Math.min(total, from + filterBatch); row++) {
        const { index, parts, cells } = this.#row(set, table, row);
        texts.push([index, ...parts.map(({ text }) => text), ...cells.map((cell) => cell?.text ?? '')].join(' '));
        await slices.pause();
      }
      for (const [at, passed] of passes(texts).entries()) if (passed) kept.push(from + at);
    }
    return Uint32Array.from(kept);
  }
}

function forgetOldest(map: Map<string, unknown>, limit: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= limit) return;
    map.delete(oldest);
  }
}
