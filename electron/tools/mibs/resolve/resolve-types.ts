import type { Meaning } from '#electron/objects/object-definition.ts';
import type { Bound, Bounds, PlainSyntax, Position } from '../compile/module-tree.ts';
import type { ModuleSet } from './module-set.ts';
import type { Item, ModuleUnit } from './module-unit.ts';
import { baseTypes, inbornTypes, type TypedSyntax } from './typed-syntax.ts';

/** Conventions of conventions of ...: as deep as anybody goes, and far deeper. */
const longestChain = 32;

/** Follows types to what they are made of. */
export class TypeResolver {
  readonly #modules: ModuleSet;

  constructor(modules: ModuleSet) {
    this.#modules = modules;
  }

  /** Undefined, and told, where the type or one of its chain is not known. */
  resolve(unit: ModuleUnit, syntax: PlainSyntax): TypedSyntax | undefined {
    const base = this.#baseOf(unit, syntax.name, syntax.at);
    if (base !== undefined) return narrowed({ name: syntax.name, base }, syntax);
    const item = this.#typeItem(unit, syntax);
    const convention = item && this.convention(item);
    if (convention !== undefined) return narrowed({ ...convention, name: syntax.name }, syntax);
    unit.isLacking = true;
    unit.tell('type-unknown', syntax.at, { type: syntax.name });
    return undefined;
  }

  /** Finds out what every type of a module is made of. */
  settle(unit: ModuleUnit): void {
    for (const item of unit.items.values()) if (item.isType) this.convention(item);
  }

  /** The item of a type that is not a base type: a convention, or the SEQUENCE of an entry. */
  #typeItem(unit: ModuleUnit, syntax: PlainSyntax): Item | undefined {
    const item = this.#modules.find(unit, syntax.name, syntax.at, syntax.module);
    return item?.isType ? item : undefined;
  }

  /** Whether an object's type is the SEQUENCE of an entry. Nothing is told. */
  isSequence(unit: ModuleUnit, syntax: PlainSyntax): boolean {
    const own = unit.items.get(syntax.name)?.definition;
    return own?.kind === 'type' && own.syntax.form === 'sequence';
  }

  /** What a type is made of, to the end of its chain. Undefined where that is not known, or no base type. */
  convention(item: Item): TypedSyntax | undefined {
    const chain: Item[] = [];
    let typed: TypedSyntax | undefined;
    let at: Item | undefined = item;
    while (at !== undefined && typed === undefined) {
      if (at.convention !== undefined) {
        typed = at.convention ?? undefined;
        break;
      }
      if (chain.includes(at) || chain.length === longestChain) {
        if (at.definition !== undefined) at.unit.tell('type-cycle', at.definition.at, { type: at.name });
        break;
      }
      chain.push(at);
      const step = this.#step(at);
      typed = step.typed;
      at = step.next;
    }
    for (const link of chain.toReversed()) {
      typed = typed === undefined ? undefined : conventionOf(link, typed);
      link.convention = typed ?? null;
    }
    return typed;
  }

  /** What a type is made of: a base type, or another one. */
  #step({ unit, definition }: Item): { typed?: TypedSyntax; next?: Item } {
    if (definition?.kind !== 'type' || definition.syntax.form !== 'plain') return {};
    const { syntax } = definition;
    const base = this.#baseOf(unit, syntax.name, syntax.at);
    if (base !== undefined) return { typed: { name: syntax.name, base } };
    const next = this.#typeItem(unit, syntax);
    if (next !== undefined) return { next };
    unit.isLacking = true;
    unit.tell('type-unknown', syntax.at, { type: syntax.name });
    return {};
  }

  /** A base type by its name, unless the module means something else by it. */
  #baseOf(unit: ModuleUnit, name: string, at: Position): string | undefined {
    if (!(name in baseTypes)) return undefined;
    if (inbornTypes.has(name)) return name;
    const own = unit.items.get(name)?.definition;
    if (own?.kind === 'type')
      return own.syntax.form === 'plain' && own.syntax.application === undefined ? undefined : name;
    if (unit.imports.has(name)) return name;
    // Unsigned64 and the like are nobody's base types unless somebody defines them.
    if (!wellKnownBases.has(name)) return undefined;
    const found = name in { Counter: 0, Gauge: 0, NetworkAddress: 0 } ? 'RFC1155-SMI' : 'SNMPv2-SMI';
    if (unit.parsed !== undefined && unit.name !== found) unit.tell('type-not-imported', at, { name, found });
    return name;
  }
}

const wellKnownBases: ReadonlySet<string> = new Set([
  'Integer32',
  'Unsigned32',
  'Gauge',
  'Gauge32',
  'Counter',
  'Counter32',
  'Counter64',
  'TimeTicks',
  'IpAddress',
  'NetworkAddress',
  'Opaque',
]);

function conventionOf({ unit, name, definition }: Item, typed: TypedSyntax): TypedSyntax | undefined {
  if (definition?.kind !== 'type' || definition.syntax.form !== 'plain') return undefined;
  const { displayHint, description, syntax, textualConvention } = definition;
  const made: TypedSyntax = { ...narrowed(typed, syntax), name };
  if (displayHint !== undefined) made.hint = displayHint;
  const meaning = meaningOf(name, made);
  if (meaning !== undefined) made.meaning = meaning;
  if (textualConvention || description !== undefined) {
    made.convention = { module: unit.name };
    if (description !== undefined) made.convention.description = [description[0], description[1]];
  }
  return made;
}

function narrowed(typed: TypedSyntax, { labels, ranges, sizes }: PlainSyntax): TypedSyntax {
  const made = { ...typed };
  if (labels !== undefined) made.labels = labels.map(({ label, value }) => [label, value]);
  const bounds = sizes ?? ranges;
  if (bounds !== undefined && bounds.length > 0) made.ranges = bounds.map((one) => boundsText(one, typed));
  if (made.base === 'BITS') made.meaning = 'bits';
  return made;
}

function boundsText({ low, high }: Bounds, { base, ranges }: TypedSyntax): [string, string] {
  const { low: least, high: greatest } = baseTypes[base] ?? {};
  return [boundText(low, ranges?.[0]?.[0] ?? least), boundText(high, ranges?.at(-1)?.[1] ?? greatest)];
}

function boundText(bound: Bound, end: string | undefined): string {
  return bound === 'MIN' || bound === 'MAX' ? (end ?? '0') : bound.toString();
}

/** What octets of a convention are: by its name where only that tells (RFC 4001), else by DISPLAY-HINT (RFC 2579 section 3.1). */
function meaningOf(name: string, { base, hint, meaning, ranges }: TypedSyntax): Meaning | undefined {
  if (base === 'BITS') return 'bits';
  if (base !== 'OCTET STRING') return undefined;
  if (/^InetAddress(?:IPv[46]z?)?$/.test(name)) return 'inet';
  if (hint === undefined) return name === 'DisplayString' ? 'text' : name === 'PhysAddress' ? 'hex' : meaning;
  if (/^\d+[at]$/.test(hint)) return 'text';
  if (/^1x[:-]?$/.test(hint)) return 'hex';
  // An address of IPv6, as the IPV6-TC has it.
  if (hint === '2x:' && ranges?.length === 1 && ranges[0]?.join() === '16,16') return 'inet';
  return hint.startsWith('2d-1d-1d,1d:1d:1d.1d') ? 'date' : meaning;
}
