import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildColumns } from '#electron/tools/mibs/node-index/build-index.ts';
import { rankOf } from '#electron/tools/mibs/node-index/index-parts.ts';
import { NodeIndex } from '#electron/tools/mibs/node-index/node-index.ts';
import { NodeRun } from '#electron/tools/mibs/node-index/node-run.ts';
import { keyArcs, keyOid, oidKey } from '#electron/tools/mibs/node-index/oid-key.ts';
import { WordCollector } from '#electron/tools/mibs/node-index/word-collector.ts';
import { WordIndex } from '#electron/tools/mibs/node-index/word-index.ts';

const arc = fc.oneof(fc.nat(3), fc.nat(300), fc.integer({ min: 0, max: 0xffff_ffff }));
const oid = fc.array(arc, { minLength: 1, maxLength: 12 });
const age = { isReplaced: false, isOld: false };

function indexOf(oids: readonly string[], module = 1000): NodeIndex {
  const nodes = oids.map((text, i) => ({
    key: oidKey(text) ?? '',
    name: `name${i}`,
    kind: 'node' as const,
    access: undefined,
    syntax: i % 2 === 0 ? 'DisplayString' : undefined,
    rank: rankOf('imported', 'node', age),
  }));
  return new NodeIndex(buildColumns(undefined, new Set(), [new NodeRun(module, nodes)]));
}

describe('keys of OIDs', () => {
  test('say the OID, and sort as its arcs do', () => {
    fc.assert(
      fc.property(oid, oid, (a, b) => {
        const [one, other] = [oidKey(a.join('.')) ?? '', oidKey(b.join('.')) ?? ''];
        expect(keyOid(one)).toBe(a.join('.'));
        expect(keyArcs(one)).toBe(a.length);
        expect(Math.sign(one < other ? -1 : one > other ? 1 : 0)).toBe(compareArcs(a, b));
        expect(other.startsWith(one)).toBe(b.length >= a.length && a.every((number, i) => number === b[i]));
      }),
    );
  });

  test.each(['', '.', '1.', '1..3', '1.a', '4294967296', `1${'.1'.repeat(128)}`, ' 1'])('%j has none', (text) => {
    expect(oidKey(text)).toBeUndefined();
  });
});

describe('the index', () => {
  test('finds the longest OID above one, children and their number, as a list of all would', () => {
    fc.assert(
      fc.property(fc.array(oid, { minLength: 1, maxLength: 60 }), oid, (lists, asked) => {
        const oids = [...new Set(lists.map((list) => list.join('.')))];
        const index = indexOf(oids);
        for (const text of [asked.join('.'), ...oids, `${oids[0]}.7`]) {
          const above = oids.filter((one) => isUnder(text, one)).sort((a, b) => b.length - a.length)[0];
          const line = index.longestPrefix(oidKey(text) ?? '');
          expect(line === undefined ? undefined : keyOid(index.key(line))).toBe(above);
        }
        for (const text of oids) {
          const line = index.at(oidKey(text) ?? '');
          if (line === undefined) throw new Error(`${text} is not there`);
          const below = oids.filter((one) => one !== text && isUnder(one, text));
          const children = below.filter((one) => !below.some((other) => other !== one && isUnder(one, other)));
          expect([...index.children(line)].map((child) => keyOid(index.key(child))).sort()).toEqual(children.sort());
          expect(index.childCount(line)).toBe(children.length);
        }
      }),
    );
  });

  test('of several with one OID the first by rule comes first; all are found by name', () => {
    const node = (name: string, kind: 'node' | 'column', origin: 'imported' | 'built-in', isOld: boolean) => ({
      key: oidKey('1.3.6') ?? '',
      name,
      kind,
      access: undefined,
      syntax: undefined,
      rank: rankOf(origin, kind, { isReplaced: false, isOld }),
    });
    const runs = [
      new NodeRun(1, [node('builtIn', 'column', 'built-in', false)]),
      new NodeRun(1002, [node('plain', 'node', 'imported', false)]),
      new NodeRun(1001, [node('Old', 'column', 'imported', true), node('old', 'column', 'imported', true)]),
      new NodeRun(1003, [node('first', 'column', 'imported', false)]),
    ];
    const index = new NodeIndex(buildColumns(undefined, new Set(), runs));
    expect(Array.from({ length: index.count }, (_, line) => index.name(line))).toEqual([
      'first',
      'Old',
      'old',
      'plain',
      'builtIn',
    ]);
    expect(index.named('OLD').map((line) => index.name(line))).toEqual(['Old', 'old']);
    expect(index.named('old').map((line) => index.name(line))).toEqual(['old', 'Old']);
    expect([...index.children(undefined)]).toEqual([0]);
    expect(index.afterSame(0)).toBe(5);
  });

  test('a second import changes only its own modules', () => {
    const one = indexOf(['1.3', '1.3.6', '1.3.7'], 1000);
    const both = buildColumns(one.parts, new Set(), [runOf(1001, ['1.3.6.1', '1.3.8'])]);
    const index = new NodeIndex(buildColumns(both, new Set([1000]), [runOf(1002, ['1.3.6.1.5'])]));
    expect(
      Array.from({ length: index.count }, (_, line) => `${keyOid(index.key(line))} ${index.module(line)}`),
    ).toEqual(['1.3.6.1 1001', '1.3.6.1.5 1002', '1.3.8 1001']);
    expect(index.syntax(0)).toBe('DisplayString');
  });
});

test('words are found by their beginning, in modules that have all of them; modules that went are not', () => {
  const add = (collector: WordCollector, module: number, text: string) =>
    collector.add(module, new TextEncoder().encode(`... ${text} ...`), 4, 4 + text.length);
  const first = new WordCollector();
  add(first, 1000, 'The temperature of the power supply');
  add(first, 1001, 'Temperatures\tand (fans), 100Mbit');
  const old = first.pack(undefined, new Set());
  const second = new WordCollector();
  add(second, 70_000, 'power');
  add(second, 3_000_000, 'temp. of power');
  const words = new WordIndex(second.pack(old, new Set([1001])));
  expect(words.modulesWith(['temp'])).toEqual([1000, 3_000_000]);
  expect(words.modulesWith(['temperature', 'pow'])).toEqual([1000]);
  expect(words.modulesWith(['power'])).toEqual([1000, 70_000, 3_000_000]);
  expect(words.modulesWith(['fans'])).toEqual([]);
  expect(words.modulesWith([])).toEqual([]);
});

function runOf(module: number, oids: readonly string[]): NodeRun {
  const nodes = oids.map((text) => ({
    key: oidKey(text) ?? '',
    name: `n${text}`,
    kind: 'node' as const,
    access: undefined,
    syntax: 'DisplayString',
    rank: 0,
  }));
  return new NodeRun(module, nodes);
}

function isUnder(text: string, above: string): boolean {
  return text === above || text.startsWith(`${above}.`);
}

function compareArcs(a: readonly number[], b: readonly number[]): number {
  for (const [i, number] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (number !== other) return number < other ? -1 : 1;
  }
  return a.length < b.length ? -1 : 0;
}
