import { oidOctets } from '#electron/wire/ber/oid.ts';
import type { ObjectDefinition, ObjectRegistry } from './object-definition.ts';

/**
 * The dotted OID of what was written: numbers with or without a dot before them, or a name, with its module or not, and arcs behind it
 * ("sysName.0", "IF-MIB::ifDescr.3"). Undefined for a name that nobody knows and for what is no OID of 2 to 128 arcs.
 */
export function resolveOid(registry: ObjectRegistry, text: string): string | undefined {
  const written = text.trim();
  const oid = /^[.0-9]/.test(written) ? written : oidOfName(registry, written);
  return oid !== undefined && oidOctets(oid) !== undefined ? oid.replace(/^\./, '') : undefined;
}

function oidOfName(registry: ObjectRegistry, text: string): string | undefined {
  const dot = text.indexOf('.');
  const name = dot < 0 ? text : text.slice(0, dot);
  const object = registry.byName(name) ?? objectOfOldModule(registry, name);
  return object === undefined ? undefined : object.oid + (dot < 0 ? '' : text.slice(dot));
}

/** The MIB-II was one module once, and is still written as one: "RFC1213-MIB::sysName". */
function objectOfOldModule(registry: ObjectRegistry, name: string): ObjectDefinition | undefined {
  const match = /^RFC1213-MIB::(.+)$/.exec(name);
  const object = match?.[1] === undefined ? undefined : registry.byName(match[1]);
  return object?.oid.startsWith('1.3.6.1.2.1.') ? object : undefined;
}

/** "ifDescr.3"; below the last thing that is known, "enterprises.9.1.2". */
export function nameOf(registry: ObjectRegistry, oid: string): string | undefined {
  const found = registry.find(oid);
  if (found === undefined) return undefined;
  return found.instance === '' ? found.object.name : `${found.object.name}.${found.instance}`;
}
