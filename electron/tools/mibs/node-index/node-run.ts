import type { MibNodeKind } from '#shared/model/mib.ts';
import { accessNumber, kindNumber } from './index-parts.ts';

/** A node on its way into the index. */
export interface NodeToIndex {
  key: string;
  name: string;
  kind: MibNodeKind;
  access: string | undefined;
  syntax: string | undefined;
  rank: number;
}

/** The nodes of a module in the order of its text, packed: half a million of them as records would fill the memory. */
export class NodeRun {
  readonly module: number;
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly accesses: Uint8Array;
  readonly ranks: Uint8Array;
  /** Keys one behind the other, and where each begins; names likewise. */
  readonly keys: string;
  readonly keyAt: Uint32Array;
  readonly names: string;
  readonly nameAt: Uint32Array;
  readonly #syntaxes: readonly (string | undefined)[];

  constructor(module: number, nodes: readonly NodeToIndex[]) {
    const { length } = nodes;
    this.module = module;
    this.count = length;
    [this.kinds, this.accesses, this.ranks] = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)];
    [this.keyAt, this.nameAt] = [new Uint32Array(length + 1), new Uint32Array(length + 1)];
    const keys: string[] = [];
    const names: string[] = [];
    const syntaxes: (string | undefined)[] = [];
    for (let i = 0; i < length; i++) {
      const node = nodes[i];
      if (node === undefined) continue;
      this.kinds[i] = kindNumber(node.kind);
      this.accesses[i] = accessNumber(node.access);
      this.ranks[i] = node.rank;
      this.keyAt[i + 1] = (this.keyAt[i] ?? 0) + node.key.length;
      this.nameAt[i + 1] = (this.nameAt[i] ?? 0) + node.name.length;
      keys.push(node.key);
      names.push(node.name);
      syntaxes.push(node.syntax);
    }
    this.keys = keys.join('');
    this.names = names.join('');
    this.#syntaxes = syntaxes;
  }

  key(place: number): string {
    return this.keys.slice(this.keyAt[place], this.keyAt[place + 1]);
  }

  name(place: number): string {
    return this.names.slice(this.nameAt[place], this.nameAt[place + 1]);
  }

  nameHash(place: number): number {
    return nameHash(this.names, this.nameAt[place] ?? 0, this.nameAt[place + 1] ?? 0);
  }

  syntax(place: number): string | undefined {
    return this.#syntaxes[place];
  }
}

/** FNV-1a of the name between two offsets. */
export function nameHash(names: string, start: number, end: number): number {
  let hash = 0x811c_9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ names.charCodeAt(i), 0x0100_0193);
  return hash;
}
