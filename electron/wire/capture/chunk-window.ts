const nothing = new Uint8Array(0);
const firstSize = 65_536;

/**
 * Chunks of a file as one run of bytes, of which any record can be had in one piece: in the chunk itself where it lies there
 * whole, else put together in a buffer of its own. Holds one chunk, which stays the giver's, and a copy of one record.
 */
export class ChunkWindow {
  /** Where the record at hand lies: good for as many bytes as `has` was asked for. */
  bytes: Uint8Array = nothing;
  at = 0;
  /** Of `at`, in the file. */
  offset = 0;
  #end = 0;
  #chunk: Uint8Array = nothing;
  /** How much of the chunk was taken into the joined buffer. */
  #taken = 0;
  #joined: Uint8Array = nothing;
  #joining = false;

  /** Only after `has` said no: by then all of the chunk before has been used or copied. */
  push(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#taken = 0;
    if (!this.#joining) this.#useChunk();
  }

  /** How many bytes of the record at hand are there. */
  get available(): number {
    return this.#end - this.at;
  }

  /** Whether `length` bytes can be had from `at` on. */
  has(length: number): boolean {
    return this.#end - this.at >= length || this.#join(length);
  }

  /** Goes on behind `length` bytes, which `has` granted. */
  advance(length: number): void {
    this.at += length;
    this.offset += length;
    if (this.#joining && this.at >= this.#end) {
      this.#joining = false;
      this.#useChunk();
    }
  }

  #useChunk(): void {
    this.bytes = this.#chunk;
    this.at = this.#taken;
    this.#end = this.#chunk.length;
  }

  #join(length: number): boolean {
    const rest = this.bytes.subarray(this.at, this.#end);
    if (!this.#joining) {
      // The rest of the chunk becomes the start of the record; what is missing of it comes with the next.
      this.#chunk = nothing;
      this.#taken = 0;
      this.#joining = rest.length > 0;
      if (!this.#joining) {
        this.#useChunk();
        return false;
      }
    }
    const taken = Math.min(length - rest.length, this.#chunk.length - this.#taken);
    const end = rest.length + taken;
    this.#startWith(rest, end);
    this.#joined.set(this.#chunk.subarray(this.#taken, this.#taken + taken), rest.length);
    this.#taken += taken;
    this.bytes = this.#joined;
    this.at = 0;
    this.#end = end;
    return end >= length;
  }

  /** Puts `rest` at the start of the joined buffer, in which it may lie already, and makes room for `length` bytes in all. */
  #startWith(rest: Uint8Array, length: number): void {
    if (length > this.#joined.length)
      this.#joined = new Uint8Array(Math.max(length, this.#joined.length * 2, firstSize));
    if (rest.buffer !== this.#joined.buffer || rest.byteOffset !== this.#joined.byteOffset) this.#joined.set(rest);
  }
}
