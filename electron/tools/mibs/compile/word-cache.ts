const slots = 0x1_0000;
const longest = 255;

/**
 * Words of texts as strings, most of them made once: names come again and again. A slice would keep the whole text in memory (V8 makes
 * one of 13 characters and more a view); these do not.
 */
export class WordCache {
  readonly #words: string[] = new Array(slots).fill('');
  readonly #copy = Buffer.alloc(longest);

  /** ASCII between two offsets, at most 255 characters of it. `hash` is the lexer's, of the same characters. */
  at(text: string, start: number, end: number, hash: number): string {
    const slot = (hash ^ (hash >>> 16)) & (slots - 1);
    const known = this.#words[slot] ?? '';
    if (known.length === end - start && text.startsWith(known, start)) return known;
    const slice = text.slice(start, Math.min(end, start + longest));
    const word = slice.length < 13 ? slice : this.#copied(slice);
    this.#words[slot] = word;
    return word;
  }

  #copied(slice: string): string {
    return this.#copy.toString('latin1', 0, this.#copy.write(slice, 'latin1'));
  }
}
