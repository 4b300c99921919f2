import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { ProblemError } from '#shared/problem/problem.ts';

interface Owner {
  pid: number;
  program: string;
  host: string;
}

/**
 * Keeps a workspace to one process. The lock is an exclusive transaction on a database file of its own: the system drops
 * it however the process ends, so it can never be stale. A second file names the holder, because a locked database
 * cannot be read.
 *
 * @throws ProblemError `workspace-in-use`, naming the holder.
 */
export function lockWorkspace(file: string, program: string): { release(): void } {
  const ownerFile = `${file}.owner`;
  const lockFile = `${file}.lock`;
  const lock = new Database(lockFile, { timeout: 0 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const owner = readOwner(ownerFile);
    throw new ProblemError(
      'workspace-in-use',
      { file, program: owner?.program ?? '?', pid: owner?.pid ?? '?', host: owner?.host ?? hostname() },
      String(error),
    );
  }
  const owner: Owner = { pid: process.pid, program, host: hostname() };
  writeFileSync(ownerFile, JSON.stringify(owner));
  return {
    release() {
      rmSync(ownerFile, { force: true });
      lock.exec('ROLLBACK');
      lock.close();
      // The lock file stays: deleting it could take it from under another process that has just opened it.
    },
  };
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
