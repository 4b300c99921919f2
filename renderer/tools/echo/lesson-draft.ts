import type { Lesson, LessonInput, LessonKind } from '#shared/model/echo-lesson.ts';
import { keptFields, numberFault, type Range } from './draft-text.ts';

export type LessonOption = keyof Lesson['options'];

/** Which lesson is looked at, and how each is to be run. */
export interface LessonDraft {
  kind: LessonKind;
  guided: boolean;
  /** As typed; '' or absent: the usual. */
  options: Partial<Record<LessonOption, string>>;
}

/** As in the contract. */
const limits: Readonly<Record<LessonOption, Range>> = {
  bytes: { min: 1, max: 64 << 20 },
  rounds: { min: 3, max: 500 },
  seconds: { min: 1, max: 60 },
};
export const lessonOptions = Object.keys(limits) as LessonOption[];

export function readLessonDraft(kept: unknown, kinds: readonly LessonKind[]): LessonDraft {
  const { fields } = keptFields(kept);
  const { text } = keptFields(fields.options);
  return {
    kind: kinds.find((kind) => kind === fields.kind) ?? 'deadlock',
    guided: fields.guided !== false,
    options: Object.fromEntries(lessonOptions.map((name) => [name, text(name, '')])),
  };
}

/** What is wrong with an option: the range that it must be in. */
export function optionFault(text: string | undefined, name: LessonOption): Range | undefined {
  return text === undefined || text.trim() === '' ? undefined : numberFault(text, limits[name]);
}

/** Undefined while something that the lesson asks for cannot be read. */
export function toLesson(draft: LessonDraft, { options: asked }: Pick<Lesson, 'options'>): LessonInput | undefined {
  const options: LessonInput['options'] = {};
  for (const name of lessonOptions) {
    const typed = draft.options[name] ?? '';
    if (asked[name] === undefined || typed.trim() === '') continue;
    if (optionFault(typed, name) !== undefined) return undefined;
    options[name] = Number(typed);
  }
  return { kind: draft.kind, pace: draft.guided ? 'guided' : 'auto', options };
}
