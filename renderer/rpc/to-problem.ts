import { ORPCError } from '@orpc/client';
import { type Problem, ProblemError, problem, problemSchema } from '#shared/problem/problem.ts';

/** Turns anything a call threw into the problem to show. The only place that knows how errors travel. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  if (thrown instanceof ORPCError) {
    const carried = problemSchema.safeParse(thrown.data);
    if (carried.success) return carried.data;
    return problem('internal', {}, `${thrown.code}: ${thrown.message}`);
  }
  if (thrown instanceof Error) {
    if (thrown.name === 'AbortError') return problem('cancelled');
    return problem('internal', {}, `${thrown.name}: ${thrown.message}`);
  }
  return problem('internal', {}, String(thrown));
}
