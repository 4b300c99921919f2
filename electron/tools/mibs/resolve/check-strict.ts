import type { Definition, ObjectTypeDefinition, PlainSyntax } from '../compile/module-tree.ts';
import { keyArcs, keyOid } from '../node-index/oid-key.ts';
import type { ModuleSet } from './module-set.ts';
import type { Item, ModuleUnit } from './module-unit.ts';
import type { TypeResolver } from './resolve-types.ts';
import { baseTypes } from './typed-syntax.ts';

/** Rules of the SMI that only the author of a module wants to hear of: whoever reads it can do without. */
export function checkStrict(unit: ModuleUnit, modules: ModuleSet, types: TypeResolver): void {
  if (!unit.isWanted || !unit.isStrict) return;
  for (const item of unit.all) {
    const { definition } = item;
    if (definition === undefined) continue;
    checkParent(item);
    if (definition.kind === 'object') checkObject(item, definition, modules, types);
    if (definition.kind === 'type') checkType(unit, definition, modules, types);
    checkMembers(unit, definition, modules);
  }
}

type Role = 'table' | 'row' | 'column' | 'scalar' | 'node' | 'other';

/** What an object is by what its definition says, and what is above it (RFC 2578 section 7.1.12). */
function roleOf(item: Item): Role {
  const { definition, fixed, parent } = item;
  if (fixed !== undefined) return fixed.kind === 'entry' ? 'row' : fixed.kind === 'table' ? 'table' : 'node';
  switch (definition?.kind) {
    case 'value':
    case 'module-identity':
    case 'object-identity':
    case undefined:
      return 'node';
    case 'object':
      if (definition.syntax?.form === 'sequence-of') return 'table';
      if (definition.index !== undefined || definition.augments !== undefined) return 'row';
      return parent !== undefined && isRow(parent) ? 'column' : 'scalar';
    default:
      return 'other';
  }
}

function isRow({ definition, fixed }: Item): boolean {
  if (fixed !== undefined) return fixed.kind === 'entry';
  return definition?.kind === 'object' && (definition.index !== undefined || definition.augments !== undefined);
}

const wantedAbove: Readonly<Record<Role, Role>> = {
  table: 'node',
  row: 'table',
  column: 'row',
  scalar: 'node',
  node: 'node',
  other: 'node',
};

function checkParent(item: Item): void {
  const { parent, key, unit, definition, name } = item;
  if (parent?.key === undefined || key === undefined || definition === undefined || definition.kind === 'trap') return;
  if (keyArcs(key) !== keyArcs(parent.key) + 1) return;
  if (roleOf(parent) !== wantedAbove[roleOf(item)])
    unit.tell('parent-unfit', definition.at, { name, parent: parent.name });
}

function checkObject(item: Item, definition: ObjectTypeDefinition, modules: ModuleSet, types: TypeResolver): void {
  const { unit, name, key } = item;
  const { access, at, syntax } = definition;
  const role = roleOf(item);
  if (key !== undefined && keyOid(key).endsWith('.0')) unit.tell('oid-ends-in-zero', at, { name });
  if ((role === 'table' || role === 'row') && access !== undefined && access !== 'not-accessible')
    unit.tell('access-unfit', at, { name, access });
  if (role === 'scalar' && access === 'read-create') unit.tell('access-unfit', at, { name, access });
  if (role === 'row' && key !== undefined && !keyOid(key).endsWith('.1')) unit.tell('row-number', at, { name });
  if (definition.index !== undefined && definition.augments !== undefined)
    unit.tell('index-and-augments', at, { name });
  if (role === 'row') checkColumns(item, definition);
  for (const part of definition.index ?? []) {
    const found = part.name in baseTypes ? undefined : modules.find(unit, part.name, part.at, part.module);
    const column = found?.definition;
    if (found === undefined || column?.kind !== 'object' || column.syntax?.form !== 'plain') continue;
    const typed = types.resolve(found.unit, column.syntax);
    if (typed === undefined || typed.ranges !== undefined) continue;
    if (baseTypes[typed.base]?.travels === 'OCTET STRING' && typed.base !== 'BITS')
      unit.tell('index-without-size', part.at, { name: part.name });
  }
  if (syntax?.form === 'plain') checkNarrowing(unit, syntax, types);
}

/** Every column is in the SEQUENCE of its row, and nothing else is. */
function checkColumns(row: Item, { syntax: entry }: ObjectTypeDefinition): void {
  const { unit } = row;
  if (entry?.form !== 'plain') return;
  const type = unit.items.get(entry.name)?.definition;
  if (type?.kind !== 'type' || type.syntax.form !== 'sequence') return;
  const fields = new Set(type.syntax.fields.map(({ name }) => name));
  const isNewer = unit.parsed?.language === 'SMIv2';
  for (const { name, syntax, at } of type.syntax.fields) {
    if (isNewer && syntax.form === 'plain' && (syntax.ranges ?? syntax.sizes ?? syntax.labels) !== undefined)
      unit.tell('field-narrowed', at, { name, entry: row.name });
    const item = unit.items.get(name);
    if (item?.definition?.kind === 'object' && item.parent !== row)
      unit.tell('field-unknown', at, { name, entry: row.name });
  }
  for (const item of unit.all) {
    if (item.parent === row && item.definition?.kind === 'object' && !fields.has(item.name))
      unit.tell('column-missing', type.at, { name: item.name, entry: row.name });
  }
}

function checkType(
  unit: ModuleUnit,
  { syntax, textualConvention, at, name }: Extract<Definition, { kind: 'type' }>,
  modules: ModuleSet,
  types: TypeResolver,
): void {
  if (syntax.form !== 'plain') return;
  checkNarrowing(unit, syntax, types);
  if (!textualConvention || syntax.name in baseTypes) return;
  const base = modules.find(unit, syntax.name, syntax.at, syntax.module);
  const nested = base?.definition?.kind === 'type' ? base.definition.textualConvention : base?.convention != null;
  if (nested) unit.tell('convention-nested', at, { name, base: syntax.name });
}

/** Ranges, sizes and labels that the type does not take (RFC 2578 sections 7.1 and 9). */
function checkNarrowing(unit: ModuleUnit, syntax: PlainSyntax, types: TypeResolver): void {
  const { name, at, ranges, sizes, labels } = syntax;
  if (ranges === undefined && sizes === undefined && labels === undefined) return;
  const typed = types.resolve(unit, { ...syntax, ranges: undefined, sizes: undefined, labels: undefined });
  if (typed === undefined) return;
  const { travels = '', low, high } = baseTypes[typed.base] ?? {};
  const isText = travels === 'OCTET STRING' || travels === 'Opaque';
  const isCounter = travels === 'Counter32' || travels === 'Counter64';
  if (sizes !== undefined && !isText) unit.tell('range-unfit', at, { type: name });
  if (ranges !== undefined && (isText || isCounter || low === undefined)) unit.tell('range-unfit', at, { type: name });
  if (ranges !== undefined && !isText && low !== undefined && high !== undefined) {
    const [least, most] = [BigInt(low), BigInt(high)];
    const isBeyond = ({ low: one, high: other }: { low: unknown; high: unknown }) =>
      [one, other].some((end) => (typeof end === 'number' || typeof end === 'bigint') && (end < least || end > most));
    if (ranges.some(isBeyond)) unit.tell('range-unfit', at, { type: name });
  }
  if (labels === undefined) return;
  if (typed.labels === undefined) {
    if (travels !== 'INTEGER' && typed.base !== 'BITS')
      unit.tell('label-unfit', at, { label: labels[0]?.label ?? '', type: name });
    return;
  }
  const known = new Map(typed.labels);
  const foreign = labels.find(({ label, value }) => known.get(label) !== value);
  if (foreign !== undefined) unit.tell('label-unfit', at, { label: foreign.label, type: name });
}

/** What notifications and groups may name (RFC 2578 section 8.1, RFC 2580 sections 3.1 and 4.1). */
function checkMembers(unit: ModuleUnit, definition: Definition, modules: ModuleSet): void {
  const { kind } = definition;
  if (kind !== 'notification' && kind !== 'object-group' && kind !== 'notification-group') return;
  const members = kind === 'notification' ? definition.objects : definition.members;
  for (const { name, module, at } of members) {
    const item = modules.find(unit, name, at, module);
    const member = item?.definition;
    if (item === undefined) continue;
    const told = { name, definition: definition.name };
    if (member === undefined) {
      if (kind !== 'notification' && item.unit !== unit) unit.tell('member-elsewhere', at, told);
      continue;
    }
    const role = roleOf(item);
    if (kind === 'notification-group' ? member.kind !== 'notification' : role !== 'scalar' && role !== 'column')
      unit.tell('member-unfit', at, told);
    else if (member.kind === 'object' && member.access === 'not-accessible')
      unit.tell('member-not-accessible', at, told);
    else if (kind !== 'notification' && item.unit !== unit) unit.tell('member-elsewhere', at, told);
  }
}
