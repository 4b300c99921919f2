import { compareOids, isUnderOid, oidOctets, oidText } from '#electron/wire/ber/oid.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';

/** The times an agent's values may depend on. */
export interface AgentTimes {
  /** Hundredths of a second since the agent (re)started: sysUpTime. */
  uptime: number;
}

export type ScriptedValue = SnmpValue | ((times: AgentTimes) => SnmpValue);
/** Values by instance OID in dots, in any order; an iterable where there are many. */
export type ScriptedObjects = Readonly<Record<string, ScriptedValue>> | Iterable<readonly [string, ScriptedValue]>;

export interface TableObject {
  oid: Uint8Array;
  value: ScriptedValue;
  /** The varbind's octets, where the value stands still. */
  encoded?: Uint8Array | undefined;
}

/** The objects of a scripted agent in the order in which it walks them. */
export class ObjectTable {
  readonly #objects: TableObject[];
  readonly #unsorted: boolean;

  /** `unsorted` keeps the given order: an agent whose GetNext goes back and forth. */
  constructor(objects: ScriptedObjects, unsorted = false) {
    const entries = Symbol.iterator in objects ? [...objects] : Object.entries(objects);
    this.#objects = entries.map(([oid, value]) => ({ oid: octets(oid), value }));
    this.#unsorted = unsorted;
    if (!unsorted) this.#objects.sort((a, b) => order(a.oid, b.oid));
  }

  get(oid: Uint8Array): TableObject | undefined {
    if (this.#unsorted) return this.#objects.find((object) => order(object.oid, oid) === 0);
    const object = this.#objects[this.#after(oid) - 1];
    return object !== undefined && order(object.oid, oid) === 0 ? object : undefined;
  }

  /** The first object behind `oid`. */
  next(oid: Uint8Array): TableObject | undefined {
    if (!this.#unsorted) return this.#objects[this.#after(oid)];
    const at = this.#objects.findIndex((object) => order(object.oid, oid) === 0);
    if (at >= 0) return this.#objects[at + 1];
    const below = this.#objects.find((object) => isUnderOid(oid, object.oid, 0, object.oid.length));
    return below ?? this.#objects.find((object) => order(object.oid, oid) > 0);
  }

  /** Whether an instance lies below `oid`, or is another of the same object. */
  knowsObject(oid: Uint8Array): boolean {
    const parent = octets(oidText(oid, 0, oid.length).replace(/\.\d+$/, ''));
    const next = this.next(parent);
    return next !== undefined && isUnderOid(parent, next.oid, 0, next.oid.length);
  }

  set(oid: Uint8Array, value: SnmpValue): void {
    const known = this.get(oid);
    if (known !== undefined) Object.assign(known, { value, encoded: undefined });
    else this.#objects.splice(this.#unsorted ? this.#objects.length : this.#after(oid), 0, { oid: oid.slice(), value });
  }

  /** Position of the first object greater than `oid`. */
  #after(oid: Uint8Array): number {
    let low = 0;
    let high = this.#objects.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const object = this.#objects[middle];
      if (object !== undefined && order(object.oid, oid) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function order(a: Uint8Array, b: Uint8Array): number {
  return compareOids(a, 0, a.length, b, 0, b.length);
}

function octets(oid: string): Uint8Array {
  const bytes = oidOctets(oid);
  if (bytes === undefined) throw new RangeError(`no OID: ${oid}`);
  return bytes;
}
