import { compareOids, isUnderOid, oidOctets } from '#electron/wire/ber/oid.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';

/** A value, or how to make it from the device's uptime in milliseconds. */
export type LabValue = SnmpValue | ((uptime: number) => SnmpValue);

/** What may be written to an object: 0, or the error status of RFC 3416. */
export type WriteCheck = (value: SnmpValue) => number;

export interface LabObject {
  readonly oid: Uint8Array;
  value: LabValue;
  /** Read-only where there is none. */
  readonly check?: WriteCheck | undefined;
  /** Takes what was checked, at an uptime in milliseconds; without it that is the value from then on. */
  readonly write?: ((value: SnmpValue, uptime: number) => void) | undefined;
}

/** The objects of a simulated device, in the order of their OIDs. */
export class LabObjects {
  readonly #objects: LabObject[] = [];

  get(oid: Uint8Array): LabObject | undefined {
    const object = this.#objects[this.#after(oid) - 1];
    return object !== undefined && compare(object.oid, oid) === 0 ? object : undefined;
  }

  /** The first one behind `oid`. */
  next(oid: Uint8Array): LabObject | undefined {
    return this.#objects[this.#after(oid)];
  }

  /** Whether there is one at or below `oid`. */
  hasBelow(oid: Uint8Array): boolean {
    const next = this.get(oid) ?? this.next(oid);
    return next !== undefined && isUnderOid(oid, next.oid, 0, next.oid.length);
  }

  /** Adds one, or puts it in the place of one that is there. */
  put(object: LabObject): void {
    const at = this.#after(object.oid);
    const before = this.#objects[at - 1];
    if (before !== undefined && compare(before.oid, object.oid) === 0) this.#objects[at - 1] = object;
    else this.#objects.splice(at, 0, object);
  }

  remove(oid: Uint8Array): void {
    if (this.get(oid) !== undefined) this.#objects.splice(this.#after(oid) - 1, 1);
  }

  /** Position of the first object greater than `oid`. */
  #after(oid: Uint8Array): number {
    let low = 0;
    let high = this.#objects.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const object = this.#objects[middle];
      if (object !== undefined && compare(object.oid, oid) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** @throws RangeError for what is no OID: those of the lab are written by hand. */
export function octetsOf(oid: string): Uint8Array {
  const octets = oidOctets(oid);
  if (octets === undefined) throw new RangeError(`${oid} is no OID`);
  return octets;
}

function compare(a: Uint8Array, b: Uint8Array): number {
  return compareOids(a, 0, a.length, b, 0, b.length);
}
