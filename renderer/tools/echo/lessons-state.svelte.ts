import type { Client } from '#shared/contract/index.ts';
import { type Lesson, type LessonKind, lessonKinds } from '#shared/model/echo-lesson.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { LessonCourse } from './lesson-course.svelte.ts';
import { type LessonDraft, readLessonDraft, toLesson } from './lesson-draft.ts';

/** The lessons there are, the one that is looked at, and what came of each. It needs no browser. */
export class LessonsState extends RunningCall {
  lessons = $state.raw<readonly Lesson[]>([]);
  draft = $state.raw<LessonDraft>(readLessonDraft({}, lessonKinds));
  problem = $state.raw<Problem>();

  readonly #client: Client;
  readonly #save: (draft: LessonDraft) => void;
  readonly #onexchange: (exchange: string) => void;
  #courses = $state.raw<ReadonlyMap<LessonKind, LessonCourse>>(new Map());
  #touched = false;

  readonly chosen = $derived(this.lessons.find(({ kind }) => kind === this.draft.kind));
  readonly input = $derived(this.chosen === undefined ? undefined : toLesson(this.draft, this.chosen));
  /** The last run of the one that is looked at. */
  readonly course = $derived(this.#courses.get(this.draft.kind));
  /** The one that runs. */
  readonly running = $derived([...this.#courses.values()].find(({ state }) => state === 'running'));

  /** `onexchange` is told of each run that begins. */
  constructor(
    client: Client,
    onexchange: (exchange: string) => void = () => {},
    save: (draft: LessonDraft) => void = () => {},
  ) {
    super();
    this.#client = client;
    this.#onexchange = onexchange;
    this.#save = save;
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readLessonDraft(kept, lessonKinds);
  }

  set(fields: Partial<LessonDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save(this.draft);
  }

  async load(): Promise<void> {
    try {
      this.lessons = await this.#client.echo.lessons();
    } catch (thrown) {
      this.#report(thrown);
    }
  }

  courseOf(kind: LessonKind): LessonCourse | undefined {
    return this.#courses.get(kind);
  }

  async run(): Promise<void> {
    const { input } = this;
    if (this.phase !== 'idle' || input === undefined) return;
    const course = new LessonCourse(input.kind, crypto.randomUUID());
    this.#courses = new Map([...this.#courses, [input.kind, course]]);
    this.problem = undefined;
    this.#onexchange(course.exchange);
    await this.whileRunning(async (signal) => {
      try {
        const events = await this.#client.echo.lesson({ ...input, exchange: course.exchange }, { signal });
        for await (const event of events) course.told(event);
        course.state = course.conclusion === undefined ? 'cancelled' : 'ended';
      } catch (thrown) {
        course.state = signal.aborted ? 'cancelled' : 'failed';
        if (!signal.aborted) this.#report(thrown);
      } finally {
        course.next = undefined;
      }
    });
  }

  /** Goes on with the step for which the lesson waits. */
  async goOn(): Promise<void> {
    const step = this.running?.next;
    const id = this.running?.exchange;
    if (step === undefined || id === undefined) return;
    try {
      await this.#client.echo.lessonStep({ id, step });
    } catch (thrown) {
      this.#report(thrown);
    }
  }

  #report(thrown: unknown): void {
    const problem = toProblem(thrown);
    if (problem.code !== 'connection-lost') this.problem = problem;
  }
}
