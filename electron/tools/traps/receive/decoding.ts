import type { NotificationOpener } from '../open/notification-opener.ts';
import type { OpenedNotification } from '../opened-notification.ts';
import type { RuleBook, RuleOutcome } from '../rules/apply-rules.ts';
import { type DecodedRow, decodedRow } from './notification-rows.ts';
import type { Received } from './received.ts';

/** Milliseconds of decoding before sockets are read again, and how many datagrams before the time is looked at. */
const slice = 2;
const lookAtTimeAfter = 8;

export interface DecodingNeed {
  opener: NotificationOpener;
  rules: RuleBook;
  now(): number;
  /** A rule wants a person told. */
  onNotify(id: number): void;
}

/** Reads what is stored, in the order of ids, and answers those who wait for that. Nothing that came makes it fail. */
export class Decoding {
  readonly #need: DecodingNeed;
  readonly #batches: Received[][] = [];
  #done = 0;
  #waiting = 0;
  /** What was read and is not stored yet, in the order of ids. */
  readonly rows: DecodedRow[] = [];
  /** Ids that turned out to be no notifications. */
  readonly removed: number[] = [];
  /** All up to this id are read. */
  upTo: number;

  constructor(need: DecodingNeed, upTo: number) {
    this.#need = need;
    this.upTo = upTo;
  }

  /** How many wait to be read. */
  get waiting(): number {
    return this.#waiting;
  }

  /** All of a batch came from the network, or none. */
  add(batch: Received[]): void {
    if (batch.length === 0) return;
    this.#batches.push(batch);
    this.#waiting += batch.length;
  }

  /** What an answer may be needed for before it is stored, such as the search for our engine. */
  openFirst(item: Received): OpenedNotification {
    const opened = this.#open(item);
    const { report } = opened;
    if (report === undefined) return opened;
    this.#tell(item);
    this.#answer(item, report);
    return opened;
  }

  /** Reads for a short time. */
  run(): void {
    const until = this.#need.now() + slice;
    for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
      if (batch[0]?.source === undefined) this.#readAgain(batch);
      else {
        while (this.#done < batch.length) {
          const item = batch[this.#done++];
          if (item !== undefined) this.#read(item, item.opened ?? this.openFirst(item));
          if (this.#done % lookAtTimeAfter === 0 && this.#need.now() >= until) return;
        }
      }
      this.#batches.shift();
      this.#done = 0;
      if (this.#need.now() >= until) return;
    }
  }

  #readAgain(batch: readonly Received[]): void {
    const arrivals = batch.map((item) => ({ ...item, masked: item.masked === true }));
    let opened: OpenedNotification[];
    try {
      opened = this.#need.opener.openAgain(arrivals);
    } catch (error) {
      opened = batch.map(() => unread(error));
    }
    for (const [place, item] of batch.entries()) this.#read(item, opened[place] ?? unread('nothing was read'));
  }

  #open(item: Received): OpenedNotification {
    try {
      return this.#need.opener.open(item);
    } catch (error) {
      return unread(error);
    }
  }

  #read(item: Received, opened: OpenedNotification): void {
    const { id, at, address, source } = item;
    this.upTo = id;
    this.#tell(item);
    this.#waiting--;
    const counts = source?.counts;
    if (!opened.stored) {
      this.removed.push(id);
      if (counts !== undefined) counts.stored--;
      return;
    }
    let acknowledged = false;
    if (source !== undefined && opened.answer !== undefined) {
      const answer = answerOf(opened.answer);
      if (answer !== undefined && this.#answer(item, answer)) {
        source.counts.acknowledged++;
        acknowledged = true;
      }
    }
    if (counts !== undefined) {
      if (opened.state === 'accepted') counts.accepted++;
      else counts.refused++;
    }
    item.onRead?.(opened.state === 'accepted');
    const outcome = this.#judge(id, at, address, opened);
    if (outcome.notify) this.#need.onNotify(id);
    this.rows.push(decodedRow(item, opened, outcome, acknowledged));
  }

  #answer(item: Received, bytes: Uint8Array): boolean {
    const { source, address, port } = item;
    if (source === undefined || !source.answer(bytes, address, port)) return false;
    if (source.conversation.isOpen) source.conversation.tell('sent', item, bytes, this.#need.now());
    return true;
  }

  /** To the timeline, once. */
  #tell(item: Received): void {
    if (item.isTold || !item.source?.conversation.isOpen) return;
    item.isTold = true;
    item.source.conversation.tell('received', item, item.bytes, item.at);
  }

  #judge(id: number, at: number, address: string, opened: OpenedNotification): RuleOutcome {
    try {
      return this.#need.rules.judge(id, at, address, opened);
    } catch {
      return { severity: 'indeterminate', notify: false };
    }
  }
}

/** A fault of ours: the datagram is kept, and can be read again by a version without it. */
function unread(error: unknown): OpenedNotification {
  return { state: 'malformed', reason: `not read: ${String(error).slice(0, 200)}`, stored: true };
}

function answerOf(answer: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return answer();
  } catch {
    return undefined;
  }
}
