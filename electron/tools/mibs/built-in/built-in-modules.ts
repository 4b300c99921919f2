import type { IndexColumn, ObjectDefinition, Syntax } from '#electron/objects/object-definition.ts';
import { rankOf } from '../node-index/index-parts.ts';
import { oidKey } from '../node-index/oid-key.ts';
import type { ResolvedNode } from '../resolve/node-detail.ts';
import type { TypedSyntax } from '../resolve/typed-syntax.ts';
import { baseTypes } from '../resolve/typed-syntax.ts';
import { enterpriseNumbers } from './enterprise-numbers.ts';
import type { FixedObject } from './fixed-object.ts';

/** A module that is known without a file. */
export interface BuiltInModule {
  /** Below `firstImportedId`. */
  id: number;
  name: string;
  objects: FixedObject[];
  nodes: ResolvedNode[];
}

/** Ids of modules from files begin here. */
export const firstImportedId = 1000;

/** Vendors by their numbers, as a module. */
export const vendorModule = 'enterprise-numbers';
const enterprises = '1.3.6.1.4.1';

/** What nobody defines and everybody stands below. */
const roots = [
  { oid: '0', name: 'ccitt' },
  { oid: '1', name: 'iso' },
  { oid: '2', name: 'joint-iso-ccitt' },
];

export function builtInModules(definitions: Iterable<ObjectDefinition>): BuiltInModule[] {
  const byModule = new Map<string, FixedObject[]>([['SNMPv2-SMI', []]]);
  for (const definition of definitions) {
    const fixed = fixedObject(definition);
    if (fixed === undefined) continue;
    const objects = byModule.get(definition.module);
    if (objects === undefined) byModule.set(definition.module, [fixed]);
    else objects.push(fixed);
  }
  const modules = [...byModule].map(([name, objects], i) => moduleOf(i + 1, name, objects, 'built-in'));
  const vendors = enterpriseNumbers().map(({ number, name, organization }) => ({
    ...plainObject(`${enterprises}.${number}`, name),
    description: organization,
  }));
  const all = [...roots.map(({ oid, name }) => plainObject(oid, name)), ...vendors];
  return [...modules, moduleOf(modules.length + 1, vendorModule, all, 'vendor')];
}

function moduleOf(id: number, name: string, objects: FixedObject[], origin: 'built-in' | 'vendor'): BuiltInModule {
  const nodes = objects.map((object, place): ResolvedNode => {
    const { key, kind, access, unit, syntax, index, members, description } = object;
    return {
      key,
      name: object.name,
      kind,
      access,
      syntax: syntax?.name,
      rank: rankOf(origin, kind, { isReplaced: false, isOld: false }),
      place,
      detail: {
        ...(unit === undefined ? {} : { unit }),
        ...(syntax === undefined ? {} : { typed: syntax }),
        ...(index === undefined ? {} : { index }),
        ...(members === undefined ? {} : { members }),
        ...(description === undefined ? {} : { description }),
      },
    };
  });
  return { id, name, objects, nodes };
}

function plainObject(oid: string, name: string): FixedObject {
  return {
    name,
    key: oidKey(oid) ?? '',
    kind: 'node',
    access: undefined,
    unit: undefined,
    syntax: undefined,
    index: undefined,
  };
}

function fixedObject(definition: ObjectDefinition): FixedObject | undefined {
  const { oid, name, kind, access, unit, syntax, index, objects } = definition;
  const key = oidKey(oid);
  if (key === undefined) return undefined;
  return {
    name,
    key,
    kind,
    access,
    unit,
    syntax: syntax && typedSyntax(syntax),
    index: index?.map((part: IndexColumn) => ({
      name: part.name,
      implied: part.implied,
      syntax: typedSyntax(part.syntax),
    })),
    ...(objects === undefined
      ? {}
      : {
          members: objects.map((one) =>
            one.oid === undefined ? { name: one.name } : { name: one.name, oid: one.oid },
          ),
        }),
  };
}

function typedSyntax({ name, type, labels, ranges, sizes, meaning, hint }: Syntax): TypedSyntax {
  const base = name in baseTypes ? name : meaning === 'bits' ? 'BITS' : type === 'Gauge32' ? 'Unsigned32' : type;
  const typed: TypedSyntax = { name, base };
  if (labels !== undefined) typed.labels = [...labels].map(([value, label]) => [label, value]);
  const bounds = ranges ?? sizes;
  if (bounds !== undefined) typed.ranges = bounds.map(({ low, high }) => [String(low), String(high)]);
  if (meaning !== undefined) typed.meaning = meaning;
  if (hint !== undefined) typed.hint = hint;
  return typed;
}
