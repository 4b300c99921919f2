import type { ObjectDefinition, ObjectKind, ObjectRegistry } from './object-definition.ts';
import { ObjectSearch } from './object-search.ts';

interface TreeNode {
  object: ObjectDefinition | undefined;
  children: Map<number, TreeNode> | undefined;
}

const dot = 46;
const digitZero = 48;

/** A registry of definitions that are all there. Where two have one OID or name, the first keeps it. */
export class DefinitionRegistry implements ObjectRegistry {
  readonly #root: TreeNode = { object: undefined, children: undefined };
  readonly #byName = new Map<string, ObjectDefinition>();
  readonly #byLowerName = new Map<string, ObjectDefinition>();
  /** By the entry's OID. */
  readonly #columns = new Map<string, ObjectDefinition[]>();
  readonly #definitions: readonly ObjectDefinition[];
  #search: ObjectSearch | undefined;

  constructor(definitions: Iterable<ObjectDefinition>) {
    this.#definitions = [...definitions];
    for (const definition of this.#definitions) this.#add(definition);
    for (const columns of this.#columns.values()) columns.sort((a, b) => lastArc(a.oid) - lastArc(b.oid));
  }

  #add(definition: ObjectDefinition): void {
    let node = this.#root;
    for (const arc of definition.oid.split('.')) {
      node.children ??= new Map();
      let child = node.children.get(Number(arc));
      if (child === undefined) {
        child = { object: undefined, children: undefined };
        node.children.set(Number(arc), child);
      }
      node = child;
    }
    const isNew = node.object === undefined;
    node.object ??= definition;
    for (const name of [definition.name, `${definition.module}::${definition.name}`]) {
      setIfNew(this.#byName, name, definition);
      setIfNew(this.#byLowerName, name.toLowerCase(), definition);
    }
    if (definition.kind !== 'column' || !isNew) return;
    const entry = parentOf(definition.oid);
    const columns = this.#columns.get(entry);
    if (columns === undefined) this.#columns.set(entry, [definition]);
    else columns.push(definition);
  }

  find(oid: string): { object: ObjectDefinition; instance: string } | undefined {
    const end = oid.length;
    let at = oid.charCodeAt(0) === dot ? 1 : 0;
    let node = this.#root;
    let object: ObjectDefinition | undefined;
    let objectEnd = 0;
    while (at < end) {
      let arc = 0;
      while (at < end) {
        const digit = oid.charCodeAt(at) - digitZero;
        if (digit < 0 || digit > 9) break;
        arc = arc * 10 + digit;
        at++;
      }
      const next = node.children?.get(arc);
      if (next === undefined) break;
      node = next;
      if (node.object !== undefined) {
        object = node.object;
        objectEnd = at;
      }
      at++;
    }
    return object === undefined ? undefined : { object, instance: oid.slice(objectEnd + 1) };
  }

  byName(name: string): ObjectDefinition | undefined {
    return this.#byName.get(name) ?? this.#byLowerName.get(name.toLowerCase());
  }

  search(words: string, count: number, kinds?: readonly ObjectKind[]): ObjectDefinition[] {
    this.#search ??= new ObjectSearch(this.#definitions);
    return this.#search.find(words, count, kinds);
  }

  columns(entryOrTable: ObjectDefinition): ObjectDefinition[] {
    const { kind, oid } = entryOrTable;
    // The entry of a table is always its arc 1 (RFC 2578 section 7.10).
    return this.#columns.get(kind === 'table' ? `${oid}.1` : oid)?.slice() ?? [];
  }
}

function setIfNew(map: Map<string, ObjectDefinition>, key: string, definition: ObjectDefinition): void {
  if (!map.has(key)) map.set(key, definition);
}

function parentOf(oid: string): string {
  return oid.slice(0, oid.lastIndexOf('.'));
}

function lastArc(oid: string): number {
  return Number(oid.slice(oid.lastIndexOf('.') + 1));
}
