import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/**
 * Copies what the write-ahead log holds into the workspace's file whenever it is told to, on a thread of its own: it waits for the disk, which
 * the engine must not. It reads and writes nothing else.
 */
const { file, closed } = workerData as { file: string; closed: Int32Array };
const database = new Database(file, { timeout: 0 });

parentPort?.on('message', (message: 'checkpoint' | 'close') => {
  if (message === 'close') {
    database.close();
    Atomics.store(closed, 0, 1);
    Atomics.notify(closed, 0);
    parentPort?.close();
    return;
  }
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // Busy: the next one copies more.
  }
  parentPort?.postMessage('done');
});
