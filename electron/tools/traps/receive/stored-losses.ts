import type { Store } from '#electron/storage/store.ts';
import type { NotificationLoss } from '#shared/model/notification.ts';
import { lossCodes } from '../row-codes.ts';

interface Row {
  at: number;
  until: number;
  cause: number;
  receiver: number;
  address: string | null;
  count: number;
}

/** A range of what was lost, newest first, and how many counts there are. */
export function storedLosses(store: Store, from: number, count: number): { total: number; losses: NotificationLoss[] } {
  const { total } = store.prepare('SELECT count(*) AS total FROM trap_loss').get() as { total: number };
  const rows = store
    .prepare('SELECT at, until, cause, receiver, address, count FROM trap_loss ORDER BY rowid DESC LIMIT ? OFFSET ?')
    .all(count, from) as Row[];
  return {
    total,
    losses: rows.map(({ at, until, cause, receiver, address, count: lost }) => ({
      at,
      until,
      where: lossCodes.word(cause) ?? 'inbox',
      receiver,
      count: lost,
      ...(address === null ? {} : { address }),
    })),
  };
}
