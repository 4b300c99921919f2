import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { nameOf } from '#electron/objects/object-names.ts';
import { withoutZero } from '../rules/oid-pattern.ts';

/** Of a notification; of one of SNMPv1 also by the OID without the zero that RFC 3584 puts into it. Below what is known, "enterprises.9.1.2". */
export function notificationName(objects: ObjectRegistry, oid: string): string | undefined {
  if (objects.find(oid)?.instance === '') return nameOf(objects, oid);
  const other = withoutZero(oid);
  const found = other === undefined ? undefined : objects.find(other);
  if (found?.instance === '' && found.object.kind === 'notification') return found.object.name;
  return nameOf(objects, oid);
}
