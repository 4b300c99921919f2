import type {
  IndexColumn,
  ObjectDefinition,
  ObjectKind,
  ObjectRegistry,
  Syntax,
} from '#electron/objects/object-definition.ts';
import { type MibNodeKind, mibNodeKinds } from '#shared/model/mib.ts';
import type { Browse } from './browse.ts';
import type { IndexPartFound } from './built-in/fixed-object.ts';
import { findDefinitions } from './find-nodes.ts';
import type { NodeIndex } from './node-index/node-index.ts';
import { keyOid, oidKey } from './node-index/oid-key.ts';
import { baseTypes, type TypedSyntax } from './resolve/typed-syntax.ts';

/** Definitions that stay made. */
const mostDefinitions = 50_000;

const kinds: Partial<Record<MibNodeKind, ObjectKind>> = {
  scalar: 'scalar',
  table: 'table',
  entry: 'entry',
  column: 'column',
  notification: 'notification',
};

/** Everything without a value or a row is a node here: modules, groups, compliances. */
function kindOf(kind: MibNodeKind): ObjectKind {
  return kinds[kind] ?? 'node';
}

/** All objects that are known, built in or imported, for whoever shows or asks for values. */
export class MibRegistry implements ObjectRegistry {
  readonly #browse: Browse;
  #index: NodeIndex | undefined;
  #definitions = new Map<number, ObjectDefinition>();
  /** The last object found with nothing below it: in a walk the next value is most likely of the same. */
  #last: { start: string; object: ObjectDefinition } | undefined;

  constructor(browse: Browse) {
    this.#browse = browse;
  }

  find(oid: string): { object: ObjectDefinition; instance: string } | undefined {
    const index = this.#current();
    const last = this.#last;
    if (last !== undefined && oid.startsWith(last.start))
      return { object: last.object, instance: oid.slice(last.start.length) };
    const key = oidKey(oid);
    const line = key === undefined ? undefined : index.longestPrefix(key);
    if (line === undefined) return undefined;
    const object = this.#definition(line);
    const start = `${object.oid}.`;
    if (index.afterSame(line) === index.parts.ends[line]) this.#last = { start, object };
    return { object, instance: oid.slice(start.length + (oid.startsWith('.') ? 1 : 0)) };
  }

  byName(name: string): ObjectDefinition | undefined {
    this.#current();
    const line = this.#browse.named(name);
    return line === undefined ? undefined : this.#definition(line);
  }

  search(words: string, count: number, kinds?: readonly ObjectKind[]): ObjectDefinition[] {
    this.#current();
    const wanted = kinds && mibNodeKinds.filter((kind) => kinds.includes(kindOf(kind)));
    return findDefinitions(this.#browse, words, count, wanted).map((line) => this.#definition(line));
  }

  columns({ kind, oid }: ObjectDefinition): ObjectDefinition[] {
    const index = this.#current();
    if (kind !== 'table' && kind !== 'entry') return [];
    // The entry of a table is always its arc 1 (RFC 2578 section 7.10).
    const key = oidKey(kind === 'table' ? `${oid}.1` : oid);
    const entry = key === undefined ? undefined : index.at(key);
    if (entry === undefined) return [];
    return [...index.children(entry)]
      .filter((line) => index.kind(line) === 'column')
      .map((line) => this.#definition(line));
  }

  /** Forgets what was made of an index that is not there any more. */
  #current(): NodeIndex {
    const { index } = this.#browse;
    if (index !== this.#index) {
      this.#index = index;
      this.#definitions = new Map();
      this.#last = undefined;
    }
    return index;
  }

  #definition(line: number): ObjectDefinition {
    let definition = this.#definitions.get(line);
    if (definition === undefined) {
      definition = this.#make(line);
      if (this.#definitions.size >= mostDefinitions) this.#definitions.clear();
      this.#definitions.set(line, definition);
    }
    return definition;
  }

  #make(line: number): ObjectDefinition {
    const { index } = this.#browse;
    const { typed, unit, index: parts, members } = this.#browse.detail(line);
    const access = accessOf(index.access(line));
    const columns = parts && indexOf(parts);
    const kind = kindOf(index.kind(line));
    return {
      oid: keyOid(index.key(line)),
      name: index.name(line),
      module: this.#browse.moduleName(index.module(line)),
      kind,
      ...(typed === undefined ? {} : { syntax: syntaxOf(typed) }),
      ...(access === undefined ? {} : { access }),
      ...(unit === undefined ? {} : { unit }),
      ...(columns === undefined ? {} : { index: columns }),
      ...(kind === 'notification' ? { objects: members ?? [] } : {}),
    };
  }
}

/** Undefined where a part is of a type that nobody knows: an index cannot be read without it. */
function indexOf(parts: readonly IndexPartFound[]): IndexColumn[] | undefined {
  const columns = parts.flatMap(({ name, implied, syntax }) =>
    syntax === undefined ? [] : [{ name, implied, syntax: syntaxOf(syntax) }],
  );
  return columns.length === parts.length ? columns : undefined;
}

function accessOf(access: string | undefined): ObjectDefinition['access'] {
  switch (access) {
    case 'read-only':
    case 'read-write':
    case 'read-create':
    case 'not-accessible':
      return access;
    case 'write-only':
      return 'read-write';
    case undefined:
      return undefined;
    default:
      return 'not-accessible';
  }
}

function syntaxOf({ name, base, labels, ranges, meaning, hint }: TypedSyntax): Syntax {
  const type = (baseTypes[base]?.travels ?? 'INTEGER') as Syntax['type'];
  const bounds = ranges?.map(([low, high]) => ({ low: Number(low), high: Number(high) }));
  const isOctets = type === 'OCTET STRING' || type === 'Opaque';
  return {
    name,
    type,
    ...(labels === undefined ? {} : { labels: new Map(labels.map(([label, value]) => [value, label])) }),
    ...(bounds === undefined ? {} : isOctets ? { sizes: bounds } : { ranges: bounds }),
    ...(meaning === undefined ? {} : { meaning }),
    ...(hint === undefined ? {} : { hint }),
  };
}
