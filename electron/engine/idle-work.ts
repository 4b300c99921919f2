import type { RunningCalls } from './router.ts';

/** Work that can be left off and taken up again. */
export interface Work {
  readonly done: boolean;
  /** Goes on until it is done or the signal says otherwise. */
  goOn(signal: AbortSignal): Promise<void>;
}

/** Milliseconds without a call after which nobody is taken to want anything, and, from the first look on, after which it is too late for the work. */
const idleAfter = 700;
const giveUpAfter = 120_000;

/**
 * Does a piece of work when nobody calls, once a tool was called for the first time: who never opens the tool's page does not pay for it. A call
 * stops the work; it goes on when it is quiet again.
 */
export class IdleWork {
  readonly #calls: RunningCalls;
  readonly #work: Work;
  readonly #tool: string;
  /** When the tool was called first. */
  #wantedAt = 0;
  #lastCall = 0;
  #timer: NodeJS.Timeout | undefined;
  #stop: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();

  readonly #onFailure: (error: unknown) => void;

  constructor(calls: RunningCalls, tool: string, work: Work, onFailure: (error: unknown) => void) {
    this.#calls = calls;
    this.#tool = tool;
    this.#work = work;
    this.#onFailure = onFailure;
    calls.onCall = (called) => this.#called(called);
  }

  /** Ends it, and what waits for it. */
  async close(): Promise<void> {
    this.#calls.onCall = () => {};
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stop?.abort();
    await this.#running;
  }

  #called(tool: string): void {
    this.#lastCall = performance.now();
    this.#stop?.abort();
    if (this.#wantedAt > 0 || tool !== this.#tool) return;
    this.#wantedAt = this.#lastCall;
    this.#wait(idleAfter);
  }

  #wait(milliseconds: number): void {
    // Nobody stays alive for it.
    this.#timer = setTimeout(() => this.#look(), milliseconds).unref();
  }

  #look(): void {
    const now = performance.now();
    const quiet = this.#calls.busy ? 0 : now - this.#lastCall;
    if (quiet >= idleAfter) this.#running = this.#goOn();
    else if (now - this.#wantedAt < giveUpAfter) this.#wait(Math.max(1, Math.ceil(idleAfter - quiet)));
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
