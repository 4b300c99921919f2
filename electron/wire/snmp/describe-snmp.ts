import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { BerCursor } from '../ber/cursor.ts';
import { berTags } from '../ber/tags.ts';
import { field, hexNumber, octetCount, seconds } from '../field.ts';
import { hexAt } from '../octets.ts';
import { describePdu, elementLine, integerText } from './describe-pdu.ts';
import { engineFormatText, readEngineId } from './engine-id.ts';
import { decodeScopedPdu, type ScopedPdu, type SnmpMessage, snmpVersionNumbers } from './message.ts';
import { type ObjectWords, type SnmpSight, snmpFact, snmpMessageName, snmpVersionName } from './message-summary.ts';
import { octetsText } from './value-text.ts';

/**
 * A message line by line, with its place in `bytes`. A community is never shown. What `sight` decrypts stands below the
 * encrypted part, all of it at the place of that: ciphers do not map octet to octet. Gives the faults of the decrypted part
 * beside the tree.
 */
export function describeSnmp(
  bytes: Uint8Array,
  message: SnmpMessage,
  sight?: SnmpSight,
): { layer: PacketField; faults: PacketFault[] } {
  const { start, end, version } = message;
  const cursor = new BerCursor(bytes, start, end, []);
  const faults: PacketFault[] = [];
  const children: PacketField[] = [];
  let decrypted: ScopedPdu | undefined;
  if (cursor.enter('message', berTags.sequence) >= 0) {
    push(children, elementLine(cursor, 'snmp.version', 'version', versionText));
    if (version !== snmpVersionNumbers.v3) describeCommunity(bytes, cursor, message, children, sight?.words);
    else {
      describeHeader(cursor, message, children);
      describeSecurity(cursor, message, children);
      decrypted = describeData(bytes, message, children, faults, sight);
    }
  }
  for (const fault of message.faults) placeFault(children, fault);
  const layer = field('snmp', 'SNMP', summaryText(message, decrypted, sight?.words), start, end - start, { children });
  const outside = message.faults.find(({ offset }) => !children.some((line) => covers(line, offset)));
  if (outside !== undefined) layer.fault = outside.reason;
  return { layer, faults };
}

function summaryText(message: SnmpMessage, decrypted: ScopedPdu | undefined, words?: ObjectWords): string {
  if (message.version < 0) return '?';
  const pdu = decrypted?.pdu ?? message.pdu;
  const fact = pdu === undefined ? undefined : snmpFact(pdu, words);
  const name = snmpMessageName(message, decrypted?.pdu);
  const text = name === 'encrypted v3' ? name : `${snmpVersionName(message.version)} ${name}`;
  return fact === undefined ? text : `${text}, ${fact}`;
}

function push(lines: PacketField[], line: PacketField | undefined): void {
  if (line !== undefined) lines.push(line);
}

function covers({ offset, length }: PacketField, at: number): boolean {
  return at >= offset && at < offset + length;
}

/** Puts a fault at the innermost line that has its place, unless there is one already. */
function placeFault(lines: readonly PacketField[], fault: PacketFault): void {
  const line = lines.find((candidate) => covers(candidate, fault.offset));
  if (line === undefined) return;
  if (line.children?.some((child) => covers(child, fault.offset))) placeFault(line.children, fault);
  else line.fault ??= fault.reason;
}

function versionText(cursor: BerCursor): string {
  const number = integerText(cursor);
  return number === '' ? '' : `${snmpVersionName(Number(number))} (${number})`;
}

function describeCommunity(
  bytes: Uint8Array,
  cursor: BerCursor,
  message: SnmpMessage,
  lines: PacketField[],
  words: ObjectWords | undefined,
): void {
  const { community, pdu } = message;
  if (community !== undefined) {
    const text = `(hidden), ${octetCount(community.length)}, which cross the wire in clear text`;
    lines.push(field('snmp.community', 'community', text, cursor.at, community.start + community.length - cursor.at));
  }
  if (pdu !== undefined) lines.push(describePdu(bytes, pdu, words));
}

function describeHeader(cursor: BerCursor, { v3 }: SnmpMessage, lines: PacketField[]): void {
  const offset = cursor.at;
  const outer = cursor.enter('msgGlobalData', berTags.sequence);
  if (outer < 0) return;
  const children: PacketField[] = [];
  push(children, elementLine(cursor, 'snmp.msgId', 'msgID', integerText));
  push(
    children,
    elementLine(cursor, 'snmp.msgMaxSize', 'msgMaxSize', (at) => `${integerText(at)} bytes`),
  );
  const flags = elementLine(cursor, 'snmp.msgFlags', 'msgFlags', ({ bytes, start, length }) => {
    const set = [v3?.auth ? 'authenticated' : '', v3?.priv ? 'encrypted' : '', v3?.reportable ? 'reportable' : ''];
    return length === 0
      ? ''
      : `${set.filter((word) => word !== '').join(', ') || 'none'} (${hexNumber(bytes[start] ?? 0, 2)})`;
  });
  push(children, flags);
  push(children, elementLine(cursor, 'snmp.msgSecurityModel', 'msgSecurityModel', securityModelText));
  const { end } = cursor;
  cursor.at = end;
  cursor.leave(outer, 'msgGlobalData');
  lines.push(field('snmp.header', 'msgGlobalData', flags?.value ?? '', offset, end - offset, { children }));
}

/** RFC 3411 section 5, SnmpSecurityModel; RFC 5591. */
const securityModels = ['any', 'SNMPv1', 'SNMPv2c', 'USM', 'TSM'];

function securityModelText(cursor: BerCursor): string {
  const number = integerText(cursor);
  return number === '' ? '' : `${securityModels[Number(number)] ?? 'unknown'} (${number})`;
}

function describeSecurity(outer: BerCursor, { v3 }: SnmpMessage, lines: PacketField[]): void {
  const parameters = elementLine(outer, 'snmp.security', 'msgSecurityParameters', ({ bytes, start, length }) =>
    hexAt(bytes, start, Math.min(length, 600)),
  );
  if (parameters === undefined) return;
  lines.push(parameters);
  if (v3?.usm === undefined) return;
  const { user } = v3.usm;
  parameters.value = user.length === 0 ? 'no user' : `user ${octetsText(user)}`;
  const cursor = new BerCursor(outer.bytes, outer.start, outer.start + outer.length, []);
  cursor.enter('USM parameters', berTags.sequence);
  const children: PacketField[] = [];
  push(children, engineLine(cursor, 'snmp.engineId', 'msgAuthoritativeEngineID'));
  push(children, elementLine(cursor, 'snmp.engineBoots', 'msgAuthoritativeEngineBoots', integerText));
  push(
    children,
    elementLine(cursor, 'snmp.engineTime', 'msgAuthoritativeEngineTime', (at) => {
      const number = integerText(at);
      return number === '' ? '' : seconds(Number(number));
    }),
  );
  push(children, elementLine(cursor, 'snmp.userName', 'msgUserName', contentText));
  push(children, elementLine(cursor, 'snmp.authParameters', 'msgAuthenticationParameters', contentHex));
  push(children, elementLine(cursor, 'snmp.privParameters', 'msgPrivacyParameters', contentHex));
  parameters.children = children;
}

function contentText({ bytes, start, length }: BerCursor): string {
  return octetsText(bytes.subarray(start, start + length));
}

function contentHex({ bytes, start, length }: BerCursor): string {
  return hexAt(bytes, start, length);
}

/** An engine ID with what it is made of. */
function engineLine(cursor: BerCursor, id: string, name: string): PacketField | undefined {
  const line = elementLine(cursor, id, name, contentHex);
  if (line === undefined || cursor.length === 0) return line;
  const { bytes, start, length } = cursor;
  const { enterprise, format, form, fault } = readEngineId(bytes.subarray(start, start + length));
  if (fault !== undefined) line.fault = fault;
  if (enterprise === undefined) return line;
  const children = [field(`${id}.enterprise`, 'enterprise number', String(enterprise), start, 4)];
  const at = format === undefined ? 4 : 5;
  if (format !== undefined) children.push(field(`${id}.format`, 'format', engineFormatText(format), start + 4, 1));
  if (length > at) children.push(field(`${id}.data`, 'data', form, start + at, length - at));
  line.children = children;
  return line;
}

/** The scoped PDU, or the encrypted one with what `sight` makes of it. */
function describeData(
  bytes: Uint8Array,
  message: SnmpMessage,
  lines: PacketField[],
  faults: PacketFault[],
  sight?: SnmpSight,
): ScopedPdu | undefined {
  const { v3, end } = message;
  const last = lines.at(-1);
  const at = last === undefined ? end : last.offset + last.length;
  if (v3?.encrypted === undefined) {
    if (v3?.context !== undefined) lines.push(scopedLine(bytes, at, end, message.pdu, sight?.words));
    return undefined;
  }
  const { start, length } = v3.encrypted;
  lines.push(
    field('snmp.encrypted', 'encryptedPDU', hexAt(bytes, start, Math.min(length, 600)), at, start + length - at),
  );
  const scoped = sight?.reveal?.(message, bytes)?.scoped;
  if (scoped === undefined) return undefined;
  const inner: PacketFault[] = [];
  const decrypted = decodeScopedPdu(scoped, 0, scoped.length, inner);
  for (const { reason } of inner) faults.push({ offset: start, reason: `decrypted: ${reason}` });
  const line =
    decrypted === undefined
      ? field('snmp.decrypted', 'decrypted', 'no scoped PDU', start, length, { fault: inner[0]?.reason })
      : decryptedLine(scoped, decrypted, inner, sight?.words);
  moveTo(line, start, length);
  lines.push(line);
  return decrypted;
}

function decryptedLine(
  scoped: Uint8Array,
  { pdu }: ScopedPdu,
  faults: readonly PacketFault[],
  words: ObjectWords | undefined,
): PacketField {
  const line = scopedLine(scoped, 0, scoped.length, pdu, words);
  for (const fault of faults) placeFault([line], fault);
  return { ...line, id: 'snmp.decrypted', name: 'decrypted' };
}

function moveTo(line: PacketField, offset: number, length: number): void {
  line.offset = offset;
  line.length = length;
  for (const child of line.children ?? []) moveTo(child, offset, length);
}

function scopedLine(
  bytes: Uint8Array,
  offset: number,
  limit: number,
  pdu: ScopedPdu['pdu'],
  words: ObjectWords | undefined,
): PacketField {
  const cursor = new BerCursor(bytes, offset, limit, []);
  cursor.enter('scopedPDU', berTags.sequence);
  const { end } = cursor;
  const children: PacketField[] = [];
  push(children, engineLine(cursor, 'snmp.contextEngineId', 'contextEngineID'));
  push(children, elementLine(cursor, 'snmp.contextName', 'contextName', contentText));
  if (pdu !== undefined) children.push(describePdu(bytes, pdu, words));
  const fact = pdu === undefined ? undefined : snmpFact(pdu, words);
  return field('snmp.scopedPdu', 'scopedPDU', fact ?? '', offset, end - offset, { children });
}
