/** Octets of a struct mmsghdr and a struct iovec (sendmmsg(2), readv(2)) with pointers of 64 bits, and of a place for a socket's name. */
const headerLength = 64;
const partLength = 16;
const nameRoom = 32;

/**
 * Memory for the arguments of one sendmmsg or recvmmsg: headers, one behind the other, each with a name and one part of the data. It points
 * into itself and never moves.
 */
export class MessageBlock {
  readonly memory: Buffer;
  readonly count: number;
  /** Where the data begins, and how long it is in all. */
  readonly data: number;
  readonly dataLength: number;
  readonly #words: Uint32Array;
  readonly #address: number;
  readonly #parts: number;
  readonly #names: number;

  constructor(count: number, dataLength: number, addressOf: (memory: Uint8Array) => number) {
    this.count = count;
    this.#parts = count * headerLength;
    this.#names = this.#parts + count * partLength;
    this.data = this.#names + count * nameRoom;
    this.dataLength = dataLength;
    this.memory = Buffer.alloc(this.data + dataLength);
    this.#words = new Uint32Array(this.memory.buffer, this.memory.byteOffset, this.data >> 2);
    this.#address = addressOf(this.memory);
    for (let index = 0; index < count; index++) {
      const header = index * headerLength;
      this.#point(header, this.nameAt(index));
      this.#point(header + 16, this.#parts + index * partLength);
      this.#words[(header + 24) >> 2] = 1;
    }
  }

  /** Headers from one on. */
  from(index: number): Buffer {
    return index === 0 ? this.memory : this.memory.subarray(index * headerLength);
  }

  nameAt(index: number): number {
    return this.#names + index * nameRoom;
  }

  /** Where the message's name and data are, for the system. */
  set(index: number, nameLength: number, start: number, length: number): void {
    this.setNameLength(index, nameLength);
    const part = this.#parts + index * partLength;
    this.#point(part, start);
    this.#words[(part + 8) >> 2] = length;
  }

  setNameLength(index: number, length: number): void {
    this.#words[(index * headerLength + 8) >> 2] = length;
  }

  /** Octets that were received. */
  received(index: number): number {
    return this.#words[(index * headerLength + 56) >> 2] ?? 0;
  }

  #point(at: number, to: number): void {
    const pointer = this.#address + to;
    this.#words[at >> 2] = pointer;
    this.#words[(at >> 2) + 1] = Math.floor(pointer / 2 ** 32);
  }
}
