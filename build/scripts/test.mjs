// `npm test [-- --require-all] [-- arguments of vitest]`: installs, builds, checks, tests. The last line is the count.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check.mjs';
import { ensureTools } from './debian.mjs';
import { handOver, reportFailure, root } from './process.mjs';
import { ensureBuilt, ensureInstalled, ensureNative, pinnedEnvironment, pinnedNode } from './setup.mjs';

const countsFile = join(root, 'out/test-counts.json');
/** Written by need() in test/lab. */
const missingToolsFile = join(root, 'out/test/missing-tools.txt');
const say = (text) => process.stdout.write(`${text}\n`);

async function runTests(args) {
  rmSync(countsFile, { force: true });
  rmSync(missingToolsFile, { force: true });
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'build/vite/vitest.config.ts'];
  const reporters = ['--reporter=default', `--reporter=${join(root, 'build/vite/counts-reporter.ts')}`];
  const code = await handOver(pinnedNode(), [...vitest, ...reporters, ...args], {
    cwd: root,
    env: pinnedEnvironment({ PUNCHDOWN_MISSING_TOOLS: missingToolsFile }),
  });
  if (!existsSync(countsFile)) {
    say('vitest ended without a result.');
    return { passed: 0, failed: 1, skipped: 0, skippedTests: [] };
  }
  const counts = JSON.parse(readFileSync(countsFile, 'utf8'));
  // An ending that no test explains is a failure too.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** Everything before the tests. A step that fails is one failure; the rest still runs as far as it can. */
async function prepare(requireAll) {
  const failures = [];
  const missing = await ensureTools(say);
  if (missing.length > 0) {
    say(`Missing on this machine: ${missing.join(' ')}`);
    if (requireAll) failures.push('tools');
    else say('The tests that need them are skipped.');
  }
  const native = await ensureNative({ quiet: true });
  if (native.notice) {
    say(native.notice);
    if (requireAll) failures.push('cap');
  }
  try {
    await ensureBuilt({ strict: requireAll });
  } catch (error) {
    reportFailure(error);
    failures.push('build');
  }
  return failures;
}

async function main() {
  const requireAll = process.argv.includes('--require-all');
  const args = process.argv.slice(2).filter((argument) => argument !== '--require-all');
  if (requireAll) process.env.PUNCHDOWN_REQUIRE_ALL = '1';
  const total = { passed: 0, failed: 1, skipped: 0 };
  try {
    await ensureInstalled();
    const failures = await prepare(requireAll);
    // With arguments somebody is after certain tests.
    const checks = args.length === 0 ? await runChecks() : { passed: 0, failed: [] };
    const tests = await runTests(args);
    for (const { file, name, missing } of tests.skippedTests) {
      say(`skipped: ${file} > ${name}${missing.length > 0 ? ` (missing: ${missing.join(', ')})` : ''}`);
    }
    if (failures.length > 0) say(`failed before the tests: ${failures.join(', ')}`);
    if (checks.failed.length > 0) say(`failed checks: ${checks.failed.join(', ')}`);
    total.passed = checks.passed + tests.passed;
    total.failed = failures.length + checks.failed.length + tests.failed;
    total.skipped = tests.skipped;
  } catch (error) {
    reportFailure(error);
  }
  process.exitCode = total.failed > 0 ? 1 : 0;
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
}

main();
