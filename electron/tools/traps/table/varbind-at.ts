import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { toHex } from '#shared/model/hex.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';

/** The varbind at a place of a list, for people. */
export function varbindAt(objects: ObjectRegistry, list: VarbindList, place: number): Varbind {
  const start = list.valueStart(place);
  const hex = toHex(list.bytes.subarray(start, start + list.valueLength(place)));
  return toVarbind(objects, list.oid(place), list.value(place), hex);
}
