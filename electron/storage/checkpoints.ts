import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';

/** Pieces of work in one commit from which on a lot is to be stored. */
const aLot = 50;
/** Milliseconds between the end of one checkpoint and the beginning of the next, while there is something to copy. */
const pause = 200;
/** Pages of the log after which SQLite would copy by itself, within a commit: its own default. And what they take. */
const automatic = 1000;
const longLog = automatic * 4096;
/** Milliseconds that the thread gets to close the file. */
const patience = 2000;

/**
 * Keeps the write-ahead log short from a thread of its own, begun once a lot is stored, here or by another connection. SQLite would do it within
 * a commit, and the engine would wait for the disk meanwhile: tens of milliseconds, a second where another connection wrote a lot. Only where
 * the thread fails SQLite does it.
 */
export class Checkpoints {
  readonly #database: Database;
  readonly #onCopied: () => void;
  readonly #closed = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #wanted = false;
  #failed = false;

  /** `onCopied` is called after each checkpoint. */
  constructor(database: Database, { onCopied = () => {} }: { onCopied?: () => void } = {}) {
    this.#database = database;
    this.#onCopied = onCopied;
    database.pragma('wal_autocheckpoint = 0');
  }

  /** So many pieces of work were committed. */
  committed(pieces: number): void {
    if (this.#failed || (this.#worker === undefined && pieces < aLot && !this.#isLong())) return;
    this.#worker ??= this.#start();
    this.#wanted = true;
    this.#schedule();
  }

  /** Closes the thread's own handle of the file, and waits for that. */
  close(): void {
    clearTimeout(this.#timer);
    if (this.#worker === undefined || this.#failed) return;
    this.#worker.postMessage('close');
    Atomics.wait(this.#closed, 0, 0, patience);
  }

  #isLong(): boolean {
    return (statSync(`${this.#database.name}-wal`, { throwIfNoEntry: false })?.size ?? 0) > longLog;
  }

  #start(): Worker {
    // Beside this file in the sources; one folder over in the bundles, whose chunks lie elsewhere.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`../storage/checkpoint-worker.${ending}`, import.meta.url), {
      workerData: { file: this.#database.name, closed: this.#closed },
    });
    worker.unref();
    worker.on('message', () => {
      this.#running = false;
      this.#onCopied();
      this.#schedule();
    });
    worker.on('error', () => {
      this.#failed = true;
      if (this.#database.open) this.#database.pragma(`wal_autocheckpoint = ${automatic}`);
    });
    return worker;
  }

  #schedule(): void {
    if (this.#running || !this.#wanted || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#wanted = false;
      this.#running = true;
      this.#worker?.postMessage('checkpoint');
    }, pause);
    this.#timer.unref();
  }
}
