/** Ids in the order in which they are added, as their distance from one id: four octets each. */
export class IdList {
  readonly #base: number;
  readonly #down: boolean;
  #distances = new Uint32Array(1024);
  #length = 0;

  /** Ids from `base` upwards, each greater than the one before it; or downwards, each smaller. */
  constructor(base: number, direction: 'up' | 'down') {
    this.#base = base;
    this.#down = direction === 'down';
  }

  get length(): number {
    return this.#length;
  }

  at(place: number): number {
    const distance = this.#distances[place] ?? 0;
    return this.#down ? this.#base - distance : this.#base + distance;
  }

  add(ids: readonly number[]): void {
    if (this.#length + ids.length > this.#distances.length) {
      const larger = new Uint32Array(Math.max(this.#length + ids.length, 2 * this.#distances.length));
      larger.set(this.#distances.subarray(0, this.#length));
      this.#distances = larger;
    }
    for (const id of ids) this.#distances[this.#length++] = Math.abs(id - this.#base);
  }

  /** How many of the first ones are on the near side of the id: smaller where they rise, greater where they fall. */
  before(id: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.at(middle);
      if (this.#down ? found > id : found < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Leaves out those of a set. */
  remove(ids: ReadonlySet<number>): void {
    let kept = 0;
    for (let place = 0; place < this.#length; place++) {
      if (!ids.has(this.at(place))) this.#distances[kept++] = this.#distances[place] ?? 0;
    }
    this.#length = kept;
  }

  /** Leaves out so many of the first ones. */
  drop(count: number): void {
    if (count <= 0) return;
    this.#distances.copyWithin(0, count, this.#length);
    this.#length = Math.max(0, this.#length - count);
  }

  /** Keeps only so many. */
  cut(length: number): void {
    this.#length = Math.min(this.#length, length);
  }
}
