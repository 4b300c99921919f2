import type { z } from 'zod';
import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { toHex } from '#shared/model/hex.ts';
import type { RowsResult, rowsInputSchema } from '#shared/model/snmp-operation.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';
import type { RowSet } from './row-set.ts';
import { Slices, sortInSlices } from './slices.ts';
import { compareKeys, type SortKey, textKey, valueKey } from './sort-keys.ts';
import { filterBatch, textFilter } from './text-filter.ts';

type RowsInput = z.output<typeof rowsInputSchema>;

/** The varbind at a place of a list, for people. */
export function varbindAt(objects: ObjectRegistry, list: VarbindList, index: number): Varbind {
  const start = list.valueStart(index);
  const hex = toHex(list.bytes.subarray(start, start + list.valueLength(index)));
  return toVarbind(objects, list.oid(index), list.value(index), hex);
}

/** A range of rows in storage, filtered and sorted. Views that were made stay for the next range. */
export class RowsViews {
  readonly #objects: ObjectRegistry;
  /** By what was asked for, the one used longest ago first. */
  readonly #views = new Map<string, Promise<Uint32Array>>();

  constructor(objects: ObjectRegistry) {
    this.#objects = objects;
  }

  async page(set: RowSet, input: RowsInput, signal: AbortSignal): Promise<RowsResult> {
    const { from, count } = input;
    const { total, positions } = await steady(set, async () => ({
      total: set.total,
      positions: await this.#positions(set, input, signal),
    }));
    const rows: RowsResult['rows'] = [];
    const matching = positions?.length ?? total;
    for (let at = from; at < Math.min(from + count, matching); at++) {
      const position = positions === undefined ? at : (positions[at] ?? 0);
      const found = set.at(position);
      if (found !== undefined) rows.push({ ...varbindAt(this.#objects, found.list, found.index), at: position });
    }
    return { total, matching, rows };
  }

  /** Undefined: all rows as they lie. */
  async #positions(
    set: RowSet,
    { filter, regex, sort }: RowsInput,
    signal: AbortSignal,
  ): Promise<Uint32Array | undefined> {
    const isWhole = filter === '' && (sort === undefined || (sort.key === 'oid' && !sort.down));
    if (isWhole) return undefined;
    const name = JSON.stringify([set.exchange, set.version, filter, regex, sort]);
    const known = this.#views.get(name);
    if (known !== undefined) {
      this.#views.delete(name);
      this.#views.set(name, known);
      const view = await known.catch(() => undefined);
      if (view !== undefined) return view;
      // Whoever it was made for has given it up.
      signal.throwIfAborted();
    }
    const made = this.#make(set, { filter, regex, sort }, new Slices(signal));
    this.#views.set(name, made);
    made.catch(() => this.#views.delete(name));
    for (const oldest of this.#views.keys()) {
      if (this.#views.size <= viewsKept) break;
      this.#views.delete(oldest);
    }
    return made;
  }

  async #make(
    set: RowSet,
    { filter, regex, sort }: Pick<RowsInput, 'filter' | 'regex' | 'sort'>,
    slices: Slices,
  ): Promise<Uint32Array> {
    const kept = filter === '' ? all(set.total) : await this.#filtered(set, filter, regex, slices);
    if (sort === undefined) return kept;
    if (sort.key === 'oid') return sort.down ? kept.toReversed() : kept;
    const numbers = new Float64Array(set.total);
    /** What is no number, or one that a double cannot hold. */
    const others: (SortKey | undefined)[] = new Array(set.total);
    for (const { list, first } of set.from(0)) {
      for (let index = 0; index < list.count; index++) {
        const key = this.#sortKey(list, index, sort.key);
        if (typeof key === 'number') numbers[first + index] = key;
        else others[first + index] = key;
      }
      await slices.pause();
    }
    const compare = (a: number, b: number) => compareKeys(others[a] ?? numbers[a] ?? 0, others[b] ?? numbers[b] ?? 0);
    const compareDown = (a: number, b: number) => compare(b, a);
    return sortInSlices(kept, sort.down ? compareDown : compare, slices);
  }

  #sortKey(list: VarbindList, index: number, key: 'name' | 'type' | 'value'): SortKey {
    if (key === 'type') return list.value(index).type;
    if (key === 'name') return textKey(varbindAt(this.#objects, list, index).name ?? list.oid(index));
    return valueKey(list, index, () => varbindAt(this.#objects, list, index).text);
  }

  async #filtered(set: RowSet, filter: string, regex: boolean, slices: Slices): Promise<Uint32Array> {
    const passes = textFilter(filter, regex);
    const kept: number[] = [];
    for (const { list, first } of set.from(0)) {
      for (let from = 0; from < list.count; from += filterBatch) {
        const texts = Array.from({ length: Math.min(filterBatch, list.count - from) }, (_, at) => {
          const { oid, name = '', type, text } = varbindAt(this.#objects, list, from + at);
          return `${oid} ${name} ${type} ${text}`;
        });
        for (const [at, passed] of passes(texts).entries()) if (passed) kept.push(first + from + at);
      }
      await slices.pause();
    }
    return Uint32Array.from(kept);
  }
}

const viewsKept = 6;

function all(total: number): Uint32Array {
  const positions = new Uint32Array(total);
  for (let at = 0; at < total; at++) positions[at] = at;
  return positions;
}

/** What `read` makes of rows that did not change their places meanwhile, which they do once, when their walk ends. */
export async function steady<Result>(set: RowSet, read: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const { arrangement } = set;
    const result = await read();
    if (arrangement === set.arrangement) return result;
  }
}
