import type { Client } from '#shared/contract/index.ts';
import type { EchoServer, ServeInput, ServerClient } from '#shared/model/echo.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';
import { readServerDraft, type ServerDraft, serverDraftOf, toServe } from './server-draft.ts';

/** Clients of a server that are shown. */
const mostClients = 500;

/** The servers there are, and the clients of the one that is looked at. It needs no browser. */
export class ServersState extends AttemptState {
  draft = $state.raw<ServerDraft>(readServerDraft({}));
  servers = $state.raw<readonly EchoServer[]>([]);
  selected = $state<string>();
  clients = $state.raw<{ total: number; clients: readonly ServerClient[] }>({ total: 0, clients: [] });
  busy = $state(false);

  readonly #client: Client;
  readonly #save: (draft: ServerDraft) => void;
  #touched = false;

  readonly chosen = $derived(this.servers.find(({ id }) => id === this.selected));
  readonly input = $derived(toServe(this.draft));

  constructor(client: Client, save: (draft: ServerDraft) => void = () => {}) {
    super();
    this.#client = client;
    this.#save = save;
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readServerDraft(kept);
  }

  set(fields: Partial<ServerDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save(this.draft);
  }

  /** The form as a server was saved. */
  fill(input: ServeInput): void {
    this.set(serverDraftOf(input));
  }

  async load(): Promise<void> {
    await this.attempt(async () => {
      this.servers = await this.#client.echo.servers();
    });
    await this.loadClients();
  }

  /** Takes what the engine tells of a server. */
  async told(server: EchoServer): Promise<void> {
    const known = this.servers.some(({ id }) => id === server.id);
    this.servers = known ? this.servers.map((one) => (one.id === server.id ? server : one)) : [...this.servers, server];
    if (server.id === this.selected) await this.loadClients();
  }

  async select(id: string | undefined): Promise<void> {
    this.selected = id;
    await this.loadClients();
  }

  async start(): Promise<boolean> {
    const { input } = this;
    if (input === undefined || this.busy) return false;
    this.busy = true;
    const started = await this.attempt(async () => {
      const server = await this.#client.echo.startServer(input);
      await this.told(server);
      await this.select(server.id);
    });
    this.busy = false;
    return started;
  }

  async stop(id: string): Promise<void> {
    await this.attempt(async () => this.told(await this.#client.echo.stopServer({ id })));
  }

  async remove(id: string): Promise<void> {
    await this.attempt(async () => {
      await this.#client.echo.removeServer({ id });
      this.servers = this.servers.filter((one) => one.id !== id);
      if (this.selected === id) await this.select(undefined);
    });
  }

  async closeClients(how: 'close' | 'reset', client?: string): Promise<void> {
    const id = this.selected;
    if (id === undefined) return;
    await this.attempt(async () => {
      await this.#client.echo.closeClients({ id, how, ...(client === undefined ? {} : { client }) });
    });
    await this.loadClients();
  }

  async loadClients(): Promise<void> {
    const id = this.selected;
    if (id === undefined) {
      this.clients = { total: 0, clients: [] };
      return;
    }
    await this.attempt(async () => {
      const clients = await this.#client.echo.clients({ id, count: mostClients });
      if (id === this.selected) this.clients = clients;
    });
  }
}
