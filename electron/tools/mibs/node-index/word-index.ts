import type { Buffer } from 'node:buffer';
import type { WordParts } from './index-parts.ts';
import { bufferOf } from './node-index.ts';

/** Which modules have a word in a description or the name of a type. Words are of letters and digits, in lower case, two or more. */
export class WordIndex {
  readonly #parts: WordParts;
  readonly #words: Buffer;

  constructor(parts: WordParts) {
    this.#parts = parts;
    this.#words = bufferOf(parts.words);
  }

  /** Ids of modules in which every word begins some word, in order. */
  modulesWith(words: readonly string[]): number[] {
    const [first, ...more] = words;
    if (first === undefined) return [];
    let found = this.#startingWith(first);
    for (const word of more) {
      const others = this.#startingWith(word);
      found = new Set([...found].filter((module) => others.has(module)));
    }
    return [...found].sort((a, b) => a - b);
  }

  #startingWith(start: string): Set<number> {
    const modules = new Set<number>();
    for (let at = this.#lowerBound(start); at < this.#count; at++) {
      if (!this.#word(at).startsWith(start)) break;
      for (const module of this.#posting(at)) modules.add(module);
    }
    return modules;
  }

  get #count(): number {
    return Math.max(0, this.#parts.wordAt.length - 1);
  }

  #word(at: number): string {
    return this.#words.toString('latin1', this.#parts.wordAt[at], (this.#parts.wordAt[at + 1] ?? 1) - 1);
  }

  #lowerBound(word: string): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#word(middle) < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  *#posting(at: number): Generator<number> {
    const { postings, postingAt } = this.#parts;
    const end = postingAt[at + 1] ?? 0;
    let module = 0;
    for (let i = postingAt[at] ?? 0; i < end; ) {
      let step = 0;
      let octet = 0x80;
      while (octet >= 0x80 && i < end) {
        octet = postings[i++] ?? 0;
        step = step * 128 + (octet & 0x7f);
      }
      module += step;
      yield module;
    }
  }

  /** Every word with the modules that have it. */
  *all(): Generator<[word: string, modules: number[]]> {
    for (let at = 0; at < this.#count; at++) yield [this.#word(at), [...this.#posting(at)]];
  }
}

/** Characters of a word; a longer one is cut. */
export const shortestWord = 2;
export const longestWord = 32;
const pattern = /[a-z0-9]{2,32}/g;

/** The words of what is looked for as the index has them. */
export function wantedWords(search: string): string[] {
  return search.toLowerCase().match(pattern) ?? [];
}
