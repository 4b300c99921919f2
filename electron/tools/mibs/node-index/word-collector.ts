import { Buffer } from 'node:buffer';
import type { WordParts } from './index-parts.ts';
import { bufferOf } from './node-index.ts';
import { longestWord, shortestWord, WordIndex } from './word-index.ts';

/** The letter or digit of an octet, in lower case; 0 for all that is between words. */
const letters = Uint8Array.from({ length: 256 }, (_, code) => {
  const lower = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9]/.test(lower) ? lower.charCodeAt(0) : 0;
});

/**
 * The words of modules that come one after the other, with rising ids. Real MIBs have fifteen million words, two hundred thousand of them
 * different: no string is made of one that is known.
 */
export class WordCollector {
  /** Of each hash: the number of its word, from 1; the next slot is tried where it is another one's. */
  #slots = new Int32Array(1 << 16);
  /** By the word's number: its hash, where its letters begin, and the last module that has it. */
  #hashes = new Int32Array(1 << 14);
  #starts = new Uint32Array(1 << 14);
  #last = new Int32Array(1 << 14);
  #count = 0;
  /** Letters of all words, one behind the other. */
  #letters = new Uint8Array(1 << 18);
  readonly #modules: number[][] = [[]];

  /** Words of the text between two offsets, an octet a character. */
  add(module: number, text: Uint8Array, start: number, end: number): void {
    let from = start;
    let hash = 0;
    for (let at = start; at < end; at++) {
      const letter = letters[text[at] ?? 0] ?? 0;
      if (letter !== 0 && at - from < longestWord) {
        hash = (Math.imul(hash, 31) + letter) | 0;
        continue;
      }
      if (at - from >= shortestWord) this.#found(hash, text, from, at, module);
      from = letter === 0 ? at + 1 : at;
      hash = letter;
    }
    if (end - from >= shortestWord) this.#found(hash, text, from, end, module);
  }

  #found(hash: number, text: Uint8Array, from: number, end: number, module: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let number = slots[slot] ?? 0; number !== 0; number = slots[slot] ?? 0) {
      if (this.#hashes[number] === hash && this.#isWord(number, text, from, end)) {
        if (this.#last[number] === module) return;
        this.#last[number] = module;
        this.#modules[number]?.push(module);
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.#add(slot, hash, text, from, end, module);
  }

  #isWord(number: number, text: Uint8Array, from: number, end: number): boolean {
    const known = this.#letters;
    const start = this.#starts[number] ?? 0;
    if ((this.#starts[number + 1] ?? 0) - start !== end - from) return false;
    for (let i = start, at = from; at < end; i++, at++) {
      if (known[i] !== letters[text[at] ?? 0]) return false;
    }
    return true;
  }

  #add(slot: number, hash: number, text: Uint8Array, from: number, end: number, module: number): void {
    const number = ++this.#count;
    if (number + 1 >= this.#hashes.length) {
      this.#hashes = grown(this.#hashes, new Int32Array(this.#hashes.length * 2));
      this.#starts = grown(this.#starts, new Uint32Array(this.#starts.length * 2));
      this.#last = grown(this.#last, new Int32Array(this.#last.length * 2));
    }
    let to = this.#starts[number] ?? 0;
    if (to + longestWord > this.#letters.length)
      this.#letters = grown(this.#letters, new Uint8Array(this.#letters.length * 2));
    for (let at = from; at < end; at++) this.#letters[to++] = letters[text[at] ?? 0] ?? 0;
    this.#starts[number + 1] = to;
    this.#hashes[number] = hash;
    this.#last[number] = module;
    this.#modules[number] = [module];
    this.#slots[slot] = number;
    if (this.#count * 2 > this.#slots.length) this.#growSlots();
  }

  #growSlots(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let number = 1; number <= this.#count; number++) {
      const hash = this.#hashes[number] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.#slots = slots;
  }

  #words(): string[] {
    const octets = bufferOf(this.#letters);
    return Array.from({ length: this.#count }, (_, i) =>
      octets.toString('latin1', this.#starts[i + 1], this.#starts[i + 2]),
    );
  }

  /** With the words of an older index, but for the modules that were removed. */
  pack(old: WordParts | undefined, removed: ReadonlySet<number>): WordParts {
    const before = new Map<string, number[]>();
    if (old !== undefined) {
      for (const [word, modules] of new WordIndex(old).all()) {
        const kept = modules.filter((module) => !removed.has(module));
        if (kept.length > 0) before.set(word, kept);
      }
    }
    const own = this.#words();
    const numbers = new Map(own.map((word, i) => [word, i + 1]));
    const sorted = [...new Set([...before.keys(), ...own])].sort();
    const wordAt = new Uint32Array(sorted.length + 1);
    const postingAt = new Uint32Array(sorted.length + 1);
    const postings = new Octets();
    let length = 0;
    for (const [i, word] of sorted.entries()) {
      let last = 0;
      for (const list of [before.get(word), this.#modules[numbers.get(word) ?? 0]]) {
        for (const module of list ?? []) {
          postings.pushNumber(module - last);
          last = module;
        }
      }
      length += word.length + 1;
      wordAt[i + 1] = length;
      postingAt[i + 1] = postings.length;
    }
    const words = Buffer.from(sorted.length === 0 ? '' : `${sorted.join('\n')}\n`, 'latin1');
    return { words, wordAt, postings: postings.octets.slice(0, postings.length), postingAt };
  }
}

/** `larger` with what is in `array`. */
function grown<A extends Int32Array | Uint32Array | Uint8Array>(array: A, larger: A): A {
  larger.set(array);
  return larger;
}

/** Octets of which nobody knows before how many they will be. */
class Octets {
  octets = new Uint8Array(1 << 16);
  length = 0;

  /** Seven bits an octet, the last one without the eighth. */
  pushNumber(number: number): void {
    if (this.length + 5 > this.octets.length) {
      const larger = new Uint8Array(this.octets.length * 2);
      larger.set(this.octets);
      this.octets = larger;
    }
    for (let shift = 28; shift > 0; shift -= 7) {
      if (number >= 2 ** shift) this.octets[this.length++] = 0x80 | ((number >>> shift) & 0x7f);
    }
    this.octets[this.length++] = number & 0x7f;
  }
}
