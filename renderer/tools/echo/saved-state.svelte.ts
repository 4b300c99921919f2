import type { Client } from '#shared/contract/index.ts';
import type { ConnectInput, Payload, Saved } from '#shared/model/echo.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';

/** A saved item that is a connection with what is sent over it. */
export type SavedRequest = Saved & { connection: NonNullable<Saved['connection']> };

/** Requests to be used again, in folders, and the one that was opened last. It needs no browser. */
export class SavedState extends AttemptState {
  requests = $state.raw<readonly SavedRequest[]>([]);
  opened = $state('');

  readonly #client: Client;

  readonly current = $derived(this.requests.find(({ id }) => id === this.opened));
  readonly folders = $derived([...new Set(this.requests.map(({ folder }) => folder).filter((name) => name !== ''))]);

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  async load(): Promise<void> {
    await this.attempt(() => this.#read());
  }

  /** The one that is open is changed where it keeps its place and name; else it is a new one. @throws what the engine does. */
  async save(folder: string, name: string, input: ConnectInput, payload: Payload): Promise<void> {
    const { current } = this;
    const isSame = current !== undefined && current.folder === folder.trim() && current.name === name.trim();
    const { id } = await this.#client.echo.save({
      ...(isSame ? { id: current.id } : {}),
      folder,
      name,
      connection: { ...input, payload },
    });
    await this.#read();
    this.opened = id;
  }

  async forget(id: string): Promise<void> {
    await this.attempt(async () => {
      await this.#client.echo.forget({ id });
      if (this.opened === id) this.opened = '';
      await this.#read();
    });
  }

  async #read(): Promise<void> {
    const saved = await this.#client.echo.saved();
    this.requests = saved.filter((one): one is SavedRequest => one.connection !== undefined);
  }
}
