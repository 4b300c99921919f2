import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Expression, ExpressionError } from '#electron/tools/traps/rules/expression.ts';

const letters = fc.constantFrom('a', 'b', 'c', '1', ' ', '-');
const pieces = fc.constantFrom(
  'a',
  'b',
  'C',
  '.',
  '[ab]',
  '[^a]',
  '[a-c1]',
  '\\d',
  '\\w',
  '\\s',
  '\\b',
  '^',
  '$',
  '(a|b)',
  '(?:ab)',
  '\\W',
  '[\\d-]',
);
const quantifiers = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '+?');

/** Patterns of pieces, quantified and in groups. Anchors take no quantifier. */
const patterns: fc.Arbitrary<string> = fc.letrec((tie) => ({
  part: fc
    .tuple(fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: tie('group') }), quantifiers)
    .map(([piece, quantifier]) => (/^(\^|\$|\\b)$/.test(String(piece)) ? String(piece) : `${piece}${quantifier}`)),
  group: fc.tuple(tie('whole'), fc.boolean()).map(([inner, plain]) => `(${plain ? '?:' : ''}${inner})`),
  whole: fc
    .array(fc.array(tie('part'), { maxLength: 4 }), { minLength: 1, maxLength: 2 })
    .map((choices) => choices.map((parts) => parts.join('')).join('|')),
})).whole as fc.Arbitrary<string>;

const page = vm.createContext({ source: '', text: '' });
const native = new vm.Script("new RegExp(source, 'i').test(text)");

/** What JavaScript says; undefined where its engine, which goes back and tries again, finds no end in time. */
function byJavaScript(source: string, text: string): boolean | undefined {
  Object.assign(page, { source, text });
  try {
    return Boolean(native.runInContext(page, { timeout: 50 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

describe('expressions of rules', () => {
  it('match what those of JavaScript match', () => {
    let compared = 0;
    fc.assert(
      fc.property(patterns, fc.array(letters, { maxLength: 12 }), (source, characters) => {
        const text = characters.join('');
        let ours: Expression;
        try {
          ours = new Expression(source);
        } catch (error) {
          // Only for being too large: everything else here is taken.
          expect(String(error)).toMatch(/steps/);
          return;
        }
        const expected = byJavaScript(source, text);
        if (expected === undefined) return;
        compared++;
        expect(ours.test(text), `${source} on "${text}"`).toBe(expected);
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(2500);
  });

  it.each([
    '(a)\\1',
    '(?=a)',
    '(?<=a)b',
    '(?<n>a)',
    '\\p{L}',
    'a**',
    '(',
    'a)',
    '[a',
    '*a',
    '\\',
    'x{2,1}',
    'x{2000}',
    `${'('.repeat(60)}a${')'.repeat(60)}`,
    '((a{30}){30}){30}',
  ])('are refused where they are none or could not be bounded: %s', (source) => {
    expect(() => new Expression(source)).toThrow(ExpressionError);
  });

  it('end in time that is linear where a backtracking one would not end', () => {
    const evil = new Expression('^(a+)+$|(a|aa)*b|(.*)*x.*y.*z$');
    expect(evil.test(`${'a'.repeat(999)}!`)).toBe(false);
    expect(evil.test('a'.repeat(1000))).toBe(true);
  });

  it('do not look behind the first thousand characters', () => {
    const expression = new Expression('needle');
    expect(expression.test(`${'x'.repeat(990)}needle`)).toBe(true);
    expect(expression.test(`${'x'.repeat(1000)}needle`)).toBe(false);
  });
});
