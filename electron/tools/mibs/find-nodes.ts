import { type MibNodeKind, type MibNodeRow, mibNodeKinds } from '#shared/model/mib.ts';
import type { Browse } from './browse.ts';
import type { KeptModules } from './kept-modules.ts';
import type { KeptNodes } from './kept-nodes.ts';
import { blockLines, blocksWith } from './node-index/name-blocks.ts';
import { oidKey } from './node-index/oid-key.ts';
import { wantedWords } from './node-index/word-index.ts';

export interface NodeSearch {
  search: string;
  descriptions: boolean;
  kinds: readonly MibNodeKind[] | undefined;
  count: number;
}

export type FoundNode = MibNodeRow & { where: 'name' | 'oid' | 'syntax' | 'description' };

/** Milliseconds for what no index answers: descriptions that have all the words. The first ones are found by then. */
const timeForDescriptions = 60;
/** Milliseconds after which others get their turn. */
const turn = 8;
/** Names that are looked at one by one. */
const mostCandidates = 20_000;

interface Word {
  text: string;
  module: string | undefined;
}

/**
 * Nodes by words, the best first: names that are or begin with them, names with a part that does ("octets" in ifInOctets), names that have them
 * anywhere, OIDs, types, descriptions. Each within the order of OIDs, which is the order of MIBs.
 */
export async function findNodes(
  browse: Browse,
  nodes: KeptNodes,
  modules: KeptModules,
  { search, descriptions, kinds, count }: NodeSearch,
): Promise<FoundNode[]> {
  const found = new Found(browse, kinds, count);
  const words = search
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(readWord);
  const [first] = words;
  if (first === undefined) return [];
  if (first.text === '') {
    if (words.length === 1) findModule(browse, first.module, found);
    return found.rows();
  }
  if (words.length === 1 && oidStart.test(first.text)) findOids(browse, first.text, found);
  findNames(browse, words, found);
  if (!found.isFull) findTypes(browse, words, found);
  if (!found.isFull && descriptions) await findDescriptions(browse, nodes, modules, search, found);
  return found.rows();
}

/**
 * Lines of nodes whose names have the words, or whose OIDs begin with the one there is, as `findNodes` orders them; quick enough for every
 * letter typed. Without words: the first of those kinds.
 */
export function findDefinitions(
  browse: Browse,
  search: string,
  count: number,
  kinds: readonly MibNodeKind[] | undefined,
): number[] {
  const found = new Found(browse, kinds, count);
  const words = search.split(/\s+/).filter((word) => word !== '');
  const [first = '', ...more] = words;
  if (words.length === 0 && kinds !== undefined) findAll(browse, found);
  if (more.length === 0 && oidStart.test(first)) findOids(browse, first, found);
  findNames(browse, words.map(readWord), found);
  return found.lines();
}

const oidStart = /^\.?[0-9]+(?:\.[0-9]*)*$/;

function findAll(browse: Browse, found: Found): void {
  for (let line = 0; line < browse.index.count; line++) if (found.fits(line) && !found.add(line, 'name')) return;
}

/** "IF-MIB::ifDescr.3" is ifDescr of that module. */
function readWord(word: string): Word {
  const colons = word.indexOf('::');
  const name = (colons < 0 ? word : word.slice(colons + 2)).toLowerCase();
  const isOid = /^\.?[0-9]/.test(name);
  return {
    text: isOid ? name : name.replace(/\.[0-9.]*$/, ''),
    module: colons < 0 ? undefined : word.slice(0, colons).toLowerCase(),
  };
}

/** What was found so far, one node an OID and name. */
class Found {
  readonly #browse: Browse;
  readonly #kinds: Set<number> | undefined;
  readonly #count: number;
  readonly #lines = new Map<number, FoundNode['where']>();
  readonly #seen = new Set<string>();

  constructor(browse: Browse, kinds: readonly MibNodeKind[] | undefined, count: number) {
    this.#browse = browse;
    this.#kinds = kinds && new Set(kinds.map((kind) => mibNodeKinds.indexOf(kind)));
    this.#count = count;
  }

  get isFull(): boolean {
    return this.#lines.size >= this.#count;
  }

  fits(line: number): boolean {
    return this.#kinds === undefined || this.#kinds.has(this.#browse.index.parts.kinds[line] ?? 0);
  }

  /** Gives false once there is enough. */
  add(line: number, where: FoundNode['where']): boolean {
    if (this.isFull) return false;
    if (!this.fits(line) || this.#lines.has(line)) return true;
    const { index } = this.#browse;
    const identity = `${index.name(line)} ${index.key(line)}`;
    if (!this.#seen.has(identity)) {
      this.#seen.add(identity);
      this.#lines.set(line, where);
    }
    return !this.isFull;
  }

  lines(): number[] {
    return [...this.#lines.keys()];
  }

  rows(): FoundNode[] {
    return [...this.#lines].map(([line, where]) => ({ ...this.#browse.row(line), where }));
  }
}

function findOids(browse: Browse, text: string, found: Found): void {
  const key = oidKey(text.replace(/\.$/, ''));
  if (key === undefined) return;
  const { index } = browse;
  for (let line = index.lowerBound(key); line < index.count && index.key(line).startsWith(key); line++) {
    if (!found.add(line, 'oid')) return;
  }
}

/** Everything that a module defines: "IF-MIB::". */
function findModule(browse: Browse, module: string | undefined, found: Found): void {
  const { index } = browse;
  const known = new Map<number, boolean>();
  for (let line = 0; line < index.count; line++) {
    const id = index.module(line);
    const wanted = known.get(id) ?? browse.moduleName(id).toLowerCase() === module;
    known.set(id, wanted);
    if (wanted && !found.add(line, 'name')) return;
  }
}

function findNames(browse: Browse, words: readonly Word[], found: Found): void {
  const { index } = browse;
  const [first, ...more] = words;
  if (first === undefined || first.text === '') return;
  const isOfModules = (line: number) =>
    words.every(({ module }) => module === undefined || browse.moduleName(index.module(line)).toLowerCase() === module);
  if (more.length === 0) {
    for (const line of index.named(first.text)) if (isOfModules(line) && !found.add(line, 'name')) return;
    const start = index.nameLowerBound(first.text);
    const end = index.nameLowerBound(`${first.text}\u{10ffff}`);
    for (const line of index.parts.byName.slice(start, end).sort()) {
      if (isOfModules(line) && !found.add(line, 'name')) return;
    }
  }
  const inside: number[] = [];
  let candidates = 0;
  for (const line of linesWith(browse, words)) {
    if (!isOfModules(line) || !found.fits(line)) continue;
    const name = index.name(line);
    if (!words.every(({ text }) => startsPart(name, text))) inside.push(line);
    else if (!found.add(line, 'name')) return;
    if (++candidates > mostCandidates) break;
  }
  for (const line of inside) if (!found.add(line, 'name')) return;
}

/** Lines whose names have all the words. */
function* linesWith({ index }: Browse, words: readonly Word[]): Generator<number> {
  const { nameAt, blocks } = index.parts;
  const texts = words.map(({ text }) => text).sort((a, b) => b.length - a.length);
  const [longest = '', ...others] = texts;
  for (const block of blocksWith(blocks, texts)) {
    const first = block * blockLines;
    const last = Math.min(index.count, first + blockLines);
    const start = nameAt[first] ?? 0;
    const names = index.lowerBlock(block);
    let line = first;
    for (let at = names.indexOf(longest, 0, 'latin1'); at >= 0; ) {
      while (line + 1 < last && (nameAt[line + 1] ?? 0) - start <= at) line++;
      const next = (nameAt[line + 1] ?? 0) - start;
      const name = names.toString('latin1', (nameAt[line] ?? 0) - start, next - 1);
      if (others.every((other) => name.includes(other))) yield line;
      at = names.indexOf(longest, next, 'latin1');
    }
  }
}

/** Whether the text begins the name or a part of it: at a capital, a digit, or behind a hyphen. */
function startsPart(name: string, text: string): boolean {
  const lower = name.toLowerCase();
  for (let at = lower.indexOf(text); at >= 0; at = lower.indexOf(text, at + 1)) {
    const character = name.charAt(at);
    if (at === 0 || character !== lower.charAt(at) || /[0-9]/.test(character) || name.charAt(at - 1) === '-')
      return true;
  }
  return false;
}

/** Types of which the nodes are looked for one type after the other; where they are more, nodes of them come thick enough. */
const fewTypes = 32;

function findTypes({ index }: Browse, words: readonly Word[], found: Found): void {
  const wanted = index.syntaxesWith(words.map(({ text }) => text));
  if (wanted.length === 0) return;
  const { syntaxes } = index.parts;
  if (wanted.length > fewTypes) {
    const isWanted = new Uint8Array(index.syntaxNames.length);
    for (const number of wanted) isWanted[number] = 1;
    for (let line = 0; line < index.count; line++) {
      if (isWanted[syntaxes[line] ?? 0] === 1 && !found.add(line, 'syntax')) return;
    }
    return;
  }
  const nexts = wanted.map((type) => ({ type, line: syntaxes.indexOf(type) })).filter(({ line }) => line >= 0);
  while (nexts.length > 0) {
    const next = nexts.reduce((first, one) => (one.line < first.line ? one : first));
    if (!found.add(next.line, 'syntax')) return;
    next.line = syntaxes.indexOf(next.type, next.line + 1);
    if (next.line < 0) nexts.splice(nexts.indexOf(next), 1);
  }
}

async function findDescriptions(
  browse: Browse,
  nodes: KeptNodes,
  modules: KeptModules,
  search: string,
  found: Found,
): Promise<void> {
  const wanted = wantedWords(search);
  const start = performance.now();
  let turnStart = start;
  for (const id of nodes.get().words.modulesWith(wanted)) {
    for (const line of describedLines(browse, modules, id, wanted)) if (!found.add(line, 'description')) return;
    const now = performance.now();
    if (now - start > timeForDescriptions) return;
    if (now - turnStart < turn) continue;
    await new Promise((resolve) => setImmediate(resolve));
    turnStart = performance.now();
  }
}

/** Lines of a module's nodes whose description has all the words. */
function describedLines({ index }: Browse, modules: KeptModules, id: number, wanted: readonly string[]): number[] {
  const module = modules.byId(id);
  if (module === undefined) return [];
  const text = modules.text(module.fileId).toLowerCase();
  const places = new Set<number>();
  for (const [place, { description }] of modules.details(id).entries()) {
    if (!Array.isArray(description)) continue;
    const own = text.slice(description[0], description[1]);
    if (wanted.every((word) => own.includes(word))) places.add(place);
  }
  if (places.size === 0) return [];
  const lines: number[] = [];
  const { modules: ofModule, places: placeOf } = index.parts;
  for (let line = ofModule.indexOf(id); line >= 0; line = ofModule.indexOf(id, line + 1)) {
    if (places.has(placeOf[line] ?? 0)) lines.push(line);
  }
  return lines;
}
