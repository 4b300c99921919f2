import type { PacketField } from '#shared/model/packet-field.ts';
import { BerCursor, signedAt } from '../ber/cursor.ts';
import { oidText } from '../ber/oid.ts';
import { berTags } from '../ber/tags.ts';
import { field } from '../field.ts';
import { genericTrapText, type ObjectWords, snmpFact } from './message-summary.ts';
import { errorStatusName, pduNames } from './names.ts';
import type { Pdu } from './pdu.ts';
import { readValue } from './value.ts';
import { snmpValueText } from './value-text.ts';

/** Varbinds that are shown one by one; three lines each. */
const shownVarbinds = 1000;

/** The line of the element at the cursor, its tag and length included; undefined when there is none. */
export function elementLine(
  cursor: BerCursor,
  id: string,
  name: string,
  text: (cursor: BerCursor) => string,
): PacketField | undefined {
  if (!cursor.next(name)) return undefined;
  return field(id, name, text(cursor), cursor.header, cursor.start + cursor.length - cursor.header);
}

export function integerText({ bytes, start, length }: BerCursor): string {
  return length > 0 && length <= 4 ? String(signedAt(bytes, start, length)) : '';
}

/** A PDU field by field; places are in `bytes`, which it was decoded from. With `words`, objects go by their names. */
export function describePdu(bytes: Uint8Array, pdu: Pdu, words?: ObjectWords): PacketField {
  const cursor = new BerCursor(bytes, pdu.start, pdu.end, []);
  cursor.enter('PDU');
  const lines = pdu.type === 'Trap' ? trapLines(cursor) : numberLines(cursor, pdu);
  const children = lines.filter((line) => line !== undefined);
  if (children.length === lines.length && bytes[cursor.at] === berTags.sequence) {
    children.push(varbindsLine(pdu, cursor.at, words));
  }
  const fact = snmpFact(pdu, words);
  const value = fact === undefined ? pduNames[pdu.type] : `${pduNames[pdu.type]}, ${fact}`;
  return field('snmp.pdu', 'PDU', value, pdu.start, pdu.end - pdu.start, { children });
}

function numberLines(cursor: BerCursor, { type }: Pdu): (PacketField | undefined)[] {
  const bulk = type === 'GetBulkRequest';
  const requestId = elementLine(cursor, 'snmp.requestId', 'request-id', integerText);
  if (bulk) {
    return [
      requestId,
      elementLine(cursor, 'snmp.nonRepeaters', 'non-repeaters', integerText),
      elementLine(cursor, 'snmp.maxRepetitions', 'max-repetitions', integerText),
    ];
  }
  return [
    requestId,
    elementLine(cursor, 'snmp.errorStatus', 'error-status', errorStatusText),
    elementLine(cursor, 'snmp.errorIndex', 'error-index', integerText),
  ];
}

function errorStatusText(cursor: BerCursor): string {
  const number = integerText(cursor);
  return number === '' ? '' : `${errorStatusName(Number(number))} (${number})`;
}

function trapLines(cursor: BerCursor): (PacketField | undefined)[] {
  const value = ({ bytes, tag, start, length }: BerCursor) => snmpValueText(readValue(bytes, tag, start, length));
  return [
    elementLine(cursor, 'snmp.enterprise', 'enterprise', ({ bytes, start, length }) => oidText(bytes, start, length)),
    elementLine(cursor, 'snmp.agentAddress', 'agent-addr', value),
    elementLine(cursor, 'snmp.genericTrap', 'generic-trap', (at) => {
      const number = integerText(at);
      return number === '' ? '' : genericTrapText(Number(number));
    }),
    elementLine(cursor, 'snmp.specificTrap', 'specific-trap', integerText),
    elementLine(cursor, 'snmp.timeStamp', 'time-stamp', value),
  ];
}

/** The list, which starts at `offset` with its tag. */
function varbindsLine({ varbinds, end }: Pdu, offset: number, words?: ObjectWords): PacketField {
  const { count } = varbinds;
  const children: PacketField[] = [];
  let at = varbinds.start;
  for (let i = 0; i < count; i++) {
    if (i === shownVarbinds) {
      children.push(field('snmp.varbinds.more', 'more', `${count - i} more varbinds`, at, varbinds.end - at));
      break;
    }
    const after = varbinds.valueStart(i) + varbinds.valueLength(i);
    children.push(varbindLine(varbinds, i, at, after, words));
    at = after;
  }
  const length = Math.max(varbinds.end, offset) - offset;
  const text = `${count} ${count === 1 ? 'varbind' : 'varbinds'}`;
  return field('snmp.varbinds', 'variable-bindings', text, offset, Math.min(length, end - offset), { children });
}

function varbindLine(
  varbinds: Pdu['varbinds'],
  i: number,
  start: number,
  end: number,
  words?: ObjectWords,
): PacketField {
  const id = `snmp.varbind.${i + 1}`;
  const oid = varbinds.oid(i);
  const value = varbinds.value(i);
  const known = words?.(oid, value);
  const text = known?.text ?? snmpValueText(value);
  // The element of the OID begins behind tag and length of the varbind.
  const lengthOctet = varbinds.bytes[start + 1] ?? 0;
  const nameStart = start + (lengthOctet < 0x80 ? 2 : 2 + (lengthOctet & 0x7f));
  const nameEnd = varbinds.oidStart(i) + varbinds.oidLength(i);
  const name = known?.name;
  const summary = text === '' ? `${name ?? oid}: ${value.type}` : `${name ?? oid} = ${text}`;
  return field(id, `varbind ${i + 1}`, summary, start, end - start, {
    children: [
      field(`${id}.name`, 'name', name === undefined ? oid : `${name} (${oid})`, nameStart, nameEnd - nameStart),
      field(`${id}.value`, value.type, text, nameEnd, end - nameEnd, {
        fault: value.type === 'unknown' ? value.fault : undefined,
      }),
    ],
  });
}
