import type { ObjectRegistry } from '#electron/objects/object-definition.ts';
import { parseSetVarbind } from '#electron/objects/parse-set-varbind.ts';
import { oidOctets } from '#electron/wire/ber/oid.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { fromHex } from '#shared/model/hex.ts';
import { type SettableType, type SetVarbind, settableTypes, type Varbind } from '#shared/model/snmp-varbind.ts';
import { type Problem, ProblemError } from '#shared/problem/problem.ts';
import { varbindAt } from '../rows/rows-view.ts';

/** An object to be written, with its value or what it takes to make one. */
export interface Wanted {
  oid: string;
  name?: string;
  /** Absent as long as its type is not known: what is there now tells it. */
  value?: SnmpValue;
  /** What was typed, where the value has yet to be made. */
  typed?: SetVarbind;
  /** What the object's definition is against. */
  problem?: Problem;
}

/** @throws ProblemError for what can be sent in no way: snmp-oid-unreadable, snmp-value-unreadable */
export function readWanted(objects: ObjectRegistry, typed: SetVarbind): Wanted {
  const { fatal, problem, ...parsed } = parseSetVarbind(objects, typed);
  if (fatal?.code === 'snmp-type-needed') return { ...parsed, typed };
  if (fatal !== undefined) throw ProblemError.of(fatal);
  return { ...parsed, ...(problem === undefined ? {} : { problem }) };
}

/** Takes the type from what is there now. @throws ProblemError snmp-type-needed, snmp-value-unreadable */
export function withType(objects: ObjectRegistry, wanted: Wanted, old: Varbind | undefined): Wanted {
  if (wanted.typed === undefined) return wanted;
  const type = settableTypes.find((one) => one === old?.type);
  const typed = type === undefined ? wanted.typed : { ...wanted.typed, type };
  const { fatal, problem, ...parsed } = parseSetVarbind(objects, typed);
  if (fatal !== undefined) throw ProblemError.of(fatal);
  return { ...parsed, ...(problem === undefined ? {} : { problem }) };
}

/** The content octets of the varbind list that writes them. */
export function encodeWanted(wanted: readonly Wanted[]): Uint8Array {
  const list = listOf(wanted);
  return list.bytes.subarray(list.start, list.end);
}

/** What is to be written, for people. */
export function askedVarbinds(objects: ObjectRegistry, wanted: readonly Wanted[]): Varbind[] {
  const list = listOf(wanted);
  return wanted.map((_, index) => varbindAt(objects, list, index));
}

function listOf(wanted: readonly Wanted[]): VarbindList {
  return VarbindList.of(
    wanted.map(({ oid, value }) => ({ oid: oidOctets(oid) ?? oid, value: value ?? { type: 'NULL' } })),
  );
}

/** The value that a varbind of an answer had, to be written once more; undefined for an exception. */
export function valueToWrite({ type, value, hex }: Varbind): SnmpValue | undefined {
  const settable = settableTypes.find((one) => one === type);
  return settable === undefined ? undefined : readBack(settable, value, hex);
}

function readBack(type: SettableType, value: Varbind['value'], hex: string): SnmpValue {
  switch (type) {
    case 'NULL':
      return { type };
    case 'OCTET STRING':
    case 'Opaque':
      return { type, value: fromHex(hex) ?? new Uint8Array() };
    case 'OBJECT IDENTIFIER':
    case 'IpAddress':
      return { type, value: String(value) };
    case 'Counter64':
      return { type, value: BigInt(String(value)) };
    default:
      return { type, value: Number(value) };
  }
}
