/**
 * Which groups of three letters are among the names of a block of lines, as a filter of hashes: a search looks only into blocks that may have
 * what it looks for. Of 570,000 names it reads a few thousand then.
 */

/** Lines of the index in one block. */
export const blockLines = 256;
/** Octets of a block's filter: about 6 % of the bits are set by the names of real MIBs. */
const blockOctets = 1024;

function bitOf(a: number, b: number, c: number): number {
  return ((a * 961 + b * 31 + c) * 2_654_435_761) >>> 19;
}

/** `lower`: names in lower case, each followed by a line feed; `nameAt`: where each begins, and the end. */
export function makeNameBlocks(lower: Uint8Array, nameAt: Uint32Array): Uint8Array {
  const lines = nameAt.length - 1;
  const blocks = new Uint8Array(Math.ceil(lines / blockLines) * blockOctets);
  for (let line = 0; line < lines; line++) {
    const base = Math.floor(line / blockLines) * blockOctets;
    const end = (nameAt[line + 1] ?? 0) - 3;
    for (let at = nameAt[line] ?? 0; at < end; at++) {
      const bit = bitOf(lower[at] ?? 0, lower[at + 1] ?? 0, lower[at + 2] ?? 0);
      const octet = base + (bit >> 3);
      blocks[octet] = (blocks[octet] ?? 0) | (1 << (bit & 7));
    }
  }
  return blocks;
}

/** Numbers of blocks that may have all the words; in order. Words of one or two letters may be anywhere. */
export function* blocksWith(blocks: Uint8Array, words: readonly string[]): Generator<number> {
  const bits: number[] = [];
  for (const word of words) {
    for (let i = 0; i + 2 < word.length; i++)
      bits.push(bitOf(word.charCodeAt(i), word.charCodeAt(i + 1), word.charCodeAt(i + 2)));
  }
  const count = blocks.length / blockOctets;
  for (let block = 0; block < count; block++) {
    const base = block * blockOctets;
    if (bits.every((bit) => ((blocks[base + (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0)) yield block;
  }
}

/** Puts what is between two offsets into `lower`, at the same place, ASCII letters in lower case. */
export function lowerCase(octets: Uint8Array, lower: Uint8Array, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const octet = octets[i] ?? 0;
    lower[i] = octet >= 65 && octet <= 90 ? octet + 32 : octet;
  }
}
