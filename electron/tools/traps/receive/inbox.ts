import type { Received } from './received.ts';

/** Bytes that a datagram takes beside its own. */
const overhead = 200;
/** How many times as much as is free one sender may hold. */
const shareOfFree = 4;

interface Held {
  count: number;
  bytes: number;
}

/**
 * Datagrams that wait for the disk, first in, first out; bounded in number and in bytes. The emptier it is, the more one sender may hold: at
 * most four times of what is free (dynamic thresholds of Choudhury and Hahne). So a flood from one fills four fifths of it and never
 * all, and whoever sends less finds room without anything being thrown out again.
 */
export class Inbox {
  readonly #limit: Held;
  readonly #senders = new Map<string, Held>();
  #queue: Received[] = [];
  #head = 0;
  #bytes = 0;
  #wantsAnswer = 0;

  constructor(limit: Held = { count: 50_000, bytes: 64 * 1024 * 1024 }) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#queue.length - this.#head;
  }

  /** How many of them have a sender that waits for an answer. */
  get wantAnswer(): number {
    return this.#wantsAnswer;
  }

  /** Arrival of the oldest; undefined when there is none. */
  get oldest(): number | undefined {
    return this.#queue[this.#head]?.at;
  }

  /** Takes it, or says whose fault it is that there is no room: of all together, or of its sender. */
  offer(item: Received): 'taken' | 'inbox' | 'sender' {
    const weight = item.bytes.length + overhead;
    const free = this.#limit.count - this.size;
    const freeBytes = this.#limit.bytes - this.#bytes;
    if (free < 1 || freeBytes < weight) return 'inbox';
    const held = this.#senders.get(item.address);
    if (held === undefined) this.#senders.set(item.address, { count: 1, bytes: weight });
    else {
      if (held.count >= shareOfFree * free || held.bytes + weight > shareOfFree * freeBytes) return 'sender';
      held.count++;
      held.bytes += weight;
    }
    this.#bytes += weight;
    if (item.wantsAnswer) this.#wantsAnswer++;
    this.#queue.push(item);
    return 'taken';
  }

  /** The oldest ones; they stay until they are removed. */
  peek(count: number): Received[] {
    return this.#queue.slice(this.#head, this.#head + count);
  }

  /** The oldest ones are stored. */
  remove(count: number): void {
    const end = Math.min(this.#head + count, this.#queue.length);
    for (let at = this.#head; at < end; at++) {
      const item = this.#queue[at];
      if (item === undefined) continue;
      const weight = item.bytes.length + overhead;
      this.#bytes -= weight;
      if (item.wantsAnswer) this.#wantsAnswer--;
      const held = this.#senders.get(item.address);
      if (held === undefined) continue;
      held.count--;
      held.bytes -= weight;
      if (held.count === 0) this.#senders.delete(item.address);
    }
    this.#head = end;
    if (this.#head === this.#queue.length) {
      this.#queue = [];
      this.#head = 0;
    } else if (this.#head >= 4096) {
      // Moved seldom, so that it costs little for each.
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
  }
}
