import type { ObjectTypeDefinition } from '../compile/module-tree.ts';
import { macros } from './known-modules.ts';
import type { ModuleSet } from './module-set.ts';
import type { Item, ModuleUnit } from './module-unit.ts';
import type { TypeResolver } from './resolve-types.ts';
import { baseTypes, type TypedSyntax } from './typed-syntax.ts';

/** What is wrong with a module although every name in it is known: what its author would want to hear. Nothing is changed. */
export function checkModule(unit: ModuleUnit, modules: ModuleSet, types: TypeResolver): void {
  if (!unit.isWanted) return;
  checkMacros(unit);
  for (const item of unit.all) {
    const { definition } = item;
    if (definition?.kind !== 'object') continue;
    checkIndex(item, definition, modules, types);
    checkFields(item, definition);
    checkDefault(unit, definition, types);
  }
  checkPlaces(unit);
}

/** Macros have to be imported too (RFC 2578 section 3.2), but everybody knows them. */
function checkMacros(unit: ModuleUnit): void {
  const told = new Set<string>();
  const language = unit.parsed?.language;
  for (const { definition } of unit.all) {
    const name = definition === undefined ? undefined : macroOf(definition.kind, definition);
    if (name === undefined || told.has(name) || unit.imports.has(name) || definition === undefined) continue;
    const [modern, old] = macros.get(name) ?? [];
    if (unit.items.get(name)?.definition?.kind === 'macro') continue;
    told.add(name);
    unit.tell('macro-not-imported', definition.at, {
      name,
      module: (language === 'SMIv1' ? old : modern) ?? modern ?? '',
    });
  }
}

function macroOf(kind: string, definition: object): string | undefined {
  switch (kind) {
    case 'object':
      return 'OBJECT-TYPE';
    case 'notification':
      return 'NOTIFICATION-TYPE';
    case 'trap':
      return 'TRAP-TYPE';
    case 'compliance':
      return 'MODULE-COMPLIANCE';
    case 'capabilities':
      return 'AGENT-CAPABILITIES';
    case 'module-identity':
    case 'object-identity':
    case 'object-group':
    case 'notification-group':
      return kind.toUpperCase();
    case 'type':
      return 'textualConvention' in definition && definition.textualConvention === true
        ? 'TEXTUAL-CONVENTION'
        : undefined;
    default:
      return undefined;
  }
}

/** RFC 2578 section 7.7. */
function checkIndex(item: Item, definition: ObjectTypeDefinition, modules: ModuleSet, types: TypeResolver): void {
  const { unit } = item;
  for (const { name, module, at } of definition.index ?? []) {
    const found = name in baseTypes ? undefined : modules.find(unit, name, at, module);
    const column = found?.definition;
    if (found === undefined || column?.kind !== 'object' || column.syntax?.form !== 'plain') continue;
    const typed = types.resolve(found.unit, column.syntax);
    if (typed === undefined) continue;
    const { travels } = baseTypes[typed.base] ?? {};
    if (travels === 'Counter32' || travels === 'Counter64' || travels === 'Opaque')
      unit.tell('index-type-unfit', at, { name, type: typed.name });
    else if (travels === 'INTEGER' && typed.ranges === undefined && typed.labels === undefined)
      unit.tell('index-without-range', at, { name });
    else if (travels === 'INTEGER' && typed.ranges?.some(([low]) => low.startsWith('-')))
      unit.tell('index-below-zero', at, { name });
  }
}

/** The SEQUENCE of an entry lists its columns with their types (RFC 2578 section 7.1.12). */
function checkFields(item: Item, definition: ObjectTypeDefinition): void {
  const { unit, key } = item;
  if (definition.syntax?.form !== 'plain' || key === undefined) return;
  const type = unit.items.get(definition.syntax.name)?.definition;
  if (type?.kind !== 'type' || type.syntax.form !== 'sequence') return;
  for (const { name, syntax, at } of type.syntax.fields) {
    const column = unit.items.get(name)?.definition;
    if (column === undefined) {
      unit.tell('field-unknown', at, { name, entry: item.name });
      continue;
    }
    if (column.kind !== 'object' || column.syntax?.form !== 'plain' || syntax.form !== 'plain') continue;
    if (column.syntax.name !== syntax.name)
      unit.tell('field-other-type', at, { name, type: syntax.name, found: column.syntax.name });
  }
}

/** RFC 2578 section 7.9: a value that the object could have. */
function checkDefault(unit: ModuleUnit, { syntax, defval, name }: ObjectTypeDefinition, types: TypeResolver): void {
  if (defval === undefined || syntax?.form !== 'plain') return;
  const typed = types.resolve(unit, syntax);
  if (typed === undefined || fits(typed, defval.text, defval.form)) return;
  unit.tell('default-unfit', defval.at, { name, value: defval.text, type: syntax.name });
}

function fits({ base, labels, ranges }: TypedSyntax, text: string, form: string): boolean {
  const travels = baseTypes[base]?.travels;
  if (form === 'name' && labels !== undefined && base !== 'BITS') return labels.some(([label]) => label === text);
  // A name is that of a number, of bits or of a node.
  if (form === 'name' && (travels === 'INTEGER' || (travels === 'OCTET STRING' && base !== 'BITS'))) return false;
  if (form !== 'number') return true;
  if (labels !== undefined) return base === 'BITS' || labels.some(([, value]) => String(value) === text);
  if (travels === 'OCTET STRING' || travels === 'OBJECT IDENTIFIER') return false;
  if (ranges === undefined || !/^-?\d{1,20}$/.test(text)) return true;
  const value = BigInt(text);
  return ranges.some(([low, high]) => BigInt(low) <= value && value <= BigInt(high));
}

/** Two objects of one place: the first is the one that is shown. */
function checkPlaces(unit: ModuleUnit): void {
  const first = new Map<string, Item>();
  for (const item of unit.all) {
    if (item.key === undefined || item.definition === undefined) continue;
    const other = first.get(item.key);
    if (other === undefined) first.set(item.key, item);
    else if (other.name !== item.name)
      unit.tell('oid-twice', item.definition.at, { name: item.name, other: other.name });
  }
}
