import type { PacketFault } from '#shared/model/packet-field.ts';
import { colonHexAt, hexAt, ipv4At, uint16At, uint32At } from './octets.ts';

/**
 * A cursor over bytes that remembers its first error. After a short read every further read gives zeros and does not move,
 * so a decoder reads all its fields and asks once, with `finish()`, whether that was right.
 */
export class Reader {
  readonly bytes: Uint8Array;
  readonly end: number;
  #offset: number;
  #fault: PacketFault | undefined;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.end = Math.max(0, Math.min(end, bytes.length));
    this.#offset = Math.min(Math.max(0, start), this.end);
  }

  /** Position of the next read, in `bytes`. */
  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#fault === undefined ? this.end - this.#offset : 0;
  }

  /** The first thing that went wrong; its offset is in `bytes`. */
  get fault(): PacketFault | undefined {
    return this.#fault;
  }

  /** Records an error of meaning at `offset`, the position by default, unless there is one already. Nothing is read after it. */
  fail(reason: string, offset: number = this.#offset): void {
    this.#fault ??= { offset, reason };
  }

  #take(length: number, what: string): number {
    if (this.#fault !== undefined) return -1;
    if (length > this.end - this.#offset) {
      this.fail(`${what} needs ${length} bytes, ${this.end - this.#offset} left`);
      return -1;
    }
    const at = this.#offset;
    this.#offset += length;
    return at;
  }

  uint8(what = 'field'): number {
    const at = this.#take(1, what);
    return at < 0 ? 0 : (this.bytes[at] ?? 0);
  }

  uint16(what = 'field'): number {
    const at = this.#take(2, what);
    return at < 0 ? 0 : uint16At(this.bytes, at);
  }

  uint32(what = 'field'): number {
    const at = this.#take(4, what);
    return at < 0 ? 0 : uint32At(this.bytes, at);
  }

  ipv4(what = 'address'): string {
    const at = this.#take(4, what);
    return at < 0 ? '0.0.0.0' : ipv4At(this.bytes, at);
  }

  hex(length: number, what = 'field'): string {
    const at = this.#take(length, what);
    return at < 0 ? '' : hexAt(this.bytes, at, length);
  }

  colonHex(length: number, what = 'field'): string {
    const at = this.#take(length, what);
    return at < 0 ? '' : colonHexAt(this.bytes, at, length);
  }

  /** A view, not a copy. Empty after an error. */
  view(length: number, what = 'field'): Uint8Array {
    const at = this.#take(length, what);
    return at < 0 ? new Uint8Array(0) : this.bytes.subarray(at, at + length);
  }

  /** Everything that is left, as a view. */
  rest(): Uint8Array {
    return this.view(this.remaining);
  }

  /** The first error, or the complaint that bytes are left over; undefined when all bytes were read and made sense. */
  finish(): PacketFault | undefined {
    if (this.#fault === undefined && this.#offset < this.end) this.fail(`${this.end - this.#offset} bytes left over`);
    return this.#fault;
  }
}
