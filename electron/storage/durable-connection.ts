import Database from 'better-sqlite3';
import { Checkpoints } from './checkpoints.ts';
import { statementsOf } from './statements.ts';
import type { Reader } from './store.ts';
import { storageProblem } from './writer.ts';

/** Milliseconds to wait for the engine's own writes. */
const lockPatience = 100;
/** Pages of the write-ahead log above which it is begun anew as soon as nearly all of it has been copied: some 32 MiB. */
const longLog = 8000;
/** What is copied for that between two commits, in pages; when it has become far too long, however much it is. */
const shortRest = 2000;
const farTooLong = 65_000;

/**
 * A connection of a thread of its own to an open workspace. What a transaction wrote lies on the disk when it returns: also a power cut
 * does not take it away.
 */
export interface DurableConnection extends Reader {
  /**
   * `pieces`: how much it is about, so that it is known when there is a lot.
   *
   * @throws ProblemError workspace-full, workspace-unwritable; nothing was written then. Other errors are the work's, or of a lock that
   * somebody else held too long.
   */
  transaction<T>(pieces: number, work: () => T): T;
  close(): void;
}

/** Opens a file that `openWorkspace` has opened in the same process, and that is closed after this. */
export function openDurableConnection(file: string): DurableConnection {
  const database = new Database(file, { timeout: lockPatience, fileMustExist: true });
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  const checkpoints = new Checkpoints(database, { onCopied: () => restartLog(database) });
  return {
    prepare: statementsOf(database),
    transaction(pieces, work) {
      try {
        begin.run();
        const value = work();
        commit.run();
        checkpoints.committed(pieces);
        return value;
      } catch (error) {
        if (database.inTransaction) rollback.run();
        throw storageProblem(error);
      }
    },
    close() {
      checkpoints.close();
      database.close();
    },
  };
}

/**
 * While one commit follows the other, a checkpoint of another thread never catches up with the log, which then grows without end: the rest is
 * copied between two commits. The next commit begins the log anew, unless somebody reads what is in it.
 */
function restartLog(database: Database.Database): void {
  if (!database.open) return;
  const [state] = database.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
  if (state === undefined || state.log < longLog) return;
  if (state.log - state.checkpointed < shortRest || state.log > farTooLong) database.pragma('wal_checkpoint(PASSIVE)');
}
