/** What one character may be: bits for ASCII, ranges for the rest. The text is in lower case. */
export interface CharacterSet {
  ascii: Uint8Array;
  ranges: readonly (readonly [number, number])[];
  negated: boolean;
}

export type ExpressionNode =
  | { kind: 'set'; set: CharacterSet }
  | { kind: 'begin' | 'end' | 'word-edge' | 'no-word-edge' }
  | { kind: 'sequence' | 'choice'; parts: readonly ExpressionNode[] }
  | { kind: 'repeat'; part: ExpressionNode; least: number; most: number };

/** Parentheses within parentheses. */
const deepest = 40;
const mostRepeats = 1000;

/** A regular expression that is none, or that has what cannot be matched in linear time. */
export class ExpressionError extends Error {}

/**
 * Parses the regular expressions of JavaScript without what needs backtracking: no back references, no look-ahead or
 * look-behind. Case does not matter; lazy quantifiers are as greedy ones, since only whether it matches is asked.
 *
 * @throws ExpressionError
 */
export function parseExpression(source: string): ExpressionNode {
  const parser = new ExpressionParser(source);
  const node = parser.choice(0);
  if (!parser.atEnd) throw new ExpressionError(`unexpected "${parser.peek()}" at ${parser.at}`);
  return node;
}

class ExpressionParser {
  readonly #source: string;
  at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.at >= this.#source.length;
  }

  peek(): string {
    return this.#source.charAt(this.at);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  choice(depth: number): ExpressionNode {
    if (depth > deepest) throw new ExpressionError('nested too deeply');
    const parts = [this.#sequence(depth)];
    while (this.#take('|')) parts.push(this.#sequence(depth));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'choice', parts };
  }

  #sequence(depth: number): ExpressionNode {
    const parts: ExpressionNode[] = [];
    while (!this.atEnd && this.peek() !== '|' && this.peek() !== ')') parts.push(this.#repeated(depth));
    return { kind: 'sequence', parts };
  }

  #repeated(depth: number): ExpressionNode {
    const start = this.at;
    const part = this.#atom(depth);
    const bounds = this.#quantifier();
    if (bounds === undefined) return part;
    if (part.kind !== 'set' && part.kind !== 'sequence' && part.kind !== 'choice' && part.kind !== 'repeat')
      throw new ExpressionError(`nothing to repeat at ${start}`);
    this.#take('?');
    if (this.#quantifier() !== undefined) throw new ExpressionError(`two quantifiers at ${start}`);
    return { kind: 'repeat', part, ...bounds };
  }

  #quantifier(): { least: number; most: number } | undefined {
    if (this.#take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { least: 0, most: 1 };
    const found = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(this.#source.slice(this.at, this.at + 12));
    if (found === null) return undefined;
    this.at += found[0].length;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3]);
    if (most < least) throw new ExpressionError('numbers out of order in quantifier');
    if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && most > mostRepeats))
      throw new ExpressionError(`more than ${mostRepeats} repetitions`);
    return { least, most };
  }

  #atom(depth: number): ExpressionNode {
    const character = this.#character();
    switch (character) {
      case '^':
        return { kind: 'begin' };
      case '$':
        return { kind: 'end' };
      case '.':
        return {
          kind: 'set',
          set: setOf(
            [
              [10, 10],
              [13, 13],
              [0x2028, 0x2029],
            ],
            true,
          ),
        };
      case '[':
        return { kind: 'set', set: this.#class() };
      case '\\':
        return this.#escape();
      case '(': {
        if (this.#take('?') && !this.#take(':'))
          throw new ExpressionError('look-around and named groups are not taken');
        const inner = this.choice(depth + 1);
        if (!this.#take(')')) throw new ExpressionError('a parenthesis is not closed');
        // As one part, so that a quantifier behind it takes all of it, and one of nothing is no error.
        return { kind: 'sequence', parts: [inner] };
      }
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new ExpressionError(`"${character}" without a backslash at ${this.at - 1}`);
      default:
        return { kind: 'set', set: setOf([[codeOf(character), codeOf(character)]]) };
    }
  }

  /** The next UTF-16 unit: texts are looked at unit by unit too. */
  #character(): string {
    const character = this.peek();
    if (character === '') throw new ExpressionError('ends too early');
    this.at++;
    return character;
  }

  #escape(): ExpressionNode {
    const character = this.#character();
    if (character === 'b') return { kind: 'word-edge' };
    if (character === 'B') return { kind: 'no-word-edge' };
    const known = named.get(character);
    if (known !== undefined) return { kind: 'set', set: known };
    const code = escapedCode(character);
    return { kind: 'set', set: setOf([[code, code]]) };
  }

  #class(): CharacterSet {
    const negated = this.#take('^');
    const ranges: [number, number][] = [];
    while (!this.#take(']')) {
      const first = this.#classCode();
      if (Array.isArray(first)) {
        ranges.push(...first);
        continue;
      }
      const isRange = this.peek() === '-' && this.#source.charAt(this.at + 1) !== ']';
      if (!isRange) {
        ranges.push([first, first]);
        continue;
      }
      this.at++;
      const last = this.#classCode();
      if (Array.isArray(last) || last < first) throw new ExpressionError(`no range of characters at ${this.at}`);
      ranges.push([first, last]);
    }
    return setOf(ranges, negated);
  }

  #classCode(): number | [number, number][] {
    const character = this.#character();
    if (character !== '\\') return codeOf(character);
    const escaped = this.#character();
    const found = classRanges.get(escaped);
    return found === undefined ? escapedCode(escaped) : found;
  }
}

const codeOf = (character: string) => character.charCodeAt(0);

const digits: [number, number][] = [[48, 57]];
const words: [number, number][] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const spaces: [number, number][] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const classRanges = new Map<string, [number, number][]>([
  ['d', digits],
  ['D', others(digits)],
  ['w', words],
  ['W', others(words)],
  ['s', spaces],
  ['S', others(spaces)],
]);
const named = new Map([...classRanges].map(([letter, ranges]) => [letter, setOf(ranges)]));

function others(ranges: readonly [number, number][]): [number, number][] {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [low, high] of ranges) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  gaps.push([next, 0xffff]);
  return gaps;
}

const controls: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
]);

function escapedCode(character: string): number {
  const control = controls.get(character);
  if (control !== undefined) return control;
  if (/[0-9A-Za-z]/.test(character)) throw new ExpressionError(`"\\${character}" is not taken`);
  return codeOf(character);
}

/** A set without regard to case: the text is in lower case, so an upper-case letter of a range stands for its lower-case one. */
function setOf(ranges: readonly [number, number][], negated = false): CharacterSet {
  const ascii = new Uint8Array(128);
  for (const [low, high] of ranges) {
    for (let code = low; code <= Math.min(high, 127); code++) {
      ascii[code] = 1;
      const lower = String.fromCharCode(code).toLowerCase();
      if (lower.length === 1 && lower.charCodeAt(0) < 128) ascii[lower.charCodeAt(0)] = 1;
    }
  }
  return { ascii, ranges: ranges.filter(([, high]) => high > 127), negated };
}

export function inSet({ ascii, ranges, negated }: CharacterSet, code: number): boolean {
  if (code < 128) return (ascii[code] === 1) !== negated;
  const other = String.fromCharCode(code).toUpperCase();
  const upper = other.length === 1 ? other.charCodeAt(0) : code;
  const isIn = ranges.some(([low, high]) => (code >= low && code <= high) || (upper >= low && upper <= high));
  return isIn !== negated;
}
