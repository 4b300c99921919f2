import { m } from '../messages/compiled/messages.js';
import { type Severity, severityOf } from './catalogue.ts';
import type { Problem } from './problem.ts';

/** A problem in the reader's language: what happened, why, and what to do about it. */
export interface ProblemText {
  severity: Severity;
  what: string;
  why: string;
  todo: string;
}

type Texts = Readonly<Record<string, ((params: Problem['params']) => string) | undefined>>;

// Which parameters a text uses differs by code, so that the compiler cannot pair them here; `withGaps` answers for all.
const texts = m as unknown as Texts;

/** A parameter nobody gave shows as a dash instead of breaking the sentence. */
function withGaps(params: Problem['params']): Problem['params'] {
  return new Proxy(params, {
    get: (target, name) => (typeof name === 'string' && Object.hasOwn(target, name) ? target[name] : '–'),
  });
}

/** Makes the text of a problem from its code and parameters, in the current language. Never throws. */
export function problemText(problem: Problem): ProblemText {
  const key = problem.code.replaceAll('-', '_');
  const params = withGaps(problem.params ?? {});
  const part = (name: 'what' | 'why' | 'do') => texts[`problem_${key}_${name}`]?.(params) ?? '';
  return {
    severity: severityOf(problem.code),
    what: part('what') || problem.code,
    why: part('why'),
    todo: part('do'),
  };
}
