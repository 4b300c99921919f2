import { createHash } from 'node:crypto';
import { isUnderOid, oidText } from '#electron/wire/ber/oid.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { valueText } from './condition.ts';

/** Characters of one value in a key; of a longer one its hash stands there. */
const longest = 64;
const separator = '\u001f';

/**
 * What the objects are in this notification, as one text that is equal where they are. An object that is not among the varbinds is taken
 * from the instance of another column of its entry: many agents send ifAdminStatus.3 without ifIndex.3. Undefined where one is not to be
 * found.
 */
export function valueKey(objects: readonly Uint8Array[], list: VarbindList): string | undefined {
  if (objects.length === 0) return '';
  const parts: string[] = [];
  for (const object of objects) {
    const part = valueAmong(object, list) ?? instanceOf(object, list);
    if (part === undefined) return undefined;
    parts.push(part.length <= longest ? part : `#${createHash('sha256').update(part).digest('base64')}`);
  }
  return parts.join(separator);
}

function valueAmong(object: Uint8Array, list: VarbindList): string | undefined {
  for (let i = 0; i < list.count; i++) {
    if (isUnderOid(object, list.bytes, list.oidStart(i), list.oidLength(i))) return valueText(list.value(i));
  }
  return undefined;
}

function instanceOf(object: Uint8Array, list: VarbindList): string | undefined {
  const entry = object.subarray(0, lastArc(object));
  if (entry.length === 0) return undefined;
  for (let i = 0; i < list.count; i++) {
    const start = list.oidStart(i);
    const end = start + list.oidLength(i);
    if (!isUnderOid(entry, list.bytes, start, end - start)) continue;
    // Behind the entry comes the column, behind that the instance.
    let at = start + entry.length;
    while (at < end && (list.bytes[at] ?? 0) >= 0x80) at++;
    at++;
    if (at < end) return arcsText(list.bytes, at, end);
  }
  return undefined;
}

/** Where the last arc begins. */
function lastArc(octets: Uint8Array): number {
  let at = octets.length - 1;
  while (at > 0 && (octets[at - 1] ?? 0) >= 0x80) at--;
  return at;
}

/** Arcs within an OID; the first is none of those two that are one number. */
function arcsText(bytes: Uint8Array, start: number, end: number): string {
  const octets = new Uint8Array(end - start + 1);
  // "1.3" before them, so that they are not the first.
  octets[0] = 43;
  octets.set(bytes.subarray(start, end), 1);
  return oidText(octets, 0, octets.length).slice('1.3.'.length);
}
