import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import type { Store } from '#electron/storage/store.ts';
import { shorten } from '#electron/wire/text.ts';
import type { Device } from '#shared/contract/devices.ts';
import type { NotificationRow } from '#shared/model/notification.ts';
import { kindCodes, levelCodes, severityCodes, stateCodes, versionCodes } from '../row-codes.ts';
import { notificationName } from './notification-name.ts';
import { type StoredPdus, tellingVarbinds } from './stored-pdus.ts';
import { varbindAt } from './varbind-at.ts';

/** Characters of the varbinds in one line, and of one value in it. */
const longestSummary = 300;
const longestValue = 80;

/** A row as it is stored, with its datagram. */
export interface StoredRow {
  id: number;
  at: number;
  address: string;
  port: number;
  receiver: number;
  local_address: string | null;
  bytes: Uint8Array;
  state: number;
  version: number | null;
  kind: number | null;
  acknowledged: number;
  oid: string | null;
  uptime: number | null;
  severity: number;
  category: string | null;
  colour: string | null;
  rule: string | null;
  user: string | null;
  level: number | null;
  engine: string | null;
  context: string | null;
  profile: string | null;
  reason: string | null;
  marked: number;
  note: string | null;
  repeats: number;
  last_repeat_at: number | null;
  repeat_of: number | null;
  cleared_by: number | null;
  cleared_at: number | null;
}

const columns = `notification.id, notification.at, notification.address, port, receiver, local_address, bytes, state, version, kind, acknowledged,
  oid, uptime, severity, category, colour, rule, user, level, engine, context, profile, reason, marked, note, repeats, last_repeat_at, repeat_of,
  cleared_by, cleared_at`;

/** In the order of the ids; those that are gone are left out. */
export function readRows(store: Store, ids: readonly number[]): StoredRow[] {
  const rows = store
    .prepare(
      `SELECT ${columns} FROM json_each(?) AS asked JOIN notification ON notification.id = asked.value
       JOIN trap_datagram ON trap_datagram.id = notification.id ORDER BY asked.key`,
    )
    .all(JSON.stringify(ids));
  return rows as StoredRow[];
}

/** What a row is called by what is known now. */
export interface RowNames {
  objects: ObjectRegistry;
  deviceAt(address: string): Pick<Device, 'id' | 'name'> | undefined;
}

/** A row as it is shown. */
export function toRow(row: StoredRow, names: RowNames, pdus: StoredPdus): NotificationRow {
  const device = names.deviceAt(row.address);
  const name = row.oid === null ? undefined : notificationName(names.objects, row.oid);
  return {
    id: row.id,
    at: row.at,
    address: row.address,
    port: row.port,
    receiver: row.receiver,
    ...given('device', device && { id: device.id, name: device.name }),
    state: stateCodes.word(row.state) ?? 'pending',
    ...given('version', versionCodes.word(row.version)),
    ...given('kind', kindCodes.word(row.kind)),
    acknowledged: row.acknowledged !== 0,
    ...given('oid', row.oid),
    ...given('name', name),
    severity: severityCodes.word(row.severity) ?? 'indeterminate',
    ...given('category', row.category),
    ...given('colour', row.colour),
    ...given('user', row.user),
    ...given('level', levelCodes.word(row.level)),
    ...given('engine', row.engine),
    summary: summaryOf(row, names.objects, pdus),
    marked: row.marked !== 0,
    note: row.note ?? '',
    repeats: row.repeats,
    ...given('lastRepeatAt', row.last_repeat_at),
    ...given('repeatOf', row.repeat_of),
    ...given('clearedBy', row.cleared_by),
    ...given('clearedAt', row.cleared_at),
  };
}

/** The property where there is a value for it. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { [Key in Name]?: Value } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
}

/** "ifIndex 3, ifAdminStatus down(2)"; of what was not accepted why. */
function summaryOf({ bytes, state, reason, profile }: StoredRow, objects: ObjectRegistry, pdus: StoredPdus): string {
  if (stateCodes.word(state) !== 'accepted') return shorten(reason ?? '', longestSummary);
  const pdu = pdus.of(bytes, profile);
  if (pdu === undefined) return '';
  const parts: string[] = [];
  let length = 0;
  for (const i of tellingVarbinds(pdu)) {
    const { oid, name, text } = varbindAt(objects, pdu.varbinds, i);
    const object = objects.find(oid)?.object;
    const short = object?.kind === 'column' || object?.kind === 'scalar' ? object.name : (name ?? oid);
    const part = `${short} ${shorten(text, longestValue)}`;
    parts.push(part);
    length += part.length + 2;
    if (length > longestSummary) break;
  }
  return shorten(parts.join(', '), longestSummary);
}
