import type { Store } from '#electron/storage/store.ts';
import { type ReceiverSettings, receiverSettingsSchema } from '#shared/model/notification.ts';

const defaults: ReceiverSettings = { communities: 'any', unknownEngines: 'accept', keepCount: 1_000_000, keepDays: 0 };

/** One row a setting: a damaged or outdated value falls back to its default alone. */
export class SettingsStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get(): ReceiverSettings {
    const settings: Record<string, unknown> = { ...defaults };
    const rows = this.#store.prepare('SELECT key, value FROM trap_setting').all() as { key: string; value: string }[];
    for (const { key, value } of rows) {
      const known = receiverSettingsSchema.partial().safeParse({ [key]: parsed(value) });
      if (known.success) Object.assign(settings, known.data);
    }
    return receiverSettingsSchema.parse(settings);
  }

  async save(settings: ReceiverSettings): Promise<ReceiverSettings> {
    await this.#store.writer.write(() => {
      const put = this.#store.prepare('INSERT OR REPLACE INTO trap_setting (key, value) VALUES (?, ?)');
      for (const [key, value] of Object.entries(settings)) put.run(key, JSON.stringify(value));
    });
    return this.get();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
