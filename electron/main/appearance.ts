import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { app, nativeTheme } from 'electron';
import type { Locale } from '#shared/contract/settings.ts';
import { type Appearance, appearanceSchema } from './ipc.ts';

const unset: Appearance = { theme: 'system', locale: 'system' };

/**
 * The page's last theme and language, kept beside the workspace: the window needs its colour and the menu its language
 * before there is an engine to ask.
 */
export class AppearanceFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  read(): Appearance {
    try {
      return appearanceSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return unset;
    }
  }

  write(appearance: Appearance): void {
    try {
      writeFileSync(`${this.#path}.new`, JSON.stringify(appearance));
      renameSync(`${this.#path}.new`, this.#path);
    } catch (cause) {
      // Only the first moments of the next start look different.
      console.error('Could not keep the appearance.', cause);
    }
  }
}

/** Sets the theme of everything native and of the page's `prefers-color-scheme`. */
export function applyTheme(theme: Appearance['theme']): void {
  nativeTheme.themeSource = theme;
}

/** The language for native texts: the chosen one, or the first of the system's that we speak. */
export function nativeLocale(locale: Appearance['locale']): Locale {
  if (locale !== 'system') return locale;
  for (const language of app.getPreferredSystemLanguages()) {
    if (/^zh\b/i.test(language)) return 'zh-CN';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}
