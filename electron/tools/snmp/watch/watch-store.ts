import type { Store } from '#electron/storage/store.ts';
import type { Sample, SnmpWatch } from '#shared/model/snmp-watch.ts';
import { ProblemError } from '#shared/problem/problem.ts';

interface WatchRow {
  id: number;
  watch: string;
}

/** A sample as a poll keeps it: time and object are told by where it lies. */
type KeptSample = [type: string, value: Sample['value'], rate: number | null, note?: Sample['note']];

/** Samples kept of a watch; the oldest go first. */
export const samplesKept = 500_000;
/** Polls deleted in one piece: other writing goes on between two. */
const deletedAtOnce = 5000;

/** The tables of watches and what they read: all samples of one poll in one row. */
export class WatchStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves with its number. */
  async add(watch: Omit<SnmpWatch, 'id'>): Promise<number> {
    const insert = this.#store.prepare('INSERT INTO snmp_watch (watch) VALUES (?)');
    const { lastInsertRowid } = await this.#store.writer.write(() => insert.run(JSON.stringify(watch)));
    return Number(lastInsertRowid);
  }

  /** The newest first, as they were kept last. */
  list(): SnmpWatch[] {
    const rows = this.#store.prepare('SELECT id, watch FROM snmp_watch ORDER BY id DESC').all();
    return (rows as WatchRow[]).map(toWatch);
  }

  find(id: number): SnmpWatch | undefined {
    const row = this.#store.prepare('SELECT id, watch FROM snmp_watch WHERE id = ?').get(id);
    return row === undefined ? undefined : toWatch(row as WatchRow);
  }

  knows(id: number): boolean {
    return this.#store.prepare('SELECT 1 FROM snmp_watch WHERE id = ?').get(id) !== undefined;
  }

  async save(watch: SnmpWatch): Promise<void> {
    await this.#store.writer.write(() => this.#update(watch));
  }

  /** Keeps a poll with the state that it left the watch in. `number`: polls before it that were kept. */
  async addPoll(watch: SnmpWatch, number: number, at: number, samples: readonly Sample[]): Promise<void> {
    const kept = samples.map(
      ({ type, value, rate, note }): KeptSample =>
        note === undefined ? [type, value, rate] : [type, value, rate, note],
    );
    const insert = this.#store.prepare('INSERT INTO snmp_poll (watch, number, at, samples) VALUES (?, ?, ?, ?)');
    const trim = this.#store.prepare('DELETE FROM snmp_poll WHERE watch = ? AND number <= ?');
    await this.#store.writer.write(() => {
      // Deleted meanwhile: there is nothing to keep it for.
      if (this.#update(watch) === 0) return;
      insert.run(watch.id, number, at, JSON.stringify(kept));
      trim.run(watch.id, number - Math.floor(samplesKept / watch.objects.length));
    });
  }

  /**
   * Samples after a time, oldest first. Polls come whole: `count` samples at most, but one poll at least.
   *
   * @throws ProblemError snmp-watch-unknown
   */
  samples(id: number, after: number, count: number): Sample[] {
    if (!this.knows(id)) throw new ProblemError('snmp-watch-unknown', { id });
    const polls = this.#store.prepare('SELECT at, samples FROM snmp_poll WHERE watch = ? AND at > ? ORDER BY at');
    const found: Sample[] = [];
    for (const row of polls.iterate(id, after)) {
      const { at, samples } = row as { at: number; samples: string };
      const kept = JSON.parse(samples) as KeptSample[];
      if (found.length > 0 && found.length + kept.length > count) break;
      for (const [object, [type, value, rate, note]] of kept.entries()) {
        found.push({ at, object, type, value, rate, ...(note === undefined ? {} : { note }) });
      }
    }
    return found;
  }

  /** Resolves with whether there was one. */
  async delete(id: number): Promise<boolean> {
    const some = this.#store.prepare(
      `DELETE FROM snmp_poll WHERE watch = ? AND number <
         (SELECT min(number) FROM snmp_poll WHERE watch = ?) + ${deletedAtOnce}`,
    );
    const { writer } = this.#store;
    while ((await writer.write(() => some.run(id, id))).changes > 0);
    const { changes } = await writer.write(() => this.#store.prepare('DELETE FROM snmp_watch WHERE id = ?').run(id));
    return changes > 0;
  }

  #update({ id, ...watch }: SnmpWatch): number {
    return this.#store.prepare('UPDATE snmp_watch SET watch = ? WHERE id = ?').run(JSON.stringify(watch), id).changes;
  }
}

function toWatch({ id, watch }: WatchRow): SnmpWatch {
  return { ...(JSON.parse(watch) as Omit<SnmpWatch, 'id'>), id };
}
