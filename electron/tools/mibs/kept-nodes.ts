import { createHash } from 'node:crypto';
import type { Store } from '#electron/storage/store.ts';
import { type BuiltInModule, builtInModules, firstImportedId } from './built-in/built-in-modules.ts';
import type { MibsDeps } from './deps.ts';
import { buildColumns } from './node-index/build-index.ts';
import {
  type IndexColumns,
  type IndexParts,
  indexPartNames,
  partsOf,
  type WordParts,
} from './node-index/index-parts.ts';
import { NodeIndex } from './node-index/node-index.ts';
import { NodeRun } from './node-index/node-run.ts';
import { WordCollector } from './node-index/word-collector.ts';
import { WordIndex } from './node-index/word-index.ts';

/** Octets of the index in one row, so that no write takes long. */
const rowOctets = 512 * 1024;

export interface Nodes {
  index: NodeIndex;
  words: WordIndex;
  wordParts: WordParts;
}

/** The index of all nodes, as it is kept. It is read at the first question: an engine starts without it. */
export class KeptNodes {
  readonly #store: Store;
  readonly #definitions: MibsDeps['builtIn'];
  #builtIn: { modules: BuiltInModule[]; hash: string } | undefined;
  #nodes: Nodes | undefined;
  readonly #listeners: (() => void)[] = [];

  constructor(store: Store, definitions: MibsDeps['builtIn']) {
    this.#store = store;
    this.#definitions = definitions;
  }

  get builtIn(): readonly BuiltInModule[] {
    return this.#known().modules;
  }

  /** Changes with what is built in. */
  get builtInHash(): string {
    return this.#known().hash;
  }

  #known(): { modules: BuiltInModule[]; hash: string } {
    if (this.#builtIn === undefined) {
      const modules = builtInModules(this.#definitions());
      const hash = createHash('sha256').update(JSON.stringify(modules)).digest('base64');
      this.#builtIn = { modules, hash };
    }
    return this.#builtIn;
  }

  get(): Nodes {
    this.#nodes ??= this.#read();
    return this.#nodes;
  }

  /** Puts a new index in the place of the one that is known. */
  replace(parts: IndexParts): void {
    this.#nodes = nodesOf(parts, parts);
    for (const listener of this.#listeners) listener();
  }

  /** Calls back whenever there is another index. */
  onReplaced(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** What has to be written for an index that nobody sees yet, piece by piece. */
  rowsOf(generation: number, parts: IndexParts): (() => void)[] {
    const insert = this.#store.prepare('INSERT INTO mib_index (generation, part, octets) VALUES (?, ?, ?)');
    return indexPartNames.flatMap((part) => {
      const { buffer, byteOffset, byteLength } = parts[part];
      const rows: (() => void)[] = [];
      for (let at = 0; at === 0 || at < byteLength; at += rowOctets) {
        const octets = new Uint8Array(buffer, byteOffset + at, Math.min(rowOctets, byteLength - at));
        rows.push(() => insert.run(generation, part, octets));
      }
      return rows;
    });
  }

  #read(): Nodes {
    const current = this.#store.prepare('SELECT generation, built_in AS hash FROM mib_current').get() as
      | { generation: number; hash: string }
      | undefined;
    const parts = current && this.#readParts(current.generation);
    if (parts === undefined) return this.#withBuiltIn(undefined);
    return current?.hash === this.builtInHash ? nodesOf(parts, parts) : this.#withBuiltIn(parts);
  }

  #readParts(generation: number): IndexParts | undefined {
    const sizes = this.#store
      .prepare('SELECT part, sum(length(octets)) AS octets FROM mib_index WHERE generation = ? GROUP BY part')
      .all(generation) as { part: string; octets: number }[];
    // Shared, so that the threads of an import need no copy.
    const whole = new Map(sizes.map(({ part, octets }) => [part, new Uint8Array(new SharedArrayBuffer(octets))]));
    const filled = new Map<string, number>();
    const rows = this.#store
      .prepare('SELECT part, octets FROM mib_index WHERE generation = ? ORDER BY id')
      .iterate(generation) as IterableIterator<{ part: string; octets: Uint8Array }>;
    for (const { part, octets } of rows) {
      const at = filled.get(part) ?? 0;
      whole.get(part)?.set(octets, at);
      filled.set(part, at + octets.length);
    }
    return partsOf(whole);
  }

  /** An index with what this program knows, in the place of what another version knew. */
  #withBuiltIn(old: IndexParts | undefined): Nodes {
    const rows = this.#store.prepare('SELECT name FROM mib_module WHERE live = 1').all() as { name: string }[];
    const imported = new Set(rows.map(({ name }) => name));
    const replaced = new Set(Array.from({ length: firstImportedId }, (_, id) => id));
    const builtIn = this.builtIn.filter(({ name }) => !imported.has(name));
    const runs = builtIn.map(({ id, nodes }) => new NodeRun(id, nodes));
    return nodesOf(buildColumns(old, replaced, runs), new WordCollector().pack(old, replaced));
  }
}

function nodesOf(columns: IndexColumns, words: WordParts): Nodes {
  return { index: new NodeIndex(columns), words: new WordIndex(words), wordParts: words };
}
