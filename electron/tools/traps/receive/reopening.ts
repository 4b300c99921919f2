import type { DurableConnection } from '#electron/storage/durable-connection.ts';
import type { NotificationState } from '#shared/model/notification.ts';
import type { NotificationOpener } from '../open/notification-opener.ts';
import type { OpenedNotification, StoredArrival } from '../opened-notification.ts';
import { stateCodes } from '../row-codes.ts';
import type { RuleBook } from '../rules/apply-rules.ts';
import { decodedRow, type NotificationRows } from './notification-rows.ts';

/** What another user, key or setting can make readable. */
const states: readonly NotificationState[] = [
  'community-refused',
  'unknown-user',
  'wrong-digest',
  'level-too-low',
  'level-unsupported',
  'decryption-failed',
  'engine-refused',
  'not-in-time-window',
];

type Row = Omit<StoredArrival, 'masked' | 'was'> & { id: number };

/** Opens again what was refused, in the order of ids for each reason, in slices. */
export class Reopening {
  readonly #connection: DurableConnection;
  readonly #rows: NotificationRows;
  #place = states.length;
  #after = 0;

  constructor(connection: DurableConnection, rows: NotificationRows) {
    this.#connection = connection;
    this.#rows = rows;
  }

  /** There is something left to look at. */
  get running(): boolean {
    return this.#place < states.length;
  }

  /** From the beginning. */
  start(): void {
    this.#place = 0;
    this.#after = 0;
  }

  /** Opens at most so many, in a transaction of its own; gives how many are others now. */
  step(most: number, opener: NotificationOpener, rules: RuleBook): number {
    const state = states[this.#place];
    if (state === undefined) return 0;
    const found = this.#connection
      .prepare(
        `SELECT d.id, d.at, d.address, d.port, d.receiver, d.bytes, d.community_digest AS communityDigest
         FROM notification n JOIN trap_datagram d ON d.id = n.id WHERE n.state = ? AND n.state > 1 AND n.id > ? ORDER BY n.id LIMIT ?`,
      )
      .all(stateCodes.code(state), this.#after, most) as Row[];
    const last = found.at(-1);
    if (last === undefined) {
      this.#place++;
      this.#after = 0;
      return 0;
    }
    const arrivals = found.map((row): StoredArrival => ({ ...row, masked: true, was: state }));
    const changed: [Row, OpenedNotification][] = [];
    for (const [place, opened] of opener.openAgain(arrivals).entries()) {
      const row = found[place];
      if (row !== undefined && opened.state !== state) changed.push([row, opened]);
    }
    if (changed.length > 0) {
      const decoded = changed.map(([row, opened]) => {
        const outcome = rules.judge(row.id, row.at, row.address, opened);
        return decodedRow(row, opened, outcome, false);
      });
      this.#connection.transaction(decoded.length, () => {
        for (const row of decoded) this.#rows.change(row);
      });
    }
    this.#after = last.id;
    return changed.length;
  }
}
