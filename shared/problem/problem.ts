import { z } from 'zod';
import { problemCodes } from './catalogue.ts';

/**
 * The one shape of an error that crosses a process. It carries a code and the values that fill its text, never the text:
 * the words are made by whoever shows it (`problem-text.ts`), in that person's language.
 */
export const problemSchema = z.object({
  code: z.enum(problemCodes),
  /** Values for the placeholders of the text. Never a secret. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Technical evidence to copy: a system error, an offset. Not translated. */
  details: z.string().optional(),
});

export type Problem = z.infer<typeof problemSchema>;
export type ProblemCode = Problem['code'];

/** A problem on its way up the stack. Everything else that is thrown becomes `internal` at the contract's border. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, params: Problem['params'] = {}, details?: string) {
    super(code);
    this.name = 'ProblemError';
    this.problem = details === undefined ? { code, params } : { code, params, details };
  }

  /** A problem that was found, to be thrown. */
  static of({ code, params, details }: Problem): ProblemError {
    return new ProblemError(code, params, details);
  }
}

/** The problem behind what was thrown; anything unforeseen is `internal`. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof ProblemError ? thrown.problem : problem('internal', {}, String(thrown));
}

export function problem(code: ProblemCode, params: Problem['params'] = {}, details?: string): Problem {
  return new ProblemError(code, params, details).problem;
}
