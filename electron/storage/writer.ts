import type { Database } from 'better-sqlite3';
import { ProblemError } from '#shared/problem/problem.ts';
import type { Writer } from './store.ts';

interface Queued {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

/** How long written work may wait for company, in milliseconds. */
const batchDelay = 20;
/** How much of it goes into one transaction, in pieces and in milliseconds: everybody else waits as long. */
const batchSize = 1000;
const batchTime = 6;

/**
 * The engine's writer of a workspace: queued work goes into one transaction a batch, in order. It is the only one but for the receiver of
 * notifications, which has a connection of its own; so each batch takes the lock before it reads, and waits for it.
 */
export class BatchWriter implements Writer {
  readonly #database: Database;
  readonly #onCommit: (pieces: number) => void;
  #queue: Queued[] = [];
  #timer: NodeJS.Timeout | undefined;
  #waitingForFlush: (() => void)[] = [];

  /** `onCommit` hears how many pieces each transaction had. */
  constructor(database: Database, onCommit: (pieces: number) => void = () => {}) {
    this.#database = database;
    this.#onCommit = onCommit;
  }

  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#timer ??= setTimeout(() => this.#commit(), batchDelay);
    });
  }

  flush(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    clearTimeout(this.#timer);
    return new Promise((resolve) => {
      this.#waitingForFlush.push(resolve);
      this.#timer = setTimeout(() => this.#commit(), 0);
    });
  }

  /** Commits everything at once; for closing. */
  drain(): void {
    clearTimeout(this.#timer);
    while (this.#queue.length > 0) this.#commit();
  }

  #commit(): void {
    this.#timer = undefined;
    const batch = this.#queue.splice(0, batchSize);
    try {
      const values = this.#database.transaction(() => workFor(batch, batchTime)).immediate();
      this.#queue.unshift(...batch.splice(values.length));
      for (const [index, { resolve }] of batch.entries()) resolve(values[index]);
      this.#onCommit(values.length);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(storageProblem(error));
      else this.#commitOneByOne(batch);
    }
    if (this.#queue.length > 0) {
      this.#timer = setTimeout(() => this.#commit(), 0);
    } else {
      for (const resolve of this.#waitingForFlush.splice(0)) resolve();
    }
  }

  /** One bad piece of work must not take the rest of its batch with it. A full disk fails them all, each told so. */
  #commitOneByOne(batch: Queued[]): void {
    for (const { work, resolve, reject } of batch) {
      try {
        resolve(this.#database.transaction(work).immediate());
      } catch (error) {
        reject(storageProblem(error));
      }
    }
  }
}

/** Does the work piece by piece until it is done or its time is over; gives what the pieces done gave. */
function workFor(batch: readonly Queued[], milliseconds: number): unknown[] {
  const until = performance.now() + milliseconds;
  const values: unknown[] = [];
  for (const { work } of batch) {
    values.push(work());
    if (performance.now() >= until) break;
  }
  return values;
}

/** Names what SQLite reports; an error of the work itself goes through as it is. */
export function storageProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_FULL') return new ProblemError('workspace-full', {}, String(error));
  if (/^SQLITE_(READONLY|IOERR|CANTOPEN|PERM)/.test(code))
    return new ProblemError('workspace-unwritable', {}, String(error));
  return error;
}
