import type { z } from 'zod';
import type { rowInputSchema } from '#shared/model/snmp-operation.ts';
import {
  parseVarbindDrafts,
  readVarbindDrafts,
  type VarbindDraft,
  type VarbindFault,
  type WrittenVarbinds,
} from '../../app/varbind-draft.ts';

/** A row of a table to be made or removed, as it is typed. */
export interface RowDraft {
  table: string;
  index: string;
  statusColumn: string;
  how: 'createAndGo' | 'createAndWait';
  columns: VarbindDraft[];
}

export type RowFault = 'table' | 'index';
export type RowInput = Omit<z.input<typeof rowInputSchema>, 'target'>;

export function readRowDraft(kept: unknown): RowDraft {
  const row: Partial<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    table: text(row.table),
    index: text(row.index),
    statusColumn: text(row.statusColumn),
    how: row.how === 'createAndWait' ? 'createAndWait' : 'createAndGo',
    columns: readVarbindDrafts(row.columns),
  };
}

/** Turns the draft of a table's row into the calls' input. */
export function parseRowDraft(draft: RowDraft): {
  row: RowInput;
  columns: WrittenVarbinds;
  faults: ReadonlySet<RowFault>;
  columnFaults: ReadonlyMap<number, VarbindFault>;
} {
  const faults = new Set<RowFault>();
  const index = draft.index.trim().replace(/^\./, '');
  if (draft.table.trim() === '') faults.add('table');
  if (!/^\d+(\.\d+)*$/.test(index)) faults.add('index');
  const { varbinds, faults: columnFaults } = parseVarbindDrafts(draft.columns);
  const statusColumn = draft.statusColumn.trim();
  const row = { table: draft.table.trim(), index, ...(statusColumn === '' ? {} : { statusColumn }) };
  return { row, columns: varbinds, faults, columnFaults };
}
