import { discovery, type Steps } from './attempt.ts';
import type { CaseFile, KnownProfile } from './case-file.ts';
import { seesSomething } from './view-examination.ts';

/** Tries saved profiles until the agent takes one, and learns from it what is wrong with the credentials given. */
export function* findProfile(file: CaseFile): Steps<void> {
  for (const profile of byLikeness(file)) {
    const { credentials, name } = profile;
    if (credentials.version === '3' && !file.engineSilent && !file.heard) {
      const found = yield* file.ask({ ask: 'discover', credentials: discovery });
      file.engineSilent = found.kind === 'silence';
    }
    if (credentials.version === '3' && file.engineSilent) continue;
    const note = `profile ${name}`;
    const outcome = yield* file.ask({ ask: 'get', credentials, note });
    if (outcome.kind !== 'response') continue;
    if ((yield* seesSomething(file, credentials, outcome.status, note)) !== 'something') continue;
    yield* learn(file, profile);
    file.took(credentials, profile);
    file.sees = true;
    return;
  }
}

/** Those of the same version and user first. */
function byLikeness({ given, profiles }: CaseFile): KnownProfile[] {
  const distance = ({ credentials: { version, user } }: KnownProfile) =>
    version !== given.version ? 2 : user !== given.user ? 1 : 0;
  return [...profiles].sort((a, b) => distance(a) - distance(b));
}

function* learn(file: CaseFile, { name, credentials }: KnownProfile): Steps<void> {
  const { given } = file;
  const [access, user] = [file.said('access'), file.said('user')];
  if (access !== undefined) {
    file.say('access', access.evidence, name);
    return;
  }
  if (given.version === '3') {
    if (credentials.version !== '3') {
      // Of an agent that was silent to v3.
      if (file.engineSilent) file.settle(credentials);
    } else if (credentials.user === given.user) file.settle(credentials);
    else if (user !== undefined) file.say('user', user.evidence, credentials.user);
    return;
  }
  if (credentials.version === '3') {
    file.suspect({ part: 'version', instead: 'v3' }, { part: 'community' });
    return;
  }
  file.settle(credentials);
  if (credentials.version === given.version) return;
  const sameVersion = { ...credentials, version: given.version };
  const outcome = yield* file.ask({ ask: 'get', credentials: sameVersion, note: `profile ${name}` });
  if (outcome.kind === 'response') file.settle(sameVersion);
}
