import type { Reader } from '#electron/storage/store.ts';

/** What `trap_progress` says. */
export interface Progress {
  /** Greatest id ever given. */
  last: number;
  /** All up to this id are read. */
  decoded: number;
  /** How many are there. */
  total: number;
  lost: number;
}

export function readProgress(reader: Reader): Progress {
  return reader.prepare('SELECT last, decoded, total, lost FROM trap_progress').get() as Progress;
}
