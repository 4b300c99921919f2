import { Buffer } from 'node:buffer';
import { type MibNodeKind, mibNodeKinds } from '#shared/model/mib.ts';
import { accessNames, type IndexColumns } from './index-parts.ts';
import { blockLines, lowerCase } from './name-blocks.ts';
import { arcLength } from './oid-key.ts';

/** All nodes by OID and by name. A line is a node's number in the order of OIDs; it is good for this index only. */
export class NodeIndex {
  readonly parts: IndexColumns;
  readonly count: number;
  readonly syntaxNames: readonly string[];
  readonly #keys: Buffer;
  readonly #names: Buffer;
  /** Names in lower case, as far as somebody searched, and which blocks of them are. */
  #lowerNames: Buffer | undefined;
  #isLower: Uint8Array | undefined;
  #lowerSyntaxNames: { text: string; starts: Uint32Array } | undefined;

  constructor(parts: IndexColumns) {
    this.parts = parts;
    this.count = parts.modules.length;
    this.#keys = bufferOf(parts.keys);
    this.#names = bufferOf(parts.names);
    this.syntaxNames = JSON.parse(bufferOf(parts.syntaxNames).toString('utf8') || '[]');
  }

  /** The names of a block in lower case, each followed by a line feed. */
  lowerBlock(block: number): Buffer {
    this.#lowerNames ??= Buffer.allocUnsafeSlow(this.parts.names.length);
    this.#isLower ??= new Uint8Array(Math.ceil(this.count / blockLines));
    const { nameAt, names } = this.parts;
    const start = nameAt[block * blockLines] ?? 0;
    const end = nameAt[Math.min(this.count, (block + 1) * blockLines)] ?? 0;
    if (this.#isLower[block] === 0) {
      lowerCase(names, this.#lowerNames, start, end);
      this.#isLower[block] = 1;
    }
    return this.#lowerNames.subarray(start, end);
  }

  /** Numbers of the types whose names have all of these texts in lower case, in order. */
  syntaxesWith(texts: readonly string[]): number[] {
    this.#lowerSyntaxNames ??= lowerList(this.syntaxNames);
    const { text, starts } = this.#lowerSyntaxNames;
    const [longest = '', ...others] = [...texts].sort((a, b) => b.length - a.length);
    const found: number[] = [];
    let number = 0;
    for (let at = text.indexOf(longest); at >= 0; at = text.indexOf(longest, starts[number + 1])) {
      number = positionIn(starts, at);
      const name = text.slice(starts[number], (starts[number + 1] ?? 0) - 1);
      if (name !== '' && others.every((other) => name.includes(other))) found.push(number);
      if (number + 1 >= this.syntaxNames.length) break;
    }
    return found;
  }

  key(line: number): string {
    return this.#keys.toString('latin1', this.parts.keyAt[line], this.parts.keyAt[line + 1]);
  }

  name(line: number): string {
    return this.#names.toString('latin1', this.parts.nameAt[line], (this.parts.nameAt[line + 1] ?? 1) - 1);
  }

  module(line: number): number {
    return this.parts.modules[line] ?? 0;
  }

  kind(line: number): MibNodeKind {
    return mibNodeKinds[this.parts.kinds[line] ?? 0] ?? 'node';
  }

  access(line: number): string | undefined {
    return accessNames[this.parts.accesses[line] ?? 0];
  }

  syntax(line: number): string | undefined {
    const number = this.parts.syntaxes[line] ?? 0;
    return number === 0 ? undefined : this.syntaxNames[number];
  }

  /** The first line whose key is not below this one; `count` where there is none. */
  lowerBound(key: string): number {
    const octets = Buffer.from(key, 'latin1');
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, octets) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(line: number, octets: Buffer): number {
    const { keyAt } = this.parts;
    const start = keyAt[line] ?? 0;
    const end = keyAt[line + 1] ?? 0;
    const common = Math.min(end - start, octets.length);
    for (let i = 0; i < common; i++) {
      const difference = (this.#keys[start + i] ?? 0) - (octets[i] ?? 0);
      if (difference !== 0) return difference;
    }
    return end - start - octets.length;
  }

  /** The first line of exactly this OID. */
  at(key: string): number | undefined {
    const line = this.lowerBound(key);
    return line < this.count && this.key(line) === key ? line : undefined;
  }

  /** The first line of the longest OID that is this one or above it. */
  longestPrefix(key: string): number | undefined {
    let wanted = key;
    while (wanted !== '') {
      const line = this.lowerBound(wanted);
      if (line < this.count && this.key(line) === wanted) return line;
      if (line === 0) return undefined;
      // What is before it and not above it shares some arcs with it; nothing that is above both can be longer.
      wanted = commonArcs(this.key(line - 1), wanted);
    }
    return undefined;
  }

  /** First lines of the OIDs right below a line, or of the roots. Where no node is named between them, a child may be several arcs below. */
  *children(line: number | undefined): Generator<number> {
    const { ends } = this.parts;
    const end = line === undefined ? this.count : (ends[line] ?? 0);
    let child = line === undefined ? 0 : this.afterSame(line);
    while (child < end) {
      yield child;
      child = Math.max(child + 1, ends[child] ?? 0);
    }
  }

  childCount(line: number): number {
    let count = 0;
    for (const _ of this.children(line)) count++;
    return count;
  }

  /** The first line behind those of the same OID. */
  afterSame(line: number): number {
    const key = this.key(line);
    let next = line + 1;
    while (next < this.count && this.key(next) === key) next++;
    return next;
  }

  /** Lines of this name in whatever case, as they rank; those written exactly so first. */
  named(name: string): number[] {
    const lower = name.toLowerCase();
    const lines: number[] = [];
    for (let at = this.nameLowerBound(lower); at < this.count; at++) {
      const line = this.parts.byName[at] ?? 0;
      if (this.name(line).toLowerCase() !== lower) break;
      lines.push(line);
    }
    const rank = (line: number) => (this.name(line) === name ? 0 : 32) + (this.parts.ranks[line] ?? 0);
    return lines.sort((a, b) => rank(a) - rank(b) || this.module(a) - this.module(b) || a - b);
  }

  /** The first position in the order of names that is not below this lower-case name. */
  nameLowerBound(lower: string): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.name(this.parts.byName[middle] ?? 0).toLowerCase() < lower) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Texts in lower case, each followed by a line feed, and where each begins. */
function lowerList(texts: readonly string[]): { text: string; starts: Uint32Array } {
  const lower = texts.join('\n').toLowerCase();
  const starts = new Uint32Array(texts.length + 1);
  let at = 0;
  for (let i = 1; i <= texts.length; i++) {
    const end = lower.indexOf('\n', at);
    at = end < 0 ? lower.length + 1 : end + 1;
    starts[i] = at;
  }
  return { text: `${lower}\n`, starts };
}

/** The last of the starts that is not behind an offset. */
function positionIn(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

export function bufferOf(octets: Uint8Array): Buffer {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
}

/** The arcs that two keys begin with. */
function commonArcs(a: string, b: string): string {
  let at = 0;
  while (at < a.length && at < b.length) {
    const length = arcLength(b.charCodeAt(at));
    if (a.slice(at, at + length) !== b.slice(at, at + length)) break;
    at += length;
  }
  return b.slice(0, at);
}
