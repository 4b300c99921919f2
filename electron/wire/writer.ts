import { colonHexBytes, putIpv4, putUint16, putUint32 } from './octets.ts';

/** Appends to a buffer that grows. Writes every byte it claims, so that a used buffer may be handed in. */
export class Writer {
  #bytes: Uint8Array;
  readonly #start: number;
  #length: number;

  constructor(buffer: Uint8Array = new Uint8Array(64), start = 0) {
    this.#bytes = buffer;
    this.#start = Math.min(start, buffer.length);
    this.#length = this.#start;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length - this.#start;
  }

  #claim(length: number): number {
    const at = this.#length;
    const needed = at + length;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2, 64));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    this.#length = needed;
    return at;
  }

  uint8(value: number): this {
    const at = this.#claim(1);
    this.#bytes[at] = value;
    return this;
  }

  uint16(value: number): this {
    const at = this.#claim(2);
    putUint16(this.#bytes, at, value);
    return this;
  }

  uint32(value: number): this {
    const at = this.#claim(4);
    putUint32(this.#bytes, at, value);
    return this;
  }

  ipv4(address: string): this {
    const at = this.#claim(4);
    putIpv4(this.#bytes, at, address);
    return this;
  }

  colonHex(text: string): this {
    return this.bytes(colonHexBytes(text, 65_536));
  }

  bytes(bytes: Uint8Array): this {
    const at = this.#claim(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  zeros(length: number): this {
    const at = this.#claim(length);
    this.#bytes.fill(0, at, at + length);
    return this;
  }

  /** What was written, as a view of the buffer. */
  take(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#length);
  }
}
