import type { ObjectDefinition, ObjectKind } from './object-definition.ts';

interface Candidate {
  object: ObjectDefinition;
  lowerName: string;
}

/** How well a word fits, best first. */
const ranks = { exact: 0, start: 1, part: 2, inside: 3, oid: 4 } as const;
const noFit = 5;

/** Finds definitions by words, over an index made once. */
export class ObjectSearch {
  /** In the order of OIDs, which is the order of MIBs and so of what belongs together. */
  readonly #candidates: readonly Candidate[];

  constructor(definitions: readonly ObjectDefinition[]) {
    this.#candidates = definitions
      .map((object) => ({ object, lowerName: object.name.toLowerCase(), arcs: object.oid.split('.').map(Number) }))
      .sort((a, b) => compareArcs(a.arcs, b.arcs))
      .map(({ object, lowerName }) => ({ object, lowerName }));
  }

  /**
   * Names that begin with the words come first, then those with a part that does ("octets" in ifInOctets), then those that have them
   * anywhere, then OIDs that begin with them. An instance ("ifDescr.3") is left out of a word, a module ("IF-MIB::") must be the object's.
   */
  find(words: string, count: number, kinds?: readonly ObjectKind[]): ObjectDefinition[] {
    const wanted = words
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(readWord);
    const found: ObjectDefinition[][] = Array.from({ length: noFit }, () => []);
    for (const candidate of this.#candidates) {
      if (kinds !== undefined && !kinds.includes(candidate.object.kind)) continue;
      let rank = 0;
      for (const word of wanted) {
        rank = Math.max(rank, rankOf(candidate, word));
        if (rank === noFit) break;
      }
      found[rank]?.push(candidate.object);
      if ((found[0]?.length ?? 0) >= count) break;
    }
    return found.flat().slice(0, count);
  }
}

interface Word {
  text: string;
  module: string | undefined;
  isOid: boolean;
}

function readWord(word: string): Word {
  const [module, name] = word.includes('::') ? word.split('::', 2) : [undefined, word];
  const lower = (name ?? '').toLowerCase();
  if (/^\.?[0-9][0-9.]*$/.test(lower)) return { text: lower.replace(/^\./, ''), module, isOid: true };
  return { text: lower.replace(/\.[0-9.]*$/, ''), module: module?.toLowerCase(), isOid: false };
}

function rankOf({ object, lowerName }: Candidate, word: Word): number {
  if (word.module !== undefined && object.module.toLowerCase() !== word.module) return noFit;
  const at = lowerName.indexOf(word.text);
  if (at === 0) return lowerName.length === word.text.length ? ranks.exact : ranks.start;
  if (at > 0) return startsPart(object.name, lowerName, word.text, at) ? ranks.part : ranks.inside;
  return word.isOid && isUnder(object.oid, word.text) ? ranks.oid : noFit;
}

/** Whether the text begins a part of the name somewhere: at a capital, a digit, or behind a hyphen. */
function startsPart(name: string, lowerName: string, text: string, first: number): boolean {
  for (let at = first; at > 0; at = lowerName.indexOf(text, at + 1)) {
    const character = name.charAt(at);
    if (character !== lowerName.charAt(at) || /[0-9]/.test(character) || name.charAt(at - 1) === '-') return true;
  }
  return false;
}

/** "1.3.6.1.2.1.1" has 1.3.6.1.2.1.1 and all below it, but not 1.3.6.1.2.1.11. While the last arc is typed, "1.3." has all below 1.3. */
function isUnder(oid: string, start: string): boolean {
  return oid === start || oid.startsWith(start.endsWith('.') ? start : `${start}.`);
}

function compareArcs(a: readonly number[], b: readonly number[]): number {
  for (const [i, arc] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (arc !== other) return arc - other;
  }
  return a.length - b.length;
}
