import type { z } from 'zod';
import type { Sample, SnmpWatch, watchInputSchema } from '#shared/model/snmp-watch.ts';
import { type Problem, problemOf } from '#shared/problem/problem.ts';
import type { Agent } from '../client/agent.ts';
import type { Exchange } from '../exchange.ts';
import { operationWith, type SnmpTool } from '../operation.ts';
import { resolveAgent, type Target } from '../targets.ts';
import { ObjectPoller, type PolledObject } from './object-poller.ts';
import { type PollTime, type Reading, rateOf, spanBetween } from './rate.ts';
import type { WatchStore } from './watch-store.ts';

export interface WatchPlan {
  target: Target;
  exchange: Exchange;
  options: Pick<z.output<typeof watchInputSchema>, 'timeout' | 'retries'>;
  /** After each poll, once it is stored, and at the end. */
  onNews(): void;
}

/** Characters kept of a value that is no number. */
const longestText = 1000;

/** Polls on a steady grid until it is stopped. A poll that takes longer than the interval takes the next ones' place. */
export class RunningWatch {
  readonly #tool: SnmpTool;
  readonly #store: WatchStore;
  readonly #plan: WatchPlan;
  readonly #poller: ObjectPoller;
  readonly #stop = new AbortController();
  /** The last value of each object. */
  readonly #before: ({ reading: Reading; time: PollTime } | undefined)[] = [];
  #state: SnmpWatch;
  #agent: Agent | undefined;
  /** Why the last poll brought nothing. */
  #failure: Problem | undefined;
  /** Polls were lost since the last values. */
  #gap = false;
  #kept = 0;
  readonly ended: Promise<void>;

  constructor(tool: SnmpTool, store: WatchStore, state: SnmpWatch, plan: WatchPlan) {
    this.#tool = tool;
    this.#store = store;
    this.#state = state;
    this.#plan = plan;
    this.#poller = new ObjectPoller(
      tool,
      state.objects.map(({ oid }) => oid),
    );
    plan.exchange.uses(plan.target.credentials);
    this.ended = this.#run();
  }

  get state(): SnmpWatch {
    return this.#state;
  }

  /** Resolves once everything is stored. */
  stop(): Promise<void> {
    this.#stop.abort();
    return this.ended;
  }

  async #run(): Promise<void> {
    const { clock } = this.#tool;
    const { signal } = this.#stop;
    const period = this.#state.interval * 1000;
    const begun = clock.now();
    for (let tick = 0; !signal.aborted; ) {
      await this.#poll();
      if (signal.aborted) break;
      const next = Math.max(tick + 1, Math.ceil((clock.now() - begun) / period));
      this.#skipped(next - tick - 1);
      tick = next;
      await this.#until(begun + tick * period);
    }
    this.#state = { ...this.#state, state: 'stopped' };
    await this.#plan.exchange.end('complete');
    await this.#store.save(this.#state).catch((error) => this.#notStored(error));
    this.#plan.onNews();
  }

  async #poll(): Promise<void> {
    const startedAt = this.#tool.clock.now();
    try {
      const polled = await this.#ask();
      if (this.#stop.signal.aborted) return;
      const at = polled[0]?.time.at ?? startedAt;
      const samples = polled.map((object, index) => this.#sample(object, index, at));
      this.#gap = false;
      this.#recovered();
      this.#keep(at, samples);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#failed(problemOf(error));
      const nothing = { at: startedAt, value: null, rate: null, note: 'gap' } as const;
      this.#keep(
        startedAt,
        this.#state.objects.map((_, object) => ({
          ...nothing,
          object,
          type: this.#before[object]?.reading.type ?? 'NULL',
        })),
      );
    }
  }

  async #ask(): Promise<PolledObject[]> {
    const { signal } = this.#stop;
    const { target, exchange, options } = this.#plan;
    this.#agent ??= await untilAborted(resolveAgent(this.#tool.sockets, target), signal);
    // Why nothing comes is found out once; the polls after it find out whether something does again.
    const explain = this.#failure === undefined;
    return this.#poller.poll(operationWith(this.#tool, exchange, this.#agent, { ...options, explain, signal }));
  }

  #sample({ varbind, time }: PolledObject, object: number, at: number): Sample {
    const value = varbind?.value ?? null;
    const kept = typeof value === 'string' ? value.slice(0, longestText) : value;
    const reading: Reading = { type: varbind?.type ?? 'noSuchName', value: kept };
    const before = this.#before[object];
    const span = before === undefined ? { seconds: 0, restarted: false } : spanBetween(before.time, time);
    const told = rateOf(before?.reading, reading, { ...span, gap: this.#gap });
    // A counter that was not there for a while begins anew.
    this.#before[object] = reading.value === null ? undefined : { reading, time };
    return { at, object, ...reading, ...told };
  }

  #recovered(): void {
    if (this.#failure !== undefined) this.#plan.exchange.log.recovered();
    this.#failure = undefined;
    const { problem: _over, ...state } = this.#state;
    this.#state = { ...state, polls: state.polls + 1 };
  }

  #failed(problem: Problem): void {
    if (problem.code !== this.#failure?.code) this.#plan.exchange.log.problem(problem);
    this.#failure = problem;
    this.#gap = true;
    // A name may lead elsewhere by now.
    this.#agent = undefined;
    const { polls, failed } = this.#state;
    this.#state = { ...this.#state, polls: polls + 1, failed: failed + 1, problem };
  }

  #skipped(count: number): void {
    if (count === 0) return;
    this.#gap = true;
    const { polls, failed } = this.#state;
    this.#state = { ...this.#state, polls: polls + count, failed: failed + count };
  }

  #keep(at: number, samples: readonly Sample[]): void {
    void this.#store
      .addPoll(this.#state, this.#kept++, at, samples)
      .catch((error) => this.#notStored(error))
      .then(() => this.#plan.onNews());
  }

  #notStored(error: unknown): void {
    this.#state = { ...this.#state, problem: problemOf(error) };
  }

  #until(at: number): Promise<void> {
    const { clock } = this.#tool;
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = clock.after(Math.max(0, at - clock.now()), done);
      signal.addEventListener('abort', done);
    });
  }
}

/** A resolver may take its time; nobody waits for it once the watch is stopped. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
