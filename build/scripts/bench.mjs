// `npm run bench [-- NAME...]`: runs test/bench/<name>.bench.ts, one after the other, and lets each print its table.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { handOver, reportFailure, root, SetupError } from './process.mjs';
import { ensureBuilt, ensureInstalled, ensureNative, pinnedEnvironment, pinnedNode } from './setup.mjs';

const folder = join(root, 'test/bench');

async function main() {
  await ensureInstalled();
  await ensureNative();
  await ensureBuilt();
  const all = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.bench.ts')).sort();
  const wanted = process.argv.slice(2);
  const files = wanted.length === 0 ? all : all.filter((name) => wanted.includes(name.replace('.bench.ts', '')));
  if (files.length === 0) {
    const names = all.map((name) => name.replace('.bench.ts', '')).join(', ') || 'none';
    throw new SetupError({ what: 'No benchmark to run.', why: `There are: ${names}.` });
  }
  for (const file of files) {
    process.stdout.write(`\n${file.replace('.bench.ts', '')}\n`);
    const code = await handOver(pinnedNode(), ['--expose-gc', join(folder, file)], {
      cwd: root,
      env: pinnedEnvironment(),
    });
    if (code !== 0) process.exitCode = 1;
  }
}

main().catch(reportFailure);
