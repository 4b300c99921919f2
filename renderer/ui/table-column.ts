import type { LucideIcon } from '@lucide/svelte';
import type { Snippet } from 'svelte';

/** A column of a table: how a row is sorted, filtered, shown and copied in it. */
export interface Column<Row> {
  key: string;
  title: string;
  /** A track of a CSS grid: "minmax(120px, 1fr)", "90px". A person can change it. */
  width: string;
  /** What is sorted by, and what JSON gets. */
  value: (row: Row) => string | number;
  /** What is filtered and copied, and shown where there is no `cell`. Default: the value. */
  text?: ((row: Row) => string) | undefined;
  /** `at` tells whether the keyboard stands on the row: controls in other rows stay out of the tab order. */
  cell?: Snippet<[row: Row, at: boolean]> | undefined;
  /** Numbers stand at the right. */
  right?: boolean | undefined;
  mono?: boolean | undefined;
  /** A column of buttons, the last: no name in the header, not sorted, not copied, not hidden, at the right whatever is scrolled. */
  bare?: boolean | undefined;
  /** Stays at the left while the others scroll sideways; needs a width in pixels, and only sticky ones before it. */
  sticky?: boolean | undefined;
  /** Cannot be sorted by. */
  unsorted?: boolean | undefined;
  /** Shown on hover over the title. */
  hint?: string | undefined;
  /** A row has nothing there at all, which is marked, with these words on hover; its text is what is copied. */
  absent?: ((row: Row) => boolean) | undefined;
  absentText?: (() => string) | undefined;
}

export interface Sort {
  key: string;
  down: boolean;
}

/** One line of a row's context menu. It repeats what a button or a key does. */
export interface RowAction {
  id: string;
  label: string;
  icon?: LucideIcon | undefined;
  shortcut?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  run: () => void;
}

const collator = new Intl.Collator(undefined, { numeric: true });

export function textOf<Row>(column: Column<Row>, row: Row): string {
  return column.text?.(row) ?? String(column.value(row));
}

/** Sorted by one column, numbers as numbers; equal rows keep their order. Without a sort, the rows as they came. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | undefined) {
  const column = columns.find(({ key }) => key === sort?.key);
  if (!column) return rows;
  const sign = sort?.down ? -1 : 1;
  return [...rows].sort((left, right) => {
    const a = column.value(left);
    const b = column.value(right);
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * collator.compare(String(a), String(b));
  });
}

/**
 * Rows that match every word: `word` anywhere, `-word` nowhere, `column:word` in the column whose title or key begins so,
 * "two words" together. Capitals do not matter.
 */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], filter: string) {
  const words = [...filter.matchAll(/(-?)(?:([^\s":]+):)?(?:"([^"]*)"?|(\S*))/g)]
    .map(([, minus, where = '', quoted, plain = '']) => {
      const begins = where.toLowerCase();
      const named = columns.filter(
        ({ key, title }) => where && [key, title].some((name) => name.toLowerCase().startsWith(begins)),
      );
      // An address such as 10.0.0.1:67 names no column: then the colon is part of the word.
      const word = (where && named.length === 0 ? `${where}:` : '') + (quoted ?? plain);
      return { word: word.toLowerCase(), without: minus === '-', among: named.length > 0 ? named : columns };
    })
    // Half typed, "name:" and "-" say nothing yet.
    .filter(({ word }) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) =>
    words.every(
      ({ word, without, among }) =>
        without !== among.some((column) => !column.bare && textOf(column, row).toLowerCase().includes(word)),
    ),
  );
}

/** Lines of values between tabs, as a spreadsheet takes them from the clipboard. */
export function rowsAsText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return rows
    .map((row) =>
      copied(columns)
        .map((column) => textOf(column, row))
        .join('\t'),
    )
    .join('\n');
}

/** RFC 4180, with titles. A value that a spreadsheet would run as a formula gets a quote before it. */
export function rowsAsCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return csvTitles(columns) + csvLines(rows, columns);
}

export function csvTitles<Row>(columns: readonly Column<Row>[]): string {
  return csvLine(copied(columns).map(({ title }) => title));
}

export function csvLines<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return rows.map((row) => csvLine(copied(columns).map((column) => textOf(column, row)))).join('');
}

export function rowsAsJson<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return JSON.stringify(
    rows.map((row) => rowAsRecord(row, columns)),
    null,
    2,
  );
}

export function rowAsRecord<Row>(row: Row, columns: readonly Column<Row>[]): Record<string, string | number> {
  return Object.fromEntries(copied(columns).map((column) => [column.key, column.value(row)]));
}

function copied<Row>(columns: readonly Column<Row>[]) {
  return columns.filter(({ bare }) => !bare);
}

function csvLine(values: readonly string[]): string {
  return `${values.map(csvValue).join(',')}\r\n`;
}

function csvValue(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d[\d.,]*$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
