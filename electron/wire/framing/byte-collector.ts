const smallest = 256;

/** Octets put together from pieces. Its memory grows with what is in it and is given back when that was a lot. */
export class ByteCollector {
  #buffer = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(smallest, length, this.#buffer.length * 2));
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = length;
  }

  /** A view of what is held; good until the next `add` or `take`. */
  view(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Hands out what is held and holds nothing any more. */
  take(): Uint8Array {
    const taken = this.#buffer.subarray(0, this.#length);
    this.#buffer = new Uint8Array(0);
    this.#length = 0;
    return taken;
  }

  clear(): void {
    if (this.#buffer.length > 1 << 16) this.#buffer = new Uint8Array(0);
    this.#length = 0;
  }
}
