import type { Problem } from '#shared/problem/problem.ts';
import { toProblem } from './to-problem.ts';

/** Calls that are tried, and the problem of the last one that failed. A lost connection is left to the frame's banner. */
export class AttemptState {
  problem = $state.raw<Problem>();

  /** Does the work; resolves with whether it succeeded. What it throws becomes the problem. */
  async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.problem = undefined;
      return true;
    } catch (thrown) {
      this.report(thrown);
      return false;
    }
  }

  report(thrown: unknown): void {
    const problem = toProblem(thrown);
    if (problem.code !== 'connection-lost') this.problem = problem;
  }
}
