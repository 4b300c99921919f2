import type { Client } from '#shared/contract/index.ts';
import type { TrapsStatus } from '#shared/contract/traps.ts';
import type { ReceiverSettings } from '#shared/model/notification.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';

const usualPort = 162;

/** The receivers of the engine: which there are, what they count, how they are started and stopped. It needs no browser. */
export class ReceiverState {
  status = $state.raw<TrapsStatus>();
  settings = $state.raw<ReceiverSettings>();
  /** The port as it is typed. */
  port = $state(String(usualPort));
  busy = $state(false);
  problem = $state.raw<Problem>();

  readonly #client: Client;
  readonly #save: () => void;

  readonly receivers = $derived(this.status?.receivers ?? []);
  readonly listening = $derived(this.receivers.some(({ state }) => state === 'listening'));
  readonly failed = $derived(this.receivers.filter(({ state }) => state === 'failed'));
  /** Undefined: what is typed is no port. */
  readonly portNumber: number | undefined = $derived.by(() => {
    const port = /^\s*\d{1,5}\s*$/.test(this.port) ? Number(this.port) : 0;
    return port >= 1 && port <= 65_535 ? port : undefined;
  });

  constructor(client: Client, save: () => void = () => {}) {
    this.#client = client;
    this.#save = save;
  }

  restore(kept: unknown): void {
    if (typeof kept === 'string' && kept !== '') this.port = kept.slice(0, 5);
  }

  setPort(port: string): void {
    this.port = port;
    this.#save();
  }

  /** Takes what the engine tells. */
  told(status: TrapsStatus): void {
    this.status = status;
  }

  async start(port = this.portNumber): Promise<void> {
    if (port === undefined) return;
    this.setPort(String(port));
    await this.#do(() => this.#client.traps.start({ port }));
  }

  async stop(port: number): Promise<void> {
    await this.#do(() => this.#client.traps.stop({ port }));
  }

  async loadSettings(): Promise<void> {
    await this.#do(async () => {
      this.settings = await this.#client.traps.settings();
    });
  }

  /** @throws what the engine says. */
  async saveSettings(settings: ReceiverSettings): Promise<void> {
    this.settings = await this.#client.traps.saveSettings(settings);
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
      this.status = await this.#client.traps.status();
    } catch (thrown) {
      this.problem = toProblem(thrown);
    } finally {
      this.busy = false;
    }
  }
}
