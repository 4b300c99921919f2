/** Milliseconds of a round trip to an agent that is close by: a few requests keep it busy all the time, more would only wait. */
const close = 0.25;
const closeMost = 8;
/** An answer that took so many times the shortest round trip, and so many milliseconds, has waited for others of ours. */
const heavy = 8;
const slow = 50;
/** What the least round trip grows by with each answer: an agent may have become slower for good. */
const forgetting = 1.0005;

/**
 * How many requests go out at a time. It begins with one and grows with each answer that comes in time; an agent behind a long way gets many, one
 * that is close no more than keep it busy, and one that falls behind fewer again.
 */
export class Pace {
  readonly #most: number;
  #least = Number.POSITIVE_INFINITY;
  allowed = 1;

  constructor(most: number) {
    this.#most = most;
  }

  /** An answer came after so many retries and, since it was last sent, so many milliseconds; 0 where nobody knows. */
  answered(retries: number, roundTrip: number): void {
    if (retries > 0) {
      this.allowed = Math.max(1, this.allowed >> 1);
      return;
    }
    if (roundTrip > 0) this.#least = Math.min(this.#least * forgetting, roundTrip);
    const most = this.#least < close ? Math.min(closeMost, this.#most) : this.#most;
    if (roundTrip > slow && roundTrip > heavy * this.#least) this.allowed = Math.max(1, this.allowed - 1);
    else if (this.allowed < most) this.allowed++;
  }
}
