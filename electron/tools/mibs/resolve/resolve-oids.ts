import type { Definition, OidPart } from '../compile/module-tree.ts';
import { arcKey, keyArcs } from '../node-index/oid-key.ts';
import { rootArcs } from './known-modules.ts';
import type { ModuleSet } from './module-set.ts';
import type { Item, ModuleUnit } from './module-unit.ts';

/** RFC 2578 section 3.5. */
const maximumArcs = 128;

/** Of SNMPv1's own traps (RFC 1907, RFC 3584 section 3.1): an enterprise of "snmp" means snmpTraps. */
const snmpKey = [1, 3, 6, 1, 2, 1, 11].map(arcKey).join('');
const snmpTrapsKey = [1, 3, 6, 1, 6, 3, 1, 1, 5].map(arcKey).join('');

type Start = { item: Item } | { key: string };

interface Waiting {
  item: Item;
  arcs: string;
}

/**
 * Gives every definition its place: first those of numbers only, then whatever stands below what has a place, with a list of work instead of a
 * way down. What is left stands below itself or below nothing.
 */
export function resolveOids(modules: ModuleSet, units: Iterable<ModuleUnit>): void {
  const below = new Map<Item, Waiting[]>();
  const ready: Item[] = [];
  for (const unit of units) {
    for (const item of unit.all) {
      const parts = partsOf(item.definition);
      if (parts === undefined || item.definition === undefined) continue;
      const place = placeOf(modules, item, item.definition, parts);
      if (place === undefined) continue;
      if ('key' in place.start) {
        if (setKey(item, place.start.key, place.arcs)) ready.push(item);
        continue;
      }
      const above = place.start.item;
      if (above.key !== undefined) {
        item.parent = above;
        if (setKey(item, above.key, place.arcs)) ready.push(item);
        continue;
      }
      item.parent = above;
      const waiting = below.get(above);
      if (waiting === undefined) below.set(above, [{ item, arcs: place.arcs }]);
      else waiting.push({ item, arcs: place.arcs });
    }
  }
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    for (const { item, arcs } of below.get(next) ?? []) if (setKey(item, next.key ?? '', arcs)) ready.push(item);
    below.delete(next);
  }
  tellLeft(below);
}

/** What is behind `::=`, or the enterprise of a trap. */
export function partsOf(definition: Definition | undefined): OidPart[] | undefined {
  if (definition === undefined || definition.kind === 'type' || definition.kind === 'macro') return undefined;
  return definition.kind === 'trap' ? definition.enterprise : definition.oid;
}

function placeOf(
  modules: ModuleSet,
  { unit, name }: Item,
  definition: Definition,
  parts: readonly OidPart[],
): { start: Start; arcs: string } | undefined {
  let start: Start | undefined;
  let arcs = '';
  for (const [i, part] of parts.entries()) {
    if (i > 0 && part.number !== undefined) {
      arcs += arcKey(part.number);
      continue;
    }
    const found = startOf(modules, unit, part, i === 0);
    if (found === undefined) {
      const parent = part.name ?? '';
      // What is above it may have no place yet, and get one from a module that is looked into last.
      unit.isLacking = true;
      unit.tell(i === 0 ? 'parent-unknown' : 'oid-arc-unknown', part.at, { name, parent });
      return undefined;
    }
    start = found;
    arcs = '';
  }
  if (start === undefined) return undefined;
  if (definition.kind === 'trap') arcs += arcKey(0) + arcKey(definition.number);
  if ('item' in start && start.item.unit === unit && start.item.name === name && start.item.definition === definition) {
    unit.tell('oid-cycle', definition.at, { name });
    return undefined;
  }
  return { start, arcs };
}

function startOf(modules: ModuleSet, unit: Item['unit'], part: OidPart, isFirst: boolean): Start | undefined {
  if (part.name === undefined) return part.number === undefined ? undefined : { key: arcKey(part.number) };
  const root = isFirst ? rootArcs.get(part.name) : undefined;
  if (root !== undefined && !unit.items.has(part.name)) return { key: arcKey(root) };
  const item = modules.find(unit, part.name, part.at, part.module);
  if (item !== undefined && (item.key !== undefined || partsOf(item.definition) !== undefined)) return { item };
  return isFirst && part.number !== undefined ? { key: arcKey(part.number) } : undefined;
}

function setKey(item: Item, above: string, arcs: string): boolean {
  if (item.key !== undefined) return false;
  const { definition } = item;
  const isGenericTrap = definition?.kind === 'trap' && above === snmpKey;
  const key = isGenericTrap ? snmpTrapsKey + arcKey(definition.number + 1) : above + arcs;
  if (keyArcs(key) > maximumArcs) {
    if (definition !== undefined) item.unit.tell('oid-too-long', definition.at, { name: item.name });
    return false;
  }
  item.key = key;
  return true;
}

/** Each circle is told at everything in it, and everything below it or below what has no place as such. */
function tellLeft(below: ReadonlyMap<Item, readonly Waiting[]>): void {
  for (const waiting of below.values()) {
    for (const { item } of waiting) {
      if (item.key !== undefined || item.definition === undefined) continue;
      const id = isInCircle(item) ? 'oid-cycle' : 'parent-lost';
      item.unit.isLacking = true;
      item.unit.tell(id, item.definition.at, { name: item.name, parent: item.parent?.name ?? '' });
    }
  }
}

/** Longer circles than any MIB has are told as parents without a place. */
const longestCircle = 1000;

function isInCircle(item: Item): boolean {
  let above = item.parent;
  for (let i = 0; i < longestCircle && above !== undefined; i++) {
    if (above === item) return true;
    above = above.parent;
  }
  return false;
}
