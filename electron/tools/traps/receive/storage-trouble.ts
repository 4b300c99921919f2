import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';

/** Milliseconds after which is tried again: when the disk refused; when somebody else held the lock. */
const retryAfter = 1000;
const retryBusyAfter = 20;
/** Milliseconds for which others may hold the lock before that is a problem. */
const busyPatience = 5000;

/** What keeps rows from being stored, and when it is tried again. */
export class StorageTrouble {
  #since = 0;
  /** Milliseconds since the epoch; 0: at any time. */
  retryAt = 0;
  problem: Problem | undefined;

  failed(error: unknown, now: number): void {
    if (this.#since === 0) this.#since = now;
    const isBusy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
    this.retryAt = now + (isBusy ? retryBusyAfter : retryAfter);
    if (isBusy && now - this.#since < busyPatience) return;
    this.problem = storageProblemOf(error);
  }

  ended(): void {
    this.#since = 0;
    this.retryAt = 0;
    this.problem = undefined;
  }
}

/** What it means for notifications that a transaction failed. */
export function storageProblemOf(error: unknown): Problem {
  const known = error instanceof ProblemError ? error.problem : undefined;
  const details = known?.details ?? String(error);
  return problem(known?.code === 'workspace-full' ? 'trap-disk-full' : 'trap-not-stored', {}, details);
}
