import type { Clock } from '../clock.ts';

/** Milliseconds in which an answer is waited for, and in which one socket goes on before others have their turn. */
const patience = 0.1;
const turnLength = 4;
/** Events that are let pass, at most, after answers were waited for in vain. */
const mostPassed = 1024;

/**
 * Reads on where what is written is answered within microseconds: a way through the event loop would take longer than the answer. Where none
 * comes in time, that is tried ever less often.
 */
export class EagerReads {
  readonly #clock: Clock;
  readonly #read: () => boolean;
  readonly #expects: () => boolean;
  /** Answers that were waited for in vain, one after another, and events that are still let pass. */
  #inVain = 0;
  #passing = 0;

  /** `read`: false where there is nothing to read yet. `expects`: an answer is due, and may be read. */
  constructor(clock: Clock, read: () => boolean, expects: () => boolean) {
    this.#clock = clock;
    this.#read = read;
    this.#expects = expects;
  }

  /** To be called once what the event loop told of has been read. */
  go(): void {
    if (this.#passing > 0) {
      this.#passing--;
      return;
    }
    const startedAt = this.#clock.now();
    for (let at = startedAt; at - startedAt < turnLength && this.#expects(); at = this.#clock.now()) {
      if (this.#waitForAnswer(at)) {
        this.#inVain = 0;
        continue;
      }
      this.#inVain++;
      this.#passing = Math.min(mostPassed, 2 ** this.#inVain);
      return;
    }
  }

  #waitForAnswer(askedAt: number): boolean {
    while (this.#expects()) {
      if (this.#read()) return true;
      if (this.#clock.now() - askedAt >= patience) return false;
    }
    return true;
  }
}
