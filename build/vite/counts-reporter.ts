import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

const onPath = (name: string): boolean =>
  [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'].some((folder) => existsSync(join(folder, name)));

/** The tools a test file asks for with `need(...)` and that are not here. */
function missingTools(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const names = [...text.matchAll(/\bneed\(([^)]*)\)/g)].flatMap((call) =>
    [...(call[1] ?? '').matchAll(/'([^']+)'/g)].map((name) => name[1] ?? ''),
  );
  const root = process.getuid?.() === 0;
  return [...new Set(names)].filter((name) => (name === 'root' ? !root : !onPath(name)));
}

export function countModules(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Counts {
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
        counts.skippedTests.push({ name: test.fullName, file, missing: missingTools(module.moduleId) });
      }
    }
  }
  return counts;
}

/** Writes the counts where `npm test` reads them. */
export default class CountsReporter implements Reporter {
  readonly #file: string;

  constructor(options: { file?: string } = {}) {
    this.#file = options.file ?? 'out/test-counts.json';
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(countModules(modules, unhandled)));
  }
}
