import type { ObjectDefinition, ObjectRegistry } from '#electron/objects/object-definition.ts';
import { nameOf, resolveOid } from '#electron/objects/object-names.ts';
import type { NotificationType } from '#shared/model/notification-send.ts';
import { ProblemError } from '#shared/problem/problem.ts';

/** Notifications whose name or OID has the words, the best first. */
export function findTypes(objects: ObjectRegistry, search: string, count: number): NotificationType[] {
  return objects.search(search, count, ['notification']).map((found) => toType(objects, found));
}

function toType(registry: ObjectRegistry, { oid, name, module, objects = [] }: ObjectDefinition): NotificationType {
  return { oid, name, module, objects: objects.map((object) => aboutObject(registry, object)) };
}

function aboutObject(
  registry: ObjectRegistry,
  { name, oid }: { name: string; oid?: string | undefined },
): NotificationType['objects'][number] {
  const syntax = oid === undefined ? undefined : registry.find(oid)?.object.syntax;
  const labels = syntax?.meaning === 'bits' ? undefined : syntax?.labels;
  return {
    name,
    ...(oid === undefined ? {} : { oid }),
    ...(syntax === undefined ? {} : { syntax: syntax.name }),
    ...(labels === undefined
      ? {}
      : { labels: Object.fromEntries([...labels].map(([number, label]) => [label, number])) }),
  };
}

/**
 * The notification that was written: any OID in numbers, the name of a notification, or arcs behind the name of a node.
 *
 * @throws ProblemError trap-type-unknown
 */
export function readType(registry: ObjectRegistry, text: string): { oid: string; name: string } {
  const oid = resolveOid(registry, text);
  const found = oid === undefined ? undefined : registry.find(oid);
  const isNumeric = /^[.0-9]/.test(text.trim());
  if (oid === undefined || !(isNumeric || isNotification(found))) {
    throw new ProblemError('trap-type-unknown', { notification: text.slice(0, 200) });
  }
  return { oid, name: nameOf(registry, oid) ?? oid };
}

function isNotification(found: ReturnType<ObjectRegistry['find']>): boolean {
  const kind = found?.object.kind;
  return kind === 'notification' ? found?.instance === '' : kind === 'node' && found?.instance !== '';
}
