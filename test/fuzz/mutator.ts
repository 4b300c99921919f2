import type { Random } from './random.ts';

/** Values that lengths, counts and codes break at, and the codes with most behind them. */
const interesting = [
  0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 32, 33, 52, 63, 64, 77, 82, 119, 121, 125, 127, 128, 192, 254, 255,
];

/** Makes inputs in one buffer of its own: what it gives is valid until it gives the next. */
export class Mutator {
  readonly #random: Random;
  readonly #seeds: readonly Uint8Array[];
  readonly #kept: number;
  readonly #buffer: Uint8Array;
  #length = 0;

  /** `kept`: as many bytes at the front stay as they are in half of the mutated inputs, so that the rest is reached. */
  constructor(random: Random, seeds: readonly Uint8Array[], { kept, longest }: { kept: number; longest: number }) {
    this.#random = random;
    this.#seeds = seeds;
    this.#kept = kept;
    this.#buffer = new Uint8Array(longest);
  }

  next(): Uint8Array {
    if (this.#random.below(10) === 0) this.#noise();
    else this.#mutated();
    return this.#buffer.subarray(0, this.#length);
  }

  /** Bytes without any sense; most are short, since nothing that long is ever whole. */
  #noise(): void {
    const limit = this.#random.below(32) === 0 ? this.#buffer.length : 48;
    this.#length = this.#random.below(Math.min(limit, this.#buffer.length) + 1);
    for (let i = 0; i < this.#length; i++) this.#buffer[i] = this.#random.byte();
  }

  #mutated(): void {
    const seed = this.#seed();
    this.#buffer.set(seed);
    this.#length = seed.length;
    const from = this.#random.below(2) === 0 ? 0 : this.#kept;
    for (let steps = this.#random.below(6); steps > 0; steps--) this.#step(from);
  }

  #seed(): Uint8Array {
    return this.#seeds[this.#random.below(this.#seeds.length)] ?? new Uint8Array(0);
  }

  #step(from: number): void {
    const random = this.#random;
    if (this.#length <= from) return;
    const at = from + random.below(this.#length - from);
    const buffer = this.#buffer;
    switch (random.below(8)) {
      case 0:
        buffer[at] = (buffer[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 1:
      case 2:
        buffer[at] = interesting[random.below(interesting.length)] ?? 0;
        break;
      case 3:
        buffer[at] = random.byte();
        break;
      case 4:
        this.#length = at;
        break;
      case 5:
        this.#remove(at, 1 + random.below(8));
        break;
      case 6:
        this.#insert(at, buffer.slice(at, Math.min(this.#length, at + 1 + random.below(16))));
        break;
      default:
        this.#splice(at);
    }
  }

  #remove(at: number, count: number): void {
    const end = Math.min(this.#length, at + count);
    this.#buffer.copyWithin(at, end, this.#length);
    this.#length -= end - at;
  }

  #insert(at: number, bytes: Uint8Array): void {
    const room = Math.min(bytes.length, this.#buffer.length - this.#length);
    this.#buffer.copyWithin(at + room, at, this.#length);
    this.#buffer.set(bytes.subarray(0, room), at);
    this.#length += room;
  }

  /** The front of one seed with the end of another. */
  #splice(at: number): void {
    const other = this.#seed();
    const start = this.#random.below(other.length + 1);
    const count = Math.min(other.length - start, this.#buffer.length - at);
    this.#buffer.set(other.subarray(start, start + count), at);
    this.#length = at + count;
  }
}
