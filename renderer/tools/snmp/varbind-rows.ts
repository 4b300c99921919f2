import type { Varbind } from '#shared/model/snmp-varbind.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { RowQuery, RowRange, RowSource } from '../../ui/paged-rows.svelte.ts';

/** A varbind with its position among all rows. */
export type VarbindRow = Varbind & { at: number };

const collator = new Intl.Collator(undefined, { numeric: true });

/** By arcs: the order in which an agent has its objects. */
export function compareOids(left: string, right: string): number {
  const a = left.split('.');
  const b = right.split('.');
  for (let arc = 0; arc < Math.min(a.length, b.length); arc++) {
    const by = Number(a[arc]) - Number(b[arc]);
    if (by !== 0) return by;
  }
  return a.length - b.length;
}

/** The rows of an answer that is at hand, as `snmp.rows` gives those in storage. @throws ProblemError snmp-filter-unreadable */
export function answerSource(varbinds: readonly Varbind[]): RowSource<VarbindRow> {
  const all = varbinds.map((varbind, at) => ({ ...varbind, at }));
  return async ({ from, count }, query): Promise<RowRange<VarbindRow>> => {
    const rows = sorted(filtered(all, query), query.sort);
    return { total: all.length, matching: rows.length, rows: rows.slice(from, from + count) };
  };
}

function filtered(rows: readonly VarbindRow[], { filter, regex }: RowQuery): readonly VarbindRow[] {
  if (filter === '') return rows;
  const textOf = ({ oid, name = '', type, text }: VarbindRow) => `${oid} ${name} ${type} ${text}`;
  if (regex) {
    const expression = readExpression(filter);
    return rows.filter((row) => expression.test(textOf(row)));
  }
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => textOf(row).toLowerCase().includes(word)));
}

function readExpression(search: string): RegExp {
  try {
    return new RegExp(search, 'iu');
  } catch (thrown) {
    throw new ProblemError('snmp-filter-unreadable', { search }, String(thrown));
  }
}

function sorted(rows: readonly VarbindRow[], sort: RowQuery['sort']): readonly VarbindRow[] {
  if (sort === undefined) return rows;
  const sign = sort.down ? -1 : 1;
  const compare: (a: VarbindRow, b: VarbindRow) => number =
    sort.key === 'oid'
      ? (a, b) => compareOids(a.oid, b.oid)
      : sort.key === 'value'
        ? compareValues
        : (a, b) => collator.compare(textOf(a, sort.key), textOf(b, sort.key));
  return rows.toSorted((a, b) => sign * compare(a, b));
}

function textOf({ name, oid, type }: VarbindRow, key: string): string {
  return key === 'type' ? type : (name ?? oid);
}

/** Numbers by size and before texts. */
function compareValues(a: VarbindRow, b: VarbindRow): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left < right ? -1 : left > right ? 1 : 0;
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  return collator.compare(a.text, b.text);
}

function numberOf({ type, value }: Varbind): number | bigint | undefined {
  if (typeof value === 'number') return value;
  return type === 'Counter64' && typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : undefined;
}
