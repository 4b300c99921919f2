import type { PacketFault } from '#shared/model/packet-field.ts';
import { BerWriter } from '../ber/ber-writer.ts';
import { BerCursor } from '../ber/cursor.ts';
import { oidFault, oidText } from '../ber/oid.ts';
import { berTags, tagText } from '../ber/tags.ts';
import { octetCount } from '../field.ts';
import { type PduType, pduTags, pduTypeOf, snmpTags } from './names.ts';
import { readValue, writeValue } from './value.ts';
import { VarbindList } from './varbind-list.ts';

export { errorStatusName, type PduType } from './names.ts';

/** What a Trap-PDU has in place of request-id, error-status and error-index (RFC 1157 section 4.1.6). */
export interface TrapFields {
  enterprise: string;
  /** Dotted IPv4 address; "0.0.0.0" where it could not be read. */
  agentAddress: string;
  generic: number;
  specific: number;
  /** Hundredths of a second. */
  timestamp: number;
}

/** A PDU (RFC 3416 section 3, RFC 1157 section 4). Fields that could not be read are 0, with a fault. */
export interface Pdu {
  type: PduType;
  requestId: number;
  /** GetBulkRequest: non-repeaters. */
  errorStatus: number;
  /** GetBulkRequest: max-repetitions. */
  errorIndex: number;
  varbinds: VarbindList;
  /** Where it starts, with its tag, and ends. */
  start: number;
  end: number;
  /** Trap only. */
  trap?: TrapFields;
}

export interface PduToSend {
  type: PduType;
  /** A number of 32 bits with sign. */
  requestId: number;
  /** Default 0. GetBulkRequest: non-repeaters. */
  errorStatus?: number;
  /** Default 0. GetBulkRequest: max-repetitions. */
  errorIndex?: number;
  /** Content octets of the varbind list. */
  varbinds: Uint8Array;
  /** Of a Trap, in place of the numbers above. */
  trap?: TrapFields;
}

const noVarbinds = VarbindList.read(new Uint8Array(0), 0, 0, []);

/**
 * Reads the PDU at the cursor. Undefined, with a fault, when there is none; one that is cut or faulty inside is given as
 * far as it goes.
 */
export function readPdu(cursor: BerCursor): Pdu | undefined {
  const start = cursor.at;
  const outer = cursor.enter('PDU');
  if (outer < 0) return undefined;
  const type = pduTypeOf(cursor.tag);
  if (type === undefined) {
    cursor.stop(start, `PDU is ${tagText(cursor.tag)}, which is no PDU of SNMP`);
    return undefined;
  }
  const pdu: Pdu = { type, requestId: 0, errorStatus: 0, errorIndex: 0, varbinds: noVarbinds, start, end: cursor.end };
  if (type === 'Trap') pdu.trap = readTrapFields(cursor);
  else readNumbers(cursor, pdu);
  const list = cursor.enter('varbind list', berTags.sequence);
  if (list >= 0) {
    pdu.varbinds = VarbindList.read(cursor.bytes, cursor.at, cursor.end, cursor.faults);
    cursor.at = cursor.end;
    cursor.leave(list, 'varbind list');
  }
  cursor.leave(outer, 'PDU');
  return pdu;
}

function readNumbers(cursor: BerCursor, pdu: Pdu): void {
  const bulk = pdu.type === 'GetBulkRequest';
  pdu.requestId = cursor.integer('request-id') ?? 0;
  pdu.errorStatus = cursor.integer(bulk ? 'non-repeaters' : 'error-status') ?? 0;
  pdu.errorIndex = cursor.integer(bulk ? 'max-repetitions' : 'error-index') ?? 0;
}

function readTrapFields(cursor: BerCursor): TrapFields {
  const trap = { ...noTrap };
  if (cursor.expect(berTags.objectIdentifier, 'enterprise')) {
    const fault = oidFault(cursor.bytes, cursor.start, cursor.length);
    if (fault === undefined) trap.enterprise = oidText(cursor.bytes, cursor.start, cursor.length);
    else cursor.fault(cursor.start, fault);
  }
  if (cursor.expect(snmpTags.ipAddress, 'agent-addr')) {
    const value = readValue(cursor.bytes, cursor.tag, cursor.start, cursor.length);
    if (value.type === 'IpAddress') trap.agentAddress = value.value;
    else if (value.type === 'unknown') cursor.fault(cursor.header, value.fault);
  }
  trap.generic = cursor.integer('generic-trap') ?? 0;
  trap.specific = cursor.integer('specific-trap') ?? 0;
  if (cursor.expect(snmpTags.timeTicks, 'time-stamp')) {
    const value = readValue(cursor.bytes, cursor.tag, cursor.start, cursor.length);
    if (value.type === 'TimeTicks') trap.timestamp = value.value;
    else if (value.type === 'unknown') cursor.fault(cursor.header, value.fault);
  }
  return trap;
}

/** The PDU in `start` to `end`, without any envelope. */
export function decodePdu(bytes: Uint8Array, start: number, end: number, faults: PacketFault[]): Pdu | undefined {
  const cursor = new BerCursor(bytes, start, end, faults);
  const pdu = readPdu(cursor);
  if (pdu !== undefined && cursor.at < cursor.end) {
    cursor.fault(cursor.at, `${octetCount(cursor.end - cursor.at)} left over behind the PDU`);
  }
  return pdu;
}

export function writePdu(writer: BerWriter, pdu: PduToSend): void {
  const since = writer.length;
  writer.element(berTags.sequence, pdu.varbinds);
  if (pdu.type === 'Trap') writeTrapFields(writer, pdu.trap ?? noTrap);
  else {
    writer
      .integer(pdu.errorIndex ?? 0)
      .integer(pdu.errorStatus ?? 0)
      .integer(pdu.requestId);
  }
  writer.wrap(pduTags[pdu.type], since);
}

const noTrap: TrapFields = { enterprise: '0.0', agentAddress: '0.0.0.0', generic: 0, specific: 0, timestamp: 0 };

function writeTrapFields(writer: BerWriter, trap: TrapFields): void {
  writeValue(writer, { type: 'TimeTicks', value: trap.timestamp });
  writer.integer(trap.specific).integer(trap.generic);
  writeValue(writer, { type: 'IpAddress', value: trap.agentAddress });
  writeValue(writer, { type: 'OBJECT IDENTIFIER', value: trap.enterprise });
}

/** A PDU without any envelope. */
export function encodePdu(pdu: PduToSend): Uint8Array {
  const writer = new BerWriter(pdu.varbinds.length + 40);
  writePdu(writer, pdu);
  return writer.take();
}
