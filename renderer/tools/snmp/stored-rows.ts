import type { Client } from '#shared/contract/index.ts';
import type { TableRow, TableRowsResult } from '#shared/model/snmp-operation.ts';
import { PagedRows, type RowSource } from '../../ui/paged-rows.svelte.ts';
import { answerSource, compareOids, type VarbindRow } from './varbind-rows.ts';

export type TableRowAt = TableRow & { at: number };
export type TableColumns = TableRowsResult['columns'];

const sortKeys = ['oid', 'name', 'type', 'value'] as const;

/** What a walk brings: read from storage by range, also while it runs. */
export function walkRows(client: Client, exchange: string): PagedRows<VarbindRow> {
  const source: RowSource<VarbindRow> = ({ from, count }, { filter, regex, sort }, signal) => {
    const key = sortKeys.find((one) => one === sort?.key);
    const order = sort === undefined || key === undefined ? {} : { sort: { key, down: sort.down } };
    return client.snmp.rows({ exchange, from, count, filter, regex, ...order }, { signal });
  };
  return new PagedRows(source, { compare: (left, right) => compareOids(left.oid, right.oid) });
}

/** The objects of one answer. */
export function answerRows(varbinds: Parameters<typeof answerSource>[0]): PagedRows<VarbindRow> {
  return new PagedRows(answerSource(varbinds));
}

/** A table's rows. Its sort keys are "index" and the positions of columns. `oncolumns` hears of the columns with each answer. */
export function tableRows(
  client: Client,
  exchange: string,
  oncolumns: (columns: TableColumns, first: TableRowAt | undefined) => void,
): PagedRows<TableRowAt> {
  return new PagedRows(async ({ from, count }, { filter, regex, sort }, signal) => {
    const column = sort?.key === 'index' ? -1 : Number(sort?.key);
    const order = sort === undefined || !Number.isInteger(column) ? {} : { sort: { column, down: sort.down } };
    const answer = await client.snmp.tableRows({ exchange, from, count, filter, regex, ...order }, { signal });
    oncolumns(answer.columns, answer.rows[0]);
    return answer;
  });
}
