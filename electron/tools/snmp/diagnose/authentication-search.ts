import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Steps } from './attempt.ts';
import type { CaseFile } from './case-file.ts';
import { withoutContext } from './credential-changes.ts';
import type { Outcome } from './outcome.ts';
import { otherAuthProtocols, type Secret } from './protocol-order.ts';

type Auth = NonNullable<Credentials['auth']>;
interface Candidate {
  auth: Auth;
  /** Where the two passwords change places. */
  priv?: Credentials['priv'];
  note?: string | undefined;
}

/** Reports that come before, or in place of, a look at the digest (RFC 3414 section 3.2 steps 1 to 6). */
const beforeAuthentication = new Set([
  'usmStatsWrongDigests',
  'usmStatsUnknownUserNames',
  'usmStatsUnsupportedSecLevels',
]);

/** Whether the agent has found the request authentic, whatever it thought of the rest. `loud`: one that is not, it reports. */
export function isAuthentic(outcome: Outcome, loud: boolean): boolean {
  if (outcome.kind === 'report') return !beforeAuthentication.has(outcome.report);
  return outcome.kind === 'response' || (loud && outcome.kind === 'silence');
}

/**
 * Looks for the right authentication of the user, without privacy as far as the agent lets it: so that what is wrong with privacy does not
 * hide it. `loud`: the agent reports wrong digests. Gives the credentials with their authentication put right.
 */
export function* findAuthentication(
  file: CaseFile,
  credentials: Credentials,
  { evidence, loud }: { evidence: string | undefined; loud: boolean },
): Steps<Credentials | undefined> {
  const { auth } = credentials;
  if (auth === undefined) return undefined;
  file.rest(['authPassword', 'authProtocol'], evidence);
  file.suspect({ part: 'authPassword' }, { part: 'authProtocol' });
  let withPrivacy = false;
  for (const candidate of candidates(file, credentials, auth)) {
    const { note } = candidate;
    const changed = { ...credentials, auth: candidate.auth, priv: candidate.priv ?? credentials.priv };
    const whole = withoutContext(changed);
    const attempt = { ask: 'get' as const, note, quick: !loud };
    let outcome: Outcome = { kind: 'odd' };
    if (!withPrivacy) {
      outcome = yield* file.ask({ ...attempt, credentials: { ...whole, priv: undefined } });
      // Some agents refuse the lower level before they look at the digest.
      withPrivacy = outcome.kind === 'report' && outcome.report === 'usmStatsUnsupportedSecLevels';
    }
    if (withPrivacy) outcome = yield* file.ask({ ...attempt, credentials: whole });
    if (!isAuthentic(outcome, loud)) continue;
    file.settle(changed, 'authentication');
    return changed;
  }
  // Every protocol that the password could be for was ruled out, unless they were not to be tried.
  const open = auth.password !== undefined && !file.permits.authProtocols;
  file.suspect({ part: 'authPassword' }, ...(open ? [{ part: 'authProtocol' as const }] : []));
  return undefined;
}

/** In the order of their likelihood. */
function* candidates(file: CaseFile, { priv }: Credentials, auth: Auth): Generator<Candidate> {
  const given: Secret = { password: auth.password, key: auth.key };
  const others = file.permits.authProtocols ? otherAuthProtocols(auth.protocol, given) : [];
  const authOf = (protocol: Auth['protocol'], { password, key }: Secret): Auth => ({ protocol, password, key });
  const mayBeSwapped =
    auth.password !== undefined && priv?.password !== undefined && auth.password !== priv.password ? priv : undefined;
  const swapped = mayBeSwapped && {
    secret: { password: mayBeSwapped.password },
    priv: { ...mayBeSwapped, password: auth.password },
    note: 'passwords swapped',
  };
  if (swapped !== undefined) {
    yield { auth: authOf(auth.protocol, swapped.secret), priv: swapped.priv, note: swapped.note };
  }
  for (const protocol of others) yield { auth: authOf(protocol, given) };
  if (swapped !== undefined) {
    for (const protocol of others) {
      yield { auth: authOf(protocol, swapped.secret), priv: swapped.priv, note: swapped.note };
    }
  }
  const further = file.passwords.map((password, index) => ({ password, note: `further password ${index + 1}` }));
  for (const secret of further) yield { auth: authOf(auth.protocol, secret), note: secret.note };
  if (!file.permits.authProtocols) return;
  for (const secret of further) {
    for (const protocol of otherAuthProtocols(auth.protocol, secret)) {
      yield { auth: authOf(protocol, secret), note: secret.note };
    }
  }
}
