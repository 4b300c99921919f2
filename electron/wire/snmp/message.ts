import type { PacketFault } from '#shared/model/packet-field.ts';
import { BerWriter } from '../ber/ber-writer.ts';
import { BerCursor } from '../ber/cursor.ts';
import { berTags } from '../ber/tags.ts';
import { octetCount } from '../field.ts';
import { type Pdu, type PduToSend, readPdu, writePdu } from './pdu.ts';
import { readUsm, type UsmParameters, usmSecurityModel } from './usm.ts';

export type { UsmParameters } from './usm.ts';

/** Numbers of `version` in a message; there is no 2 that anybody uses. */
export const snmpVersionNumbers = { v1: 0, v2c: 1, v3: 3 } as const;

/** A message of any version (RFC 1157 section 4, RFC 1901 section 3, RFC 3412 section 6), as far as it could be decoded. */
export interface SnmpMessage {
  /** 0, 1, 3, or what else is there; -1 when none could be read. */
  version: number;
  /** Where it starts and ends in the bytes. */
  start: number;
  end: number;
  /** v1, v2c: where the community lies. It may be cut. */
  community?: { start: number; length: number };
  /** Of v1 and v2c, and of v3 when it is not encrypted. */
  pdu?: Pdu;
  v3?: V3Fields;
  faults: PacketFault[];
}

export interface V3Fields {
  messageId: number;
  maxSize: number;
  auth: boolean;
  priv: boolean;
  reportable: boolean;
  securityModel: number;
  /** Absent for another security model. */
  usm?: UsmParameters;
  /** Absent when it is encrypted. */
  context?: { engineId: Uint8Array; name: Uint8Array };
  /** Content of encryptedPDU. */
  encrypted?: { start: number; length: number };
}

const flagBits = { auth: 1, priv: 2, reportable: 4 } as const;

/** Decodes the message in `start` to `end`. Never throws; what is wrong is in `faults`, with offsets in `bytes`. */
export function decodeSnmp(bytes: Uint8Array, start = 0, end: number = bytes.length): SnmpMessage {
  const faults: PacketFault[] = [];
  const cursor = new BerCursor(bytes, start, end, faults);
  const message: SnmpMessage = { version: -1, start: cursor.at, end: cursor.end, faults };
  const outer = cursor.enter('SNMP message', berTags.sequence);
  if (outer < 0) return message;
  message.end = cursor.end;
  const version = cursor.integer('version');
  if (version !== undefined) message.version = version;
  if (version === snmpVersionNumbers.v3) readV3(cursor, message);
  else readCommunity(cursor, message);
  cursor.leave(outer, 'SNMP message');
  if (cursor.at < cursor.end) cursor.fault(cursor.at, `${octetCount(cursor.end - cursor.at)} behind the SNMP message`);
  return message;
}

function readCommunity(cursor: BerCursor, message: SnmpMessage): void {
  const at = cursor.at;
  const { v1, v2c } = snmpVersionNumbers;
  // The community is found even where nothing else makes sense, so that it can be masked.
  const outer = cursor.enter('community', berTags.octetString);
  if (outer < 0) return;
  message.community = { start: cursor.at, length: cursor.end - cursor.at };
  cursor.at = cursor.end;
  cursor.leave(outer, 'community');
  if (message.version !== v1 && message.version !== v2c) {
    cursor.stop(at, `SNMP version ${message.version} is not known`);
    return;
  }
  const pdu = readPdu(cursor);
  if (pdu !== undefined) message.pdu = pdu;
}

function readV3(cursor: BerCursor, message: SnmpMessage): void {
  const v3: V3Fields = { messageId: 0, maxSize: 0, auth: false, priv: false, reportable: false, securityModel: 0 };
  message.v3 = v3;
  const header = cursor.enter('msgGlobalData', berTags.sequence);
  v3.messageId = cursor.integer('msgID') ?? 0;
  v3.maxSize = cursor.integer('msgMaxSize') ?? 0;
  readFlags(cursor, v3);
  v3.securityModel = cursor.integer('msgSecurityModel') ?? 0;
  if (header >= 0) cursor.leave(header, 'msgGlobalData');
  if (!cursor.expect(berTags.octetString, 'msgSecurityParameters')) return;
  const usm = v3.securityModel === usmSecurityModel ? readUsm(cursor) : undefined;
  if (usm !== undefined) v3.usm = usm;
  readData(cursor, message, v3);
}

function readFlags(cursor: BerCursor, v3: V3Fields): void {
  const flags = cursor.octets('msgFlags');
  if (flags === undefined) return;
  if (flags.length !== 1) cursor.fault(cursor.start, `msgFlags of ${octetCount(flags.length)}, must have 1`);
  const bits = flags[0] ?? 0;
  v3.auth = (bits & flagBits.auth) !== 0;
  v3.priv = (bits & flagBits.priv) !== 0;
  v3.reportable = (bits & flagBits.reportable) !== 0;
  // RFC 3412 section 7.2, step 5: it makes the message invalid.
  if (v3.priv && !v3.auth) cursor.fault(cursor.start, 'msgFlags say privacy without authentication');
}

function readData(cursor: BerCursor, message: SnmpMessage, v3: V3Fields): void {
  if (v3.priv) {
    const outer = cursor.enter('encryptedPDU', berTags.octetString);
    if (outer < 0) return;
    v3.encrypted = { start: cursor.at, length: cursor.end - cursor.at };
    cursor.at = cursor.end;
    cursor.leave(outer, 'encryptedPDU');
    return;
  }
  const scoped = readScoped(cursor);
  if (scoped === undefined) return;
  v3.context = { engineId: scoped.engineId, name: scoped.name };
  if (scoped.pdu !== undefined) message.pdu = scoped.pdu;
}

/** ScopedPDU (RFC 3412 section 6). */
export interface ScopedPdu {
  engineId: Uint8Array;
  name: Uint8Array;
  pdu?: Pdu;
}

function readScoped(cursor: BerCursor): ScopedPdu | undefined {
  const outer = cursor.enter('scopedPDU', berTags.sequence);
  if (outer < 0) return undefined;
  const engineId = cursor.octets('contextEngineID');
  const name = cursor.octets('contextName');
  const pdu = readPdu(cursor);
  cursor.leave(outer, 'scopedPDU');
  if (engineId === undefined || name === undefined) return undefined;
  return pdu === undefined ? { engineId, name } : { engineId, name, pdu };
}

/**
 * Reads a ScopedPDU that was decrypted. Octets behind it are the padding of a block cipher and no fault (RFC 3414 section
 * 8.1.1.2). Undefined, with a fault, when there is none: the key was wrong.
 */
export function decodeScopedPdu(
  bytes: Uint8Array,
  start: number,
  end: number,
  faults: PacketFault[],
): ScopedPdu | undefined {
  return readScoped(new BerCursor(bytes, start, end, faults));
}

/**
 * Whether the octets look like a whole message: made for payloads on any port, so it is cheap and takes nothing on trust.
 */
export function isSnmp(bytes: Uint8Array, start: number, end: number): boolean {
  // A message is never shorter than its version, an empty community and an empty PDU.
  if (end - start < 9 || bytes[start] !== berTags.sequence) return false;
  const cursor = new BerCursor(bytes, start, end, []);
  if (!cursor.next('message') || cursor.at !== end) return false;
  cursor.at = cursor.start;
  if (bytes[cursor.at] !== berTags.integer) return false;
  const version = cursor.integer('version');
  if (version === snmpVersionNumbers.v3) return bytes[cursor.at] === berTags.sequence && cursor.next('msgGlobalData');
  if (version !== snmpVersionNumbers.v1 && version !== snmpVersionNumbers.v2c) return false;
  return bytes[cursor.at] === berTags.octetString && cursor.next('community') && (bytes[cursor.at] ?? 0) >> 4 === 0xa;
}

export interface CommunityMessageToSend {
  version: 0 | 1;
  community: Uint8Array;
  pdu: PduToSend;
}

/** Octets that the headers around the varbinds of a message can need besides what is variable. */
const headerRoom = 128;

export function encodeCommunityMessage({ version, community, pdu }: CommunityMessageToSend): Uint8Array {
  const writer = new BerWriter(headerRoom + community.length + pdu.varbinds.length);
  writePdu(writer, pdu);
  writer.element(berTags.octetString, community).integer(version).wrap(berTags.sequence, 0);
  return writer.take();
}

export interface ScopedPduToSend {
  engineId: Uint8Array;
  name: Uint8Array;
  pdu: PduToSend;
}

/** What is encrypted, or sent as it is, in a v3 message. */
export function encodeScopedPdu({ engineId, name, pdu }: ScopedPduToSend): Uint8Array {
  const writer = new BerWriter(headerRoom + engineId.length + name.length + pdu.varbinds.length);
  writePdu(writer, pdu);
  writer.element(berTags.octetString, name).element(berTags.octetString, engineId).wrap(berTags.sequence, 0);
  return writer.take();
}

export interface V3MessageToSend {
  messageId: number;
  maxSize: number;
  auth: boolean;
  priv: boolean;
  reportable: boolean;
  usm: {
    engineId: Uint8Array;
    boots: number;
    time: number;
    user: Uint8Array;
    /** Octets of the MAC, which are left zero. */
    authLength: number;
    /** The salt. */
    priv: Uint8Array;
  };
  /** A ScopedPDU; with `encrypted` what a cipher made of it. */
  data: Uint8Array;
  encrypted: boolean;
}

/** A v3 message with USM, and where its MAC belongs. */
export function encodeV3Message(message: V3MessageToSend): { bytes: Uint8Array; authStart: number } {
  const { usm, data } = message;
  const room = headerRoom + usm.engineId.length + usm.user.length + usm.authLength + usm.priv.length + data.length;
  const writer = new BerWriter(room);
  if (message.encrypted) writer.element(berTags.octetString, data);
  else writer.bytes(data);
  const behindUsm = writer.length;
  writer.element(berTags.octetString, usm.priv);
  writer.zeros(usm.authLength);
  const authFromEnd = writer.length;
  writer
    .header(berTags.octetString, usm.authLength)
    .element(berTags.octetString, usm.user)
    .integer(usm.time)
    .integer(usm.boots)
    .element(berTags.octetString, usm.engineId)
    .wrap(berTags.sequence, behindUsm)
    .wrap(berTags.octetString, behindUsm);
  const behindHeader = writer.length;
  const flags =
    (message.auth ? flagBits.auth : 0) |
    (message.priv ? flagBits.priv : 0) |
    (message.reportable ? flagBits.reportable : 0);
  writer
    .integer(usmSecurityModel)
    .octet(flags)
    .header(berTags.octetString, 1)
    .integer(message.maxSize)
    .integer(message.messageId)
    .wrap(berTags.sequence, behindHeader)
    .integer(snmpVersionNumbers.v3)
    .wrap(berTags.sequence, 0);
  const bytes = writer.take();
  return { bytes, authStart: bytes.length - authFromEnd };
}
