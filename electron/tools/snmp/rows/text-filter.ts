import { createContext, Script } from 'node:vm';
import { ProblemError } from '#shared/problem/problem.ts';

/** Texts tested at once, and the milliseconds they may take: an expression can take longer than anybody lives. */
const batch = 500;
const patience = 1000;

/** Tests texts in batches; gives for each whether it passes. */
export type TextFilter = (texts: readonly string[]) => boolean[];

/**
 * Words that must all be there, in any case; or one regular expression, without case.
 *
 * @throws ProblemError snmp-filter-unreadable for an expression that is none, and, while it is used, for one that takes too long.
 */
export function textFilter(filter: string, regex: boolean): TextFilter {
  if (regex) return expressionFilter(filter);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return (texts) =>
    texts.map((text) => {
      const lower = text.toLowerCase();
      return words.every((word) => lower.includes(word));
    });
}

export const filterBatch = batch;

function expressionFilter(search: string): TextFilter {
  try {
    new RegExp(search, 'iu');
  } catch (error) {
    throw new ProblemError('snmp-filter-unreadable', { search }, String(error));
  }
  // In a context of its own only because that can be interrupted; nothing but the strings goes in.
  const context = createContext({ texts: [] as readonly string[], search });
  new Script('expression = new RegExp(search, "iu")').runInContext(context);
  const script = new Script('texts.map((text) => expression.test(text))');
  return (texts) => {
    context.texts = texts;
    try {
      return script.runInContext(context, { timeout: patience }) as boolean[];
    } catch (error) {
      throw new ProblemError('snmp-filter-unreadable', { search }, String(error));
    }
  };
}
