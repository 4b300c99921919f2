import type { RevealScopedPdu } from '#electron/wire/snmp/message-summary.ts';
import type { NotificationDetails, NotificationFilter, NotificationRow } from '#shared/model/notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { TrapsDeps } from '../deps.ts';
import type { DeviceAddresses } from '../device-addresses.ts';
import { kindCodes } from '../row-codes.ts';
import { reapplyRules } from '../rules/reapply-rules.ts';
import type { RuleList } from '../rules/rule-list.ts';
import { annotateRow, deleteMatching, deleteRows, markRows } from './changes.ts';
import { toDetails } from './details.ts';
import { EngineKeys } from './engine-keys.ts';
import { compileFilter, wordsOf } from './filter.ts';
import { StoredPdus } from './stored-pdus.ts';
import { given, type RowNames, readRows, type StoredRow, toRow } from './stored-rows.ts';
import { type ToldClock, toldClock } from './told-clock.ts';
import { NotificationViews, type PageOfIds } from './views.ts';
import { Vocabulary } from './vocabulary.ts';

type TableDeps = Pick<TrapsDeps, 'store' | 'objects' | 'devices'>;

/** Rows that were deleted between finding and reading them are looked for again, so often. */
const attempts = 3;

/** The table of stored notifications: it reads what the receiving thread writes, and writes marks, notes and deletions. */
export class NotificationTable {
  readonly #deps: TableDeps;
  readonly #rules: RuleList;
  readonly #keys: EngineKeys;
  readonly #pdus: StoredPdus;
  readonly #addresses: DeviceAddresses;
  readonly #vocabulary: Vocabulary;
  readonly #views: NotificationViews;
  readonly #names: RowNames;

  constructor(deps: TableDeps, addresses: DeviceAddresses, rules: RuleList) {
    const { store, objects, devices } = deps;
    this.#deps = deps;
    this.#rules = rules;
    this.#keys = new EngineKeys(devices);
    this.#pdus = new StoredPdus(store, this.#keys);
    this.#addresses = addresses;
    this.#vocabulary = new Vocabulary(store, objects, this.#pdus, addresses);
    this.#views = new NotificationViews(store, this.#ruleNames, this.#vocabulary);
    this.#names = { objects, deviceAt: (address) => addresses.at(address) };
  }

  get #ruleNames() {
    return {
      objects: this.#deps.objects,
      addresses: (idOrName: string) => this.#addresses.of(idOrName),
    };
  }

  /** MIBs or devices changed. */
  namesChanged(): void {
    this.#vocabulary.namesChanged();
    this.#views.forgetAll();
  }

  /** The receiving thread changed rows of earlier. */
  rowsChanged(): void {
    this.#views.forgetAll();
  }

  /** @throws ProblemError trap-filter-unreadable */
  async page({ order, upTo, from, count, partial, ...filter }: NotificationFilter & PageOfIds, signal: AbortSignal) {
    for (let attempt = 1; ; attempt++) {
      const { total, ids, isWhole } = await this.#views.page(filter, { order, upTo, from, count, partial }, signal);
      const rows = readRows(this.#deps.store, ids);
      if (rows.length < ids.length && attempt < attempts) {
        const there = new Set(rows.map(({ id }) => id));
        this.#views.deleted(new Set(ids.filter((id) => !there.has(id))));
        continue;
      }
      return { total, complete: isWhole, rows: rows.map((row) => this.#row(row)) };
    }
  }

  /** Rows by their ids; those that are gone are left out. */
  rows(ids: readonly number[]): NotificationRow[] {
    return readRows(this.#deps.store, ids).map((row) => this.#row(row));
  }

  /** @throws ProblemError trap-unknown */
  details(id: number): NotificationDetails {
    const row = this.#stored(id);
    const { rule, ...details } = toDetails(row, this.#names, this.#pdus, this.#keys);
    const name = rule === undefined ? undefined : this.#rules.nameOf(rule);
    const clock = toldClock(this.#deps.store, row);
    return {
      ...details,
      ...given('rule', name),
      ...given('clock', clock && { boots: clock.boots, time: clock.time }),
    };
  }

  reveal(...[message, bytes]: Parameters<RevealScopedPdu>) {
    return this.#keys.open(message, bytes);
  }

  /** The clock that one was refused for, and when that came. @throws ProblemError trap-unknown, trap-clock-not-refused */
  refusedClock(id: number): ToldClock & { at: number } {
    const row = this.#stored(id);
    const clock = toldClock(this.#deps.store, row);
    if (clock === undefined) throw new ProblemError('trap-clock-not-refused', { id });
    return { ...clock, at: row.at };
  }

  /** What one says, to be sent again; undefined for what was not decoded. @throws ProblemError trap-unknown */
  said(id: number) {
    const row = this.#stored(id);
    const kind = kindCodes.word(row.kind);
    const pdu = this.#pdus.of(row.bytes, row.profile);
    if (kind === undefined || row.oid === null || pdu === undefined) return undefined;
    return { kind, oid: row.oid, uptime: row.uptime ?? undefined, pdu };
  }

  async mark(ids: readonly number[], marked: boolean): Promise<number> {
    const changed = await markRows(this.#deps.store, ids, marked);
    this.#views.changed('marks');
    return changed;
  }

  /** @throws ProblemError trap-unknown */
  async annotate(id: number, note: string): Promise<NotificationRow> {
    if (!(await annotateRow(this.#deps.store, id, note))) throw new ProblemError('trap-unknown', { id });
    this.#views.changed('notes');
    return this.#row(this.#stored(id));
  }

  async delete(ids: readonly number[]): Promise<number> {
    const deleted = await deleteRows(this.#deps.store, ids);
    this.#views.deleted(new Set(ids));
    return deleted;
  }

  /** @throws ProblemError trap-filter-unreadable */
  async deleteAll(filter: NotificationFilter, signal: AbortSignal): Promise<number> {
    try {
      return await deleteMatching(this.#deps.store, await this.#compiled(filter, signal), signal);
    } finally {
      this.#views.forgetAll();
    }
  }

  /** @throws ProblemError trap-filter-unreadable */
  async applyRules(filter: NotificationFilter, signal: AbortSignal): Promise<number> {
    const compiled = await this.#compiled({ ...filter, repeats: true }, signal);
    try {
      return await reapplyRules(this.#deps.store, this.#rules.compiled(), compiled, this.#pdus, signal);
    } finally {
      this.#views.forgetAll();
    }
  }

  async #compiled(filter: NotificationFilter, signal: AbortSignal) {
    if (wordsOf(filter.text).length > 0) await this.#vocabulary.ready(signal);
    return compileFilter(filter, this.#ruleNames, this.#vocabulary);
  }

  #stored(id: number): StoredRow {
    const [row] = readRows(this.#deps.store, [id]);
    if (row === undefined) throw new ProblemError('trap-unknown', { id });
    return row;
  }

  #row(row: StoredRow): NotificationRow {
    return toRow(row, this.#names, this.#pdus);
  }
}
