import type { z } from 'zod';
import { rowStatusColumn } from '#electron/objects/snmp-object.ts';
import type { rowInputSchema, SetResult } from '#shared/model/snmp-operation.ts';
import type { SetVarbind } from '#shared/model/snmp-varbind.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { readOid } from '../get.ts';
import type { SnmpTool } from '../operation.ts';
import type { Journal } from './journal.ts';
import { rowStatus } from './row-status.ts';
import { runSet } from './run-set.ts';

type RowInput = z.output<typeof rowInputSchema>;

/** Makes a row through its RowStatus column. @throws ProblemError snmp-row-status-unknown, snmp-oid-unreadable */
export function createRow(
  tool: SnmpTool,
  journal: Journal,
  input: RowInput & { how: 'createAndGo' | 'createAndWait'; columns: SetVarbind[] },
  signal: AbortSignal,
): Promise<SetResult> {
  const index = readIndex(input.index);
  const columns = input.columns.map((column) => ({ ...column, oid: `${readOid(tool, column.oid)}.${index}` }));
  const varbinds = [...columns, statusVarbind(tool, input, index, rowStatus[input.how])];
  return runSet(tool, journal, { ...input, varbinds }, signal);
}

/** Removes a row through its RowStatus column. @throws ProblemError snmp-row-status-unknown, snmp-oid-unreadable */
export function destroyRow(tool: SnmpTool, journal: Journal, input: RowInput, signal: AbortSignal): Promise<SetResult> {
  const varbinds = [statusVarbind(tool, input, readIndex(input.index), rowStatus.destroy)];
  return runSet(tool, journal, { ...input, varbinds }, signal);
}

function statusVarbind(tool: SnmpTool, input: RowInput, index: string, value: number): SetVarbind {
  return { oid: `${statusColumn(tool, input)}.${index}`, type: 'INTEGER', value, hex: false };
}

function statusColumn(tool: SnmpTool, { table, statusColumn: given }: RowInput): string {
  if (given !== undefined) return readOid(tool, given);
  const oid = readOid(tool, table);
  const found = tool.objects.find(oid);
  const object = found?.instance === '' ? found.object : undefined;
  if (object?.kind === 'column' && object.syntax?.name === 'RowStatus') return oid;
  const column = object === undefined ? undefined : rowStatusColumn(tool.objects, object);
  if (column === undefined) throw new ProblemError('snmp-row-status-unknown', { name: table.slice(0, 200) });
  return column.oid;
}

function readIndex(text: string): string {
  const index = text.replace(/^\./, '');
  if (!/^\d+(\.\d+)*$/.test(index)) throw new ProblemError('snmp-oid-unreadable', { oid: text.slice(0, 200) });
  return index;
}
