import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TcpConnection } from '#electron/net/tcp/tcp-io.ts';
import type { LessonEvent, LessonInput, LessonLine, LessonSeries, LessonStep } from '#shared/model/echo-lesson.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import type { EchoLog } from '../echo-log.ts';
import type { LessonCapture } from './lesson-capture.ts';

type Params = LessonLine['params'];
export type Conclusion = Omit<Extract<LessonEvent, { type: 'conclusion' }>, 'type' | 'at'>;

/** An experiment: does it step by step, tells what it does and sees, and says what was shown. */
export type Experiment = (lesson: LessonRun) => Promise<Conclusion>;

/** Milliseconds between two looks at what is awaited, and between two samples. */
const lookEvery = 10;
export const sampleEvery = 50;
/** Events that wait for whoever listens; then samples are left out. */
const mostWaiting = 5000;

/** One lesson while it runs: what an experiment tells goes to whoever listens and onto the timeline. */
export class LessonRun {
  readonly input: LessonInput;
  readonly deps: EchoDeps;
  readonly log: EchoLog;
  readonly capture: LessonCapture;
  /** Aborted when it is cancelled or over. */
  readonly signal: AbortSignal;
  #events: LessonEvent[] = [];
  #wake = () => {};
  #isOver = false;
  #next: LessonStep | undefined;
  #go = () => {};
  #isFirst = true;
  #hasTable: boolean | undefined;

  constructor(input: LessonInput, deps: EchoDeps, log: EchoLog, capture: LessonCapture, signal: AbortSignal) {
    this.input = input;
    this.deps = deps;
    this.log = log;
    this.capture = capture;
    this.signal = signal;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
  }

  now(): number {
    return this.deps.clock.now();
  }

  /** Whether the system tells of its connections. */
  get hasTable(): boolean {
    return this.#hasTable === true;
  }

  /** Says of the first connection what can be seen of it: whether its segments are captured, and whether the system tells of it. */
  async lookAround({ local, remote }: Pick<TcpConnection, 'local' | 'remote'>): Promise<void> {
    if (this.#hasTable !== undefined) return;
    const { interface: name } = this.capture;
    if (name === undefined) this.saw('not-captured');
    else this.saw('captured', { interface: name });
    this.#hasTable = (await this.deps.tcpSocket(local, remote)) !== undefined;
    if (!this.#hasTable) this.saw('no-table');
  }

  /** Begins a step; in a guided lesson each but the first waits until it is asked for. @throws ProblemError cancelled. */
  async step(step: LessonStep): Promise<void> {
    if (!this.#isFirst && this.input.pace === 'guided') {
      this.#next = step;
      this.#tell({ type: 'waiting', at: this.now(), next: step });
      await this.#orCancelled(
        new Promise<void>((resolve) => {
          this.#go = resolve;
        }),
      );
    }
    this.#isFirst = false;
    this.log.note('echo-lesson-step', { step });
    this.#tell({ type: 'step', at: this.now(), step });
  }

  /** Goes on where the lesson waits for this step. False: it does not. */
  goOn(step: LessonStep): boolean {
    if (this.#next !== step) return false;
    this.#next = undefined;
    this.#go();
    return true;
  }

  did(code: LessonLine['code'], params: Params = {}): void {
    this.#line('did', code, params);
  }

  saw(code: LessonLine['code'], params: Params = {}): void {
    this.#line('saw', code, params);
  }

  means(code: LessonLine['code'], params: Params = {}): void {
    this.#line('means', code, params);
  }

  sample(values: Partial<Record<LessonSeries, number>>): void {
    if (this.#events.length < mostWaiting) this.#tell({ type: 'sample', at: this.now(), values });
  }

  /** @throws ProblemError cancelled. */
  async pause(milliseconds: number): Promise<void> {
    let cancel = () => {};
    try {
      await this.#orCancelled(
        new Promise<void>((resolve) => {
          cancel = this.deps.clock.after(milliseconds, resolve);
        }),
      );
    } finally {
      cancel();
    }
  }

  /** Waits until something is so, and tells whether it came to be so in time. @throws ProblemError cancelled. */
  async until(isSo: () => boolean | Promise<boolean>, patience: number): Promise<boolean> {
    const end = this.now() + patience;
    for (;;) {
      if (await isSo()) return true;
      if (this.now() > end) return false;
      await this.pause(lookEvery);
    }
  }

  /** Waits for something that must come in time. @throws ProblemError echo-lesson-failed, cancelled. */
  async within(work: Promise<void>, patience: number): Promise<void> {
    let cancel = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      const reason = 'ETIMEDOUT';
      cancel = this.deps.clock.after(patience, () => reject(new ProblemError('echo-lesson-failed', { reason })));
    });
    try {
      await this.#orCancelled(Promise.race([work, late]));
    } finally {
      cancel();
    }
  }

  /** Does the experiment, and tells its end. @throws what the experiment throws. */
  async run(experiment: Experiment): Promise<Conclusion['outcome']> {
    try {
      this.#tell({ type: 'begun', at: this.now(), exchange: this.log.id });
      const conclusion = await experiment(this);
      for (const line of conclusion.lines) this.#note(line);
      this.#tell({ type: 'conclusion', at: this.now(), ...conclusion });
      return conclusion.outcome;
    } finally {
      this.#isOver = true;
      this.#wake();
    }
  }

  /** Everything that is told, until its end. */
  async *events(): AsyncGenerator<LessonEvent> {
    while (!this.signal.aborted) {
      const events = this.#events;
      this.#events = [];
      yield* events;
      if (this.#events.length > 0) continue;
      if (this.#isOver) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      // What is told together is taken together.
      await nextTurn();
    }
  }

  #line(role: 'did' | 'saw' | 'means', code: LessonLine['code'], params: Params): void {
    this.#note({ code, params });
    this.#tell({ type: 'line', at: this.now(), role, code, params });
  }

  #note({ code, params }: LessonLine): void {
    this.log.note('echo-lesson', { ...params, line: code });
  }

  #tell(event: LessonEvent): void {
    this.#events.push(event);
    this.#wake();
  }

  async #orCancelled(work: Promise<void>): Promise<void> {
    let leave = () => {};
    const cancelled = new Promise<never>((_resolve, reject) => {
      const aborted = () => reject(new ProblemError('cancelled'));
      this.signal.addEventListener('abort', aborted, { once: true });
      leave = () => this.signal.removeEventListener('abort', aborted);
      if (this.signal.aborted) aborted();
    });
    try {
      await Promise.race([work, cancelled]);
    } finally {
      leave();
    }
  }
}
