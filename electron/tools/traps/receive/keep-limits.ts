import type { DurableConnection } from '#electron/storage/durable-connection.ts';
import type { ReceiverSettings } from '#shared/model/notification.ts';

const day = 86_400_000;
/** Rows of `trap_loss` that are kept; their sum is kept anyway. */
const mostLosses = 100_000;

/** Deletes the oldest ones beyond what is to be kept, in slices. Everything but `set` must be called in a transaction. */
export class KeepLimits {
  readonly #connection: DurableConnection;
  #keepCount = Number.POSITIVE_INFINITY;
  #keepDays = 0;
  /** How many there are, as of the last commit. */
  total: number;

  constructor(connection: DurableConnection, total: number) {
    this.#connection = connection;
    this.total = total;
  }

  set({ keepCount, keepDays }: Pick<ReceiverSettings, 'keepCount' | 'keepDays'>): void {
    this.#keepCount = keepCount;
    this.#keepDays = keepDays;
  }

  /** More are there than may be. */
  get over(): number {
    return Math.max(0, this.total - this.#keepCount);
  }

  /** Deletes at most so many of the oldest that are too many; gives how many. */
  trim(most: number): number {
    const count = Math.min(most, this.over);
    return count === 0 ? 0 : this.#deleteOldest(count, Number.POSITIVE_INFINITY);
  }

  /** Deletes at most so many that are too old. What was stored later is not looked at before what was stored earlier, however old. */
  trimOld(most: number, now: number): number {
    return this.#keepDays === 0 ? 0 : this.#deleteOldest(most, now - this.#keepDays * day);
  }

  trimLosses(): void {
    this.#connection
      .prepare('DELETE FROM trap_loss WHERE rowid <= (SELECT max(rowid) FROM trap_loss) - ?')
      .run(mostLosses);
  }

  #deleteOldest(count: number, before: number): number {
    // Rows that were not read yet are left: they are counted among those to come.
    const { changes } = this.#connection
      .prepare(
        `DELETE FROM trap_datagram WHERE id IN (
           SELECT id FROM (SELECT id, at FROM trap_datagram ORDER BY id LIMIT ?) WHERE at < ?
         ) AND id <= (SELECT decoded FROM trap_progress)`,
      )
      .run(count, before);
    this.total -= changes;
    return changes;
  }
}
