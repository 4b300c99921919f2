import type { Store } from '#electron/storage/store.ts';
import type { NotificationDetails } from '#shared/model/notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { Feed } from '../deps.ts';
import type { KeptReceiver } from './kept-receivers.ts';
import { readProgress } from './progress.ts';
import type { Receivers } from './receivers.ts';

/** Ids that are read at a time. */
const slice = 200;

export interface ListenNeed {
  store: Store;
  receivers: Receivers;
  /** Tells when more is stored. */
  stored: Feed;
  /** @throws ProblemError trap-unknown */
  details(id: number): NotificationDetails | Promise<NotificationDetails>;
}

/**
 * Receives on a port until the signal aborts, and gives each notification that was stored since. A receiver that runs on the port already
 * stays.
 *
 * @throws ProblemError as `Receivers.start` does.
 */
export async function* listen(
  { store, receivers, stored, details }: ListenNeed,
  asked: KeptReceiver,
  signal: AbortSignal,
): AsyncGenerator<NotificationDetails> {
  const { port } = asked;
  const ran = receivers.runsOn(port);
  const upTo = () => readProgress(store).decoded;
  const found = store.prepare(
    'SELECT id FROM trap_datagram WHERE id > ? AND id <= ? AND receiver = ? ORDER BY id LIMIT ?',
  );
  let last = upTo();
  const news = stored.listen(signal)[Symbol.asyncIterator]();
  await receivers.start(asked, false);
  try {
    do {
      for (let until = upTo(); last < until && !signal.aborted; until = upTo()) {
        const ids = (found.all(last, until, port, slice) as { id: number }[]).map(({ id }) => id);
        for (const id of ids) {
          const one = await detailsOf(id);
          if (signal.aborted) return;
          if (one !== undefined) yield one;
        }
        last = ids.length < slice ? until : (ids.at(-1) ?? until);
      }
      // It listens from the moment it is asked for the first time: nothing may come between that and the look above.
    } while (!(await news.next()).done);
  } finally {
    if (!ran && !receivers.isKept(port)) await receivers.stop(port);
  }

  async function detailsOf(id: number): Promise<NotificationDetails | undefined> {
    try {
      return await details(id);
    } catch (error) {
      // Deleted meanwhile.
      if (error instanceof ProblemError && error.problem.code === 'trap-unknown') return undefined;
      throw error;
    }
  }
}
