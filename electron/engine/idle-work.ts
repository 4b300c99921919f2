import type { RunningCalls } from './router.ts';

/** Work that can be left off and taken up again. */
export interface Work {
  readonly done: boolean;
  /** Goes on until it is done or the signal says otherwise. */
  goOn(signal: AbortSignal): Promise<void>;
}

/** Milliseconds without a call after which nobody is taken to want anything, and after which it is too late for the work. */
const idleAfter = 700;
const giveUpAfter = 120_000;

/** Does a piece of work when nobody calls. A call stops it; it goes on when it is quiet again. */
export class IdleWork {
  readonly #calls: RunningCalls;
  readonly #work: Work;
  readonly #startedAt = performance.now();
  #lastCall = this.#startedAt;
  #timer: NodeJS.Timeout | undefined;
  #stop: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();

  readonly #onFailure: (error: unknown) => void;

  constructor(calls: RunningCalls, work: Work, onFailure: (error: unknown) => void) {
    this.#calls = calls;
    this.#work = work;
    this.#onFailure = onFailure;
    calls.onCall = () => {
      this.#lastCall = performance.now();
      this.#stop?.abort();
    };
    this.#wait(idleAfter);
  }

  /** Ends it, and what waits for it. */
  async close(): Promise<void> {
    this.#calls.onCall = () => {};
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stop?.abort();
    await this.#running;
  }

  #wait(milliseconds: number): void {
    // Nobody stays alive for it.
    this.#timer = setTimeout(() => this.#look(), milliseconds).unref();
  }

  #look(): void {
    const now = performance.now();
    const quiet = this.#calls.busy ? 0 : now - this.#lastCall;
    if (quiet >= idleAfter) this.#running = this.#goOn();
    else if (now - this.#startedAt < giveUpAfter) this.#wait(Math.max(1, Math.ceil(idleAfter - quiet)));
  }

  async #goOn(): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    try {
      await this.#work.goOn(stop.signal);
    } catch (error) {
      this.#onFailure(error);
      return;
    } finally {
      this.#stop = undefined;
    }
    // Without a timer it was closed meanwhile.
    if (!this.#work.done && this.#timer !== undefined) this.#wait(idleAfter);
  }
}
