import type { MibNodeKind } from '#shared/model/mib.ts';
import type { IndexPartFound } from '../built-in/fixed-object.ts';
import { lineOf, type NameUse, type ObjectTypeDefinition, type Span } from '../compile/module-tree.ts';
import { rankOf } from '../node-index/index-parts.ts';
import { arcLength, keyOid } from '../node-index/oid-key.ts';
import { otherNamesOf } from './known-modules.ts';
import type { ModuleSet } from './module-set.ts';
import type { Item, ModuleUnit } from './module-unit.ts';
import type { NodeDetail, ResolvedNode } from './node-detail.ts';
import type { TypeResolver } from './resolve-types.ts';
import { baseTypes } from './typed-syntax.ts';

/** An entry that augments one that augments ...: nobody goes this deep. */
const longestAugmentation = 8;

/** Makes the nodes of a module whose OIDs are known, in the order of its text. */
export class NodeBuilder {
  readonly #modules: ModuleSet;
  readonly #types: TypeResolver;
  #byKey: { unit: ModuleUnit; items: Map<string, Item> } | undefined;

  constructor(modules: ModuleSet, types: TypeResolver) {
    this.#modules = modules;
    this.#types = types;
  }

  build(unit: ModuleUnit): ResolvedNode[] {
    const nodes: ResolvedNode[] = [];
    const age = { isReplaced: otherNamesOf(unit.name).length > 0, isOld: unit.parsed?.language === 'SMIv1' };
    for (const item of unit.all) {
      if (item.key === undefined || item.definition === undefined) continue;
      const kind = this.#kind(item);
      const { syntax, access, detail } = this.#about(item, kind);
      nodes.push({
        key: item.key,
        name: item.name,
        kind,
        access,
        syntax,
        rank: rankOf('imported', kind, age),
        place: nodes.length,
        detail,
      });
    }
    return nodes;
  }

  #kind(item: Item): MibNodeKind {
    switch (item.definition?.kind) {
      case 'object':
        return this.#objectKind(item, item.definition);
      case 'module-identity':
        return 'module';
      case 'notification':
      case 'trap':
        return 'notification';
      case 'object-group':
      case 'notification-group':
      case 'compliance':
      case 'capabilities':
        return item.definition.kind;
      default:
        return 'node';
    }
  }

  /** By SYNTAX and INDEX; by what is above, where those say nothing. */
  #objectKind(item: Item, definition: ObjectTypeDefinition): MibNodeKind {
    if (isTable(item)) return 'table';
    if (this.#isEntry(item, definition)) return 'entry';
    const above = this.#above(item);
    if (above?.definition?.kind === 'object') {
      if (isTable(above)) return 'entry';
      if (this.#isEntry(above, above.definition) || isTableAbove(this.#above(above))) return 'column';
    }
    return above?.fixed?.kind === 'entry' ? 'column' : 'scalar';
  }

  #isEntry({ unit }: Item, { syntax, index, augments }: ObjectTypeDefinition): boolean {
    if (index !== undefined || augments !== undefined || syntax?.form === 'sequence') return true;
    return syntax?.form === 'plain' && this.#types.isSequence(unit, syntax);
  }

  /** What stands exactly one arc above. */
  #above(item: Item): Item | undefined {
    const { parent, key, unit } = item;
    if (key === undefined) return undefined;
    const above = keyAbove(key);
    if (parent?.key === above) return parent;
    if (this.#byKey?.unit !== unit) {
      const items = new Map<string, Item>();
      for (const one of unit.all) if (one.key !== undefined && !items.has(one.key)) items.set(one.key, one);
      this.#byKey = { unit, items };
    }
    return this.#byKey.items.get(above);
  }

  #about(item: Item, kind: MibNodeKind): Pick<ResolvedNode, 'syntax' | 'access' | 'detail'> {
    const { unit, definition } = item;
    const detail: NodeDetail = {};
    if (definition === undefined) return { syntax: undefined, access: undefined, detail };
    detail.line = lineOf(definition.at);
    if ('status' in definition && definition.status !== undefined) detail.status = definition.status;
    if ('description' in definition) keepSpan(detail, 'description', definition.description);
    if ('reference' in definition) keepSpan(detail, 'reference', definition.reference);
    switch (definition.kind) {
      case 'object':
        return { ...this.#object(item, definition, kind, detail), detail };
      case 'notification':
      case 'trap':
        detail.members = this.#members(unit, definition.objects);
        break;
      case 'object-group':
      case 'notification-group':
        detail.members = this.#members(unit, definition.members);
        break;
      case 'compliance':
      case 'capabilities':
        detail.members = definition.modules.flatMap(({ module, groups, refinements }) =>
          this.#members(
            unit,
            [...groups, ...refinements.filter(({ clause }) => clause === 'group').map(({ name }) => name)],
            module,
          ),
        );
        break;
    }
    return { syntax: undefined, access: undefined, detail };
  }

  #object(
    { unit }: Item,
    definition: ObjectTypeDefinition,
    kind: MibNodeKind,
    detail: NodeDetail,
  ): { syntax: string | undefined; access: string | undefined } {
    const { syntax, units, access, defval, augments } = definition;
    if (units !== undefined) detail.unit = units;
    if (defval !== undefined) detail.defval = defval.text;
    if (kind === 'entry') {
      const index = this.#index(unit, definition);
      if (index !== undefined) detail.index = index;
      if (augments !== undefined) detail.augments = augments.name;
    }
    if (syntax === undefined) return { syntax: undefined, access };
    if (syntax.form === 'sequence-of') return { syntax: `SEQUENCE OF ${syntax.name}`, access };
    if (syntax.form !== 'plain') return { syntax: 'SEQUENCE', access };
    if (kind !== 'entry') {
      const typed = this.#types.resolve(unit, syntax);
      if (typed !== undefined) detail.typed = typed;
    }
    return { syntax: syntax.name, access };
  }

  #index(unit: ModuleUnit, definition: ObjectTypeDefinition): IndexPartFound[] | undefined {
    let at: { unit: ModuleUnit; definition: ObjectTypeDefinition } = { unit, definition };
    for (let i = 0; i < longestAugmentation; i++) {
      const { augments, index } = at.definition;
      if (index !== undefined) return index.map((part) => this.#indexPart(at.unit, part));
      if (augments === undefined) return undefined;
      const base = this.#modules.find(at.unit, augments.name, augments.at, augments.module);
      if (base?.fixed !== undefined) return base.fixed.index;
      if (base?.definition?.kind !== 'object') {
        at.unit.tell('augments-unknown', augments.at, { entry: augments.name });
        return undefined;
      }
      at = { unit: base.unit, definition: base.definition };
    }
    return undefined;
  }

  #indexPart(
    unit: ModuleUnit,
    { name, module, implied, at }: NonNullable<ObjectTypeDefinition['index']>[number],
  ): IndexPartFound {
    const item = name in baseTypes ? undefined : this.#modules.find(unit, name, at, module);
    if (item?.fixed !== undefined) return { name, implied, syntax: item.fixed.syntax };
    if (item === undefined) {
      if (!(name in baseTypes)) unit.tell('index-unknown', at, { name });
      return { name, implied, syntax: name in baseTypes ? { name, base: name } : undefined };
    }
    // SMIv1 lets a type stand in INDEX.
    if (item.isType) return { name, implied, syntax: this.#types.convention(item) };
    const { definition } = item;
    const written = definition?.kind === 'object' ? definition.syntax : undefined;
    const syntax = written?.form === 'plain' ? this.#types.resolve(item.unit, written) : undefined;
    return { name, implied, syntax };
  }

  #members(unit: ModuleUnit, names: readonly NameUse[], from?: string): NonNullable<NodeDetail['members']> {
    return names.map(({ name, module, at }) => {
      const item = this.#modules.find(unit, name, at, module ?? from);
      if (item === undefined) unit.tell('member-unknown', at, { name });
      return item?.key === undefined ? { name } : { name, oid: keyOid(item.key) };
    });
  }
}

function isTable({ definition, fixed }: Item): boolean {
  if (fixed !== undefined) return fixed.kind === 'table';
  return definition?.kind === 'object' && definition.syntax?.form === 'sequence-of';
}

function isTableAbove(item: Item | undefined): boolean {
  return item !== undefined && isTable(item);
}

function keepSpan(detail: NodeDetail, what: 'description' | 'reference', span: Span | undefined): void {
  if (span !== undefined && span[1] > span[0]) detail[what] = [span[0], span[1]];
}

function keyAbove(key: string): string {
  let at = 0;
  let last = 0;
  while (at < key.length) {
    last = at;
    at += arcLength(key.charCodeAt(at));
  }
  return key.slice(0, last);
}
