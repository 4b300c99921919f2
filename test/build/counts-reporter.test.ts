import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVitest } from 'vitest/node';
import { type Counts, countModules } from '../../build/vite/counts-reporter.ts';

const root = resolve(import.meta.dirname, '../..');
const tree = {
  'passing.test.ts': "test('a', () => {}); test('b', () => {});",
  'failing.test.ts': "test('a', () => { throw new Error('no'); });",
  'skipping.test.ts':
    "const need = (..._: string[]) => false; describe.skipIf(!need('no-such-tool', 'sh'))('on a wire', () => { test('a', () => {}); });",
  'broken.test.ts': "import './not-there.ts'; test('a', () => {});",
  'set-up.test.ts': "describe('s', () => { beforeAll(() => { throw new Error('no'); }); test('a', () => {}); });",
};
let folder = '';
let counts: Counts;

beforeAll(async () => {
  // Inside the repository, so that vitest is found; below out/, so that nothing else sees it.
  mkdirSync(join(root, 'out'), { recursive: true });
  folder = mkdtempSync(join(root, 'out/counts-'));
  for (const [file, text] of Object.entries(tree)) writeFileSync(join(folder, file), text);
  const vitest = await startVitest('test', [], {
    root: folder,
    config: false,
    watch: false,
    globals: true,
    include: ['*.test.ts'],
    reporters: [{}],
    coverage: { enabled: false },
  });
  counts = countModules(vitest.state.getTestModules(), [], new Set(['no-such-tool', 'another']));
  await vitest.close();
  // The inner run's failures are not this one's.
  process.exitCode = 0;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file that does not load and a set-up that throws are failures; what they hid is skipped', () => {
  expect(counts).toMatchObject({ passed: 2, failed: 3, skipped: 2 });
});

test('a skipped test is named with the tool it misses, not with those that are there', () => {
  expect(counts.skippedTests).toContainEqual({
    name: 'on a wire > a',
    file: 'skipping.test.ts',
    missing: ['no-such-tool'],
  });
});
