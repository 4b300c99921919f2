import type { Client } from '#shared/contract/index.ts';
import type { Segment } from '#shared/model/echo.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';

/** Segments fetched at a time, and held at most. */
const step = 100;
export const mostHeld = 1000;

/**
 * A window onto the conversation of one connection. At the end it follows what comes; elsewhere new segments only add to it, until it is full:
 * what is read stays where it is. It needs no browser.
 */
export class ConversationState extends AttemptState {
  /** One behind the other, without gaps. */
  segments = $state.raw<readonly Segment[]>([]);
  /** Segments there were. */
  total = $state(0);
  /** Those below are no longer held by the engine. */
  dropped = $state(0);
  following = $state(true);
  connection = $state<string>();

  readonly #client: Client;
  #loading = false;
  #again = false;

  /** Indices of the first segment held and of the one behind the last. */
  readonly first = $derived(this.segments[0]?.index ?? this.dropped);
  readonly end = $derived((this.segments.at(-1)?.index ?? this.first - 1) + 1);
  readonly earlier = $derived(Math.max(0, this.first - this.dropped));
  readonly newer = $derived(this.total - this.end);

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  /** Shows another one from its end. */
  async open(connection: string | undefined, total: number): Promise<void> {
    this.connection = connection;
    this.segments = [];
    this.dropped = 0;
    this.total = connection === undefined ? 0 : total;
    this.following = true;
    this.problem = undefined;
    await this.#load();
  }

  /** The connection has so many segments by now. */
  async told(connection: string, total: number): Promise<void> {
    if (connection !== this.connection) return;
    this.total = Math.max(this.total, total);
    // An answer may have told of segments that it did not bring: then the number is no news, and they are still to be fetched.
    if (this.newer > 0) await this.#load();
  }

  /** A person reads at the end, or has gone elsewhere. */
  async follow(following: boolean): Promise<void> {
    if (following === this.following) return;
    // Not the end of the conversation, only of what is held.
    if (following && this.newer > 0 && this.segments.length >= mostHeld) return;
    this.following = following;
    if (following) await this.#load();
  }

  async toEnd(): Promise<void> {
    this.following = true;
    await this.#load();
  }

  /** Fetches those before the first; the newest give way to them. */
  async loadEarlier(): Promise<void> {
    const { first } = this;
    const from = Math.max(this.dropped, first - step);
    if (first <= from) return;
    this.following = false;
    await this.#fetch(from, first - from, (segments) => [...segments, ...this.segments].slice(0, mostHeld));
  }

  async #load(): Promise<void> {
    this.#again = true;
    if (this.#loading) return;
    this.#loading = true;
    while (this.#again) {
      this.#again = false;
      await this.#loadNewer();
    }
    this.#loading = false;
  }

  async #loadNewer(): Promise<void> {
    const { total, end, newer, following } = this;
    if (this.segments.length === 0 || (following && newer > step)) {
      const from = Math.max(0, total - step);
      await this.#fetch(from, step, (segments) => segments);
    } else if (newer > 0) {
      const room = following ? newer : Math.min(newer, mostHeld - this.segments.length);
      if (room <= 0) return;
      await this.#fetch(end, Math.min(room, mostHeld), (segments) => {
        const all = [...this.segments, ...segments.filter(({ index }) => index >= this.end)];
        return this.following ? all.slice(-mostHeld) : all.slice(0, mostHeld);
      });
    }
  }

  async #fetch(from: number, count: number, place: (segments: Segment[]) => readonly Segment[]): Promise<void> {
    const id = this.connection;
    if (id === undefined) return;
    await this.attempt(async () => {
      const page = await this.#client.echo.conversation({ id, from, count });
      if (id !== this.connection) return;
      this.dropped = page.dropped;
      // What was read is kept unless the engine dropped what lies between.
      this.segments = withoutGap(place(page.segments));
      this.total = Math.max(this.total, page.total);
    });
  }
}

/** The last stretch of segments that follow each other. */
function withoutGap(segments: readonly Segment[]): readonly Segment[] {
  let from = segments.length - 1;
  while (from > 0 && segments[from - 1]?.index === (segments[from]?.index ?? 0) - 1) from--;
  return segments.slice(Math.max(0, from));
}
