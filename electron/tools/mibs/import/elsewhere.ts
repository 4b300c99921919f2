import type { FixedObject } from '../built-in/fixed-object.ts';
import type { NodeIndex } from '../node-index/node-index.ts';
import { type NodeRun, nameHash } from '../node-index/node-run.ts';

interface Place {
  module: string;
  key: string;
}

/** Finds the one place where a name stands, in everything that is there: compiled now or before. */
export class ElsewhereIndex {
  readonly #added: readonly { name: string; nodes: NodeRun }[];
  readonly #index: NodeIndex;
  readonly #gone: ReadonlySet<number>;
  #table: NameTable | undefined;

  /** `gone`: modules of the index that do not count any more. */
  constructor(added: readonly { name: string; nodes: NodeRun }[], index: NodeIndex, gone: ReadonlySet<number>) {
    this.#gone = gone;
    this.#added = added;
    this.#index = index;
  }

  /** Undefined too where it stands in several. */
  find(name: string): { module: string; object: FixedObject } | undefined {
    this.#table ??= new NameTable(this.#added);
    const places: Place[] = [...this.#table.places(name)];
    for (const line of this.#index.named(name)) {
      if (this.#index.name(line) === name && !this.#gone.has(this.#index.module(line)))
        places.push({ module: '', key: this.#index.key(line) });
    }
    const [first] = places;
    if (first === undefined || places.some(({ key }) => key !== first.key)) return undefined;
    const { module, key } = first;
    const unknown = { access: undefined, unit: undefined, syntax: undefined, index: undefined };
    return { module, object: { name, key, kind: 'node', ...unknown } };
  }
}

/** Names to where they stand; a table of numbers, for a map of half a million names would take fifty times as much. */
class NameTable {
  readonly #runs: readonly { name: string; nodes: NodeRun }[];
  readonly #slots: Int32Array;
  /** Of each slot's node: its run and its place there. */
  readonly #runOf: Uint32Array;
  readonly #placeOf: Uint32Array;

  constructor(runs: readonly { name: string; nodes: NodeRun }[]) {
    this.#runs = runs;
    const count = runs.reduce((sum, { nodes }) => sum + nodes.count, 0);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(count * 2 + 2)));
    this.#runOf = new Uint32Array(count + 1);
    this.#placeOf = new Uint32Array(count + 1);
    let number = 0;
    for (const [run, { nodes }] of runs.entries()) {
      for (let place = 0; place < nodes.count; place++) {
        this.#runOf[++number] = run;
        this.#placeOf[number] = place;
        this.#slots[this.#freeSlot(nodes.nameHash(place))] = number;
      }
    }
  }

  #freeSlot(hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  *places(name: string): Generator<Place> {
    const mask = this.#slots.length - 1;
    for (let slot = nameHash(name, 0, name.length) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return;
      const run = this.#runs[this.#runOf[number] ?? 0];
      const place = this.#placeOf[number] ?? 0;
      if (run?.nodes.name(place) === name) yield { module: run.name, key: run.nodes.key(place) };
    }
  }
}
