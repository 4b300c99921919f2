import type { PagedRows } from './paged-rows.svelte.ts';
import { type Column, csvLines, csvTitles, rowAsRecord, rowsAsText } from './table-column.ts';

export const exportFormats = ['text', 'csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Rows that go into the clipboard at most; more are for a file. */
export const clipboardRows = 100_000;
/** Rows fetched at a time. */
const pageSize = 1000;

/** Collects all rows that a table shows, page by page, as text to copy or save. */
export class RowExport {
  /** How many rows are there so far, of how many; undefined: nothing is collected. */
  progress = $state.raw<{ done: number; of: number }>();
  #abort: AbortController | undefined;

  /** The rows as pieces of one text; undefined when it was cancelled. @throws what fetching rows throws */
  async collect<Row>(
    rows: Pick<PagedRows<Row>, 'range'>,
    columns: readonly Column<Row>[],
    format: ExportFormat,
  ): Promise<string[] | undefined> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    const parts: string[] = format === 'csv' ? [csvTitles(columns)] : [];
    let done = 0;
    try {
      for (;;) {
        const { rows: page, matching } = await rows.range(done, pageSize, abort.signal);
        if (abort.signal.aborted) return undefined;
        if (page.length > 0) parts.push(asText(page, columns, format, done === 0));
        done += page.length;
        this.progress = { done, of: matching };
        if (page.length === 0 || done >= matching) break;
      }
    } catch (thrown) {
      if (abort.signal.aborted) return undefined;
      throw thrown;
    } finally {
      if (this.#abort === abort) this.progress = undefined;
    }
    if (format === 'json') parts.push(done === 0 ? '[]\n' : '\n]\n');
    return parts;
  }

  cancel(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.progress = undefined;
  }
}

function asText<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  format: ExportFormat,
  first: boolean,
): string {
  if (format === 'csv') return csvLines(rows, columns);
  if (format === 'text') return `${rowsAsText(rows, columns)}\n`;
  const records = rows.map((row) => JSON.stringify(rowAsRecord(row, columns)));
  return `${first ? '[\n' : ',\n'}${records.join(',\n')}`;
}
