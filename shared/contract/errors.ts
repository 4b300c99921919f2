import { problemSchema } from '../problem/problem.ts';

/** The one declared error of every call: a problem of the catalogue. */
export const problems = { PROBLEM: { status: 422, data: problemSchema } } as const;
