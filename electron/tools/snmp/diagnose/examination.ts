import type { Steps } from './attempt.ts';
import type { CaseFile } from './case-file.ts';
import { examineCommunity } from './community-examination.ts';
import { findProfile } from './profile-search.ts';
import { examineUser } from './user-examination.ts';

/**
 * The whole examination of an agent and the credentials given for it, as far as the case's permits go: yields what to try next, is told what
 * came of it, and writes what it learns into the case. It may be left at any try.
 */
export function* examine(file: CaseFile): Steps<void> {
  if (file.given.version === '3') yield* examineUser(file);
  else yield* examineCommunity(file);
  const noWay = file.said('port') !== undefined || file.said('address') !== undefined;
  if (!file.sees && !noWay) yield* findProfile(file);
}
