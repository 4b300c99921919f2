import { Buffer } from 'node:buffer';
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

const longestWord = 32;
const pattern = /[a-z0-9]{2,32}/g;

/** The words of a text that can be looked for. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(pattern) ?? [];
}

/** What is looked for as the index has it: its words, cut where the index cuts them. */
export function wantedWords(search: string): string[] {
  return wordsOf(search).map((word) => word.slice(0, longestWord));
}

/** The words of modules that come one after the other, with rising ids. */
export class WordCollector {
  readonly #modulesOf = new Map<string, number[]>();

  add(module: number, text: string): void {
    for (const word of wordsOf(text)) {
      const modules = this.#modulesOf.get(word);
      if (modules === undefined) {
        // A copy: a piece of the text would hold on to all of it.
        this.#modulesOf.set(Buffer.from(word, 'latin1').toString('latin1'), [module]);
      } else if (modules.at(-1) !== module) modules.push(module);
    }
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
    const sorted = [...new Set([...before.keys(), ...this.#modulesOf.keys()])].sort();
    const wordAt = new Uint32Array(sorted.length + 1);
    const postingAt = new Uint32Array(sorted.length + 1);
    const postings: number[] = [];
    let length = 0;
    for (const [i, word] of sorted.entries()) {
      let last = 0;
      for (const list of [before.get(word), this.#modulesOf.get(word)]) {
        for (const module of list ?? []) {
          pushNumber(postings, module - last);
          last = module;
        }
      }
      length += word.length + 1;
      wordAt[i + 1] = length;
      postingAt[i + 1] = postings.length;
    }
    const words = Buffer.from(sorted.length === 0 ? '' : `${sorted.join('\n')}\n`, 'latin1');
    return { words, wordAt, postings: Uint8Array.from(postings), postingAt };
  }
}

function pushNumber(octets: number[], number: number): void {
  if (number >= 0x20_0000) octets.push(0x80 | (number >>> 21));
  if (number >= 0x4000) octets.push(0x80 | ((number >>> 14) & 0x7f));
  if (number >= 0x80) octets.push(0x80 | ((number >>> 7) & 0x7f));
  octets.push(number & 0x7f);
}
