import type { Clock } from '#electron/net/clock.ts';

/** Milliseconds that what is told at once waits for frames with earlier times. */
const patience = 500;

/**
 * Puts what is told at once (notes) and what comes some milliseconds late (frames, in the order of their times) in one order of time: a note waits
 * until a later frame has come, or for half a second.
 */
export class TimeOrder {
  readonly #clock: Clock;
  #waiting: { at: number; emit: () => void }[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): number {
    return this.#clock.now();
  }

  /** Something told at its time. */
  prompt(at: number, emit: () => void): void {
    this.#waiting.push({ at, emit });
    this.#wait();
  }

  /** A frame: what was told before its time goes first. */
  late(at: number, emit: () => void): void {
    this.#release(at);
    emit();
  }

  /** No frames follow. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#release(Number.POSITIVE_INFINITY);
  }

  #release(before: number): void {
    while (this.#waiting[0] !== undefined && this.#waiting[0].at < before) this.#waiting.shift()?.emit();
  }

  #wait(): void {
    const [first] = this.#waiting;
    if (first === undefined || this.#cancel !== undefined) return;
    this.#cancel = this.#clock.after(Math.max(1, first.at + patience - this.#clock.now()), () => {
      this.#cancel = undefined;
      this.#release(this.#clock.now() - patience);
      this.#wait();
    });
  }
}
