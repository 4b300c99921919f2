import type { NotificationLoss } from '#shared/model/notification.ts';

type Cause = NotificationLoss['where'];

/** Senders that are told apart within one span; what others lose beyond that is counted without their address. */
const mostSenders = 200;
/** Milliseconds that one count spans at most. */
const span = 1000;

/** Counts what was not stored, by second, receiver, cause and sender. Bounded in memory. */
export class Losses {
  #counts = new Map<string, NotificationLoss>();
  #ready: NotificationLoss[] = [];
  #since = 0;
  #waiting = 0;

  /** Datagrams that are counted here, and not in storage yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** When the next are due; infinite when there are none. */
  get dueAt(): number {
    if (this.#ready.length > 0) return 0;
    return this.#counts.size > 0 ? this.#since + span : Number.POSITIVE_INFINITY;
  }

  add(where: Cause, receiver: number, at: number, count: number, sender?: string): void {
    if (count <= 0) return;
    if (this.#counts.size > 0 && at - this.#since >= span) this.#close();
    if (this.#counts.size === 0) this.#since = at;
    this.#waiting += count;
    const address = sender === undefined || this.#counts.size >= mostSenders ? undefined : sender;
    const key = `${where} ${receiver} ${address ?? ''}`;
    const known = this.#counts.get(key);
    if (known === undefined) {
      const loss: NotificationLoss = { at, until: at, where, receiver, count };
      if (address !== undefined) loss.address = address;
      this.#counts.set(key, loss);
    } else {
      known.count += count;
      known.until = at;
    }
  }

  /** The counts of spans that are over at this time; those of the last one too with `all`. They stay until `stored`. */
  due(now: number, all = false): readonly NotificationLoss[] {
    if (this.#counts.size > 0 && (all || now - this.#since >= span)) this.#close();
    return this.#ready;
  }

  /** As many of those that were due are in storage. */
  stored(count: number): void {
    for (const loss of this.#ready.splice(0, count)) this.#waiting -= loss.count;
  }

  #close(): void {
    this.#ready.push(...this.#counts.values());
    this.#counts.clear();
    // The disk is full for long: what is not stored yet becomes one count for each cause.
    if (this.#ready.length > 4 * mostSenders) this.#ready = merged(this.#ready);
  }
}

function merged(losses: readonly NotificationLoss[]): NotificationLoss[] {
  const counts = new Map<string, NotificationLoss>();
  for (const { address: _address, ...loss } of losses) {
    const key = `${loss.where} ${loss.receiver}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { ...loss });
    else {
      known.count += loss.count;
      known.until = Math.max(known.until, loss.until);
    }
  }
  return [...counts.values()];
}
