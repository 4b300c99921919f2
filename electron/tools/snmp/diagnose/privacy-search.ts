import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Steps } from './attempt.ts';
import type { CaseFile } from './case-file.ts';
import { otherExtension, withoutContext } from './credential-changes.ts';
import type { Outcome } from './outcome.ts';
import { otherPrivProtocols, type Secret } from './protocol-order.ts';

type Priv = NonNullable<Credentials['priv']>;
interface Candidate {
  priv: Priv;
  note?: string | undefined;
}

/** Reports that an agent can only make of what it could decrypt, or before which nothing had to be decrypted. */
const afterDecryption = new Set([
  'snmpUnknownContexts',
  'snmpUnavailableContexts',
  'snmpUnknownPDUHandlers',
  'usmStatsNotInTimeWindows',
]);

export function isDecrypted(outcome: Outcome): boolean {
  if (outcome.kind === 'report') return afterDecryption.has(outcome.report);
  return outcome.kind === 'response';
}

/**
 * Looks for the right privacy of a user whose authentication is right. Without the context, whose fault it could be as well. `evidence`:
 * absent where the agent drops what it cannot decrypt. Gives the credentials with their privacy put right.
 */
export function* findPrivacy(
  file: CaseFile,
  credentials: Credentials,
  evidence: string | undefined,
): Steps<Credentials | undefined> {
  const { auth, priv } = credentials;
  if (auth === undefined || priv === undefined) return undefined;
  file.rest(['privPassword', 'privProtocol', 'keyExtension'], evidence);
  file.suspect({ part: 'privPassword' }, { part: 'privProtocol' });
  for (const { priv: other, note } of candidates(file, auth, priv)) {
    const changed = { ...credentials, priv: other };
    const attempt = { ask: 'get' as const, note, quick: evidence === undefined };
    const outcome = yield* file.ask({ ...attempt, credentials: withoutContext(changed) });
    if (!isDecrypted(outcome)) continue;
    file.settle(changed);
    return changed;
  }
  const open = priv.password !== undefined && !file.permits.privProtocols;
  file.suspect({ part: 'privPassword' }, ...(open ? [{ part: 'privProtocol' as const }] : []));
  return undefined;
}

/** In the order of their likelihood. */
function* candidates(file: CaseFile, auth: NonNullable<Credentials['auth']>, priv: Priv): Generator<Candidate> {
  const { privProtocols } = file.permits;
  const privOf = (protocol: Priv['protocol'], { password, key }: Secret): Priv => ({ protocol, password, key });
  const protocolsFor = (secret: Secret) =>
    privProtocols ? otherPrivProtocols(priv.protocol, auth.protocol, secret) : [];
  const given: Secret = { password: priv.password, key: priv.key };
  const extension = otherExtension(priv.protocol, auth.protocol);
  if (privProtocols && extension !== undefined) yield { priv: privOf(extension, given) };
  // A password that was taken for the other one, or one for both.
  const mixedUp = [file.given.auth?.password, file.given.priv?.password, auth.password].filter(
    (password, index, all) => password !== undefined && password !== priv.password && all.indexOf(password) === index,
  );
  const other = mixedUp.map((password) => ({ password, note: 'other password' }));
  for (const secret of other) yield { priv: privOf(priv.protocol, secret), note: secret.note };
  for (const protocol of protocolsFor(given)) yield { priv: privOf(protocol, given) };
  // Two faults at a time are likely only where the passwords are known to be mixed up.
  if (auth.password !== file.given.auth?.password) {
    for (const secret of other) {
      for (const protocol of protocolsFor(secret)) yield { priv: privOf(protocol, secret), note: secret.note };
    }
  }
  const further = file.passwords.map((password, index) => ({ password, note: `further password ${index + 1}` }));
  for (const secret of further) yield { priv: privOf(priv.protocol, secret), note: secret.note };
  for (const secret of further) {
    for (const protocol of protocolsFor(secret)) yield { priv: privOf(protocol, secret), note: secret.note };
  }
}
