import {
  type CharacterSet,
  ExpressionError,
  type ExpressionNode,
  inSet,
  parseExpression,
} from './expression-parser.ts';

export { ExpressionError } from './expression-parser.ts';

/** Characters of a text that are looked at. */
export const expressionTextLimit = 1000;
/** Steps of a program: with the characters, what one test may cost. */
const mostSteps = 500;

type Step =
  | { do: 'set'; set: CharacterSet }
  | { do: 'split'; to: number; or: number }
  | { do: 'jump'; to: number }
  | { do: 'begin' | 'end' | 'word-edge' | 'no-word-edge' | 'match' };

/**
 * A regular expression that cannot take long, whatever the text: all its ways are followed at once, character by character, so that a test
 * costs at most the text's length times the number of steps (Thompson's simulation), never more. Case does not matter.
 */
export class Expression {
  readonly #steps: Step[] = [];
  #current: Int32Array;
  #next: Int32Array;
  /** For each step the position at which it was taken up last: each is followed once a character. */
  readonly #seen: Int32Array;
  readonly #stack: Int32Array;

  /** @throws ExpressionError for what is none, has back references or look-around, or is too large. */
  constructor(source: string) {
    this.#emit(parseExpression(source));
    this.#push({ do: 'match' });
    const count = this.#steps.length;
    this.#current = new Int32Array(count);
    this.#next = new Int32Array(count);
    this.#seen = new Int32Array(count);
    this.#stack = new Int32Array(2 * count + 2);
  }

  /** Whether it matches anywhere in the first thousand characters. */
  test(whole: string): boolean {
    const text = whole.slice(0, expressionTextLimit).toLowerCase();
    this.#seen.fill(-1);
    let count = 0;
    for (let at = 0; ; at++) {
      count = this.#follow(0, at, text, this.#current, count);
      if (count < 0) return true;
      if (at >= text.length) return false;
      const code = text.charCodeAt(at);
      let after = 0;
      for (let index = 0; index < count; index++) {
        const from = this.#current[index] ?? 0;
        const step = this.#steps[from];
        if (step?.do !== 'set' || !inSet(step.set, code)) continue;
        after = this.#follow(from + 1, at + 1, text, this.#next, after);
        if (after < 0) return true;
      }
      [this.#current, this.#next] = [this.#next, this.#current];
      count = after;
    }
  }

  /** Adds the step and all that it leads to without a character; gives the new number of steps, or -1 at the end of the expression. */
  #follow(start: number, at: number, text: string, list: Int32Array, length: number): number {
    const stack = this.#stack;
    let count = length;
    let depth = 0;
    stack[depth++] = start;
    while (depth > 0) {
      const index = stack[--depth] ?? 0;
      if (this.#seen[index] === at) continue;
      this.#seen[index] = at;
      const step = this.#steps[index];
      switch (step?.do) {
        case 'match':
          return -1;
        case 'set':
          list[count++] = index;
          break;
        case 'jump':
          stack[depth++] = step.to;
          break;
        case 'split':
          stack[depth++] = step.or;
          stack[depth++] = step.to;
          break;
        default:
          if (step !== undefined && holds(step.do, text, at)) stack[depth++] = index + 1;
      }
    }
    return count;
  }

  #push(step: Step): number {
    if (this.#steps.length >= mostSteps) throw new ExpressionError(`more than ${mostSteps} steps`);
    return this.#steps.push(step) - 1;
  }

  #emit(node: ExpressionNode): void {
    switch (node.kind) {
      case 'set':
        this.#push({ do: 'set', set: node.set });
        return;
      case 'sequence':
        for (const part of node.parts) this.#emit(part);
        return;
      case 'choice':
        this.#emitChoice(node.parts);
        return;
      case 'repeat':
        this.#emitRepeat(node);
        return;
      default:
        this.#push({ do: node.kind });
    }
  }

  #emitChoice(parts: readonly ExpressionNode[]): void {
    const ends: { to: number }[] = [];
    for (const [index, part] of parts.entries()) {
      if (index === parts.length - 1) {
        this.#emit(part);
        break;
      }
      const split = { do: 'split' as const, to: 0, or: 0 };
      split.to = this.#push(split) + 1;
      this.#emit(part);
      const jump = { do: 'jump' as const, to: 0 };
      split.or = this.#push(jump) + 1;
      ends.push(jump);
    }
    for (const end of ends) end.to = this.#steps.length;
  }

  #emitRepeat({ part, least, most }: Extract<ExpressionNode, { kind: 'repeat' }>): void {
    for (let time = 0; time < least; time++) this.#emit(part);
    if (most === Number.POSITIVE_INFINITY) {
      const split = { do: 'split' as const, to: 0, or: 0 };
      const at = this.#push(split);
      split.to = at + 1;
      this.#emit(part);
      split.or = this.#push({ do: 'jump', to: at }) + 1;
      return;
    }
    const splits: { or: number }[] = [];
    for (let time = least; time < most; time++) {
      const split = { do: 'split' as const, to: 0, or: 0 };
      split.to = this.#push(split) + 1;
      splits.push(split);
      this.#emit(part);
    }
    for (const split of splits) split.or = this.#steps.length;
  }
}

function holds(condition: 'begin' | 'end' | 'word-edge' | 'no-word-edge', text: string, at: number): boolean {
  switch (condition) {
    case 'begin':
      return at === 0;
    case 'end':
      return at === text.length;
    default:
      return (isWord(text, at - 1) !== isWord(text, at)) === (condition === 'word-edge');
  }
}

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code === 95 || (code >= 65 && code <= 90);
}
