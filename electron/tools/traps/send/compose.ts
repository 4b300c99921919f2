import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { nameOf, resolveOid } from '#electron/objects/object-names.ts';
import { parseSetVarbind } from '#electron/objects/parse-set-varbind.ts';
import { readableText } from '#electron/objects/readable-text.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import { type NamedValue, notificationOfTrap } from '#electron/wire/snmp/trap-mapping.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { toHex } from '#shared/model/hex.ts';
import type { SendInput } from '#shared/model/notification-send.ts';
import type { SetVarbind } from '#shared/model/snmp-varbind.ts';
import { tellingVarbinds } from '../table/stored-pdus.ts';

/** Varbinds that a form takes. */
const mostVarbinds = 200;

export type Composed = Pick<SendInput, 'kind' | 'notification' | 'varbinds' | 'uptime'>;

/** What was read out of a stored notification. */
export interface StoredNotification {
  kind: 'trap' | 'inform';
  oid: string;
  uptime: number | undefined;
  pdu: Pdu;
}

/**
 * A stored notification as a form has it. One that came in v1 brings its agent-addr and enterprise as varbinds, as RFC 3584 section 3.1
 * has it; sent in v1 again they go back to its header. Undefined for a Trap-PDU that is none of SNMPv2 in any words.
 */
export function composeAgain(
  objects: ObjectRegistry,
  { kind, oid, uptime, pdu }: StoredNotification,
): Composed | undefined {
  const { trap, varbinds: list } = pdu;
  const places = [...tellingVarbinds(pdu)].slice(0, mostVarbinds);
  let varbinds: readonly NamedValue[] = places.map((place) => ({ oid: list.oid(place), value: list.value(place) }));
  if (trap !== undefined) {
    const mapped = notificationOfTrap({ trap, varbinds });
    if ('fault' in mapped) return undefined;
    varbinds = mapped.varbinds.slice(0, mostVarbinds);
  }
  return {
    kind,
    notification: writtenOid(objects, oid),
    varbinds: varbinds.map((varbind) => typedAgain(objects, varbind)),
    ...(uptime === undefined ? {} : { uptime }),
  };
}

/** By name, where that means the same. */
function writtenOid(objects: ObjectRegistry, oid: string): string {
  const name = nameOf(objects, oid);
  return name !== undefined && resolveOid(objects, name) === oid ? name : oid;
}

function typedAgain(objects: ObjectRegistry, { oid, value }: NamedValue): SetVarbind {
  const written = writtenOid(objects, oid);
  const typed: SetVarbind = { oid: written, hex: false, ...typedValue(value) };
  if (value.type !== 'OCTET STRING') return typed;
  // As text where that is read as the same octets: what is typed for some objects is read by their meaning.
  const read = parseSetVarbind(objects, typed, { told: true }).value;
  const isSame = read?.type === 'OCTET STRING' && toHex(read.value) === toHex(value.value);
  return isSame ? typed : { ...typed, value: toHex(value.value), hex: true };
}

function typedValue(value: SnmpValue): Pick<SetVarbind, 'type' | 'value'> & { hex?: boolean } {
  switch (value.type) {
    case 'OCTET STRING': {
      const text = readableText(value.value, false);
      if (text !== undefined) return { type: value.type, value: text };
      return { type: value.type, value: toHex(value.value), hex: true };
    }
    case 'Opaque':
      return { type: value.type, value: toHex(value.value), hex: true };
    case 'INTEGER':
    case 'Counter32':
    case 'Gauge32':
    case 'TimeTicks':
    case 'IpAddress':
    case 'OBJECT IDENTIFIER':
      return { type: value.type, value: value.value };
    case 'Counter64':
    case 'Float':
    case 'Double':
      return { type: value.type, value: String(value.value) };
    default:
      // Exceptions have no place in a notification, and what nobody can read cannot be written.
      return { type: 'NULL', value: '' };
  }
}
