import type { CaseFile } from './case-file.ts';
import type { Outcome } from './outcome.ts';

/** Whether a first try has shown that nothing more can be learned there: the way does not lead to an agent, or its answers are no use. */
export function endsHere(file: CaseFile, outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'unreachable':
      file.say(outcome.part, outcome.word);
      return true;
    case 'elsewhere':
      file.say('address', undefined, outcome.from);
      return true;
    case 'other-version':
      file.say('version', undefined, `v${outcome.answered}`);
      return true;
    default:
      return outcome.kind === 'odd';
  }
}
