import type { Client } from '#shared/contract/index.ts';
import type { EchoRunResult, EchoStatistics } from '#shared/model/echo.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { framingDraftOf } from './framing-draft.ts';
import { type RunDraft, readRunDraft, toRun } from './run-draft.ts';

/** Points of the chart. */
const mostPoints = 2000;

export interface RunProgress {
  exchange: string;
  messages: number;
  statistics: EchoStatistics;
  recent: readonly { at: number; ms: number }[];
}

/** An echo run: what it is to do, how it is getting on, and what came of it. It needs no browser. */
export class RunState extends RunningCall {
  draft = $state.raw<RunDraft>(readRunDraft({}));
  progress = $state.raw<RunProgress>();
  result = $state.raw<EchoRunResult>();
  problem = $state.raw<Problem>();
  /** Round trips over time. */
  points = $state.raw<readonly { at: number; ms: number }[]>([]);
  /** What the result was asked with. */
  asked = $state.raw<RunDraft>();

  readonly #client: Client;
  readonly #save: (draft: RunDraft) => void;
  readonly #onexchange: (exchange: string) => void;
  #exchange = '';
  #touched = false;

  readonly input = $derived(toRun(this.draft));

  constructor(
    client: Client,
    onexchange: (exchange: string) => void = () => {},
    save: (draft: RunDraft) => void = () => {},
  ) {
    super();
    this.#client = client;
    this.#onexchange = onexchange;
    this.#save = save;
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readRunDraft(kept);
  }

  /** Fills in one of our own servers. */
  async aim(id: string): Promise<void> {
    try {
      const server = (await this.#client.echo.servers()).find((one) => one.id === id);
      if (server === undefined) return;
      const { protocol, address = '127.0.0.1', bound, port, framing } = server;
      this.set({ protocol, address, port: String(bound[0]?.port ?? port), framing: framingDraftOf(framing) });
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
  }

  set(fields: Partial<RunDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save(this.draft);
  }

  async run(): Promise<void> {
    const { input } = this;
    if (this.phase !== 'idle' || input === undefined) return;
    this.#exchange = crypto.randomUUID();
    this.problem = undefined;
    this.result = undefined;
    this.progress = undefined;
    this.points = [];
    this.asked = this.draft;
    this.#onexchange(this.#exchange);
    await this.whileRunning(async (signal) => {
      try {
        const result = await this.#client.echo.run({ ...input, exchange: this.#exchange }, { signal });
        this.result = result;
        this.problem = result.problem;
      } catch (thrown) {
        const problem = toProblem(thrown);
        if (!signal.aborted) this.problem = problem;
      }
    });
  }

  /** Takes what the engine tells of runs. */
  told(progress: RunProgress): void {
    if (progress.exchange !== this.#exchange) return;
    if (this.phase !== 'idle') this.progress = progress;
    this.points = [...this.points, ...progress.recent].slice(-mostPoints);
  }
}
