import { Buffer } from 'node:buffer';
import type { MibNodeKind } from '#shared/model/mib.ts';
import { accessNumber, type IndexColumns, kindNumber, type WordParts } from './index-parts.ts';
import { lowerCase, makeNameBlocks } from './name-blocks.ts';
import { bufferOf, NodeIndex } from './node-index.ts';
import { packWords, WordIndex } from './word-index.ts';

export interface NodeToIndex {
  key: string;
  name: string;
  kind: MibNodeKind;
  access: string | undefined;
  syntax: string | undefined;
  rank: number;
  /** Its module's id, and which of the module's nodes it is. */
  module: number;
  place: number;
}

/** The index of what an old one has, but for the modules that were removed, and of nodes that came; all but the words. */
export function buildColumns(
  old: IndexColumns | undefined,
  removed: ReadonlySet<number>,
  added: Iterable<readonly NodeToIndex[]>,
): IndexColumns {
  const nodes: NodeToIndex[] = [];
  if (old !== undefined) keepNodes(new NodeIndex(old), removed, nodes);
  // Each module is a run already in order: the second sort goes nearly straight through.
  for (const list of added) for (const node of list.toSorted(byPlace)) nodes.push(node);
  return columnsOf(nodes.sort(byPlace));
}

/** The words of an old index, but for the modules that were removed, and of modules that came, in the order of their ids. */
export function buildWords(
  old: WordParts | undefined,
  removed: ReadonlySet<number>,
  added: Iterable<{ id: number; words: Iterable<string> }>,
): WordParts {
  const modulesOf = new Map<string, number[]>();
  if (old !== undefined) {
    for (const [word, modules] of new WordIndex(old).all()) {
      const kept = modules.filter((module) => !removed.has(module));
      if (kept.length > 0) modulesOf.set(word, kept);
    }
  }
  // Ids of modules only rise: what is added comes behind what is there.
  for (const { id, words } of added) {
    for (const word of words) {
      const modules = modulesOf.get(word);
      if (modules === undefined) modulesOf.set(word, [id]);
      else modules.push(id);
    }
  }
  return packWords(modulesOf);
}

function byPlace(a: NodeToIndex, b: NodeToIndex): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.rank - b.rank || a.module - b.module || a.place - b.place;
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

function keepNodes(index: NodeIndex, removed: ReadonlySet<number>, nodes: NodeToIndex[]): void {
  const { ranks, places } = index.parts;
  for (let line = 0; line < index.count; line++) {
    const module = index.module(line);
    if (removed.has(module)) continue;
    nodes.push({
      key: index.key(line),
      name: index.name(line),
      kind: index.kind(line),
      access: index.access(line),
      syntax: index.syntax(line),
      rank: ranks[line] ?? 0,
      module,
      place: places[line] ?? 0,
    });
  }
}

function columnsOf(lines: readonly NodeToIndex[]): IndexColumns {
  const count = lines.length;
  const syntaxNames = new Names();
  const keyAt = new Uint32Array(count + 1);
  const nameAt = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) {
    keyAt[i + 1] = (keyAt[i] ?? 0) + (lines[i]?.key.length ?? 0);
    nameAt[i + 1] = (nameAt[i] ?? 0) + (lines[i]?.name.length ?? 0) + 1;
  }
  const keys = Buffer.alloc(keyAt[count] ?? 0);
  const names = Buffer.alloc(nameAt[count] ?? 0, '\n');
  for (let i = 0; i < count; i++) {
    keys.write(lines[i]?.key ?? '', keyAt[i] ?? 0, 'latin1');
    names.write(lines[i]?.name ?? '', nameAt[i] ?? 0, 'latin1');
  }
  const lower = lowerCase(names);
  return {
    keys,
    keyAt,
    names,
    nameAt,
    modules: Uint32Array.from(lines, ({ module }) => module),
    places: Uint32Array.from(lines, ({ place }) => place),
    kinds: Uint8Array.from(lines, ({ kind }) => kindNumber(kind)),
    accesses: Uint8Array.from(lines, ({ access }) => accessNumber(access)),
    ranks: Uint8Array.from(lines, ({ rank }) => rank),
    syntaxes: Uint32Array.from(lines, ({ syntax }) => syntaxNames.number(syntax)),
    syntaxNames: Buffer.from(JSON.stringify(syntaxNames.names)),
    ends: endsOf(lines),
    byName: nameOrder(bufferOf(lower), nameAt),
    blocks: makeNameBlocks(lower, nameAt),
  };
}

/** The first line behind everything below each line. Lines of the same OID end alike. */
function endsOf(lines: readonly NodeToIndex[]): Uint32Array {
  const ends = new Uint32Array(lines.length);
  const open: number[] = [];
  for (const [i, { key }] of lines.entries()) {
    for (let top = open.at(-1); top !== undefined && !key.startsWith(lines[top]?.key ?? ''); top = open.at(-1)) {
      ends[top] = i;
      open.pop();
    }
    open.push(i);
  }
  for (const line of open) ends[line] = lines.length;
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
