import type { Handlers } from '#shared/contract/handlers.ts';
import { type Settings, type settingsContract, settingsSchema } from '#shared/contract/settings.ts';
import type { SettingsDeps } from './deps.ts';

const defaults: Settings = { theme: 'system', locale: 'system', drafts: {} };
const draftPrefix = 'draft ';

/** Settings are one row a key, drafts one row a page: a damaged or outdated value falls back to its default alone. */
export function createSettings({ store }: SettingsDeps): Handlers<typeof settingsContract> {
  const readAll = store.prepare('SELECT key, value FROM setting');
  const put = store.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );

  function get(): Settings {
    const settings: Settings = { ...defaults, drafts: {} };
    for (const { key, value } of readAll.all() as { key: string; value: string }[]) {
      const parsed = parse(value);
      if (key.startsWith(draftPrefix)) {
        const draft = settingsSchema.shape.drafts.safeParse({ [key.slice(draftPrefix.length)]: parsed });
        if (draft.success) Object.assign(settings.drafts, draft.data);
      } else {
        const known = settingsSchema
          .omit({ drafts: true })
          .partial()
          .safeParse({ [key]: parsed });
        if (known.success) Object.assign(settings, known.data);
      }
    }
    return settings;
  }

  return {
    get,
    async update(change) {
      const { drafts = {}, ...rest } = change;
      await store.writer.write(() => {
        for (const [key, value] of Object.entries(rest)) put.run(key, JSON.stringify(value));
        for (const [page, draft] of Object.entries(drafts)) put.run(draftPrefix + page, JSON.stringify(draft));
      });
      return get();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
