import { Buffer } from 'node:buffer';
import type { IndexColumns } from './index-parts.ts';
import { lowerCase, makeNameBlocks } from './name-blocks.ts';
import { NodeIndex } from './node-index.ts';
import type { NodeRun } from './node-run.ts';
import { type PackedTexts, sortOctets } from './sort-octets.ts';

/** The index of what an old one has, but for the modules that were removed, and of modules that came; all but the words. */
export function buildColumns(
  old: IndexColumns | undefined,
  removed: ReadonlySet<number>,
  added: readonly NodeRun[],
): IndexColumns {
  const before = old === undefined ? undefined : new NodeIndex(old);
  const staying = before === undefined ? 0 : countOthers(before.parts.modules, removed);
  const nodes = new NodesToSort(
    staying + added.reduce((sum, { count }) => sum + count, 0),
    (before?.parts.keys.length ?? 0) + added.reduce((sum, { keys }) => sum + keys.length, 0),
    (before?.parts.names.length ?? 0) + added.reduce((sum, { names, count }) => sum + names.length + count, 0),
  );
  if (before !== undefined) nodes.addIndex(before, removed);
  for (const run of added) nodes.addRun(run);
  return nodes.columns();
}

function countOthers(modules: Uint32Array, removed: ReadonlySet<number>): number {
  let count = 0;
  for (const module of modules) if (!removed.has(module)) count++;
  return count;
}

const endOfName = 10;

/** Nodes in the order in which they came. A string of each would take more memory than all the rest of an import. */
class NodesToSort {
  readonly #count: number;
  readonly #keys: Buffer;
  readonly #keyAt: Uint32Array;
  readonly #names: Buffer;
  readonly #nameAt: Uint32Array;
  readonly #modules: Uint32Array;
  readonly #places: Uint32Array;
  readonly #kinds: Uint8Array;
  readonly #accesses: Uint8Array;
  readonly #ranks: Uint8Array;
  readonly #syntaxes: Uint32Array;
  /** Numbers for names of types, from 1; 0 is none. */
  readonly #syntaxNumbers = new Map<string | undefined, number>([[undefined, 0]]);
  #added = 0;

  constructor(count: number, keyOctets: number, nameOctets: number) {
    this.#count = count;
    this.#keys = Buffer.alloc(keyOctets);
    this.#names = Buffer.alloc(nameOctets);
    [this.#keyAt, this.#nameAt] = [new Uint32Array(count + 1), new Uint32Array(count + 1)];
    [this.#modules, this.#places, this.#syntaxes] = [
      new Uint32Array(count),
      new Uint32Array(count),
      new Uint32Array(count),
    ];
    [this.#kinds, this.#accesses, this.#ranks] = [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)];
  }

  addRun(run: NodeRun): void {
    const first = this.#added;
    const { count, keyAt, nameAt } = run;
    const keys = this.#keyAt[first] ?? 0;
    this.#keys.write(run.keys, keys, 'latin1');
    let name = this.#nameAt[first] ?? 0;
    for (let place = 0; place < count; place++) {
      const line = first + place;
      this.#keyAt[line + 1] = keys + (keyAt[place + 1] ?? 0);
      const end = nameAt[place + 1] ?? 0;
      for (let i = nameAt[place] ?? 0; i < end; i++) this.#names[name++] = run.names.charCodeAt(i);
      this.#names[name++] = endOfName;
      this.#nameAt[line + 1] = name;
      this.#places[line] = place;
      this.#syntaxes[line] = this.#syntaxNumber(run.syntax(place));
    }
    this.#modules.fill(run.module, first, first + count);
    this.#kinds.set(run.kinds, first);
    this.#accesses.set(run.accesses, first);
    this.#ranks.set(run.ranks, first);
    this.#added += count;
  }

  addIndex(index: NodeIndex, removed: ReadonlySet<number>): void {
    const { keys, keyAt, names, nameAt, modules, places, kinds, accesses, ranks } = index.parts;
    for (let from = 0; from < index.count; from++) {
      const module = modules[from] ?? 0;
      if (removed.has(module)) continue;
      const line = this.#added++;
      this.#keyAt[line + 1] = copyOctets(keys, keyAt[from] ?? 0, keyAt[from + 1] ?? 0, this.#keys, this.#keyAt[line]);
      this.#nameAt[line + 1] = copyOctets(
        names,
        nameAt[from] ?? 0,
        nameAt[from + 1] ?? 0,
        this.#names,
        this.#nameAt[line],
      );
      this.#modules[line] = module;
      this.#places[line] = places[from] ?? 0;
      this.#kinds[line] = kinds[from] ?? 0;
      this.#accesses[line] = accesses[from] ?? 0;
      this.#ranks[line] = ranks[from] ?? 0;
      this.#syntaxes[line] = this.#syntaxNumber(index.syntax(from));
    }
  }

  #syntaxNumber(name: string | undefined): number {
    let number = this.#syntaxNumbers.get(name);
    if (number === undefined) {
      number = this.#syntaxNumbers.size;
      this.#syntaxNumbers.set(name, number);
    }
    return number;
  }

  /** Once. */
  columns(): IndexColumns {
    const order = this.#order();
    const keys = permuted({ octets: this.#keys, at: this.#keyAt, gap: 0 }, order);
    const names = permuted({ octets: this.#names, at: this.#nameAt, gap: 1 }, order);
    const lower = new Uint8Array(names.octets.length);
    lowerCase(names.octets, lower, 0, lower.length);
    return {
      keys: keys.octets,
      keyAt: keys.at,
      ends: endsOf(keys),
      names: names.octets,
      nameAt: names.at,
      modules: picked(this.#modules, order, new Uint32Array(order.length)),
      places: picked(this.#places, order, new Uint32Array(order.length)),
      kinds: picked(this.#kinds, order, new Uint8Array(order.length)),
      accesses: picked(this.#accesses, order, new Uint8Array(order.length)),
      ranks: picked(this.#ranks, order, new Uint8Array(order.length)),
      syntaxes: picked(this.#syntaxes, order, new Uint32Array(order.length)),
      syntaxNames: Buffer.from(JSON.stringify(Array.from(this.#syntaxNumbers.keys(), (name) => name ?? ''))),
      byName: sortOctets({ octets: lower, at: names.at, gap: 1 }),
      blocks: makeNameBlocks(lower, names.at),
    };
  }

  #order(): Uint32Array {
    const [ranks, modules] = [this.#ranks, this.#modules];
    const keyAt = this.#keyAt.subarray(0, this.#count + 1);
    return sortOctets(
      { octets: this.#keys, at: keyAt, gap: 0 },
      (a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || (modules[a] ?? 0) - (modules[b] ?? 0) || a - b,
    );
  }
}

/** `into`, with the values of a column in this order. */
function picked<C extends Uint8Array | Uint32Array>(column: C, order: Uint32Array, into: C): C {
  for (let i = 0; i < order.length; i++) into[i] = column[order[i] ?? 0] ?? 0;
  return into;
}

/** Gives the offset behind them. */
function copyOctets(from: Uint8Array, start: number, end: number, into: Uint8Array, at = 0): number {
  let to = at;
  for (let i = start; i < end; i++) into[to++] = from[i] ?? 0;
  return to;
}

function permuted({ octets, at, gap }: PackedTexts, order: Uint32Array): PackedTexts {
  const sorted = { octets: Buffer.alloc(at[order.length] ?? 0), at: new Uint32Array(order.length + 1), gap };
  let to = 0;
  for (let i = 0; i < order.length; i++) {
    const node = order[i] ?? 0;
    to = copyOctets(octets, at[node] ?? 0, at[node + 1] ?? 0, sorted.octets, to);
    sorted.at[i + 1] = to;
  }
  return sorted;
}

/** The first line behind everything below each line. Lines of the same OID end alike. */
function endsOf({ octets, at }: PackedTexts): Uint32Array {
  const count = at.length - 1;
  const ends = new Uint32Array(count);
  /** Lines above the last one, and it. */
  const open: number[] = [];
  for (let line = 0; line < count; line++) {
    const alike = line === 0 ? 0 : octetsAlike(octets, at, line - 1, line);
    for (let top = open.at(-1); top !== undefined && (at[top + 1] ?? 0) - (at[top] ?? 0) > alike; top = open.at(-1)) {
      ends[top] = line;
      open.pop();
    }
    open.push(line);
  }
  for (const line of open) ends[line] = count;
  return ends;
}

/** How many octets two texts begin with alike. */
function octetsAlike(octets: Uint8Array, at: Uint32Array, one: number, other: number): number {
  const start = at[one] ?? 0;
  const end = at[one + 1] ?? 0;
  const otherStart = at[other] ?? 0;
  const most = Math.min(end - start, (at[other + 1] ?? 0) - otherStart);
  let alike = 0;
  while (alike < most && octets[start + alike] === octets[otherStart + alike]) alike++;
  return alike;
}
