import { isUnderOid, oidText } from '#electron/wire/ber/oid.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { type LabObjects, octetsOf, type WriteCheck } from './lab-objects.ts';
import { errors, integer, integerWithin } from './write-checks.ts';

/** A column that may be written. One without a default must be given before its row can be active. */
export interface RowColumn {
  check: WriteCheck;
  default?: SnmpValue;
}

export interface RowTableOptions {
  /** OID of the entry. */
  entry: string;
  statusColumn: number;
  columns: Readonly<Record<number, RowColumn>>;
  /** Whether these arcs are an index of the table. */
  isIndex(arcs: readonly number[]): boolean;
}

/** One varbind of a SET, and its place in the request. */
export interface RowChange {
  place: number;
  oid: Uint8Array;
  value: SnmpValue;
}

/** Why a SET fails: error status, and the place of the varbind it is about. */
export interface SetFailure {
  error: number;
  place: number;
}

const status = { active: 1, notInService: 2, notReady: 3, createAndGo: 4, createAndWait: 5, destroy: 6 };
const rowLimit = 50;
const checkStatus = integerWithin(status.active, status.destroy);

/** A table whose rows come and go by RowStatus, as RFC 2579 section 2 has it. */
export class RowTable {
  readonly #options: RowTableOptions;
  readonly #objects: LabObjects;
  readonly #entry: Uint8Array;
  readonly #rows = new Set<string>();

  constructor(options: RowTableOptions, objects: LabObjects) {
    this.#options = options;
    this.#objects = objects;
    this.#entry = octetsOf(options.entry);
  }

  owns(oid: Uint8Array): boolean {
    return isUnderOid(this.#entry, oid, 0, oid.length);
  }

  /** Checks all changes; returns what does them, or why they cannot be done. */
  prepare(changes: readonly RowChange[]): (() => void) | SetFailure {
    const rows = new Map<string, Map<number, RowChange>>();
    for (const change of changes) {
      const { column, index } = this.#split(change.oid);
      const fault = this.#columnFault(column, index, change.value);
      if (fault !== 0) return { error: fault, place: change.place };
      const row = rows.get(index) ?? new Map<number, RowChange>();
      if (row.has(column)) return { error: errors.inconsistentName, place: change.place };
      rows.set(index, row.set(column, change));
    }
    const acts: (() => void)[] = [];
    for (const [index, row] of rows) {
      const prepared = this.#prepareRow(index, row);
      if (typeof prepared !== 'function') return prepared;
      acts.push(prepared);
    }
    return () => {
      for (const act of acts) act();
    };
  }

  #prepareRow(index: string, row: ReadonlyMap<number, RowChange>): (() => void) | SetFailure {
    const { statusColumn, columns } = this.#options;
    const change = row.get(statusColumn);
    const wanted = change?.value.type === 'INTEGER' ? change.value.value : undefined;
    const place = (change ?? row.values().next().value)?.place ?? 1;
    const exists = this.#rows.has(index);
    if (wanted === status.destroy) return () => this.#destroy(index);
    const creates = wanted === status.createAndGo || wanted === status.createAndWait;
    if (wanted === status.notReady) return { error: errors.wrongValue, place };
    if (!exists && wanted === undefined) return { error: errors.inconsistentName, place };
    if (exists === creates) return { error: errors.inconsistentValue, place };
    if (creates && this.#rows.size >= rowLimit) return { error: errors.resourceUnavailable, place };

    const values = new Map<number, SnmpValue>();
    for (const column of Object.keys(columns).map(Number)) {
      const value = row.get(column)?.value ?? this.#value(column, index) ?? columns[column]?.default;
      if (value !== undefined) values.set(column, value);
    }
    const complete = values.size === Object.keys(columns).length;
    const wantsAll = wanted === status.active || wanted === status.notInService || wanted === status.createAndGo;
    if (!complete && wantsAll) return { error: errors.inconsistentValue, place };
    const next = this.#nextStatus(wanted, index, complete);
    return () => {
      this.#rows.add(index);
      for (const [column, value] of values) this.#put(column, index, value);
      this.#put(statusColumn, index, integer(next));
    };
  }

  #nextStatus(wanted: number | undefined, index: string, complete: boolean): number {
    if (wanted === status.active || wanted === status.createAndGo) return status.active;
    const before = this.#value(this.#options.statusColumn, index);
    if (wanted === undefined && before?.type === 'INTEGER' && before.value === status.active) return status.active;
    return complete ? status.notInService : status.notReady;
  }

  #columnFault(column: number, index: string, value: SnmpValue): number {
    const { statusColumn, columns, isIndex } = this.#options;
    const check = column === statusColumn ? checkStatus : columns[column]?.check;
    if (check === undefined) return errors.notWritable;
    if (!isIndex(index === '' ? [] : index.split('.').map(Number))) return errors.noCreation;
    return check(value);
  }

  #destroy(index: string): void {
    this.#rows.delete(index);
    for (const column of [...Object.keys(this.#options.columns), this.#options.statusColumn]) {
      this.#objects.remove(octetsOf(`${this.#options.entry}.${column}.${index}`));
    }
  }

  #put(column: number, index: string, value: SnmpValue): void {
    this.#objects.put({ oid: octetsOf(`${this.#options.entry}.${column}.${index}`), value });
  }

  #value(column: number, index: string): SnmpValue | undefined {
    const value = this.#objects.get(octetsOf(`${this.#options.entry}.${column}.${index}`))?.value;
    return typeof value === 'function' ? undefined : value;
  }

  #split(oid: Uint8Array): { column: number; index: string } {
    const [column = '0', ...index] = oidText(oid, 0, oid.length)
      .slice(this.#options.entry.length + 1)
      .split('.');
    return { column: Number(column), index: index.join('.') };
  }
}
