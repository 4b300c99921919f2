import { berTags } from './tags.ts';

/** Up to here a loop is faster than `set`. */
const loopLimit = 48;

/**
 * Writes elements from the last to the first: a header can only be written once the length of its content is known. What is
 * written comes to lie before what was written earlier.
 */
export class BerWriter {
  #bytes: Uint8Array;
  #at: number;

  constructor(size = 128) {
    this.#bytes = new Uint8Array(size);
    this.#at = size;
  }

  /** Octets written so far. */
  get length(): number {
    return this.#bytes.length - this.#at;
  }

  #claim(count: number): number {
    if (count > this.#at) {
      const written = this.length;
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, written + count, 64));
      larger.set(this.#bytes.subarray(this.#at), larger.length - written);
      this.#at = larger.length - written;
      this.#bytes = larger;
    }
    this.#at -= count;
    return this.#at;
  }

  octet(value: number): this {
    const at = this.#claim(1);
    this.#bytes[at] = value;
    return this;
  }

  /** The first `length` octets of `content`, all by default. */
  bytes(content: Uint8Array, length: number = content.length): this {
    const at = this.#claim(length);
    if (length > loopLimit) this.#bytes.set(length === content.length ? content : content.subarray(0, length), at);
    else for (let i = 0; i < length; i++) this.#bytes[at + i] = content[i] ?? 0;
    return this;
  }

  zeros(count: number): this {
    const at = this.#claim(count);
    this.#bytes.fill(0, at, at + count);
    return this;
  }

  /** Tag and length before the `length` octets written last. */
  header(tag: number, length: number): this {
    if (length < 0x80) return this.octet(length).octet(tag);
    let octets = 0;
    for (let rest = length; rest > 0; rest >>>= 8) {
      this.octet(rest & 0xff);
      octets++;
    }
    return this.octet(0x80 | octets).octet(tag);
  }

  /** Tag and length before everything written since the writer's length was `since`. */
  wrap(tag: number, since: number): this {
    return this.header(tag, this.length - since);
  }

  element(tag: number, content: Uint8Array): this {
    return this.bytes(content).header(tag, content.length);
  }

  /** A whole number in as few octets as it needs (X.690 section 8.3.2), between -2^31 and 2^32-1. */
  integer(value: number, tag: number = berTags.integer): this {
    const since = this.length;
    let rest = value;
    do {
      this.octet(rest & 0xff);
      rest = Math.floor(rest / 256);
    } while (rest > 0 || rest < -1);
    // The first bit is the sign.
    const high = (this.#bytes[this.#at] ?? 0) >= 0x80;
    if (high !== rest < 0) this.octet(rest & 0xff);
    return this.wrap(tag, since);
  }

  /** An octet of what was written, counted from the front. */
  peek(at: number): number {
    return this.#bytes[this.#at + at] ?? 0;
  }

  /** What was written, as a view of the buffer. */
  take(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }
}
