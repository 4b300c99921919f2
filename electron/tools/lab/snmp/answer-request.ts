import { oidText } from '#electron/wire/ber/oid.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { type LabObject, type LabObjects, octetsOf } from './lab-objects.ts';
import type { RowChange, RowTable } from './row-table.ts';
import { errors } from './write-checks.ts';

export interface LabVarbind {
  oid: Uint8Array;
  value: SnmpValue;
}

export interface LabRequest {
  kind: 'get' | 'next' | 'bulk' | 'set';
  /** v1 has neither exceptions nor Counter64. */
  v1: boolean;
  varbinds: readonly LabVarbind[];
  nonRepeaters: number;
  maxRepetitions: number;
  /** Whether the sender may write. */
  writes: boolean;
  /** Octets of varbinds that fit into the answer. */
  room: number;
}

export interface LabAnswer {
  error: number;
  /** Position of the varbind that is wrong, from 1; 0: none. */
  place: number;
  varbinds: readonly LabVarbind[];
}

/** What a device has, and how long it has been up in milliseconds. */
export interface LabDevice {
  objects: LabObjects;
  rows: readonly RowTable[];
  uptime(): number;
}

/** Varbinds that a GetBulk gets at most. */
const bulkVarbinds = 3000;

/** The answer to a request: RFC 3416 section 4.2, RFC 1157 section 4.1 for v1. */
export function answerRequest(request: LabRequest, device: LabDevice): LabAnswer {
  if (request.kind === 'set') return answerSet(request, device);
  if (request.kind === 'bulk') return answerBulk(request, device);
  const uptime = device.uptime();
  const varbinds: LabVarbind[] = [];
  for (const [index, { oid }] of request.varbinds.entries()) {
    const object = request.kind === 'next' ? nextOf(oid, request.v1, device) : device.objects.get(oid);
    const found = object && { oid: object.oid, value: valueOfObject(object, uptime) };
    if (found !== undefined && !(request.v1 && found.value.type === 'Counter64')) varbinds.push(found);
    else if (request.v1) return failed(request, errors.noSuchName, index + 1);
    else varbinds.push({ oid, value: { type: missing(request.kind, oid, device) } });
  }
  return { error: 0, place: 0, varbinds };
}

function answerBulk(request: LabRequest, device: LabDevice): LabAnswer {
  const { varbinds: asked, nonRepeaters, maxRepetitions, room } = request;
  const uptime = device.uptime();
  const varbinds: LabVarbind[] = [];
  let octets = 0;
  const add = (oid: Uint8Array): LabVarbind | undefined => {
    const object = device.objects.next(oid);
    const varbind: LabVarbind =
      object === undefined
        ? { oid, value: { type: 'endOfMibView' } }
        : { oid: object.oid, value: valueOfObject(object, uptime) };
    octets += sizeOf(varbind);
    if (octets > room || varbinds.length >= bulkVarbinds) return undefined;
    varbinds.push(varbind);
    return varbind;
  };
  const single = Math.min(Math.max(0, nonRepeaters), asked.length);
  for (const { oid } of asked.slice(0, single)) add(oid);
  const heads = asked.slice(single).map(({ oid }) => oid);
  for (let row = 0; row < maxRepetitions && heads.length > 0; row++) {
    let ended = true;
    for (const [column, head] of heads.entries()) {
      const next = add(head);
      if (next === undefined) return { error: 0, place: 0, varbinds };
      ended &&= next.value.type === 'endOfMibView';
      heads[column] = next.oid;
    }
    if (ended) break;
  }
  return { error: 0, place: 0, varbinds };
}

/** All or nothing: first every varbind is checked, then all are written (RFC 3416 section 4.2.5). */
function answerSet(request: LabRequest, { objects, rows, uptime }: LabDevice): LabAnswer {
  const acts: (() => void)[] = [];
  const rowChanges = new Map<RowTable, RowChange[]>();
  for (const [index, { oid, value }] of request.varbinds.entries()) {
    const place = index + 1;
    if (!request.writes) return failed(request, errors.noAccess, place);
    const table = rows.find((candidate) => candidate.owns(oid));
    if (table !== undefined) {
      rowChanges.set(table, [...(rowChanges.get(table) ?? []), { place, oid, value }]);
      continue;
    }
    const object = objects.get(oid);
    const error =
      object === undefined ? errors.noCreation : object.check === undefined ? errors.notWritable : object.check(value);
    if (error !== 0) return failed(request, error, place);
    acts.push(() => {
      if (object?.write !== undefined) object.write(value, uptime());
      else if (object !== undefined) object.value = value;
    });
  }
  for (const [table, changes] of rowChanges) {
    const prepared = table.prepare(changes);
    if (typeof prepared !== 'function') return failed(request, prepared.error, prepared.place);
    acts.push(prepared);
  }
  for (const act of acts) act();
  return { error: 0, place: 0, varbinds: request.varbinds };
}

function nextOf(oid: Uint8Array, v1: boolean, { objects, uptime }: LabDevice): LabObject | undefined {
  let next = objects.next(oid);
  // RFC 3584 section 4.2.2.1: in v1 there is no Counter64.
  while (v1 && next !== undefined && valueOfObject(next, uptime()).type === 'Counter64') next = objects.next(next.oid);
  return next;
}

/**
 * noSuchInstance where there are others of the same object (RFC 3416 section 4.2.1). The lab's columns have OIDs of ten arcs or more, and
 * its scalars have eight with one behind them.
 */
function missing(kind: LabRequest['kind'], oid: Uint8Array, { objects }: LabDevice) {
  if (kind === 'next') return 'endOfMibView';
  const arcs = oidText(oid, 0, oid.length).split('.');
  const objectArcs = arcs.length > 10 ? 10 : 8;
  if (arcs.length <= objectArcs) return 'noSuchObject';
  return objects.hasBelow(octetsOf(arcs.slice(0, objectArcs).join('.'))) ? 'noSuchInstance' : 'noSuchObject';
}

function valueOfObject({ value }: LabObject, uptime: number): SnmpValue {
  return typeof value === 'function' ? value(uptime) : value;
}

function failed({ varbinds }: LabRequest, error: number, place: number): LabAnswer {
  return { error, place, varbinds };
}

/** Octets of an encoded varbind, rather more than less. */
function sizeOf({ oid, value }: LabVarbind): number {
  const octets = value.type === 'OCTET STRING' ? value.value.length : value.type === 'OBJECT IDENTIFIER' ? 130 : 9;
  return oid.length + octets + 14;
}
