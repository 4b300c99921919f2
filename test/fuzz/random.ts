/** A fast generator of numbers that are the same for the same seed (xorshift32, Marsaglia 2003). Not for secrets. */
export class Random {
  #state: number;

  constructor(seed: number) {
    // Zero is the one state that never changes.
    this.#state = seed | 0 || 0x9e3779b9;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 1) % limit;
  }

  byte(): number {
    return this.below(0x10000) >> 8;
  }
}
