import type { Bound, Bounds, PlainSyntax } from './module-tree.ts';
import { readHexadecimalWord, readLiteralNumber, readNumber } from './parse-number.ts';
import type { TokenReader } from './token-reader.ts';

/** `(0..255)`, `(SIZE (0..32))`, and SIZE in places where it must not be. Gives false where nothing was read. */
export function parseConstraint(reader: TokenReader, syntax: PlainSyntax): boolean {
  const { start, previous } = reader;
  const outer = reader.accept('(');
  if (reader.keyword === 'SIZE') {
    if (!outer) reader.report('range-misplaced', { found: 'SIZE' });
    reader.next();
    syntax.sizes = joined(syntax.sizes, parseBounds(reader));
    if (outer) closed(reader);
    return true;
  }
  if (!outer) return false;
  reader.returnTo(start, previous);
  const bounds = parseBounds(reader);
  if (syntax.name === 'OCTET STRING') {
    reader.report('range-misplaced', { found: reader.text.slice(start, start + 20).split('\n', 1)[0] ?? '' }, start);
    syntax.sizes = joined(syntax.sizes, bounds);
  } else {
    syntax.ranges = joined(syntax.ranges, bounds);
  }
  return true;
}

function joined(known: Bounds[] | undefined, more: Bounds[]): Bounds[] | undefined {
  if (more.length === 0) return known;
  return known === undefined ? more : [...known, ...more];
}

function closed(reader: TokenReader): void {
  if (!reader.accept(')')) reader.report('brace-missing', { sign: ')', found: reader.found() });
}

/** `(1..4 | 8 | 16..MAX)` */
function parseBounds(reader: TokenReader): Bounds[] {
  const bounds: Bounds[] = [];
  const { start } = reader;
  const outer = reader.accept('(');
  if (!outer) reader.report('brace-missing', { sign: '(', found: reader.found() });
  for (;;) {
    const low = readBound(reader);
    if (low === undefined) break;
    const high = reader.accept('..') ? readBound(reader) : low;
    if (high === undefined) break;
    bounds.push({ low, high });
    if (reader.kind === ',') reader.report('comma-extra', { found: ',' });
    if (!reader.accept('|') && !reader.accept(',')) break;
  }
  if (outer) skipToClosing(reader);
  check(reader, bounds, start);
  return bounds;
}

/** Behind the bounds only the closing parenthesis can stand; anything else up to it is left out. */
function skipToClosing(reader: TokenReader): void {
  if (reader.accept(')')) return;
  const { start } = reader;
  const found = reader.found();
  for (let tokens = 0; tokens < 8 && reader.keyword === '' && reader.kind !== 'end'; tokens++) {
    if (reader.kind === ')') {
      reader.report('text-ignored', { found }, start);
      reader.next();
      return;
    }
    if (reader.kind === '::=' || reader.kind === '}') break;
    reader.next();
  }
  reader.report('brace-missing', { sign: ')', found }, start);
}

function readBound(reader: TokenReader): Bound | undefined {
  if (reader.kind === 'number') return readNumber(reader);
  if (reader.kind === 'literal') return readLiteralNumber(reader);
  if (reader.keyword === 'MIN' || reader.keyword === 'MAX') {
    const end = reader.keyword;
    reader.next();
    return end;
  }
  return readHexadecimalWord(reader);
}

function check(reader: TokenReader, bounds: Bounds[], start: number): void {
  let before: Bound | undefined;
  for (const { low, high } of bounds) {
    if (isBelow(high, low)) reader.report('range-reversed', { low: String(low), high: String(high) }, start);
    else if (before !== undefined && !isBelow(before, low)) reader.report('range-overlap', { low: String(low) }, start);
    before = high;
  }
}

function isBelow(a: Bound, b: Bound): boolean {
  if (a === 'MIN' || b === 'MAX') return a !== b;
  if (a === 'MAX' || b === 'MIN') return false;
  return a < b;
}
