/** Pixels an element may be high: beyond it browsers lose precision, and at 33 million cut it off. */
const limit = 8_000_000;

/**
 * Scrolling through rows that are higher altogether than an element can be. Small movements are exact; a jump (the scroll bar
 * dragged) goes to the same part of the whole. As long as the rows fit, it is plain scrolling.
 */
export class ScaledScroll {
  /** Pixels of all rows together. */
  #height = 0;
  /** Pixels of them in view. */
  #room = 0;
  /** The element's own position. */
  #position = 0;
  /** The place among all rows is the element's position and this. */
  #shift = 0;

  /** Pixels of the element that is scrolled. */
  get content(): number {
    return Math.min(this.#height, limit);
  }

  /** The first pixel in view, of all rows. */
  get top(): number {
    return this.#position + this.#shift;
  }

  /** The rows do not fit: a pixel of the element stands for several of theirs. */
  get isScaled(): boolean {
    return this.#height > limit;
  }

  /** What is to be taken from a place among all rows to get one in the element. */
  get shift(): number {
    return this.#shift;
  }

  /** New sizes; gives the position to scroll to, or undefined where it may stay. */
  resize(height: number, room: number): number | undefined {
    const top = Math.min(this.top, Math.max(0, height - room));
    this.#height = height;
    this.#room = room;
    return this.#goTo(top);
  }

  /** The element was scrolled; gives the position it has to be put to, or undefined where it may stay. */
  scrolled(position: number): number | undefined {
    const by = position - this.#position;
    if (!this.isScaled || Math.abs(by) > this.#room) {
      this.#position = position;
      this.#shift = Math.round(position * this.#stretch) - position;
      return undefined;
    }
    this.#position = position;
    const inside = this.top >= 0 && this.top <= this.#height - this.#room;
    const stuck = position <= 0 || position >= this.content - this.#room;
    if (inside && !stuck) return undefined;
    // The element stands at an end and the rows nearly do: the last bit of the way is gone at once, not in ever smaller steps.
    const atStart = position <= 0 && this.top < this.#room;
    return this.#goTo(atStart ? 0 : this.top);
  }

  /** Shows these pixels of all rows; gives the position to scroll to, or undefined where nothing moves. */
  goTo(top: number): number | undefined {
    return this.#goTo(top);
  }

  /** How far all rows go for one pixel of the element. */
  get #stretch(): number {
    const room = this.content - this.#room;
    return room <= 0 ? 1 : (this.#height - this.#room) / room;
  }

  #goTo(wanted: number): number | undefined {
    const top = Math.max(0, Math.min(wanted, this.#height - this.#room));
    const before = this.#position;
    this.#position = Math.round(top / this.#stretch);
    this.#shift = top - this.#position;
    return this.#position === before ? undefined : this.#position;
  }
}
