import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Problem } from '#shared/problem/problem.ts';

/** Where builds of `cap` are looked for: a folder `cap-<NODE_MODULE_VERSION>` for each Node or Electron. */
function nativeFolders(): string[] {
  const chosen = process.env.PUNCHDOWN_NATIVE;
  if (chosen !== undefined && chosen !== '') return [chosen];
  // From electron/net/packet (run from source), and from out/<bundle>.
  return [resolve(import.meta.dirname, '../../../out/native'), resolve(import.meta.dirname, '../native')];
}

/** Path to `require` the `cap` that fits this very runtime from; undefined when it was not built. */
export function findCap(): string | undefined {
  const name = `cap-${process.versions.modules}`;
  for (const folder of nativeFolders()) {
    if (existsSync(join(folder, name, 'build/Release/cap.node'))) return join(folder, name);
  }
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
  for (const folder of nativeFolders()) {
    try {
      const file = join(folder, `cap-${process.versions.modules}.failed.json`);
      const { answer } = JSON.parse(readFileSync(file, 'utf8'));
      if (typeof answer.missing === 'string' && typeof answer.command === 'string') {
        params = { missing: answer.missing, command: answer.command };
      }
    } catch {
      // No word of a failed build: then it was never tried.
    }
  }
  return details === undefined ? { code: 'raw-not-built', params } : { code: 'raw-not-built', params, details };
}
