import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Problem } from '#shared/problem/problem.ts';

/** Where builds of `cap` are looked for: a folder `cap-<NODE_MODULE_VERSION>` for each Node or Electron. */
function nativeFolder(): string {
  const chosen = process.env.PUNCHDOWN_NATIVE;
  if (chosen !== undefined && chosen !== '') return chosen;
  const fromSource = import.meta.filename.endsWith('.ts');
  return resolve(import.meta.dirname, fromSource ? '../../../out/native' : '../native');
}

/** Path to `require` the `cap` that fits this very runtime from; undefined when it was not built. */
export function findCap(): string | undefined {
  const folder = join(nativeFolder(), `cap-${process.versions.modules}`);
  if (existsSync(join(folder, 'build/Release/cap.node'))) return folder;
  try {
    // The packaged app has it among its modules, built. In a working copy the package is there too, but not built.
    const entry = createRequire(import.meta.url).resolve('cap');
    return existsSync(resolve(entry, '../../build/Release/cap.node')) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** Why there is no `cap`, as far as the build left word of it, and the command that brings it. */
export function capMissingProblem(details?: string): Problem {
  let params = { missing: 'cap', command: 'node build/scripts/native.mjs' };
  try {
    const file = join(nativeFolder(), `cap-${process.versions.modules}.failed.json`);
    const { answer } = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof answer.missing === 'string' && typeof answer.command === 'string') {
      params = { missing: answer.missing, command: answer.command };
    }
  } catch {
    // No word of a failed build: then it was never tried.
  }
  return details === undefined ? { code: 'raw-not-built', params } : { code: 'raw-not-built', params, details };
}
