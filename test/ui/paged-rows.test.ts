import { describe, expect, it, vi } from 'vitest';
import { PagedRows, type RowQuery, type RowRange } from '../../renderer/ui/paged-rows.svelte.ts';
import { RowExport } from '../../renderer/ui/row-export.svelte.ts';
import { ScaledScroll } from '../../renderer/ui/scaled-scroll.ts';
import type { Column } from '../../renderer/ui/table-column.ts';

const compare = (left: number, right: number) => left - right;
const quiet = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Rows that can be changed, and every range that was asked for. */
function sourceOf(all: number[]) {
  const asked: [from: number, count: number][] = [];
  const source = async (
    { from, count }: { from: number; count: number },
    query: RowQuery,
  ): Promise<RowRange<number>> => {
    asked.push([from, count]);
    const rows = all.filter((row) => String(row).includes(query.filter));
    if (query.sort !== undefined) rows.sort((a, b) => (query.sort?.down ? b - a : a - b));
    return { total: all.length, matching: rows.length, rows: rows.slice(from, from + count) };
  };
  return { source, asked, all };
}

const upTo = (count: number, step = 1) => Array.from({ length: count }, (_, at) => at * step);

describe('rows by page', () => {
  it('fetches what is in view, once, and forgets what is far away', async () => {
    const { source, asked } = sourceOf(upTo(100_000));
    const rows = new PagedRows(source, { pageSize: 100 });
    await rows.ask({ filter: '', regex: false, sort: undefined });
    expect([rows.total, rows.matching, rows.row(0)]).toEqual([100_000, 100_000, 0]);
    rows.show(50_000, 50_030);
    expect(rows.row(50_000)).toBeUndefined();
    await quiet();
    expect(rows.row(50_010)).toBe(50_010);
    rows.show(50_005, 50_040);
    await quiet();
    expect(asked).toEqual([
      [0, 100],
      [50_000, 100],
    ]);
    for (let page = 0; page < 40; page++) {
      rows.show(1000 * page, 1000 * page + 30);
      await quiet();
    }
    expect(rows.row(50_010)).toBeUndefined();
    expect(rows.row(39_010)).toBe(39_010);
  });

  it('grows without moving a row', async () => {
    const { source, all } = sourceOf(upTo(150));
    const rows = new PagedRows(source, { pageSize: 100 });
    rows.grow(150);
    rows.show(90, 149);
    await quiet();
    const before = rows.row(120);
    all.push(...upTo(1000).map((row) => 1000 + row));
    rows.grow(1150);
    await quiet();
    expect(rows.row(120)).toBe(before);
    expect(rows.row(160)).toBe(1010);
    expect([rows.total, rows.matching]).toEqual([1150, 1150]);
  });

  it('keeps what is shown until the answer to another question is here, and heeds only the last', async () => {
    const gates: (() => void)[] = [];
    const all = upTo(1000);
    const rows = new PagedRows<number>(async ({ from, count }, { filter }) => {
      if (filter !== '') await new Promise<void>((open) => gates.push(open));
      const kept = all.filter((row) => String(row).startsWith(filter));
      return { total: 1000, matching: kept.length, rows: kept.slice(from, from + count) };
    });
    await rows.ask({ filter: '', regex: false, sort: undefined });
    const first = rows.ask({ filter: '9', regex: false, sort: undefined });
    const second = rows.ask({ filter: '77', regex: false, sort: undefined });
    expect([rows.row(1), rows.waiting]).toEqual([1, true]);
    for (const open of gates.toReversed()) open();
    await Promise.all([first, second]);
    expect([rows.matching, rows.row(0), rows.row(1), rows.waiting]).toEqual([11, 77, 770, false]);
  });

  it('names why a question could not be answered, and shows what it had', async () => {
    const rows = new PagedRows<number>(async (_range, { filter }) => {
      if (filter === '(') throw new Error('no expression');
      return { total: 1, matching: 1, rows: [7] };
    });
    await rows.ask({ filter: '', regex: false, sort: undefined });
    await rows.ask({ filter: '(', regex: true, sort: undefined });
    expect(String(rows.failure)).toContain('no expression');
    expect(rows.row(0)).toBe(7);
    await rows.ask({ filter: '7', regex: true, sort: undefined });
    expect(rows.failure).toBeUndefined();
  });

  it('settles where it is read when other rows came before it', async () => {
    const { source, all } = sourceOf(upTo(1000, 10));
    const rows = new PagedRows(source, { pageSize: 50, compare });
    rows.grow(1000);
    rows.show(500, 520);
    await quiet();
    expect(rows.row(500)).toBe(5000);
    all.splice(0, all.length, ...[...upTo(1000, 10), ...upTo(100).map((row) => row + 0.5)].sort(compare));
    await rows.settle();
    await quiet();
    expect(rows.moved).toEqual({ by: 100 });
    expect(rows.row(600)).toBe(5000);
    expect([rows.stale, rows.renewals]).toEqual([false, 0]);
  });

  it('moves nobody to another order: it says that there is one', async () => {
    const mixed = [...upTo(500, 2).map((row) => row + 1), ...upTo(500, 2)];
    const { source, all } = sourceOf(mixed);
    const rows = new PagedRows(source, { pageSize: 50, compare });
    rows.grow(1000);
    rows.show(100, 120);
    await quiet();
    expect(rows.row(100)).toBe(201);
    all.sort(compare);
    await rows.settle();
    expect([rows.row(100), rows.stale]).toEqual([201, true]);
    await rows.reload();
    await quiet();
    expect([rows.row(201), rows.stale]).toEqual([201, false]);
  });

  it('does not ask for ever for rows that were promised and do not come', async () => {
    const { source, asked } = sourceOf(upTo(30));
    const rows = new PagedRows(source);
    rows.grow(100);
    rows.show(0, 50);
    await quiet();
    rows.show(0, 60);
    await quiet();
    expect([rows.row(29), rows.row(30), rows.matching]).toEqual([29, undefined, 100]);
    expect(asked.length).toBeLessThan(5);
  });

  it('says that a filtered view is not all there is by now', async () => {
    const { source } = sourceOf(upTo(10));
    const rows = new PagedRows(source);
    await rows.ask({ filter: '1', regex: false, sort: undefined });
    rows.grow(5000);
    expect([rows.matching, rows.total, rows.stale]).toEqual([1, 5000, true]);
  });
});

describe('collecting all rows', () => {
  const columns: Column<number>[] = [
    { key: 'number', title: 'Number', width: '1fr', value: (row) => row },
    { key: 'formula', title: 'Formula', width: '1fr', value: (row) => `=${row}` },
  ];

  it('pages through them, tells how far it is, and makes formulas harmless', async () => {
    const { source, asked } = sourceOf(upTo(2500));
    const rows = new PagedRows(source);
    const work = new RowExport();
    const seen: unknown[] = [];
    const range = vi.fn(async (from: number, count: number, signal: AbortSignal) => {
      seen.push(work.progress);
      return await rows.range(from, count, signal);
    });
    const csv = (await work.collect({ range }, columns, 'csv'))?.join('') ?? '';
    expect(csv.split('\r\n').slice(0, 3)).toEqual(['Number,Formula', "0,'=0", "1,'=1"]);
    expect(csv.split('\r\n')).toHaveLength(2502);
    expect(asked.map(([from]) => from)).toEqual([0, 1000, 2000]);
    expect(seen).toEqual([undefined, { done: 1000, of: 2500 }, { done: 2000, of: 2500 }]);
    expect(work.progress).toBeUndefined();
    const json = (await work.collect(rows, columns, 'json'))?.join('') ?? '';
    expect(JSON.parse(json)).toHaveLength(2500);
    expect(
      JSON.parse((await work.collect(new PagedRows(sourceOf([]).source), columns, 'json'))?.join('') ?? ''),
    ).toEqual([]);
  });

  it('stops when it is cancelled', async () => {
    const { source, asked } = sourceOf(upTo(50_000));
    const rows = new PagedRows(source);
    const work = new RowExport();
    const range = async (from: number, count: number, signal: AbortSignal) => {
      if (from >= 3000) work.cancel();
      return await rows.range(from, count, signal);
    };
    expect(await work.collect({ range }, columns, 'text')).toBeUndefined();
    expect([asked.length, work.progress]).toEqual([4, undefined]);
  });
});

describe('scrolling through more than an element can hold', () => {
  it('is plain scrolling while it fits', () => {
    const scroll = new ScaledScroll();
    scroll.resize(24_000, 500);
    expect([scroll.content, scroll.scrolled(1234), scroll.top, scroll.shift]).toEqual([24_000, undefined, 1234, 0]);
  });

  it('reaches both ends and every row of 5,000,000', () => {
    const scroll = new ScaledScroll();
    const height = 24 * 5_000_000;
    scroll.resize(height, 500);
    expect(scroll.content).toBeLessThanOrEqual(8_000_000);
    scroll.scrolled(scroll.content - 500);
    expect(scroll.top).toBe(height - 500);
    scroll.scrolled(0);
    expect(scroll.top).toBe(0);
    for (const row of [0, 1, 777_777, 3_333_333, 4_999_990]) {
      const position = scroll.goTo(24 * row);
      expect(scroll.top).toBe(Math.min(24 * row, height - 500));
      // The element's own event says what was asked of it.
      if (position !== undefined) scroll.scrolled(position);
      expect(scroll.top).toBe(Math.min(24 * row, height - 500));
    }
  });

  it('moves pixel by pixel with the wheel, in the middle and into the ends', () => {
    const scroll = new ScaledScroll();
    scroll.resize(24 * 5_000_000, 500);
    let position = scroll.goTo(60_000_000) ?? 0;
    for (let turn = 0; turn < 50; turn++) {
      const before = scroll.top;
      position += 100;
      position = scroll.scrolled(position) ?? position;
      expect(scroll.top - before).toBe(100);
    }
    position = scroll.goTo(2000) ?? position;
    for (let turn = 0; turn < 60 && scroll.top > 0; turn++) {
      const before = scroll.top;
      position = Math.max(0, position - 100);
      const corrected = scroll.scrolled(position);
      position = corrected ?? position;
      expect(scroll.top).toBeLessThan(before);
    }
    expect(scroll.top).toBe(0);
  });
});
