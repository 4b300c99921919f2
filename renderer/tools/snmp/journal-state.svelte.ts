import type { Client } from '#shared/contract/index.ts';
import type { JournalEntry } from '#shared/model/snmp-operation.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';

const pageSize = 100;

/** All SETs there were, newest first, as far as somebody scrolled. */
export class JournalState extends AttemptState {
  entries = $state.raw<readonly JournalEntry[]>([]);
  total = $state(0);
  loaded = $state(false);
  reading = $state(false);

  readonly #client: Client;
  /** One reading after another, so that a late answer does not undo a newer one. */
  #last: Promise<void> = Promise.resolve();

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  /** Reads the newest, and as many as are shown already. */
  async refresh(): Promise<void> {
    await this.#queue(() => this.#read(0, Math.min(500, Math.max(pageSize, this.entries.length))));
  }

  /** Older ones. */
  async more(): Promise<void> {
    await this.#queue(async () => {
      if (this.entries.length < this.total) await this.#read(this.entries.length, pageSize);
    });
  }

  async #queue(read: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(read);
    await this.#last;
  }

  async #read(from: number, count: number): Promise<void> {
    this.reading = true;
    await this.attempt(async () => {
      const { total, entries } = await this.#client.snmp.journal({ from, count });
      const known = new Set(entries.map(({ id }) => id));
      this.entries = [...this.entries.slice(0, from).filter(({ id }) => !known.has(id)), ...entries];
      this.total = total;
    });
    this.reading = false;
    this.loaded = true;
  }
}
