import type { Client } from '#shared/contract/index.ts';
import type { Saved } from '#shared/model/echo.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';

export type SavedKind = 'server' | 'connection';
/** What is saved of a server, or of a connection with what is sent over it. */
export type SavedContent<Kind extends SavedKind> = NonNullable<Saved[Kind]>;

interface SavedItem<Kind extends SavedKind> {
  id: string;
  folder: string;
  name: string;
  content: SavedContent<Kind>;
}

/** Servers or requests to be used again, in folders, and the one that was opened last. It needs no browser. */
export class SavedState<Kind extends SavedKind = SavedKind> extends AttemptState {
  readonly kind: Kind;
  items = $state.raw<readonly SavedItem<Kind>[]>([]);
  opened = $state('');

  readonly #client: Client;

  readonly current = $derived(this.items.find(({ id }) => id === this.opened));
  readonly folders = $derived([...new Set(this.items.map(({ folder }) => folder).filter((name) => name !== ''))]);

  constructor(client: Client, kind: Kind) {
    super();
    this.#client = client;
    this.kind = kind;
  }

  async load(): Promise<void> {
    await this.attempt(() => this.#read());
  }

  /** The one that is open is changed where it keeps its place and name; else it is a new one. @throws what the engine does. */
  async save(folder: string, name: string, content: SavedContent<Kind>): Promise<void> {
    const { current } = this;
    const isSame = current !== undefined && current.folder === folder.trim() && current.name === name.trim();
    const { id } = await this.#client.echo.save({
      ...(isSame ? { id: current.id } : {}),
      folder,
      name,
      [this.kind]: content,
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
    this.items = saved.flatMap(({ id, folder, name, [this.kind]: content }) =>
      content === undefined ? [] : [{ id, folder, name, content }],
    );
  }
}
