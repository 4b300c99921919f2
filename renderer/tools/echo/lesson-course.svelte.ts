import type { LessonEvent, LessonKind, LessonLine, LessonSeries, LessonStep } from '#shared/model/echo-lesson.ts';

type Told<Type extends LessonEvent['type']> = Extract<LessonEvent, { type: Type }>;

export interface CourseStep {
  step: LessonStep;
  at: number;
  lines: readonly Told<'line'>[];
}

/** Samples of a chart; of more the older half is thinned. */
const mostSamples = 4000;

/** One run of a lesson as it was told so far. */
export class LessonCourse {
  readonly kind: LessonKind;
  readonly exchange: string;
  state = $state<'running' | 'ended' | 'cancelled' | 'failed'>('running');
  steps = $state.raw<readonly CourseStep[]>([]);
  samples = $state.raw<readonly Told<'sample'>[]>([]);
  conclusion = $state.raw<Told<'conclusion'>>();
  /** The step for which it waits. */
  next = $state<LessonStep>();
  startedAt = $state(0);

  constructor(kind: LessonKind, exchange: string) {
    this.kind = kind;
    this.exchange = exchange;
  }

  told(event: LessonEvent): void {
    switch (event.type) {
      case 'begun':
        this.startedAt = event.at;
        return;
      case 'step':
        this.next = undefined;
        this.steps = [...this.steps, { step: event.step, at: event.at, lines: [] }];
        return;
      case 'line': {
        const last = this.steps.at(-1);
        if (last === undefined) return;
        this.steps = [...this.steps.slice(0, -1), { ...last, lines: [...last.lines, event] }];
        return;
      }
      case 'sample':
        this.samples = [...this.#thinned(), event];
        return;
      case 'waiting':
        this.next = event.next;
        return;
      case 'conclusion':
        this.conclusion = event;
    }
  }

  /** Lines that say what came of it. */
  get concluding(): readonly LessonLine[] {
    return this.conclusion?.lines ?? [];
  }

  /** The series that were measured, in the order of `names`. */
  measured(names: readonly LessonSeries[]): LessonSeries[] {
    return names.filter((name) => this.samples.some(({ values }) => values[name] !== undefined));
  }

  #thinned(): readonly Told<'sample'>[] {
    if (this.samples.length < mostSamples) return this.samples;
    return this.samples.filter((_, index) => index >= mostSamples / 2 || index % 2 === 0);
  }
}
