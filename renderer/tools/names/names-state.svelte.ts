import type { Client } from '#shared/contract/index.ts';
import type { LookUpResult } from '#shared/contract/names.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';
import { type NamesDraft, readNamesDraft, toLookUp } from './names-draft.ts';

/** A look-up and what came of it. It needs no browser. */
export class NamesState extends RunningCall {
  draft = $state.raw<NamesDraft>(readNamesDraft({}));
  result = $state.raw<LookUpResult>();
  /** What the result was asked with. */
  asked = $state.raw<NamesDraft>();
  problem = $state.raw<Problem>();

  readonly #client: Client;
  readonly #save: (draft: NamesDraft) => void;
  #touched = false;

  constructor(client: Client, save: (draft: NamesDraft) => void = () => {}) {
    super();
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
    this.problem = undefined;
    await this.whileRunning(async (signal) => {
      try {
        this.result = await this.#client.names.lookUp(input, { signal });
        this.asked = asked;
      } catch (thrown) {
        const problem = toProblem(thrown);
        if (!signal.aborted) this.problem = problem;
      }
    });
  }
}
