import type { Client } from '#shared/contract/index.ts';
import type { NotificationType } from '#shared/model/notification-send.ts';

/** Milliseconds a person may go on typing before the engine is asked. */
const quiet = 150;

/** Completes names of notifications. */
export class NotificationLookup {
  readonly #client: Client;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #search = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Notifications that have what is typed, after a moment's quiet; only the last question is answered. */
  async search(text: string): Promise<readonly NotificationType[] | undefined> {
    const turn = ++this.#search;
    clearTimeout(this.#timer);
    await new Promise<void>((done) => {
      this.#timer = setTimeout(done, quiet);
    });
    if (turn !== this.#search) return undefined;
    try {
      const found = await this.#client.traps.types({ search: text.trim(), count: 30 });
      return turn === this.#search ? found : undefined;
    } catch {
      return turn === this.#search ? [] : undefined;
    }
  }
}
