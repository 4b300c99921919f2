import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

/** What a run came to. Loading faults and errors outside of tests are failures like any other. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  skippedTests: { name: string; file: string; missing: string[] }[];
}

type Container = Pick<TestModule | TestSuite, 'children' | 'errors'>;

/** A suite whose set-up failed has errors of its own, and its tests never ran. */
function faultsOf(container: Container): number {
  let faults = container.errors().length > 0 ? 1 : 0;
  for (const child of container.children) {
    if (child.type === 'suite') faults += faultsOf(child);
  }
  return faults;
}

/** The tools that `need(...)` looked for and did not find; it writes one a line, first the name. */
export function readMissingTools(file: string): Set<string> {
  if (!existsSync(file)) return new Set();
  return new Set(
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '')
      .filter((name) => name !== ''),
  );
}

/** Those of the missing tools that a test file asks for. */
function missingIn(file: string, missing: ReadonlySet<string>): string[] {
  const calls = readFileSync(file, 'utf8').matchAll(/\bneed\(([^)]*)\)/g);
  const names = [...calls].flatMap(([, list]) =>
    [...(list ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name ?? ''),
  );
  return [...new Set(names)].filter((name) => missing.has(name));
}

export function countModules(
  modules: readonly TestModule[],
  unhandled: readonly SerializedError[],
  missing: ReadonlySet<string>,
): Counts {
  const counts: Counts = { passed: 0, failed: unhandled.length, skipped: 0, skippedTests: [] };
  for (const module of modules) {
    counts.failed += faultsOf(module);
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed++;
      else if (state === 'failed') counts.failed++;
      else {
        counts.skipped++;
        const file = module.relativeModuleId;
        counts.skippedTests.push({ name: test.fullName, file, missing: missingIn(module.moduleId, missing) });
      }
    }
  }
  return counts;
}

/** Writes the counts where `npm test` reads them. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const missing = readMissingTools(process.env.PUNCHDOWN_MISSING_TOOLS ?? 'out/test/missing-tools.txt');
    mkdirSync('out', { recursive: true });
    writeFileSync('out/test-counts.json', JSON.stringify(countModules(modules, unhandled, missing)));
  }
}
