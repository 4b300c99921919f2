import { Buffer } from 'node:buffer';
import type { WordParts } from './index-parts.ts';
import { longestWord, shortestWord, WordIndex } from './word-index.ts';

/** The letter or digit of a character, in lower case; 0 for all that is between words. */
const letters = Uint8Array.from({ length: 128 }, (_, code) => {
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
  #hashes: number[] = [];
  readonly #words: string[] = [];
  readonly #modules: number[][] = [];
  readonly #word = new Uint8Array(longestWord);

  add(module: number, text: string): void {
    let length = 0;
    let hash = 0;
    for (let i = 0; i < text.length; i++) {
      const letter = letters[text.charCodeAt(i)] ?? 0;
      if (letter === 0) {
        if (length >= shortestWord) this.#found(hash, length, module);
        length = 0;
        hash = 0;
        continue;
      }
      if (length === longestWord) {
        this.#found(hash, length, module);
        length = 0;
        hash = 0;
      }
      this.#word[length++] = letter;
      hash = (Math.imul(hash, 31) + letter) | 0;
    }
    if (length >= shortestWord) this.#found(hash, length, module);
  }

  #found(hash: number, length: number, module: number): void {
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let number = this.#slots[slot] ?? 0; number !== 0; number = this.#slots[slot] ?? 0) {
      if (this.#hashes[number - 1] === hash && this.#isWord(number - 1, length)) {
        const modules = this.#modules[number - 1] ?? [];
        if (modules[modules.length - 1] !== module) modules.push(module);
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.#words.push(Buffer.from(this.#word.buffer, 0, length).toString('latin1'));
    this.#hashes.push(hash);
    this.#modules.push([module]);
    this.#slots[slot] = this.#words.length;
    if (this.#words.length * 2 > this.#slots.length) this.#grow();
  }

  #isWord(number: number, length: number): boolean {
    const word = this.#words[number] ?? '';
    if (word.length !== length) return false;
    for (let i = 0; i < length; i++) if (word.charCodeAt(i) !== this.#word[i]) return false;
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    for (const [i, hash] of this.#hashes.entries()) {
      let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = i + 1;
    }
    this.#slots = slots;
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
    const numbers = new Map(this.#words.map((word, number) => [word, number]));
    const sorted = [...new Set([...before.keys(), ...this.#words])].sort();
    const wordAt = new Uint32Array(sorted.length + 1);
    const postingAt = new Uint32Array(sorted.length + 1);
    const postings = new Octets();
    let length = 0;
    for (const [i, word] of sorted.entries()) {
      let last = 0;
      for (const list of [before.get(word), this.#modules[numbers.get(word) ?? -1]]) {
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
