import { Captures } from '#electron/tools/echo/capture/captures.ts';
import { Lessons } from '#electron/tools/echo/lessons/lessons.ts';
import { type LessonEvent, type LessonLine, lessonEventSchema, lessonInputSchema } from '#shared/model/echo-lesson.ts';
import { echoDeps } from '../echo-deps.ts';

const never = new AbortController().signal;

/** Lessons over real sockets, and what they told. */
export function lessonCourse(...deps: Parameters<typeof echoDeps>) {
  const kept = echoDeps(...deps);
  // On a busy machine a packet process takes long to start.
  const lessons = new Lessons(kept.deps, new Captures(kept.deps, 30_000));
  return {
    ...kept,
    lessons,
    /** Runs one to its end; `onEvent` sees each event as it comes. */
    async take(input: object, onEvent: (event: LessonEvent) => void = () => {}, signal = never): Promise<Course> {
      const events: LessonEvent[] = [];
      for await (const event of lessons.run(lessonInputSchema.parse(input), signal)) {
        events.push(lessonEventSchema.parse(event));
        onEvent(event);
      }
      return new Course(events);
    },
  };
}

/** What one lesson told. */
export class Course {
  readonly events: readonly LessonEvent[];

  constructor(events: readonly LessonEvent[]) {
    this.events = events;
  }

  get conclusion() {
    return this.events.find((event) => event.type === 'conclusion');
  }

  get samples() {
    return this.events.flatMap((event) => (event.type === 'sample' ? [event.values] : []));
  }

  /** Parameters of the lines with this code. */
  all(code: LessonLine['code']): LessonLine['params'][] {
    return this.events.flatMap((event) => (event.type === 'line' && event.code === code ? [event.params] : []));
  }

  /** Those of the first, as numbers; a line that is missing fails. */
  numbers(code: LessonLine['code']): Record<string, number> {
    const [params] = this.all(code);
    if (params === undefined) throw new Error(`No line ${code}: ${this.codes.join(' ')}`);
    return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, Number(value)]));
  }

  get codes(): string[] {
    return this.events.flatMap((event) => (event.type === 'line' ? [event.code] : []));
  }
}
