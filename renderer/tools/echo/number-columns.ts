import { formatBytes, formatCount } from '../../ui/format.ts';
import type { Column } from '../../ui/table-column.ts';

interface NumberColumn<Row> {
  key: string;
  title: string;
  width: string;
  value: (row: Row) => number;
}

/** Octets, with a unit. */
export function bytesColumn<Row>(column: NumberColumn<Row>): Column<Row> {
  return { ...column, text: (row) => formatBytes(column.value(row)), right: true };
}

/** How many, as the language groups digits. */
export function countColumn<Row>(column: NumberColumn<Row>, language: string): Column<Row> {
  return { ...column, text: (row) => formatCount(column.value(row), language), right: true };
}
