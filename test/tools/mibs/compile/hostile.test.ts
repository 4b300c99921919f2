import { describe, expect, it } from 'vitest';
import { parseModules } from '#electron/tools/mibs/compile/parse-modules.ts';
import { readMibText } from '#electron/tools/mibs/compile/read-mib-file.ts';

const units = [
  ...[
    '"',
    '"a" b ',
    '"" ',
    '"a',
    "'",
    "'a' ",
    '{',
    '}',
    '(',
    ' ',
    '\n',
    '\r',
    '\f\n',
    'a ',
    'A ',
    'a',
    '-',
    '--',
    '-- a -- b, ',
  ],
  ...[
    '1 ',
    '1..',
    ',',
    ';',
    '::=',
    ':: ',
    '“',
    '“a ',
    'é',
    '\u00a0',
    '[',
    'a.',
    'DEFINITIONS ',
    'X DEFINITIONS ::= BEGIN ',
  ],
  ...[
    'DEFINITIONS ::= BEGIN ',
    '{ DEFINITIONS ::= BEGIN ',
    'X DEFINITIONS ::= BEGIN END ',
    'OBJECT-TYPE ',
    'a OBJECT-TYPE ',
  ],
  ...['A ::= SEQUENCE { a CHOICE { b ', 'a OBJECT IDENTIFIER ::= { ', 'IMPORTS a ', 'FROM ', 'a FROM B ', 'a OBJECT '],
  ...[
    'a OBJECT-TYPE INDEX { a, ',
    'a OBJECT-TYPE DEFVAL { { ',
    'a OBJECT-TYPE SYNTAX INTEGER { a(',
    'a OBJECT-TYPE DESCRIPTION b ',
  ],
  ...[
    'a OBJECT-TYPE DESCRIPTION "a" b "c" ',
    'a OBJECT-TYPE DESCRIPTION "\n ::= {',
    'a MACRO ::= BEGIN ',
    'A ::= TEXTUAL-CONVENTION ',
  ],
  ...[
    'a TRAP-TYPE ENTERPRISE ',
    'a MODULE-COMPLIANCE MODULE GROUP ',
    'A ::= B (SIZE (1',
    'x [Page 1]\n',
    'x [Page 1] ',
    'EXPORTS ',
  ],
];
const heads = ['', 'X-MIB DEFINITIONS ::= BEGIN ', 'X-MIB DEFINITIONS ::= BEGIN a OBJECT-TYPE DESCRIPTION "'];

/** Milliseconds, the best of three. */
function time(text: string): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    const read = readMibText(new TextEncoder().encode(text));
    parseModules('text' in read ? read.text : text, 'x', { strict: true });
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('text made to be slow', () => {
  it.each(units)('%j, repeated, takes time as its length does', (unit) => {
    for (const head of heads) {
      // What is not linear takes minutes with these 250,000 characters.
      expect(time(head + unit.repeat(Math.ceil(250_000 / unit.length)))).toBeLessThan(1500);
    }
  });

  it('is not nested without end', () => {
    const text = `X-MIB DEFINITIONS ::= BEGIN A ::= ${'SEQUENCE { a '.repeat(100_000)}`;
    const { modules, diagnostics } = parseModules(text, 'x', { strict: false });
    expect(modules).toHaveLength(1);
    expect(diagnostics.some(({ id }) => id === 'nested-too-deep')).toBe(true);
  });

  it('gets no more diagnostics than people read', () => {
    const text = `X-MIB DEFINITIONS ::= BEGIN ${'a_b OBJECT IDENTIFIER ::= { iso, 1 };\n'.repeat(10_000)} END`;
    const { diagnostics } = parseModules(text, 'x', { strict: false });
    expect(diagnostics.length).toBeLessThan(200);
    const cut = diagnostics.filter(({ id }) => id === 'diagnostics-cut').map(({ params }) => params);
    expect(cut).toContainEqual({ id: 'name-underscore', count: 9950 });
  });
});
