import type { MibNode, MibNodeRow } from '#shared/model/mib.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { firstImportedId } from './built-in/built-in-modules.ts';
import { readSpan } from './compile/module-tree.ts';
import type { KeptModules } from './kept-modules.ts';
import type { KeptNodes } from './kept-nodes.ts';
import type { NodeIndex } from './node-index/node-index.ts';
import { arcLength, keyOid, oidKey } from './node-index/oid-key.ts';
import type { NodeDetail } from './resolve/node-detail.ts';
import type { TypedSyntax } from './resolve/typed-syntax.ts';

/** What was asked for, and the arcs behind it. */
export interface Found {
  line: number;
  oid: string;
  /** "" where the node itself was asked for. */
  instance: string;
}

/** Answers about the tree of OIDs. */
export class Browse {
  readonly #nodes: KeptNodes;
  readonly #modules: KeptModules;

  constructor(nodes: KeptNodes, modules: KeptModules) {
    this.#nodes = nodes;
    this.#modules = modules;
  }

  get index(): NodeIndex {
    return this.#nodes.get().index;
  }

  moduleName(id: number): string {
    if (id >= firstImportedId) return this.#modules.byId(id)?.name ?? '';
    return this.#nodes.builtIn.find((module) => module.id === id)?.name ?? '';
  }

  row(line: number): MibNodeRow {
    const { index } = this;
    const syntax = index.syntax(line);
    const access = index.access(line);
    return {
      oid: keyOid(index.key(line)),
      name: index.name(line),
      module: this.moduleName(index.module(line)),
      kind: index.kind(line),
      ...(syntax === undefined ? {} : { syntax }),
      ...(access === undefined ? {} : { access }),
      children: index.childCount(line),
    };
  }

  detail(line: number): NodeDetail {
    const { parts } = this.index;
    const module = parts.modules[line] ?? 0;
    const place = parts.places[line] ?? 0;
    if (module >= firstImportedId) return this.#modules.detail(module, place) ?? {};
    return this.#nodes.builtIn.find(({ id }) => id === module)?.nodes[place]?.detail ?? {};
  }

  /** A node by a dotted OID or by name ("ifDescr", "IF-MIB::ifDescr"), with or without an instance behind it. */
  find(text: string): Found | undefined {
    const written = text.trim();
    if (/^[.0-9]/.test(written)) {
      const key = oidKey(written);
      const line = key === undefined ? undefined : this.index.longestPrefix(key);
      if (key === undefined || line === undefined) return undefined;
      const above = keyOid(this.index.key(line));
      const oid = keyOid(key);
      return { line, oid, instance: oid.slice(above.length + 1) };
    }
    const dot = written.indexOf('.');
    const line = this.named(dot < 0 ? written : written.slice(0, dot));
    if (line === undefined) return undefined;
    const oid = keyOid(this.index.key(line));
    const instance = dot < 0 ? '' : written.slice(dot + 1);
    if (instance !== '' && oidKey(instance) === undefined) return undefined;
    return { line, oid: instance === '' ? oid : `${oid}.${instance}`, instance };
  }

  /** The line that a name means: the first by rule, see `rankOf`. */
  named(name: string): number | undefined {
    const colons = name.indexOf('::');
    if (colons < 0) return this.index.named(name)[0];
    const module = name.slice(0, colons);
    return this.index.named(name.slice(colons + 2)).find((line) => this.moduleName(this.index.module(line)) === module);
  }

  /** @throws ProblemError mib-node-unknown */
  existing(text: string): number {
    const found = this.find(text);
    if (found === undefined) throw new ProblemError('mib-node-unknown', { oid: text.slice(0, 200) });
    return found.line;
  }

  /** @throws ProblemError mib-node-unknown */
  children(oid: string, from: number, count: number): { total: number; nodes: MibNodeRow[] } {
    const above = oid === '' ? undefined : this.existing(oid);
    const lines = [...this.index.children(above)];
    return { total: lines.length, nodes: lines.slice(from, from + count).map((line) => this.row(line)) };
  }

  /** @throws ProblemError mib-node-unknown */
  node(text: string, isBookmarked: (oid: string) => boolean): MibNode {
    const line = this.existing(text);
    const row = this.row(line);
    const detail = this.detail(line);
    const names = this.#namesAbove(this.index.key(line));
    const { line: sourceLine } = detail;
    const module = this.#modules.byId(this.index.module(line));
    return {
      ...row,
      path: [...names.map(({ name }) => name), row.name].join('.'),
      ...defined('parent', names.at(-1)?.oid),
      ...defined('status', detail.status),
      ...defined('unit', detail.unit),
      ...defined('typed', detail.typed && this.#typed(detail.typed)),
      index: detail.index?.map(({ name, implied }) => ({ name, implied })) ?? [],
      ...defined('augments', detail.augments),
      ...defined('defval', detail.defval),
      members: detail.members ?? [],
      ...defined('description', this.#text(module?.fileId, detail.description)),
      ...defined('reference', this.#text(module?.fileId, detail.reference)),
      ...(module === undefined || sourceLine === undefined ? {} : { source: { file: module.file, line: sourceLine } }),
      bookmarked: isBookmarked(row.oid),
    };
  }

  #typed(typed: TypedSyntax): NonNullable<MibNode['typed']> {
    const { name, base, labels, ranges, hint, convention } = typed;
    const module = convention && this.#modules.byName(convention.module);
    return {
      name,
      base,
      labels: labels?.map(([label, value]) => ({ label, value })) ?? [],
      ranges: ranges?.map(([low, high]) => (low === high ? low : `${low}..${high}`)) ?? [],
      ...defined('displayHint', hint),
      ...defined('description', this.#text(module?.fileId, convention?.description)),
      ...defined('module', convention?.module),
    };
  }

  #text(file: number | undefined, span: [start: number, end: number] | string | undefined): string | undefined {
    if (span === undefined || typeof span === 'string') return span;
    return file === undefined ? undefined : readSpan(this.#modules.text(file), span);
  }

  #namesAbove(key: string): { name: string; oid: string }[] {
    const names: { name: string; oid: string }[] = [];
    for (let at = arcLength(key.charCodeAt(0)); at < key.length; at += arcLength(key.charCodeAt(at))) {
      const line = this.index.at(key.slice(0, at));
      if (line !== undefined) names.push({ name: this.index.name(line), oid: keyOid(this.index.key(line)) });
    }
    return names;
  }
}

function defined<K extends string, V>(key: K, value: V | undefined): { [Key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [Key in K]?: V });
}
