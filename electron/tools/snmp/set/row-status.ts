import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';

/** RFC 2579 section 2, RowStatus. */
export const rowStatus = {
  active: 1,
  notInService: 2,
  notReady: 3,
  createAndGo: 4,
  createAndWait: 5,
  destroy: 6,
} as const;

/** What an agent shows after each of the actions: an action is never the state. */
const reached: Readonly<Record<number, readonly number[]>> = {
  [rowStatus.createAndGo]: [rowStatus.active],
  [rowStatus.createAndWait]: [rowStatus.notInService, rowStatus.notReady],
};

/** Whether an object may be a RowStatus: one that is not known may. */
export function mayBeRowStatus(objects: ObjectRegistry, oid: string): boolean {
  const { object } = objects.find(oid) ?? {};
  return object?.syntax === undefined || object.syntax.name === 'RowStatus';
}

/** Whether a RowStatus column shows what an action was to lead to. */
export function rowStatusReached(objects: ObjectRegistry, oid: string, asked: Varbind, now: Varbind): boolean {
  if (asked.type !== 'INTEGER' || !mayBeRowStatus(objects, oid)) return false;
  if (asked.value === rowStatus.destroy) return now.type === 'noSuchInstance' || now.type === 'noSuchObject';
  return typeof now.value === 'number' && (reached[Number(asked.value)]?.includes(now.value) ?? false);
}
