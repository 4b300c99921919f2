import type { DurableConnection } from '#electron/storage/durable-connection.ts';
import type { NotificationOpener } from '../open/notification-opener.ts';
import type { RuleBook } from '../rules/apply-rules.ts';
import type { KeepLimits } from './keep-limits.ts';
import type { NotificationRows } from './notification-rows.ts';
import { Reopening } from './reopening.ts';
import type { SenderEngines } from './sender-engines.ts';

/** Rows of one slice. */
const slice = 200;
/** Milliseconds between two slices: while nothing comes, while something does, and when there is nothing to do. */
const pauses = { idle: 1, busy: 50, done: 1000 } as const;
/** Milliseconds between two looks at what has become too old. */
const ageDelay = 60_000;

export interface UpkeepNeed {
  connection: DurableConnection;
  rows: NotificationRows;
  opener: NotificationOpener;
  rules: RuleBook;
  engines: SenderEngines;
  keep: KeepLimits;
  now(): number;
  /** Nothing that came waits. */
  isIdle(): boolean;
  /** Rows of earlier are others now, or gone. */
  onChanged(): void;
}

/** What is done beside receiving, a little at a time: refused ones are opened again, and what is beyond the limits is deleted. */
export class Upkeep {
  readonly #need: UpkeepNeed;
  readonly #reopening: Reopening;
  #timer: NodeJS.Timeout | undefined;
  #agedAt = 0;
  #aging = true;
  #closed = false;

  constructor(need: UpkeepNeed) {
    this.#need = need;
    this.#reopening = new Reopening(need.connection, need.rows);
    this.#schedule();
  }

  /** Who is accepted has changed, or what is kept. */
  openAgain(): void {
    this.#reopening.start();
    this.#agedAt = 0;
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    const { isIdle, keep, now } = this.#need;
    if (now() - this.#agedAt >= ageDelay) this.#aging = true;
    const isDone = !this.#reopening.running && keep.over === 0 && !this.#aging;
    const pause = isDone ? pauses.done : isIdle() ? pauses.idle : pauses.busy;
    this.#timer = setTimeout(() => this.#step(), pause);
  }

  #step(): void {
    const { opener, rules, onChanged } = this.#need;
    try {
      const opened = this.#reopening.running ? this.#reopening.step(slice, opener, rules) : 0;
      if (opened + this.#trim() > 0) onChanged();
    } catch {
      // The disk refuses, which the intake tells, or somebody else held the lock: the next step tries again.
    }
    this.#schedule();
  }

  #trim(): number {
    const { connection, keep, engines, now } = this.#need;
    if (keep.over === 0 && !this.#aging) return 0;
    return connection.transaction(slice, () => {
      const deleted = keep.trim(slice);
      if (!this.#aging) return deleted;
      const old = keep.trimOld(slice, now());
      if (old < slice) {
        keep.trimLosses();
        engines.prune();
        this.#aging = false;
        this.#agedAt = now();
      }
      return deleted + old;
    });
  }
}
