import type { Client } from '#shared/contract/index.ts';
import type { Settings } from '#shared/contract/settings.ts';

export type Draft = Settings['drafts'][string];
export type DraftFields = Readonly<Record<string, Draft>>;

/** Milliseconds a person may go on typing before a draft is sent to the engine. */
const quiet = 400;

/** What the pages want to find again: unfinished input, the last page, the inspector's width. Kept with the settings. */
export class DraftsState {
  /** False until the settings came; a page that reads its draft before that gets undefined. */
  loaded = $state(false);
  readonly #client: Client;
  #drafts: Settings['drafts'] = {};
  #unsent: Settings['drafts'] = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  load(drafts: Settings['drafts']): void {
    this.#drafts = { ...drafts, ...this.#unsent };
    this.loaded = true;
  }

  get(name: string): Draft | undefined {
    return this.#drafts[name];
  }

  /** The fields of a draft; none where nothing was kept, or something that has none. */
  fields(name: string): DraftFields {
    const draft = this.#drafts[name];
    return typeof draft === 'object' && draft !== null && !Array.isArray(draft) ? draft : {};
  }

  set(name: string, draft: Draft): void {
    this.#drafts[name] = draft;
    this.#unsent[name] = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), quiet);
  }

  /** Sends what has not been sent: also when the page goes away. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const drafts = this.#unsent;
    if (Object.keys(drafts).length === 0) return;
    this.#unsent = {};
    try {
      await this.#client.settings.update({ drafts });
    } catch {
      // Shown by the connection's banner; the draft goes out with the next change or connection.
      this.#unsent = { ...drafts, ...this.#unsent };
    }
  }
}
