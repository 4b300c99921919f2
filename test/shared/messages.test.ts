import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locales } from '#shared/contract/settings.ts';

const folder = resolve(import.meta.dirname, '../../shared/messages');
const settings = resolve(import.meta.dirname, '../../build/messages/punchdown.inlang/settings.json');

interface Variants {
  declarations?: string[];
  match: Record<string, string>;
}
type Message = string | Variants[];
type Messages = Record<string, Message>;

function read(locale: string, area: string): Messages {
  return JSON.parse(readFileSync(resolve(folder, locale, area), 'utf8')) as Messages;
}

/** Every text of a message: one, or one a variant. */
function textsOf(message: Message): string[] {
  return typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
}

/** The values a message is given: what it prints, and what only chooses a variant. */
function inputsOf(message: Message): string[] {
  const printed = textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
  const declared =
    typeof message === 'string'
      ? []
      : message.flatMap(({ declarations = [] }) =>
          declarations.filter((line) => line.startsWith('input ')).map((line) => line.slice('input '.length)),
        );
  return [...new Set([...printed, ...declared])].sort();
}

const areas = readdirSync(resolve(folder, 'en')).sort();

describe('messages', () => {
  it('have the same files in every language, and every file is compiled', () => {
    for (const locale of locales) expect(readdirSync(resolve(folder, locale)).sort()).toEqual(areas);
    const project = JSON.parse(readFileSync(settings, 'utf8'));
    const compiled = project['plugin.inlang.messageFormat'].pathPattern.map((path: string) => path.split('/').at(-1));
    expect(compiled.sort()).toEqual(areas);
  });

  it('have one key in one file only', () => {
    const keys = areas.flatMap((area) => Object.keys(read('en', area)));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  describe.each(areas)('%s', (area) => {
    const english = read('en', area);
    it.each(locales.filter((locale) => locale !== 'en'))('has the keys and placeholders of English in %s', (locale) => {
      const other = read(locale, area);
      expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
      const differing = Object.entries(english)
        .map(([key, message]) => ({ key, english: inputsOf(message), other: inputsOf(other[key] ?? '') }))
        .filter(({ english, other }) => english.join() !== other.join());
      expect(differing).toEqual([]);
    });

    it.each(locales)('has no empty text in %s', (locale) => {
      const empty = Object.entries(read(locale, area)).filter(([, message]) =>
        textsOf(message).some((text) => text.trim() === ''),
      );
      expect(empty).toEqual([]);
    });
  });

  it('say everything in Chinese that has words', () => {
    // What is the same in both languages: names, terms of the field, units. Anything else is forgotten.
    const same = areas.flatMap((area) => {
      const chinese = read('zh-CN', area);
      return Object.entries(read('en', area))
        .filter(([key, message]) => textsOf(message).join() === textsOf(chinese[key] ?? '').join())
        .filter(([, message]) => textsOf(message).some((text) => /[a-z]{4,} [a-z]{3,}/.test(text)))
        .map(([key]) => key);
    });
    expect(same).toEqual([]);
  });
});
