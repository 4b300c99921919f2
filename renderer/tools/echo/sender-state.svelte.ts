import type { Client } from '#shared/contract/index.ts';
import type { Payload } from '#shared/model/echo.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';
import { readSendDraft, type SendDraft, toSend } from './send-draft.ts';

/** What is to be sent, and the repeated sends and files under way, at most one a connection. It needs no browser. */
export class SenderState extends AttemptState {
  draft = $state.raw<SendDraft>(readSendDraft({}));
  #running = $state.raw<ReadonlyMap<string, AbortController>>(new Map());

  readonly #client: Client;
  readonly #save: () => void;
  #touched = false;

  readonly input = $derived(toSend(this.draft));

  constructor(client: Client, save: () => void = () => {}) {
    super();
    this.#client = client;
    this.#save = save;
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readSendDraft(kept);
  }

  set(fields: Partial<SendDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save();
  }

  fill(payload: Payload): void {
    this.set({ ...payload });
  }

  /** Something of ours is under way on that connection, and can be stopped. */
  runs(connection: string): boolean {
    return this.#running.has(connection);
  }

  async send(connection: string): Promise<void> {
    const { input } = this;
    if (input === undefined) return;
    if (input.repeat === 1) {
      await this.attempt(async () => {
        await this.#client.echo.send({ id: connection, ...input });
      });
      return;
    }
    await this.#run(connection, (signal) => this.#client.echo.send({ id: connection, ...input }, { signal }));
  }

  async sendFile(connection: string, path: string): Promise<void> {
    await this.#run(connection, (signal) => this.#client.echo.sendFile({ id: connection, path }, { signal }));
  }

  stop(connection: string): void {
    this.#running.get(connection)?.abort();
  }

  /** Nobody is there to stop them any more. */
  close(): void {
    for (const abort of this.#running.values()) abort.abort();
  }

  async #run(connection: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    if (this.runs(connection)) return;
    const abort = new AbortController();
    this.#running = new Map([...this.#running, [connection, abort]]);
    try {
      await work(abort.signal);
      this.problem = undefined;
    } catch (thrown) {
      if (!abort.signal.aborted) this.report(thrown);
    } finally {
      this.#running = new Map([...this.#running].filter(([id]) => id !== connection));
    }
  }
}
