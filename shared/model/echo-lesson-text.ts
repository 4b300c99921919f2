import { m } from '../messages/compiled/messages.js';
import { getLocale } from '../messages/compiled/runtime.js';
import type { LessonLine } from './echo-lesson.ts';

type Texts = Readonly<Record<string, ((params: LessonLine['params']) => string) | undefined>>;

// Which parameters a text uses differs by code, so that the compiler cannot pair them here.
const texts = m as unknown as Texts;

/** "client" and what else is a word of ours; anything else as it is. */
export function lessonWord(word: string): string {
  const key = `lesson_word_${word.replaceAll('-', '_')}`;
  return (Object.hasOwn(texts, key) ? texts[key]?.({}) : undefined) ?? word;
}

/** With as many decimals as it is worth. */
function numberText(value: number): string {
  const maximumFractionDigits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return new Intl.NumberFormat(getLocale(), { maximumFractionDigits }).format(value);
}

/** A line of a lesson in the reader's language, and its numbers with that language's separators. Never throws. */
export function lessonLineText({ code, params }: { code: string; params: LessonLine['params'] }): string {
  const written = new Proxy(params, {
    get: (target, name) => {
      const value = typeof name === 'string' && Object.hasOwn(target, name) ? target[name] : undefined;
      if (typeof value === 'number') return numberText(value);
      return value === undefined ? '–' : lessonWord(value);
    },
  });
  return texts[`lesson_${code.replaceAll('-', '_')}`]?.(written) ?? code;
}
