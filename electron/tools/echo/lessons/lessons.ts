import { randomUUID } from 'node:crypto';
import {
  type Lesson,
  type LessonEvent,
  type LessonInput,
  type LessonKind,
  type LessonStep,
  lessonKinds,
  lessonSteps,
} from '#shared/model/echo-lesson.ts';
import { ProblemError, problem } from '#shared/problem/problem.ts';
import type { Captures } from '../capture/captures.ts';
import type { EchoDeps } from '../deps.ts';
import { EchoLog } from '../echo-log.ts';
import { deadlock, usualBytes } from './deadlock.ts';
import { halfClose } from './half-close.ts';
import { keepAlive, usualSeconds } from './keep-alive.ts';
import { LessonCapture } from './lesson-capture.ts';
import { type Experiment, LessonRun } from './lesson-run.ts';
import { nagle, usualRounds } from './nagle.ts';
import { reset, usualResetBytes } from './reset.ts';
import { timeWait } from './time-wait.ts';

/** Pieces of a lesson's traffic on the timeline. */
const mostKept = 600;
/** Lessons at a time: each may fill the buffers of a connection. */
const mostLessons = 8;

const experiments: Readonly<Record<LessonKind, { experiment: Experiment; options: Lesson['options'] }>> = {
  deadlock: { experiment: deadlock, options: { bytes: usualBytes } },
  'half-close': { experiment: halfClose, options: {} },
  reset: { experiment: reset, options: { bytes: usualResetBytes } },
  nagle: { experiment: nagle, options: { rounds: usualRounds } },
  'keep-alive': { experiment: keepAlive, options: { seconds: usualSeconds } },
  'time-wait': { experiment: timeWait, options: {} },
};

/** Experiments with real connections of this machine to itself. */
export class Lessons {
  readonly #deps: EchoDeps;
  readonly #captures: Captures;
  readonly #running = new Map<string, LessonRun>();

  constructor(deps: EchoDeps, captures: Captures) {
    this.#deps = deps;
    this.#captures = captures;
  }

  list(): Lesson[] {
    return lessonKinds.map((kind) => ({ kind, steps: [...lessonSteps[kind]], options: experiments[kind].options }));
  }

  /**
   * Runs one and tells what happens. It ends with whoever listens.
   *
   * @throws ProblemError echo-too-many-lessons, echo-lesson-failed (the system refused something), connection-ended, connect-failed, cancelled.
   */
  async *run(input: LessonInput, signal: AbortSignal): AsyncGenerator<LessonEvent> {
    if (this.#running.size >= mostLessons) throw new ProblemError('echo-too-many-lessons', { count: mostLessons });
    const { kind, exchange: id = randomUUID() } = input;
    if (this.#running.has(id)) throw new ProblemError('echo-lesson-runs', { id });
    const recording = this.#deps.recorder.begin({ id, tool: 'echo', verb: 'lesson', target: kind });
    const log = new EchoLog(recording, 'tcp', mostKept);
    const stop = new AbortController();
    const capture = new LessonCapture(this.#captures, this.#deps, log);
    const lesson = new LessonRun(input, this.#deps, log, capture, AbortSignal.any([signal, stop.signal]));
    this.#running.set(id, lesson);
    const done = this.#conduct(lesson, kind);
    // It is awaited behind the events; until then a failure is nobody's.
    done.catch(() => {});
    try {
      yield* lesson.events();
      if (!signal.aborted) await done;
    } finally {
      stop.abort();
      await done.catch(() => {});
      this.#running.delete(id);
    }
  }

  /** @throws ProblemError echo-lesson-unknown: no such lesson waits for this step. */
  goOn(id: string, step: LessonStep): void {
    if (this.#running.get(id)?.goOn(step) !== true) throw new ProblemError('echo-lesson-unknown', { id, step });
  }

  async #conduct(lesson: LessonRun, kind: LessonKind): Promise<void> {
    const { log, capture } = lesson;
    try {
      const outcome = await lesson.run(experiments[kind].experiment);
      await capture.finish();
      await log.end(outcome);
    } catch (error) {
      const found =
        error instanceof ProblemError
          ? error.problem
          : problem(
              'echo-lesson-failed',
              { reason: (error as NodeJS.ErrnoException).code ?? String(error) },
              String(error),
            );
      if (found.code === 'cancelled') log.note('cancelled');
      else log.note('problem', {}, found);
      await capture.finish();
      await log.end(found.code === 'cancelled' ? 'cancelled' : 'failed');
      throw ProblemError.of(found);
    }
  }
}
