import type { Client } from '#shared/contract/index.ts';
import type { NetworkInterface } from '#shared/contract/interfaces.ts';
import type { ConnectInput, EchoConnection } from '#shared/model/echo.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { type ConnectDraft, connectDraftOf, readConnectDraft, toConnect } from './connect-draft.ts';
import { ConversationState } from './conversation-state.svelte.ts';
import { framingDraftOf } from './framing-draft.ts';

/** Our connections, what is typed for the next, and the conversation of the one that is looked at. It needs no browser. */
export class ConnectionsState extends RunningCall {
  draft = $state.raw<ConnectDraft>(readConnectDraft({}));
  connections = $state.raw<readonly EchoConnection[]>([]);
  selected = $state<string>();
  /** Interfaces that a connection may go out of. */
  interfaces = $state.raw<readonly NetworkInterface[]>([]);
  problem = $state.raw<Problem>();
  readonly conversation: ConversationState;

  readonly #client: Client;
  readonly #save: () => void;
  /** News of them may still be under way. */
  readonly #removed = new Set<string>();
  #touched = false;

  readonly chosen = $derived(this.connections.find(({ id }) => id === this.selected));
  readonly input = $derived(toConnect(this.draft));

  constructor(client: Client, save: () => void = () => {}) {
    super();
    this.#client = client;
    this.#save = save;
    this.conversation = new ConversationState(client);
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readConnectDraft(kept);
  }

  set(fields: Partial<ConnectDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save();
  }

  fill(input: ConnectInput): void {
    this.set(connectDraftOf(input));
  }

  /** Fills in one of our own servers. */
  async aim(id: string): Promise<void> {
    await this.#attempt(async () => {
      const server = (await this.#client.echo.servers()).find((one) => one.id === id);
      if (server === undefined) return;
      const { protocol, address = '127.0.0.1', bound, port, framing } = server;
      this.set({ protocol, address, port: String(bound[0]?.port ?? port), framing: framingDraftOf(framing) });
    });
  }

  /** What there is, also after the line to the engine was lost. */
  async load(): Promise<void> {
    await this.#attempt(async () => {
      const [connections, interfaces] = await Promise.all([
        this.#client.echo.connections(),
        this.#client.interfaces.list(),
      ]);
      this.connections = connections;
      this.interfaces = interfaces.filter(({ kind }) => kind !== 'lab');
      await this.select(this.chosen?.id);
    });
  }

  /** Takes what the engine tells of a connection. */
  async told(connection: EchoConnection): Promise<void> {
    const { id } = connection;
    if (this.#removed.has(id)) return;
    const known = this.connections.some((one) => one.id === id);
    this.connections = known
      ? this.connections.map((one) => (one.id === id ? connection : one))
      : [...this.connections, connection];
    await this.conversation.told(id, connection.segments);
  }

  async select(id: string | undefined): Promise<void> {
    this.selected = id;
    const { chosen, conversation } = this;
    if (conversation.connection === chosen?.id) {
      if (chosen !== undefined) await conversation.told(chosen.id, chosen.segments);
    } else await conversation.open(chosen?.id, chosen?.segments ?? 0);
  }

  /** What comes to nothing is in the list too, with its reason. */
  async connect(): Promise<void> {
    const { input } = this;
    if (input === undefined || this.phase !== 'idle') return;
    await this.whileRunning(async (signal) => {
      try {
        const connection = await this.#client.echo.connect(input, { signal });
        await this.told(connection);
        await this.select(connection.id);
        this.problem = undefined;
      } catch (thrown) {
        if (!signal.aborted) this.#report(thrown);
      }
    });
  }

  async disconnect(id: string, how: 'close' | 'finish' | 'reset'): Promise<void> {
    await this.#attempt(async () => this.told(await this.#client.echo.disconnect({ id, how })));
  }

  async remove(id: string): Promise<void> {
    await this.#attempt(async () => {
      await this.#client.echo.removeConnection({ id });
      this.#removed.add(id);
      this.connections = this.connections.filter((one) => one.id !== id);
      if (this.selected === id) await this.select(undefined);
    });
  }

  /** Removes those that have ended. */
  async removeEnded(): Promise<void> {
    for (const { id, state } of this.connections) {
      if (state === 'closed' || state === 'failed') await this.remove(id);
    }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = undefined;
    } catch (thrown) {
      this.#report(thrown);
    }
  }

  #report(thrown: unknown): void {
    const problem = toProblem(thrown);
    if (problem.code !== 'connection-lost') this.problem = problem;
  }
}
