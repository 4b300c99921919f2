import type { Client } from '#shared/contract/index.ts';
import type { Session } from '#shared/contract/sessions.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';

/** The sessions of the workspace and what is being done with them. */
export class SessionsState extends AttemptState {
  /** Undefined until the engine answered. */
  sessions = $state.raw<readonly Session[]>();
  selected = $state<number>();
  /** Which session's name is being edited, and what it reads now. */
  renaming = $state<number>();
  draftName = $state('');
  /** Which session is to be deleted, once confirmed. */
  deleting = $state.raw<Session>();
  readonly #client: Client;

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  async load(): Promise<void> {
    await this.attempt(async () => {
      this.sessions = await this.#client.sessions.list();
    });
  }

  /** Creates a session, opens it, and begins to name it. */
  async create(): Promise<void> {
    await this.attempt(async () => {
      const created = await this.#client.sessions.create({});
      this.sessions = await this.#client.sessions.list();
      this.selected = created.id;
      this.beginRename(created);
    });
  }

  async open(session: Session): Promise<boolean> {
    return this.attempt(async () => {
      await this.#client.sessions.open({ id: session.id });
      this.sessions = await this.#client.sessions.list();
    });
  }

  beginRename(session: Session): void {
    this.renaming = session.id;
    this.draftName = session.name;
  }

  cancelRename(): void {
    this.renaming = undefined;
  }

  /** Keeps the new name. An empty one changes nothing. */
  async finishRename(): Promise<void> {
    const id = this.renaming;
    const name = this.draftName.trim();
    const before = this.sessions?.find((session) => session.id === id);
    this.renaming = undefined;
    if (id === undefined || name === '' || name === before?.name) return;
    await this.attempt(async () => {
      const renamed = await this.#client.sessions.rename({ id, name });
      this.sessions = this.sessions?.map((session) => (session.id === id ? renamed : session));
    });
  }

  async delete(session: Session): Promise<boolean> {
    return this.attempt(async () => {
      await this.#client.sessions.delete({ id: session.id });
      this.sessions = await this.#client.sessions.list();
      if (this.selected === session.id) this.selected = undefined;
    });
  }
}
