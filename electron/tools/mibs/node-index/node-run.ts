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
  readonly #keys: string;
  readonly #keyAt: Uint32Array;
  readonly #names: string;
  readonly #nameAt: Uint32Array;
  readonly #syntaxes: readonly (string | undefined)[];

  constructor(module: number, nodes: readonly NodeToIndex[]) {
    this.module = module;
    this.count = nodes.length;
    this.kinds = Uint8Array.from(nodes, ({ kind }) => kindNumber(kind));
    this.accesses = Uint8Array.from(nodes, ({ access }) => accessNumber(access));
    this.ranks = Uint8Array.from(nodes, ({ rank }) => rank);
    this.#keyAt = starts(nodes.map(({ key }) => key));
    this.#keys = nodes.map(({ key }) => key).join('');
    this.#nameAt = starts(nodes.map(({ name }) => name));
    this.#names = nodes.map(({ name }) => name).join('');
    this.#syntaxes = nodes.map(({ syntax }) => syntax);
  }

  key(place: number): string {
    return this.#keys.slice(this.#keyAt[place], this.#keyAt[place + 1]);
  }

  name(place: number): string {
    return this.#names.slice(this.#nameAt[place], this.#nameAt[place + 1]);
  }

  nameHash(place: number): number {
    return nameHash(this.#names, this.#nameAt[place] ?? 0, this.#nameAt[place + 1] ?? 0);
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

function starts(texts: readonly string[]): Uint32Array {
  const at = new Uint32Array(texts.length + 1);
  for (const [i, text] of texts.entries()) at[i + 1] = (at[i] ?? 0) + text.length;
  return at;
}
