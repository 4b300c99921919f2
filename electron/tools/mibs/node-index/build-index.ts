import { Buffer } from 'node:buffer';
import type { IndexColumns } from './index-parts.ts';
import { lowerCase, makeNameBlocks } from './name-blocks.ts';
import { bufferOf, NodeIndex } from './node-index.ts';
import type { NodeRun } from './node-run.ts';

/** The index of what an old one has, but for the modules that were removed, and of modules that came; all but the words. */
export function buildColumns(
  old: IndexColumns | undefined,
  removed: ReadonlySet<number>,
  added: Iterable<NodeRun>,
): IndexColumns {
  const nodes = new NodesToSort();
  if (old !== undefined) nodes.addIndex(new NodeIndex(old), removed);
  for (const run of added) nodes.addRun(run);
  return nodes.columns();
}

/** Numbers for names, from 1; 0 is no name. */
class Names {
  readonly names: string[] = [''];
  readonly #numbers = new Map<string, number>();

  number(name: string | undefined): number {
    if (name === undefined) return 0;
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }
}

/** Where nodes are taken from: a run, or the old index with the line in the place of the place. */
type NodeSource = Pick<NodeRun, 'key' | 'name' | 'syntax' | 'kinds' | 'accesses' | 'ranks'>;

class NodesToSort {
  #keys: string[] = [];
  readonly #sources: NodeSource[] = [];
  /** Of each node: its source, its number there, and what it will be in the index. */
  readonly #sourceOf: number[] = [];
  readonly #numbers: number[] = [];
  readonly #modules: number[] = [];
  readonly #places: number[] = [];

  addRun(run: NodeRun): void {
    const source = this.#sources.push(run) - 1;
    for (let place = 0; place < run.count; place++) this.#add(source, run, place, run.module, place);
  }

  addIndex(index: NodeIndex, removed: ReadonlySet<number>): void {
    const { kinds, accesses, ranks, places } = index.parts;
    const source: NodeSource = {
      key: (line) => index.key(line),
      name: (line) => index.name(line),
      syntax: (line) => index.syntax(line),
      kinds,
      accesses,
      ranks,
    };
    const number = this.#sources.push(source) - 1;
    for (let line = 0; line < index.count; line++) {
      const module = index.module(line);
      if (!removed.has(module)) this.#add(number, source, line, module, places[line] ?? 0);
    }
  }

  #add(source: number, from: NodeSource, number: number, module: number, place: number): void {
    this.#keys.push(from.key(number));
    this.#sourceOf.push(source);
    this.#numbers.push(number);
    this.#modules.push(module);
    this.#places.push(place);
  }

  /** Once. */
  columns(): IndexColumns {
    const order = this.#order();
    const keyColumns = this.#keyColumns(order);
    // Half a million strings less while the names are sorted.
    this.#keys = [];
    const names = pack(
      order.map((node) => this.#source(node)?.name(this.#numbers[node] ?? 0) ?? ''),
      '\n',
    );
    const lower = lowerCase(names.octets);
    const of = (pick: (source: NodeSource, number: number) => number | undefined) => (node: number) => {
      const source = this.#source(node);
      return (source && pick(source, this.#numbers[node] ?? 0)) ?? 0;
    };
    const syntaxNames = new Names();
    return {
      ...keyColumns,
      names: names.octets,
      nameAt: names.at,
      modules: Uint32Array.from(order, (node) => this.#modules[node] ?? 0),
      places: Uint32Array.from(order, (node) => this.#places[node] ?? 0),
      kinds: Uint8Array.from(
        order,
        of(({ kinds }, number) => kinds[number]),
      ),
      accesses: Uint8Array.from(
        order,
        of(({ accesses }, number) => accesses[number]),
      ),
      ranks: Uint8Array.from(order, (node) => this.#rank(node)),
      syntaxes: Uint32Array.from(
        order,
        of((source, number) => syntaxNames.number(source.syntax(number))),
      ),
      syntaxNames: Buffer.from(JSON.stringify(syntaxNames.names)),
      byName: nameOrder(bufferOf(lower), names.at),
      blocks: makeNameBlocks(lower, names.at),
    };
  }

  #order(): number[] {
    const keys = this.#keys;
    return Array.from(keys, (_, node) => node).sort((a, b) => {
      const one = keys[a] ?? '';
      const other = keys[b] ?? '';
      if (one !== other) return one < other ? -1 : 1;
      return this.#rank(a) - this.#rank(b) || (this.#modules[a] ?? 0) - (this.#modules[b] ?? 0) || a - b;
    });
  }

  #keyColumns(order: readonly number[]): Pick<IndexColumns, 'keys' | 'keyAt' | 'ends'> {
    const sorted = order.map((node) => this.#keys[node] ?? '');
    const { octets, at } = pack(sorted, '');
    return { keys: octets, keyAt: at, ends: endsOf(sorted) };
  }

  #rank(node: number): number {
    return this.#source(node)?.ranks[this.#numbers[node] ?? 0] ?? 0;
  }

  #source(node: number): NodeSource | undefined {
    return this.#sources[this.#sourceOf[node] ?? 0];
  }
}

/** Texts one behind the other, each with an end; and where each begins. */
function pack(texts: readonly string[], end: string): { octets: Uint8Array; at: Uint32Array } {
  const at = new Uint32Array(texts.length + 1);
  for (let i = 0; i < texts.length; i++) at[i + 1] = (at[i] ?? 0) + (texts[i]?.length ?? 0) + end.length;
  const octets = Buffer.alloc(at[texts.length] ?? 0, end === '' ? 0 : end);
  for (let i = 0; i < texts.length; i++) octets.write(texts[i] ?? '', at[i] ?? 0, 'latin1');
  return { octets, at };
}

/** The first line behind everything below each line. Lines of the same OID end alike. */
function endsOf(keys: readonly string[]): Uint32Array {
  const ends = new Uint32Array(keys.length);
  const open: number[] = [];
  for (const [i, key] of keys.entries()) {
    for (let top = open.at(-1); top !== undefined && !key.startsWith(keys[top] ?? ''); top = open.at(-1)) {
      ends[top] = i;
      open.pop();
    }
    open.push(i);
  }
  for (const line of open) ends[line] = keys.length;
  return ends;
}

function nameOrder(lower: Buffer, nameAt: Uint32Array): Uint32Array {
  const names = Array.from({ length: nameAt.length - 1 }, (_, i) =>
    lower.toString('latin1', nameAt[i], (nameAt[i + 1] ?? 1) - 1),
  );
  return new Uint32Array(names.length)
    .map((_, i) => i)
    .sort((a, b) => {
      const one = names[a] ?? '';
      const other = names[b] ?? '';
      return one < other ? -1 : one > other ? 1 : a - b;
    });
}
