import { parseEscapes } from '#electron/wire/framing/escapes.ts';
import type { Framing } from '#shared/model/framing.ts';

/** Octets of a message that its number takes, where there is room. */
const numberLength = 6;
const blockLength = 1 << 16;
/** How many messages have different octets behind their numbers, by what they take together. */
const mostBodies = 1024;
const leastBodies = 16;
const bodiesTake = 1 << 18;

/**
 * The messages of a run: each has its number in front and octets behind it that differ from message to message and are the same in every
 * run, so that every octet of an answer can be checked.
 */
export class TestMessages {
  readonly size: number;
  /** After so many messages only the number in front differs. */
  readonly bodies: number;
  readonly #digits: Uint8Array;
  /** Of each octet the place among the digits; -1: it is none. */
  readonly #values = new Int16Array(256).fill(-1);
  readonly #block: Uint8Array;
  readonly #length: number;

  constructor(size: number, framing: Framing) {
    this.size = size;
    this.bodies = Math.max(leastBodies, Math.min(mostBodies, Math.floor(bodiesTake / size)));
    this.#digits = digitsFor(framing);
    for (const [value, octet] of this.#digits.entries()) this.#values[octet] = value;
    this.#length = Math.min(numberLength, size);
    this.#block = new Uint8Array(blockLength + size);
    let seed = 0x9e3779b9;
    for (let at = 0; at < this.#block.length; at++) {
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      this.#block[at] = this.#digits[(seed >>> 8) % this.#digits.length] ?? 0;
    }
  }

  /** How many numbers there are before they begin again. */
  get numbers(): number {
    return this.#digits.length ** this.#length;
  }

  /** Writes the message of that number. */
  put(number: number, target: Uint8Array, at: number): void {
    const from = ((number % this.bodies) * 61) % blockLength;
    target.set(this.#block.subarray(from, from + this.size), at);
    this.putNumber(number, target, at);
  }

  /** Writes the number of a message over what is there. */
  putNumber(number: number, target: Uint8Array, at: number): void {
    const digits = this.#digits;
    const base = digits.length;
    if (base === 256 && this.#length === numberLength) {
      // The same as below, where most of the time goes.
      for (let index = at + numberLength - 1, rest = number; index >= at; index--, rest >>>= 8) target[index] = rest;
      return;
    }
    let rest = number;
    for (let index = at + this.#length - 1; index >= at; index--) {
      target[index] = digits[rest % base] ?? 0;
      rest = Math.floor(rest / base);
    }
  }

  message(number: number): Uint8Array {
    const octets = new Uint8Array(this.size);
    this.put(number, octets, 0);
    return octets;
  }

  /** The number in front of an answer, without the rounds before it; undefined for what is no number. */
  numberOf(answer: Uint8Array): number | undefined {
    if (answer.length < this.#length) return undefined;
    let number = 0;
    for (let index = 0; index < this.#length; index++) {
      const digit = this.#values[answer[index] ?? 0] ?? -1;
      if (digit < 0) return undefined;
      number = number * this.#digits.length + digit;
    }
    return number;
  }

  /** Where an answer differs from the message of that number; -1: nowhere. */
  difference(number: number, answer: Uint8Array, scratch: Uint8Array): number {
    if (answer.length !== this.size) return Math.min(answer.length, this.size);
    this.put(number, scratch, 0);
    for (let at = 0; at < this.size; at++) if (answer[at] !== scratch[at]) return at;
    return -1;
  }
}

/** Where a delimiter ends messages, printable characters that are not in it; elsewhere every octet there is. */
function digitsFor(framing: Framing): Uint8Array {
  if (framing.kind !== 'delimiter') return Uint8Array.from({ length: 256 }, (_, octet) => octet);
  const taken = parseEscapes(framing.delimiter);
  const printable = Array.from({ length: 94 }, (_, index) => index + 0x21).filter((octet) => !taken.includes(octet));
  return Uint8Array.from(printable);
}
