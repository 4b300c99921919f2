import { m } from '../messages/compiled/messages.js';
import type { Finding } from './finding.ts';

/** A finding in the reader's language: what is wrong and what it causes, and what to do about it. */
export interface FindingText {
  what: string;
  todo: string;
}

type Texts = Readonly<Record<string, ((params: Finding['params']) => string) | undefined>>;

// Which parameters a text uses differs by code, so that the compiler cannot pair them here; `withGaps` answers for all.
const texts = m as unknown as Texts;

/** A parameter nobody gave shows as a dash instead of breaking the sentence. */
function withGaps(params: Finding['params']): Finding['params'] {
  return new Proxy(params, {
    get: (target, name) => (typeof name === 'string' && Object.hasOwn(target, name) ? target[name] : '–'),
  });
}

/** Makes the text of a finding from its code and parameters, in the current language. Never throws. */
export function findingText(finding: Pick<Finding, 'code' | 'params'>): FindingText {
  const key = finding.code.replaceAll('-', '_');
  const params = withGaps(finding.params);
  const part = (name: 'what' | 'do') => texts[`finding_${key}_${name}`]?.(params) ?? '';
  return { what: part('what') || finding.code, todo: part('do') };
}
