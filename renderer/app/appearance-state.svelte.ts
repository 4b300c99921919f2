import { type Locale, locales, type Settings } from '#shared/contract/settings.ts';
import { overwriteGetLocale } from '#shared/messages/compiled/runtime.js';

export type AppearanceChoice = Pick<Settings, 'theme' | 'locale'>;

const memoKey = 'punchdown.appearance';

/** The language of a system that asks for these, best first. */
export function localeOf(languages: readonly string[]): Locale {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return 'zh-CN';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}

/** Theme and language. Every text reads `language`, so that a change shows at once and nothing is mounted anew. */
export class AppearanceState {
  theme = $state<Settings['theme']>('system');
  locale = $state<Settings['locale']>('system');
  #system = $state<Locale>(localeOf(navigator.languages));
  readonly language = $derived(this.locale === 'system' ? this.#system : this.locale);

  constructor() {
    // The settings come from the engine; until then the window looks as it did last.
    this.#apply(recall());
    overwriteGetLocale(() => this.language);
    window.addEventListener('languagechange', () => {
      this.#system = localeOf(navigator.languages);
    });
  }

  /** Takes over a choice, tells the desktop's own side, and remembers it for the next start's first moments. */
  set(choice: Partial<AppearanceChoice>): void {
    this.#apply(choice);
    const { theme, locale } = this;
    localStorage.setItem(memoKey, JSON.stringify({ theme, locale }));
    window.punchdown?.appearance({ theme, locale });
  }

  #apply({ theme, locale }: Partial<AppearanceChoice>): void {
    if (theme) this.theme = theme;
    if (locale) this.locale = locale;
  }
}

function recall(): Partial<AppearanceChoice> {
  try {
    const { theme, locale } = JSON.parse(localStorage.getItem(memoKey) ?? '{}') as Record<string, unknown>;
    const choice: Partial<AppearanceChoice> = {};
    if (theme === 'light' || theme === 'dark') choice.theme = theme;
    const known = locales.find((one) => one === locale);
    if (known) choice.locale = known;
    return choice;
  } catch {
    return {};
  }
}
