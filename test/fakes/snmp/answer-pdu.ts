import { compareOids, isUnderOid, oidOctets, oidText } from '#electron/wire/ber/oid.ts';
import type { Pdu, PduToSend } from '#electron/wire/snmp/pdu.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { AgentBehaviour } from './agent-behaviour.ts';
import type { AgentTimes, ObjectTable, TableObject } from './object-table.ts';

/** What of a request counts for its answer, beside the PDU. */
export interface AnswerContext {
  objects: ObjectTable;
  behaviour: AgentBehaviour;
  times: AgentTimes;
  version: number;
  /** Whether SET is allowed to the sender. */
  writes: boolean;
  /** Roots below which SET is possible at all. */
  writable: readonly string[];
  /** Octets of varbinds that fit into the answer. */
  room: number;
}

const v1 = 0;
const errors = {
  tooBig: 1,
  noSuchName: 2,
  badValue: 3,
  genErr: 5,
  noAccess: 6,
  wrongType: 7,
  noCreation: 11,
  notWritable: 17,
};

/** The answer to a request as RFC 3416 section 4.2 has it (RFC 1157 for v1), but for what the behaviour says. Undefined: none. */
export function answerPdu(pdu: Pdu, context: AnswerContext): PduToSend | undefined {
  switch (pdu.type) {
    case 'GetRequest':
      return answerEach(pdu, context, (oid) => context.objects.get(oid));
    case 'GetNextRequest':
      return answerEach(pdu, context, (oid) => nextObject(oid, context));
    case 'GetBulkRequest':
      return context.version === v1 ? undefined : answerBulk(pdu, context);
    case 'SetRequest':
      return answerSet(pdu, context);
    default:
      return undefined;
  }
}

function answerEach(pdu: Pdu, context: AnswerContext, find: (oid: Uint8Array) => TableObject | undefined): PduToSend {
  const { behaviour, objects, version } = context;
  const isNext = pdu.type === 'GetNextRequest';
  const varbinds: Uint8Array[] = [];
  for (let i = 0; i < pdu.varbinds.count; i++) {
    const oid = oidAt(pdu, i);
    const object = find(oid);
    if (object !== undefined && (isNext || !isHidden(object, version))) varbinds.push(encoded(object, context.times));
    else if (version === v1) return failed(pdu, errors.noSuchName, i + 1);
    else {
      const missing = isNext ? 'endOfMibView' : objects.knowsObject(oid) ? 'noSuchInstance' : 'noSuchObject';
      varbinds.push(varbind(oid, { type: missing }));
    }
  }
  const tooMany = varbinds.length > (behaviour.tooBigAbove ?? Number.POSITIVE_INFINITY);
  return tooMany || size(varbinds) > context.room ? tooBig(pdu, version) : answered(pdu, varbinds);
}

function answerBulk(pdu: Pdu, context: AnswerContext): PduToSend {
  const { behaviour, times } = context;
  const nonRepeaters = Math.min(Math.max(0, pdu.errorStatus), pdu.varbinds.count);
  const repetitions = Math.max(0, pdu.errorIndex);
  const limit = Math.min(behaviour.bulkLimit ?? 65_535, 65_535);
  const varbinds: Uint8Array[] = [];
  let room = context.room;
  const add = (oid: Uint8Array): Uint8Array | undefined => {
    const object = nextObject(oid, context);
    const bytes = object === undefined ? varbind(oid, { type: 'endOfMibView' }) : encoded(object, times);
    room -= bytes.length;
    if (room < 0 || varbinds.length >= limit) return undefined;
    varbinds.push(bytes);
    return object?.oid ?? oid;
  };
  const heads: Uint8Array[] = [];
  for (let i = 0; i < pdu.varbinds.count; i++) {
    if (i >= nonRepeaters) heads.push(oidAt(pdu, i));
    else if (add(oidAt(pdu, i)) === undefined) return answered(pdu, varbinds);
  }
  for (let row = 0; row < repetitions && heads.length > 0; row++) {
    let ended = true;
    for (const [column, head] of heads.entries()) {
      const next = add(head);
      if (next === undefined) return wholeBulk(pdu, varbinds, context);
      ended &&= next === head;
      heads[column] = next;
    }
    // RFC 3416 section 4.2.3: once all are at the end, further repetitions need not be made.
    if (ended) break;
  }
  return wholeBulk(pdu, varbinds, context);
}

function wholeBulk(pdu: Pdu, varbinds: Uint8Array[], { behaviour, version }: AnswerContext): PduToSend {
  return varbinds.length > (behaviour.tooBigAbove ?? 65_535) ? tooBig(pdu, version) : answered(pdu, varbinds);
}

/** RFC 3416 section 4.2.5: all or nothing. */
function answerSet(pdu: Pdu, context: AnswerContext): PduToSend {
  const changes: [Uint8Array, SnmpValue][] = [];
  for (let i = 0; i < pdu.varbinds.count; i++) {
    const oid = oidAt(pdu, i);
    const value = pdu.varbinds.value(i);
    const error = setError(oid, value, context);
    if (error !== 0) return failed(pdu, context.version === v1 ? v1Error(error) : error, i + 1);
    changes.push([oid, value]);
  }
  for (const [oid, value] of changes) context.objects.set(oid, value);
  return { ...answered(pdu, []), varbinds: requested(pdu) };
}

function setError(oid: Uint8Array, value: SnmpValue, { behaviour, objects, writable, writes, times }: AnswerContext) {
  const asked = behaviour.setErrors?.[oidText(oid, 0, oid.length)];
  if (asked !== undefined) return asked;
  if (!writes) return errors.noAccess;
  const object = objects.get(oid);
  const isWritable = writable.some((root) => isUnderOid(oidOctets(root) ?? new Uint8Array(), oid, 0, oid.length));
  if (!isWritable) return object === undefined ? errors.noCreation : errors.notWritable;
  return object !== undefined && currentValue(object, times).type !== value.type ? errors.wrongType : 0;
}

/** RFC 2576 section 4.3: what a v2 error is in v1. */
function v1Error(error: number): number {
  if (error === errors.noAccess || error === errors.noCreation || error === errors.notWritable)
    return errors.noSuchName;
  if (error === errors.wrongType || (error >= 8 && error <= 10) || error === 12) return errors.badValue;
  return Math.min(error, errors.genErr);
}

function nextObject(oid: Uint8Array, { behaviour, objects, version }: AnswerContext): TableObject | undefined {
  const { sticksAt, stepsBack, endlessBelow } = behaviour;
  if (isOid(oid, sticksAt)) return objects.get(oid);
  if (isOid(oid, stepsBack?.at)) return objects.get(oidOctets(stepsBack?.to ?? '') ?? oid);
  if (endlessBelow !== undefined && isUnderOid(oidOctets(endlessBelow) ?? oid, oid, 0, oid.length)) {
    const arcs = oidText(oid, 0, oid.length).slice(endlessBelow.length + 1);
    const row = Number(arcs.split('.').at(-1) ?? 0) + 1;
    return { oid: oidOctets(`${endlessBelow}.${row}`) ?? oid, value: { type: 'INTEGER', value: row } };
  }
  let next = objects.next(oid);
  while (next !== undefined && isHidden(next, version)) next = objects.next(next.oid);
  return next;
}

function isOid(oid: Uint8Array, text: string | undefined): boolean {
  const other = text === undefined ? undefined : oidOctets(text);
  return other !== undefined && compareOids(oid, 0, oid.length, other, 0, other.length) === 0;
}

/** RFC 3584 section 4.2.2.1: v1 has no Counter64. */
function isHidden({ value }: TableObject, version: number): boolean {
  return version === v1 && typeof value === 'object' && value.type === 'Counter64';
}

function currentValue({ value }: TableObject, times: AgentTimes): SnmpValue {
  return typeof value === 'function' ? value(times) : value;
}

function encoded(object: TableObject, times: AgentTimes): Uint8Array {
  if (typeof object.value === 'function') return varbind(object.oid, object.value(times));
  object.encoded ??= varbind(object.oid, object.value);
  return object.encoded;
}

function varbind(oid: Uint8Array, value: SnmpValue): Uint8Array {
  const list = VarbindList.of([{ oid, value }]);
  return list.bytes.slice(list.start, list.end);
}

function oidAt({ varbinds }: Pdu, i: number): Uint8Array {
  const start = varbinds.oidStart(i);
  return varbinds.bytes.slice(start, start + varbinds.oidLength(i));
}

function size(varbinds: readonly Uint8Array[]): number {
  return varbinds.reduce((sum, { length }) => sum + length, 0);
}

function requested({ varbinds }: Pdu): Uint8Array {
  return varbinds.bytes.slice(varbinds.start, varbinds.end);
}

function answered(pdu: Pdu, varbinds: readonly Uint8Array[]): PduToSend {
  return { type: 'Response', requestId: pdu.requestId, varbinds: Buffer.concat(varbinds) };
}

function failed(pdu: Pdu, errorStatus: number, errorIndex: number): PduToSend {
  return { type: 'Response', requestId: pdu.requestId, errorStatus, errorIndex, varbinds: requested(pdu) };
}

/** RFC 3416 section 4.2.1: without varbinds; RFC 1157 section 4.1.2 gives them back. */
function tooBig(pdu: Pdu, version: number): PduToSend {
  const varbinds = version === v1 ? requested(pdu) : new Uint8Array();
  return { ...failed(pdu, errors.tooBig, 0), varbinds };
}
