import type { NotificationRow, NotificationSeverity } from '#shared/model/notification.ts';

export interface Notice {
  id: number;
  severity: NotificationSeverity;
  title: string;
  text: string;
  /** Others meanwhile. */
  more: number;
}

/** Milliseconds between two notices to a person. */
const pause = 1000;

/** Tells listeners of notifications that a person is to hear of, at most one a second each: the newest, and how many there were besides. */
export class Notices {
  readonly #row: (id: number) => NotificationRow | undefined;
  readonly #listeners = new Set<(id: number, more: number) => void>();

  constructor(row: (id: number) => NotificationRow | undefined) {
    this.#row = row;
  }

  /** `more`: others that are not named. */
  tell(ids: readonly number[], more: number): void {
    const newest = ids.at(-1);
    if (newest === undefined) return;
    for (const listener of this.#listeners) listener(newest, more + ids.length - 1);
  }

  async *listen(signal: AbortSignal): AsyncGenerator<Notice> {
    let newest: number | undefined;
    let more = 0;
    let wake: () => void = () => {};
    const listener = (id: number, others: number) => {
      more += others + (newest === undefined ? 0 : 1);
      newest = id;
      wake();
    };
    const onAbort = () => wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        if (newest === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const row = this.#row(newest);
        const others = more;
        newest = undefined;
        more = 0;
        // Deleted already: there is nothing to look at.
        if (row !== undefined) yield noticeOf(row, others);
        await wait(pause, signal);
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', onAbort);
    }
  }
}

function noticeOf({ id, severity, name, oid, device, address, summary }: NotificationRow, more: number): Notice {
  return { id, severity, title: `${name ?? oid ?? 'SNMP'} · ${device?.name ?? address}`, text: summary, more };
}

/** Resolves early when the signal aborts. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
