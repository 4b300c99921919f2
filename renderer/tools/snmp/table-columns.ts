import { m } from '#shared/messages/compiled/messages.js';
import type { Column } from '../../ui/table-column.ts';
import type { ShownTable } from './shown-result.svelte.ts';
import type { TableColumns, TableRowAt } from './stored-rows.ts';

/** More parts of an index than these would leave no room for what scrolls beside them. */
const stickyParts = 2;

const numbers = new Set(['INTEGER', 'Counter32', 'Gauge32', 'TimeTicks', 'Counter64', 'Float', 'Double']);

/** The columns of a table as they are shown: the index by its parts first, holes marked, numbers that are no words at the right. */
export function tableColumns({ columns, parts }: Pick<ShownTable, 'columns' | 'parts'>): Column<TableRowAt>[] {
  return [...indexColumns(parts), ...columns.map((column, at) => valueColumn(column, at))];
}

function indexColumns(parts: readonly string[]): Column<TableRowAt>[] {
  const whole: Column<TableRowAt> = {
    key: 'index',
    title: m.snmp_column_index(),
    width: '140px',
    value: ({ index }) => index,
    mono: true,
    sticky: true,
  };
  const each = parts.map(
    (name, at): Column<TableRowAt> => ({
      key: `part${at}`,
      title: name,
      width: '120px',
      value: (row) => row.parts[at]?.text ?? '',
      mono: true,
      unsorted: true,
    }),
  );
  if (parts.length === 0 || parts.length > stickyParts) return [whole, ...each];
  // The order of the first part is the order of the index.
  return each.map((column, at) => ({
    ...column,
    sticky: true,
    ...(at === 0 ? { key: 'index', unsorted: false } : {}),
  }));
}

function valueColumn({ name, oid, type, unit, labelled }: TableColumns[number], at: number): Column<TableRowAt> {
  // The unit stands in the title once, not in every row.
  const ending = unit === undefined ? '' : ` ${unit}`;
  const title = unit === undefined ? name : `${name} (${unit})`;
  const textOf = (row: TableRowAt) => {
    const text = row.cells[at]?.text ?? m.snmp_hole_mark();
    return ending !== '' && text.endsWith(ending) ? text.slice(0, -ending.length) : text;
  };
  const isNumber = numbers.has(type) && labelled !== true;
  return {
    key: String(at),
    title,
    hint: [name, oid, type, unit].filter((part) => part !== undefined).join(' · '),
    width: `${widthOf(title, labelled === true ? 'label' : type)}px`,
    value: (row) => row.cells[at]?.value ?? '',
    text: textOf,
    right: isNumber,
    absent: (row) => row.cells[at] === null,
    absentText: m.snmp_hole,
  };
}

const widths: Readonly<Record<string, number>> = {
  Counter64: 170,
  Counter32: 120,
  TimeTicks: 190,
  'OCTET STRING': 180,
  'OBJECT IDENTIFIER': 200,
  label: 130,
};

/** Pixels: room for the title, and for what values of the type look like. */
function widthOf(title: string, type: string): number {
  const titled = 7 * title.length + 24;
  const value = widths[type];
  return Math.min(260, Math.max(titled, value ?? 96));
}
