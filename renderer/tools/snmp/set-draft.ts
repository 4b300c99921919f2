import type { z } from 'zod';
import { fromHex } from '#shared/model/hex.ts';
import type { rowInputSchema, setInputSchema } from '#shared/model/snmp-operation.ts';
import { type SettableType, settableTypes } from '#shared/model/snmp-varbind.ts';

/** One object to be written, as it is typed. */
export interface SetRow {
  key: number;
  oid: string;
  /** Empty: what the object's definition says. */
  type: SettableType | '';
  value: string;
  hex: boolean;
}

/** A row of a table to be made or removed, as it is typed. */
export interface RowDraft {
  table: string;
  index: string;
  statusColumn: string;
  how: 'createAndGo' | 'createAndWait';
  columns: SetRow[];
}

export type SetFault = 'oid' | 'value' | 'table' | 'index';
export type SetVarbinds = z.input<typeof setInputSchema>['varbinds'];
export type RowInput = Omit<z.input<typeof rowInputSchema>, 'target'>;

/** Rows that are kept: more are nobody's typing. */
const rowsKept = 200;

/** A row with nothing in it. Its key is above all that are there. */
export function emptyRow(rows: readonly SetRow[], given: Partial<Omit<SetRow, 'key'>> = {}): SetRow {
  const key = 1 + Math.max(0, ...rows.map((row) => row.key));
  return { key, oid: '', type: '', value: '', hex: false, ...given };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Takes what was kept of rows, field by field; there is always one. */
export function readSetRows(kept: unknown): SetRow[] {
  const rows = (Array.isArray(kept) ? kept.slice(0, rowsKept) : []).map((one: unknown, index): SetRow => {
    const row = isRecord(one) ? one : {};
    const type = settableTypes.find((known) => known === row.type) ?? '';
    return { key: index + 1, oid: text(row.oid), type, value: text(row.value), hex: row.hex === true };
  });
  return rows.length > 0 ? rows : [emptyRow([])];
}

export function readRowDraft(kept: unknown): RowDraft {
  const row = isRecord(kept) ? kept : {};
  return {
    table: text(row.table),
    index: text(row.index),
    statusColumn: text(row.statusColumn),
    how: row.how === 'createAndWait' ? 'createAndWait' : 'createAndGo',
    columns: readSetRows(row.columns),
  };
}

const isBlank = (row: SetRow) => row.oid.trim() === '' && row.value === '' && row.type === '';

/** Turns rows into the call's input. Rows left blank do not count; `faults` has what is wrong, by the row's key. */
export function parseSetRows(rows: readonly SetRow[]): {
  varbinds: SetVarbinds;
  faults: ReadonlyMap<number, SetFault>;
} {
  const faults = new Map<number, SetFault>();
  const varbinds: SetVarbinds = [];
  for (const { key, oid, type, value, hex } of rows.filter((row) => !isBlank(row))) {
    if (oid.trim() === '') faults.set(key, 'oid');
    else if (hex && fromHex(value.replaceAll(/[\s:.-]/g, '')) === undefined) faults.set(key, 'value');
    varbinds.push({
      oid: oid.trim(),
      value: hex ? value.replaceAll(/[\s:.-]/g, '') : value,
      hex,
      ...(type === '' ? {} : { type }),
    });
  }
  return { varbinds, faults };
}

/** Turns the draft of a table's row into the calls' input. */
export function parseRowDraft(draft: RowDraft): {
  row: RowInput;
  columns: SetVarbinds;
  faults: ReadonlySet<SetFault>;
  columnFaults: ReadonlyMap<number, SetFault>;
} {
  const faults = new Set<SetFault>();
  const index = draft.index.trim().replace(/^\./, '');
  if (draft.table.trim() === '') faults.add('table');
  if (!/^\d+(\.\d+)*$/.test(index)) faults.add('index');
  const { varbinds, faults: columnFaults } = parseSetRows(draft.columns);
  const statusColumn = draft.statusColumn.trim();
  const row = { table: draft.table.trim(), index, ...(statusColumn === '' ? {} : { statusColumn }) };
  return { row, columns: varbinds, faults, columnFaults };
}
