import type { Client } from '#shared/contract/index.ts';
import type { LookUpResult } from '#shared/contract/names.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { type NamesDraft, readNamesDraft, toLookUp } from './names-draft.ts';

/** A look-up and what came of it. It needs no browser. */
export class NamesState {
  draft = $state.raw<NamesDraft>(readNamesDraft({}));
  phase = $state<'idle' | 'running' | 'cancelling'>('idle');
  /** Milliseconds since the epoch. */
  startedAt = $state(0);
  result = $state.raw<LookUpResult>();
  /** What the result was asked with. */
  asked = $state.raw<NamesDraft>();
  problem = $state.raw<Problem>();

  readonly #client: Client;
  readonly #save: (draft: NamesDraft) => void;
  #abort: AbortController | undefined;
  #touched = false;

  constructor(client: Client, save: (draft: NamesDraft) => void = () => {}) {
    this.#client = client;
    this.#save = save;
  }

  restore(kept: unknown): void {
    if (!this.#touched) this.draft = readNamesDraft(kept);
  }

  set(fields: Partial<NamesDraft>): void {
    this.draft = { ...this.draft, ...fields };
    this.#touched = true;
    this.#save(this.draft);
  }

  async run(): Promise<void> {
    const input = toLookUp(this.draft);
    if (this.phase !== 'idle' || input === undefined) return;
    const asked = this.draft;
    const abort = new AbortController();
    this.#abort = abort;
    this.phase = 'running';
    this.startedAt = Date.now();
    this.problem = undefined;
    try {
      this.result = await this.#client.names.lookUp(input, { signal: abort.signal });
      this.asked = asked;
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (!abort.signal.aborted) this.problem = problem;
    } finally {
      this.#abort = undefined;
      this.phase = 'idle';
    }
  }

  cancel(): void {
    if (this.phase !== 'running') return;
    this.phase = 'cancelling';
    this.#abort?.abort();
  }

  close(): void {
    this.#abort?.abort();
  }
}
