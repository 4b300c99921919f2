import type { SnmpObject } from '#shared/contract/snmp.ts';
import type { ObjectDefinition, ObjectRegistry } from './object-definition.ts';

/** A definition as the contract has it. */
export function toSnmpObject({ oid, name, module, kind, syntax, access, unit, objects }: ObjectDefinition): SnmpObject {
  const labels = syntax?.labels;
  return {
    oid,
    name,
    module,
    kind,
    ...(syntax === undefined ? {} : { syntax: syntax.name }),
    ...(access === undefined ? {} : { access }),
    ...(unit === undefined ? {} : { unit }),
    ...(labels === undefined
      ? {}
      : { labels: Object.fromEntries([...labels].map(([number, label]) => [label, number])) }),
    ...(objects === undefined
      ? {}
      : {
          objects: objects.map((one) =>
            one.oid === undefined ? { name: one.name } : { name: one.name, oid: one.oid },
          ),
        }),
  };
}

/** The column by which rows of a table or entry are made and removed (RFC 2579 section 2), where it has one. */
export function rowStatusColumn(registry: ObjectRegistry, table: ObjectDefinition): ObjectDefinition | undefined {
  return registry.columns(table).find((column) => column.syntax?.name === 'RowStatus');
}
