import type { FromReceiver, ReceiverStatus } from './receiver-messages.ts';

/** Least time between two pieces of news, in milliseconds. */
const pause = 100;
/** Pauses that the rate is counted over: a second. */
const rateSlots = 10;
/** Notices that are told one by one at a time. */
const mostNotices = 20;

export interface NewsNeed {
  status(): Omit<ReceiverStatus, 'rate'> & { stored: number };
  /** What there is for the timeline since it was asked last. */
  told(): Extract<FromReceiver, { type: 'told' }>[];
  tell(message: FromReceiver): void;
}

/** Tells what happens on the receiving thread, at most ten times a second. */
export class ReceiverNews {
  readonly #need: NewsNeed;
  /** How many had been stored at each of the last ticks. */
  readonly #stored: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #changed = false;
  #rowsChanged = false;
  #notify: number[] = [];
  #more = 0;

  constructor(need: NewsNeed) {
    this.#need = need;
  }

  /** The status is another one. */
  changed(): void {
    this.#changed = true;
    this.#timer ??= setTimeout(() => this.#tick(), pause);
  }

  rowsChanged(): void {
    this.#rowsChanged = true;
    this.changed();
  }

  /** A person is to be told of this one. */
  notify(id: number): void {
    if (this.#notify.length < mostNotices) this.#notify.push(id);
    else this.#more++;
    this.changed();
  }

  /** Without waiting. */
  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed = true;
    this.#tick();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#timer = undefined;
    const wasRunning = this.#tell();
    // Until the rate has come to rest.
    if (wasRunning) this.#timer ??= setTimeout(() => this.#tick(), pause);
  }

  /** True while something was stored within the last second. */
  #tell(): boolean {
    const { tell } = this.#need;
    for (const message of this.#need.told()) tell(message);
    const { stored, ...status } = this.#need.status();
    const before = this.#stored[0] ?? 0;
    const rate = stored - before;
    this.#stored.push(stored);
    if (this.#stored.length > rateSlots) this.#stored.shift();
    const isMoving = this.#stored[0] !== stored;
    if (!isMoving) this.#stored.splice(0, this.#stored.length - 1);
    if (this.#changed || isMoving || rate > 0) tell({ type: 'status', status: { ...status, rate } });
    this.#changed = false;
    if (this.#rowsChanged) tell({ type: 'changed' });
    this.#rowsChanged = false;
    const told = this.#notify.filter((id) => id <= status.last);
    if (told.length > 0) {
      tell({ type: 'notify', ids: told, more: this.#more });
      this.#notify = this.#notify.filter((id) => id > status.last);
      this.#more = 0;
    }
    return isMoving || rate > 0 || this.#notify.length > 0;
  }
}
