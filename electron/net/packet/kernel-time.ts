/** Readings of the wall clock are repeated at most so often when something came between. */
const attempts = 5;
/** Milliseconds a reading of the two clocks may take. */
const closeTogether = 0.01;
/** Milliseconds by which a double of today's date may be off, and then some. */
const rounding = 0.001;
/** A frame that seems this many milliseconds older than the moment at which there was none: the wall clock was set. */
const tolerance = 1000;

/**
 * Puts the kernel's time stamps, which follow the wall clock and jump with it, on the engine's clock, which does not.
 * Times in milliseconds.
 */
export class KernelTime {
  readonly #wallClock: () => number;
  readonly #now: () => number;
  #offset = Number.NaN;
  #readAt = Number.POSITIVE_INFINITY;
  #lastReadAt = Number.NEGATIVE_INFINITY;

  constructor(wallClock: () => number, now: () => number) {
    this.#wallClock = wallClock;
    this.#now = now;
  }

  /** To be called before each reading of frames: compares the clocks. */
  compare(): void {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const before = this.#now();
      const wall = this.#wallClock();
      const after = this.#now();
      if (after - before > closeTogether && attempt < attempts - 1) continue;
      // The wall clock was read somewhere in between. What was known stays unless that proves it wrong: stamps do not jitter.
      const known = wall + this.#offset;
      if (!(known >= before - rounding && known <= after + rounding)) this.#offset = (before + after) / 2 - wall;
      this.#lastReadAt = Math.min(this.#readAt, after);
      this.#readAt = after;
      return;
    }
  }

  /** A kernel time stamp on the engine's clock, never in the future. */
  toEngine(stamp: number): number {
    const at = stamp + this.#offset;
    const now = this.#now();
    // Where the wall clock was set between stamp and reading, the time of reading is the better one.
    return at > now || at < this.#lastReadAt - tolerance ? now : at;
  }
}
