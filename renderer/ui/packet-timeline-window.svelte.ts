import type { TimelineEvent } from '#shared/model/packet-event.ts';

/** Gives a range of events; `total` is how many there are by now. */
export type EventSource = (
  from: number,
  count: number,
  signal: AbortSignal,
) => Promise<{ total: number; events: TimelineEvent[] }>;

const pageSize = 100;
/** Pages kept around the place being read; the rest is fetched again when somebody scrolls there. */
const pagesKept = 12;

/**
 * The part of an exchange's events that somebody looks at. Rows are fetched by page when they come into view and dropped
 * again, so an exchange of a million events costs what the screen shows.
 */
export class PacketTimelineWindow {
  total = $state(0);
  /** Time of event 0, from which elapsed time counts. */
  startedAt = $state<number>();
  /** Other sides seen so far, in the order of their first appearance. */
  peers = $state.raw<readonly string[]>([]);
  /** Why rows could not be fetched; cleared by the next success. */
  failure = $state.raw<unknown>();

  readonly #source: EventSource;
  readonly #abort = new AbortController();
  readonly #pages = new Map<number, readonly TimelineEvent[]>();
  readonly #loading = new Set<number>();
  readonly #firstSeen = new Map<string, number>();
  #wanted = { first: 0, last: 0 };
  #version = $state(0);

  constructor(source: EventSource) {
    this.#source = source;
  }

  /** The event at an index, if it is here now. */
  row(index: number): TimelineEvent | undefined {
    void this.#version;
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** The packet before an index, looking past notes; undefined when there is none or it is not here. */
  packetBefore(index: number): TimelineEvent | undefined {
    for (let before = index - 1; before >= Math.max(0, index - pageSize); before--) {
      const event = this.row(before);
      if (event === undefined) return undefined;
      if (event.packet !== undefined) return event;
    }
    return undefined;
  }

  /** Says which rows are in view, both inclusive; what is missing is fetched. */
  show(first: number, last: number): void {
    this.#wanted = { first: Math.max(0, first), last: Math.max(0, last) };
    this.#fetchWanted();
  }

  /** Says how many events there are now. What is in view and not here yet is fetched. */
  grow(total: number): void {
    if (total <= this.total) return;
    this.total = total;
    this.#fetchWanted();
  }

  /** Stops fetching for good. */
  close(): void {
    this.#abort.abort();
  }

  #fetchWanted(): void {
    const { first, last } = this.#wanted;
    for (let page = Math.floor(Math.max(0, first - 1) / pageSize); page <= Math.floor(last / pageSize); page++) {
      if (page * pageSize < this.total) void this.#fetchPage(page);
    }
  }

  #isWhole(page: number): boolean {
    const rows = this.#pages.get(page)?.length ?? 0;
    return rows === pageSize || (rows > 0 && page * pageSize + rows >= this.total);
  }

  async #fetchPage(page: number): Promise<void> {
    if (this.#isWhole(page) || this.#loading.has(page) || this.#abort.signal.aborted) return;
    this.#loading.add(page);
    let answered = 0;
    try {
      const { total, events } = await this.#source(page * pageSize, pageSize, this.#abort.signal);
      answered = total;
      if (this.#abort.signal.aborted) return;
      this.#keep(page, events);
      this.failure = undefined;
      // Rows first: who follows the end must find the row that the new total promises.
      this.total = Math.max(this.total, total);
    } catch (reason) {
      if (!this.#abort.signal.aborted) this.failure = reason;
      return;
    } finally {
      this.#loading.delete(page);
    }
    // Events that came while the answer was under way.
    if (this.total > answered && this.#inView(page)) await this.#fetchPage(page);
  }

  #inView(page: number): boolean {
    return page >= Math.floor(this.#wanted.first / pageSize) - 1 && page <= Math.floor(this.#wanted.last / pageSize);
  }

  #keep(page: number, events: readonly TimelineEvent[]): void {
    if (events.length === 0) return;
    this.#pages.delete(page);
    this.#pages.set(page, events);
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= pagesKept) break;
      if (!this.#inView(old) && old !== page) this.#pages.delete(old);
    }
    if (this.startedAt === undefined) this.startedAt = page === 0 ? events[0]?.at : undefined;
    this.#seePeers(events);
    this.#version++;
  }

  #seePeers(events: readonly TimelineEvent[]): void {
    const known = this.#firstSeen.size;
    let moved = false;
    for (const { index, packet } of events) {
      if (packet === undefined || packet.peer === null) continue;
      const before = this.#firstSeen.get(packet.peer);
      if (before !== undefined && before <= index) continue;
      this.#firstSeen.set(packet.peer, index);
      moved = true;
    }
    if (moved || this.#firstSeen.size !== known) {
      this.peers = [...this.#firstSeen].sort((a, b) => a[1] - b[1]).map(([peer]) => peer);
    }
  }
}
