import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Database, { type Database as SqliteDatabase } from 'better-sqlite3';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import { Checkpoints } from './checkpoints.ts';
import { migrate } from './migrate.ts';
import { statementsOf } from './statements.ts';
import type { Migration, Store } from './store.ts';
import { lockWorkspace } from './workspace-lock.ts';
import { BatchWriter } from './writer.ts';

/** The open workspace file: devices, sessions, packets, everything that is kept. */
export interface Workspace extends Store {
  readonly file: string;
  /** Made for this process and removed with it. */
  readonly temporary: boolean;
  /** What the owner should know about the opening: a damaged file set aside, say. */
  readonly notices: readonly Problem[];
  close(): void;
}

export interface WorkspaceOptions {
  /** Absent: a throw-away workspace. */
  file: string | undefined;
  /** Named to whoever finds the workspace in use. */
  program: string;
  migrations: readonly Migration[];
}

/**
 * Opens or creates a workspace.
 *
 * @throws ProblemError workspace-in-use, workspace-newer, workspace-unwritable.
 */
export function openWorkspace({ file: wanted, program, migrations }: WorkspaceOptions): Workspace {
  const folder = wanted === undefined ? mkdtempSync(join(tmpdir(), 'punchdown-')) : undefined;
  const file = wanted === undefined ? join(folder ?? '', 'workspace.punchdown') : resolve(wanted);
  const lock = lockOrExplain(file, program);
  const notices: Problem[] = [];
  let database: SqliteDatabase;
  try {
    database = openOrSetAside(file, migrations, notices);
  } catch (error) {
    lock.release();
    throw explain(error, file);
  }
  const checkpoints = new Checkpoints(database);
  const writer = new BatchWriter(database, (pieces) => checkpoints.committed(pieces));
  return {
    file,
    temporary: folder !== undefined,
    notices,
    writer,
    prepare: statementsOf(database),
    close() {
      writer.drain();
      checkpoints.close();
      database.pragma('user_version = 0');
      database.close();
      lock.release();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function lockOrExplain(file: string, program: string): { release(): void } {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return lockWorkspace(file, program);
  } catch (error) {
    throw explain(error, file);
  }
}

/** A file that cannot be read as a workspace is moved aside whole, never written over; work goes on in a new one. */
function openOrSetAside(file: string, migrations: readonly Migration[], notices: Problem[]): SqliteDatabase {
  try {
    return openDatabase(file, migrations);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const kept = setAside(file);
    notices.push(problem('workspace-damaged', { file, kept }, String(error)));
    return openDatabase(file, migrations);
  }
}

/** `user_version` is 1 while a process has the file open: found at opening, it means that the last one did not close it. */
const openMark = 1;

function openDatabase(file: string, migrations: readonly Migration[]): SqliteDatabase {
  checkHeader(file);
  const database = new Database(file);
  try {
    database.pragma('journal_mode = WAL');
    // With WAL this survives the death of the process at any moment; a power cut may lose the last commits, never the file.
    database.pragma('synchronous = NORMAL');
    // In KiB, a quarter of the usual: the system keeps the file's pages in memory, too.
    database.pragma('cache_size = -4000');
    database.pragma('foreign_keys = ON');
    if (database.pragma('user_version', { simple: true }) === openMark) {
      const verdict = database.pragma('quick_check(1)', { simple: true });
      if (verdict !== 'ok') throw new DamagedError(String(verdict));
    }
    migrate(database, migrations, file);
    database.pragma(`user_version = ${openMark}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

class DamagedError extends Error {}

/** SQLite would take an empty or foreign file for a new database in some cases; a workspace starts with SQLite's own magic. */
function checkHeader(file: string): void {
  if (!existsSync(file)) return;
  const magic = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, magic, 0, 16, 0);
    if (length === 0) return;
    if (magic.toString('latin1') !== 'SQLite format 3\0') throw new DamagedError('not an SQLite file');
  } finally {
    closeSync(descriptor);
  }
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof DamagedError || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

function setAside(file: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const kept = `${file}.damaged-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return kept;
}

function explain(error: unknown, file: string): unknown {
  if (error instanceof ProblemError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (
    /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOSPC|SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_PERM|SQLITE_IOERR)/.test(
      code,
    )
  ) {
    return new ProblemError('workspace-unwritable', { file }, String(error));
  }
  return error;
}
