import { ProblemError } from '#shared/problem/problem.ts';
import type { RowSet } from './row-set.ts';
import { type Slices, sortInSlices } from './slices.ts';

/** A table joined from the rows of a walk over its columns. */
export interface JoinedTable {
  /** Dotted OIDs of the columns that had instances, in their order. */
  columns: string[];
  /** Dotted index of each row, in the order of indexes. */
  indexes: string[];
  /** For each column and row the position of the cell among the walk's rows; -1: a hole. */
  cells: Int32Array[];
  holes: number;
}

/** Where the columns of a table stand: below which OID, or which OIDs they are. */
export interface ColumnPlace {
  /** The entry's OID: one arc more is a column, what comes behind it the index. */
  entry: string;
}

/** More columns are no table, as more cells would not fit into memory: every cell has its place, also a hole. */
const columnLimit = 1000;
const cellLimit = 50_000_000;

/**
 * Joins what a walk read into rows by the index that each instance carries. What lies outside of the entry is passed over.
 *
 * @throws ProblemError snmp-table-unreadable for what has too many columns to be a table.
 */
export async function joinTable(set: RowSet, { entry }: ColumnPlace, slices: Slices): Promise<JoinedTable> {
  const prefix = `${entry}.`;
  const rowOf = new Map<string, number>();
  const indexes: string[] = [];
  const columns: string[] = [];
  const columnOf = new Map<string, number>();
  const cells: number[][] = [];
  let column = -1;
  let current = '';
  for (const { list, first } of set.from(0)) {
    for (let at = 0; at < list.count; at++) {
      const oid = list.oid(at);
      if (!oid.startsWith(prefix)) continue;
      const dot = oid.indexOf('.', prefix.length);
      if (dot < 0) continue;
      const name = oid.slice(0, dot);
      if (name !== current) {
        current = name;
        column = columnOf.get(name) ?? columns.push(name) - 1;
        columnOf.set(name, column);
        cells[column] ??= [];
      }
      const index = oid.slice(dot + 1);
      let row = rowOf.get(index);
      if (row === undefined) {
        row = indexes.push(index) - 1;
        rowOf.set(index, row);
      }
      const own = cells[column];
      if (own !== undefined) own[row] = first + at;
    }
    const tooWide = columns.length > columnLimit || columns.length * indexes.length > cellLimit;
    if (tooWide) throw new ProblemError('snmp-table-unreadable', { oid: entry }, `${columns.length} columns`);
    await slices.pause();
  }
  const order = await inIndexOrder(indexes, slices);
  let holes = 0;
  const placed = cells.map((own) => {
    const positions = new Int32Array(indexes.length);
    for (let at = 0; at < order.length; at++) {
      const position = own[order[at] ?? 0] ?? -1;
      positions[at] = position;
      if (position < 0) holes++;
    }
    return positions;
  });
  return { columns, indexes: Array.from(order, (row) => indexes[row] ?? ''), cells: placed, holes };
}

/** Rows that only later columns have stand at the end until here. */
async function inIndexOrder(indexes: readonly string[], slices: Slices): Promise<Uint32Array> {
  const arcs = indexes.map((index) => index.split('.').map(Number));
  const positions = Uint32Array.from(indexes, (_, at) => at);
  return sortInSlices(positions, (a, b) => compareArcs(arcs[a] ?? [], arcs[b] ?? []), slices);
}

export function compareArcs(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
