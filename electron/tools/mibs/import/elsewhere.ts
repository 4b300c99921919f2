import type { FixedObject } from '../built-in/fixed-object.ts';
import type { NodeToIndex } from '../node-index/build-index.ts';
import type { NodeIndex } from '../node-index/node-index.ts';

/** Finds the one place in everything that is there, compiled now or before, where a name stands. */
export class ElsewhereIndex {
  readonly #added: readonly { name: string; nodes: readonly NodeToIndex[] }[];
  readonly #index: NodeIndex;
  /** Null where there are several. */
  #nodes: Map<string, NodeToIndex | null> | undefined;

  constructor(added: readonly { name: string; nodes: readonly NodeToIndex[] }[], index: NodeIndex) {
    this.#added = added;
    this.#index = index;
  }

  find(name: string): { module: string; object: FixedObject } | undefined {
    const node = this.#nodeOf(name);
    if (node === null) return undefined;
    const lines = this.#index.named(name).filter((line) => this.#index.name(line) === name);
    const [first] = lines;
    const key = node?.key ?? (first === undefined ? undefined : this.#index.key(first));
    if (key === undefined || lines.some((line) => this.#index.key(line) !== key)) return undefined;
    const kind = node?.kind ?? this.#index.kind(first ?? 0);
    const module = this.#added.find(({ nodes }) => node !== undefined && nodes[node.place] === node)?.name ?? '';
    return {
      module,
      object: { name, key, kind, access: undefined, unit: undefined, syntax: undefined, index: undefined },
    };
  }

  #nodeOf(name: string): NodeToIndex | null | undefined {
    if (this.#nodes === undefined) {
      this.#nodes = new Map();
      for (const { nodes } of this.#added) {
        for (const node of nodes) {
          const other = this.#nodes.get(node.name);
          if (other === undefined) this.#nodes.set(node.name, node);
          else if (other !== null && other.key !== node.key) this.#nodes.set(node.name, null);
        }
      }
    }
    return this.#nodes.get(name);
  }
}
