import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../out/bench');

/**
 * The program of that name, compiled of these sources in C beside this file when one of them is newer than it.
 *
 * @throws when there is no compiler.
 */
export function compiledProgram(name: string, sources: readonly string[]): string {
  const program = join(folder, name);
  const files = sources.map((source) => join(import.meta.dirname, source));
  const newest = Math.max(...files.map((file) => statSync(file).mtimeMs));
  if (existsSync(program) && statSync(program).mtimeMs > newest) return program;
  mkdirSync(folder, { recursive: true });
  const fresh = `${program}-${process.pid}`;
  const compiled = files.filter((file) => file.endsWith('.c'));
  execFileSync('cc', ['-std=gnu17', '-O2', '-Wall', '-Wextra', '-o', fresh, ...compiled], { stdio: 'inherit' });
  renameSync(fresh, program);
  return program;
}
