import type { Credentials } from '#shared/model/snmp-target.ts';
import { discovery, type Steps } from './attempt.ts';
import type { CaseFile } from './case-file.ts';
import { seesSomething } from './view-examination.ts';
import { endsHere } from './way-examination.ts';

/** Examines a community of v1 or v2c. Agents are silent about a wrong one, so that what else they answer has to tell. */
export function* examineCommunity(file: CaseFile): Steps<void> {
  const { given, permits } = file;
  const other: Credentials = { ...given, version: given.version === '1' ? '2c' : '1' };
  const outcome = yield* file.ask({ ask: 'get', credentials: given, reach: true });
  if (endsHere(file, outcome)) return;
  if (outcome.kind === 'response') {
    const view = yield* seesSomething(file, given, outcome.status);
    file.took(given);
    file.sees = view === 'something';
    if (!file.sees && !(yield* worksIn(file, other))) file.say('access', outcome.status);
    return;
  }
  file.suspect({ part: 'community' }, { part: 'address' });
  if (!permits.versions) return;
  if (yield* worksIn(file, other)) return;
  const found = yield* file.ask({ ask: 'discover', credentials: discovery });
  file.engineSilent = found.kind === 'silence';
  // An agent of v3 is there: it may not take communities at all, or not this one.
  if (found.kind === 'engine') file.suspect({ part: 'community' }, { part: 'version', instead: 'v3' });
}

/** Whether the community is good in another version. */
function* worksIn(file: CaseFile, credentials: Credentials): Steps<boolean> {
  if (!file.permits.versions) return false;
  const outcome = yield* file.ask({ ask: 'get', credentials });
  if (outcome.kind !== 'response') return false;
  if ((yield* seesSomething(file, credentials, outcome.status)) !== 'something') {
    if (file.working !== undefined) return false;
    // It is answered there, but sees nothing.
    file.say('access', outcome.status);
  } else file.sees = true;
  file.settle(credentials);
  file.took(credentials);
  return true;
}
