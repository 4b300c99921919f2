import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Attempt, Steps } from './attempt.ts';
import type { CaseFile } from './case-file.ts';
import { hasContext, levelOf, lowered, withoutContext } from './credential-changes.ts';
import { isDecrypted } from './privacy-search.ts';

/** Answers of an agent that has no object of that name, or shows none (RFC 3415 section 3.2: notInView). */
const nothingThere = new Set(['noSuchName', 'noSuchObject', 'noSuchInstance', 'endOfMibView']);
/** Answers of an agent that refuses the whole request (RFC 3416 section 4.2.1). */
const refusals = new Set(['authorizationError', 'noAccess']);

/** Whether credentials that an agent answered can see something: another object, if not the one asked for first. */
export function* seesSomething(
  file: CaseFile,
  credentials: Credentials,
  status: string,
  note?: string,
): Steps<'something' | 'nothing' | 'refused'> {
  if (refusals.has(status)) return 'refused';
  // Any other error is about the object or the agent, hence of one that took the credentials.
  if (!nothingThere.has(status)) return 'something';
  const next = yield* file.ask({ ask: 'getNext', credentials, note });
  if (next.kind !== 'response') return 'nothing';
  return refusals.has(next.status) || nothingThere.has(next.status) ? 'nothing' : 'something';
}

/** Judges credentials of v3 that the agent took as such: what they can see, and if nothing, why not. */
export function* examineView(file: CaseFile, credentials: Credentials, status: string): Steps<void> {
  const view = yield* seesSomething(file, credentials, status);
  file.settle(credentials);
  if (view === 'something') {
    file.took(credentials);
    file.sees = true;
    return;
  }
  if (view === 'refused') {
    if (yield* isContextRefused(file, credentials, status)) return;
    if (yield* isLevelTooLow(file, credentials, status)) return;
  }
  file.took(credentials);
  file.say('access', status);
}

function* isContextRefused(file: CaseFile, credentials: Credentials, status: string): Steps<boolean> {
  if (!hasContext(credentials)) return false;
  const right = withoutContext(credentials);
  const outcome = yield* file.ask({ ask: 'get', credentials: right });
  if (outcome.kind !== 'response' || (yield* seesSomething(file, right, outcome.status)) !== 'something') return false;
  file.say('context', status);
  file.settle(right);
  file.took(right);
  file.sees = true;
  return true;
}

/**
 * Whether the user has keys for a higher level than it is used at: then its rights begin there. With a key that nobody has, whatever the
 * agent says but that it does not support the level shows that the user has one.
 */
function* isLevelTooLow(file: CaseFile, credentials: Credentials, status: string): Steps<boolean> {
  const attempt = oneLevelHigher(credentials);
  if (attempt === undefined || levelOf(file.given) !== levelOf(credentials)) return false;
  const outcome = yield* file.ask(attempt);
  if (isDecrypted(outcome)) {
    if (outcome.kind !== 'response' || refusals.has(outcome.status)) return false;
    file.say('securityLevel', status);
    file.settle(attempt.credentials);
    file.took(attempt.credentials);
    file.sees = true;
    return true;
  }
  // Agents that drop what they cannot decrypt drop it only where there is a key to decrypt with.
  const hasKey =
    outcome.kind === 'report'
      ? outcome.report === 'usmStatsWrongDigests' || outcome.report === 'usmStatsDecryptionErrors'
      : outcome.kind === 'silence' && credentials.auth !== undefined;
  if (hasKey) file.suspect({ part: 'securityLevel', evidence: status });
  return hasKey;
}

function oneLevelHigher(credentials: Credentials): Attempt | undefined {
  const { auth, priv } = credentials;
  if (priv !== undefined) return undefined;
  if (auth === undefined) {
    const madeUp = { ...credentials, auth: { protocol: 'MD5' as const, key: '0'.repeat(32) } };
    return { ask: 'get', credentials: madeUp, note: 'made-up key' };
  }
  // Many have one password for both.
  const { password } = auth;
  const secret = password === undefined ? { key: '0'.repeat(32) } : { password };
  const note = password === undefined ? 'made-up key' : 'authentication password for both';
  return { ask: 'get', credentials: { ...credentials, priv: { protocol: 'AES', ...secret } }, note };
}

/** The level that may be right where the agent does not support one for this user. */
export function lowerLevel(file: CaseFile, credentials: Credentials, report: string): Credentials | undefined {
  file.say('securityLevel', report);
  return credentials.auth === undefined ? undefined : lowered(credentials);
}
