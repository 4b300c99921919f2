import { describe, expect, it } from 'vitest';
import { type Attempt, attemptText } from '#electron/tools/snmp/diagnose/attempt.ts';
import { CaseFile, type Question } from '#electron/tools/snmp/diagnose/case-file.ts';
import { levelOf } from '#electron/tools/snmp/diagnose/credential-changes.ts';
import { examine } from '#electron/tools/snmp/diagnose/examination.ts';
import type { Outcome } from '#electron/tools/snmp/diagnose/outcome.ts';
import { authAlgorithms, privAlgorithms } from '#electron/usm/protocols.ts';
import {
  type AuthProtocol,
  authProtocols,
  type Credentials,
  type PrivProtocol,
  privProtocols,
} from '#shared/model/snmp-target.ts';
import { problem } from '#shared/problem/problem.ts';

const response: Outcome = { kind: 'response', status: 'value' };
const silence: Outcome = { kind: 'silence' };
const refused: Outcome = { kind: 'response', status: 'authorizationError' };
const report = (name: string): Outcome => ({ kind: 'report', report: name });

/** How an agent speaks of what it does not take. */
interface Manners {
  wrongDigest?: Outcome;
  wrongPrivacy?: Outcome;
  lowLevel?: Outcome;
  wrongContext?: Outcome;
}

/** What an agent with one user would say: the order of checks is that of RFC 3414 section 3.2. */
function agentWith(
  user: Credentials,
  {
    wrongDigest = report('usmStatsWrongDigests'),
    wrongPrivacy = silence,
    lowLevel = refused,
    wrongContext = silence,
  }: Manners = {},
) {
  return ({ ask, credentials }: Attempt): Outcome => {
    if (ask === 'discover') return { kind: 'engine' };
    if (credentials.version !== '3') return silence;
    if (credentials.user !== user.user) return report('usmStatsUnknownUserNames');
    const { auth, priv } = credentials;
    if ((auth !== undefined && user.auth === undefined) || (priv !== undefined && user.priv === undefined)) {
      return report('usmStatsUnsupportedSecLevels');
    }
    if (levelOf(credentials) !== levelOf(user) && lowLevel.kind === 'report') return lowLevel;
    if (auth !== undefined && !same(auth, user.auth)) return wrongDigest;
    if (priv !== undefined && auth !== undefined && !isSamePrivacy(priv, user.priv, auth.protocol)) return wrongPrivacy;
    if ((credentials.context ?? '') !== (user.context ?? '')) return wrongContext;
    return levelOf(credentials) === levelOf(user) ? response : lowLevel;
  };
}

function same(a: { protocol: string; password?: string | undefined }, b: typeof a | undefined): boolean {
  return a.protocol === b?.protocol && a.password === b.password;
}

function isSamePrivacy(a: NonNullable<Credentials['priv']>, b: Credentials['priv'], auth: AuthProtocol): boolean {
  const cipher = (protocol: PrivProtocol) =>
    isExtended(protocol, auth) || protocol === '3DES' ? protocol : protocol.replace('-C', '');
  return b !== undefined && a.password === b.password && cipher(a.protocol) === cipher(b.protocol);
}

function isExtended(priv: PrivProtocol, auth: AuthProtocol): boolean {
  return privAlgorithms[priv].keyLength > authAlgorithms[auth].keyLength;
}

function play(
  given: Credentials,
  agent: (attempt: Attempt) => Outcome,
  more: Partial<Omit<Question, 'given' | 'permits'>> & { permits?: Partial<Question['permits']>; tries?: number } = {},
) {
  const { permits, passwords = [], profiles = [], tries: limit = 500 } = more;
  const all = { authProtocols: true, privProtocols: true, versions: true, ...permits };
  const file = new CaseFile({ given, permits: all, passwords, profiles });
  const tries: string[] = [];
  const steps = examine(file);
  for (let step = steps.next(); !step.done && tries.length < limit; ) {
    tries.push(attemptText(step.value));
    step = steps.next(agent(step.value));
  }
  const found = file
    .findings()
    .map(({ part, certainty, instead }) => [part, certainty, instead].filter(Boolean).join(' '));
  return { found, tries, file, verdict: file.verdict };
}

function user(auth: AuthProtocol = 'SHA', priv: PrivProtocol = 'AES', more: Partial<Credentials> = {}): Credentials {
  return {
    version: '3',
    user: 'ops',
    auth: { protocol: auth, password: 'auth-secret' },
    priv: { protocol: priv, password: 'priv-secret' },
    ...more,
  };
}

const pairs = authProtocols.flatMap((auth) => privProtocols.map((priv) => ({ auth, priv })));

describe('examination of SNMPv3 credentials', () => {
  it.each([
    ['drops what it cannot decrypt', {}],
    ['reports what it cannot decrypt', { wrongPrivacy: report('usmStatsDecryptionErrors') }],
    ['reports a level that is too low', { lowLevel: report('usmStatsUnsupportedSecLevels') }],
    ['drops a level that is too low', { lowLevel: silence }],
    ['shows nothing at a level that is too low', { lowLevel: { kind: 'response', status: 'noSuchObject' } as const }],
  ])('finds every mix of wrong protocols at an agent that %s', (_, manners) => {
    for (const right of pairs) {
      const agent = agentWith(user(right.auth, right.priv), manners);
      for (const given of pairs) {
        const { found, tries } = play(user(given.auth, given.priv), agent);
        const wanted = [
          ...(given.auth === right.auth ? [] : [`authProtocol proven ${right.auth}`]),
          ...privacyFinding(given.priv, right.priv, right.auth),
        ];
        const what = `${given.auth}/${given.priv} for ${right.auth}/${right.priv}: ${tries.join('; ')}`;
        expect(found, what).toEqual(wanted);
        expect(tries.length, what).toBeLessThanOrEqual(25);
      }
    }
  });

  it('asks a right user no more than once', () => {
    const { tries, verdict } = play(user(), agentWith(user()));
    expect(tries).toEqual(['v3 discovery', 'v3 ops SHA/AES authPriv']);
    expect(verdict).toBe('works');
  });

  it('tries the other way to lengthen a key first', () => {
    const { found, tries } = play(user('SHA', 'AES-256'), agentWith(user('SHA', 'AES-256-C')));
    expect(found).toEqual(['keyExtension proven AES-256-C']);
    expect(tries.slice(2)).toEqual(['v3 ops SHA authNoPriv', 'v3 ops SHA/AES-256-C authPriv']);
  });

  it('finds a further password, and says which without saying it', () => {
    const passwords = ['first-other', 'second-other'];
    const wrongAuth = user('SHA', 'AES', { auth: { protocol: 'SHA', password: 'mistyped-one' } });
    const right = user('SHA', 'AES', { auth: { protocol: 'SHA', password: 'second-other' } });
    const { found, tries } = play(wrongAuth, agentWith(right), { passwords });
    expect(found).toEqual(['authPassword proven further password 2']);
    expect(tries.join()).not.toMatch(/secret|other-|mistyped|first-|second-/);
    const wrongPriv = user('SHA', 'AES', { priv: { protocol: 'DES', password: 'mistyped-one' } });
    const other = user('SHA', 'AES', { priv: { protocol: 'AES', password: 'first-other' } });
    expect(play(wrongPriv, agentWith(other), { passwords }).found).toEqual([
      'privProtocol proven AES',
      'privPassword proven further password 1',
    ]);
  });

  it('finds swapped passwords in another protocol', () => {
    const swapped = user('MD5', 'DES', {
      auth: { protocol: 'MD5', password: 'priv-secret' },
      priv: { protocol: 'DES', password: 'auth-secret' },
    });
    expect(play(swapped, agentWith(user('SHA-256', 'AES'))).found).toEqual([
      'authProtocol proven SHA-256',
      'authPassword proven privacy password',
      'privProtocol proven AES',
      'privPassword proven authentication password',
    ]);
  });

  it('leaves what is not permitted', () => {
    const agent = agentWith(user('SHA-256', 'AES-256'));
    const noAuth = play(user('SHA', 'AES-256'), agent, { permits: { authProtocols: false } });
    expect(noAuth.found).toEqual(['authPassword likely', 'authProtocol likely']);
    expect(noAuth.tries.join()).not.toContain('SHA-256');
    const noPriv = play(user('SHA-256', 'DES'), agent, { permits: { privProtocols: false } });
    expect(noPriv.found).toEqual(['privPassword likely', 'privProtocol likely']);
    expect(noPriv.tries.join()).not.toContain('AES-256');
  });

  it('knows what is likely when it has to stop in the middle', () => {
    const agent = agentWith(user('SHA-512', 'AES'));
    const { found, tries } = play(user('MD5', 'DES'), agent, { tries: 4 });
    expect(tries).toHaveLength(4);
    expect(found).toEqual(['authPassword likely', 'authProtocol likely']);
    expect(play(user('MD5', 'DES'), agent, { tries: 8 }).found).toContain('authProtocol proven SHA-512');
  });

  it.each([
    ['an agent that drops it', silence],
    ['an agent that reports it', report('snmpUnknownContexts')],
    ['an agent that refuses it', refused],
  ])('finds a wrong context beside a wrong privacy protocol at %s', (_, wrongContext) => {
    const agent = agentWith(user('SHA', 'AES'), { wrongContext });
    expect(play(user('SHA', 'AES', { context: 'blue' }), agent).found).toEqual(['context proven ""']);
    expect(play(user('SHA', 'DES', { context: 'blue' }), agent).found).toEqual([
      'privProtocol proven AES',
      'context proven ""',
    ]);
  });

  it('leaves a context alone that is right', () => {
    const agent = agentWith(user('SHA', 'AES', { context: 'blue' }));
    expect(play(user('SHA', 'AES', { context: 'blue' }), agent).verdict).toBe('works');
  });

  it('names the user at an agent that does not report wrong digests', () => {
    const quiet = { wrongDigest: silence };
    const other = { ...user(), user: 'nobody' };
    expect(play(other, agentWith(user(), quiet)).found).toEqual(['user proven']);
    expect(play(user('MD5'), agentWith(user('SHA'), quiet)).found).toEqual(['authProtocol proven SHA']);
  });

  it('takes the time window, and reports that it does not know, as they are', () => {
    const late = ({ ask }: Attempt) =>
      ask === 'discover' ? { kind: 'engine' as const } : report('usmStatsNotInTimeWindows');
    expect(play(user(), late)).toMatchObject({ found: ['timeWindow proven'], verdict: 'wrong' });
    const strange = ({ ask }: Attempt) =>
      ask === 'discover' ? { kind: 'engine' as const } : report('1.3.6.1.4.1.9.9');
    expect(play(user(), strange)).toMatchObject({ found: [], verdict: 'unclear' });
  });

  it('goes by the length of a localized key', () => {
    const auth = { protocol: 'SHA' as const, key: 'ab'.repeat(32) };
    const agent = ({ ask, credentials }: Attempt): Outcome => {
      if (ask === 'discover') return { kind: 'engine' };
      if (credentials.auth?.protocol === 'SHA') return { kind: 'key-length', protocol: 'SHA' };
      return credentials.auth?.protocol === 'SHA-256' ? response : report('usmStatsWrongDigests');
    };
    const { found, tries } = play({ version: '3', user: 'ops', auth }, agent);
    expect(found).toEqual(['authProtocol proven SHA-256']);
    expect(tries).toHaveLength(3);
  });
});

describe('examination of communities and of the way', () => {
  const given: Credentials = { version: '2c', community: 'hush' };

  it.each<[string, Outcome, string, string]>([
    [
      'a closed port',
      { kind: 'unreachable', part: 'port', word: 'ICMP port unreachable' },
      'port proven',
      'unreachable',
    ],
    [
      'no host',
      { kind: 'unreachable', part: 'address', word: 'ICMP host unreachable' },
      'address proven',
      'unreachable',
    ],
    [
      'an answer from elsewhere',
      { kind: 'elsewhere', from: '10.0.0.9 port 161' },
      'address proven 10.0.0.9 port 161',
      'wrong',
    ],
    ['an answer in v1', { kind: 'other-version', answered: '1' }, 'version proven v1', 'wrong'],
  ])('stops at %s', (_, outcome, found, verdict) => {
    for (const credentials of [given, user()]) {
      const profiles = [{ id: '1', name: 'other', credentials: { version: '2c' as const, community: 'other' } }];
      const played = play(credentials, () => outcome, { profiles });
      expect(played).toMatchObject({ found: [found], verdict });
      if (found.startsWith('version')) continue;
      expect(played.tries).toHaveLength(1);
    }
  });

  it('tells silence of everything from silence of communities', () => {
    expect(play(given, () => silence)).toMatchObject({
      found: ['community likely', 'address likely'],
      verdict: 'unreachable',
      tries: ['v2c', 'v1', 'v3 discovery'],
    });
    expect(play(given, agentWith(user()))).toMatchObject({
      found: ['community likely', 'version likely v3'],
      verdict: 'wrong',
    });
    expect(play(given, () => silence, { permits: { versions: false } }).tries).toEqual(['v2c']);
    expect(play(user(), () => silence)).toMatchObject({
      found: ['address likely', 'version likely'],
      verdict: 'unreachable',
    });
  });

  it('learns from a profile', () => {
    const profile = (credentials: Credentials) => [{ id: 'p1', name: 'Core', credentials }];
    const takes =
      (...good: [Credentials['version'], string][]) =>
      ({ ask, credentials: { version, community } }: Attempt): Outcome => {
        if (ask === 'discover') return silence;
        return good.some(([v, c]) => v === version && c === community) ? response : silence;
      };
    const loud: Credentials = { version: '2c', community: 'loud' };
    const one = play(given, takes(['2c', 'loud']), { profiles: profile(loud) });
    expect(one.found).toEqual(['community proven Core']);
    expect(one.file.working?.profile?.id).toBe('p1');
    const old: Credentials = { version: '1', community: 'loud' };
    expect(play(given, takes(['1', 'loud']), { profiles: profile(old) }).found).toEqual([
      'version proven v1',
      'community proven Core',
    ]);
    expect(play(given, takes(['1', 'loud'], ['2c', 'loud']), { profiles: profile(old) }).found).toEqual([
      'community proven Core',
    ]);
    expect(play(user(), takes(['2c', 'loud']), { profiles: profile(loud) }).found).toEqual(['version proven v2c']);
    expect(play(given, agentWith(user()), { profiles: profile(user()) }).found).toEqual([
      'version likely v3',
      'community likely',
    ]);
    const mistyped = user('SHA', 'AES', { auth: { protocol: 'MD5', password: 'mistyped-one' } });
    expect(play(mistyped, agentWith(user()), { profiles: profile(user()) }).found).toEqual([
      'authProtocol proven SHA',
      'authPassword proven Core',
    ]);
    const stranger = { ...user(), user: 'stranger' };
    expect(play(stranger, agentWith(user()), { profiles: profile(user()) }).found).toEqual(['user proven ops']);
  });

  it('leaves an examination unclear that ends in nonsense', () => {
    const nonsense: Outcome = { kind: 'odd', problem: problem('snmp-answer-malformed') };
    expect(play(given, () => nonsense)).toMatchObject({ found: [], verdict: 'unclear' });
    expect(play(user(), () => nonsense)).toMatchObject({ found: [], verdict: 'unclear' });
    const own: Outcome = { kind: 'odd', problem: problem('snmp-socket-failed') };
    expect(play(given, () => own)).toMatchObject({ found: [], verdict: 'unreachable' });
  });
});

/** Where the hash is long enough, both names of a cipher are right: the one without the extension is named. */
function privacyFinding(given: PrivProtocol, right: PrivProtocol, auth: AuthProtocol): string[] {
  const key = (protocol: PrivProtocol): NonNullable<Credentials['priv']> => ({ protocol, password: 'x' });
  if (isSamePrivacy(key(given), key(right), auth)) return [];
  const isExtension = given.replace('-C', '') === right.replace('-C', '');
  const name = isExtended(right, auth) ? right : right.replace('-C', '');
  return [`${isExtension ? 'keyExtension' : 'privProtocol'} proven ${name}`];
}
