import { afterAll, beforeAll, describe, it } from 'vitest';
import { userKeys } from '#electron/usm/user-keys.ts';
import { toHex } from '#shared/model/hex.ts';
import type { Diagnosis, WrongPart } from '#shared/model/snmp-diagnosis.ts';
import type { AuthProtocol, Credentials, PrivProtocol } from '#shared/model/snmp-target.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { type Snmpd, startSnmpd } from '#test/lab/snmpd.ts';

const authSecret = 'maple-syrup-auth';
const privSecret = 'birch-bark-priv';
const readSecret = 'hidden-community';

type Said = Partial<Record<WrongPart, string>>;
interface Case {
  credentials: Credentials;
  /** "proven", "likely", with what works instead: "proven SHA". Nothing: the credentials are right. */
  found: Said;
  working?: Diagnosis['working'] | undefined;
}

function v3(
  user: string,
  [auth, authPassword = authSecret]: [AuthProtocol, string?] = ['SHA-256'],
  [priv, privPassword = privSecret]: [PrivProtocol?, string?] = ['AES'],
  more: Partial<Credentials> = {},
): Credentials {
  return {
    version: '3',
    user,
    auth: { protocol: auth, password: authPassword },
    ...(priv === undefined ? {} : { priv: { protocol: priv, password: privPassword } }),
    ...more,
  };
}

function keyFor(engine: string): string {
  const { auth } = userKeys({ auth: { protocol: 'SHA-256', password: authSecret } }, Buffer.from(engine, 'hex'));
  return toHex(auth?.key ?? new Uint8Array());
}

const nobody = { version: '3' as const };
const wrongPassword = 'not-the-password';

const cases: Record<string, Case> = {
  'right credentials of v3': { credentials: v3('lab'), found: {} },
  'right credentials of v2c': { credentials: { version: '2c', community: readSecret }, found: {} },
  'right credentials without privacy': { credentials: v3('auth-only', ['SHA'], []), found: {} },
  'right credentials without authentication': { credentials: { ...nobody, user: 'open' }, found: {} },

  'another user': { credentials: v3('somebody'), found: { user: 'proven' } },
  'the user in other letters': { credentials: v3('LAB'), found: { user: 'proven' } },
  'another user without security': { credentials: { ...nobody, user: 'closed' }, found: { user: 'proven' } },

  'another authentication password': {
    credentials: v3('lab', ['SHA-256', wrongPassword]),
    found: { authPassword: 'likely' },
  },
  'another authentication password without privacy': {
    credentials: v3('auth-only', ['SHA', wrongPassword], []),
    found: { authPassword: 'likely' },
  },
  'SHA for SHA-256': { credentials: v3('lab', ['SHA']), found: { authProtocol: 'proven SHA-256' } },
  'MD5 for SHA-256': { credentials: v3('lab', ['MD5']), found: { authProtocol: 'proven SHA-256' } },
  'SHA-512 for SHA-256': { credentials: v3('lab', ['SHA-512']), found: { authProtocol: 'proven SHA-256' } },
  'SHA for MD5': { credentials: v3('md5', ['SHA'], ['DES']), found: { authProtocol: 'proven MD5' } },
  'MD5 for SHA': { credentials: v3('sha', ['MD5'], ['AES-256']), found: { authProtocol: 'proven SHA' } },
  'SHA-256 for SHA without privacy': {
    credentials: v3('auth-only', ['SHA-256'], []),
    found: { authProtocol: 'proven SHA' },
    working: { version: '3', user: 'auth-only', authProtocol: 'SHA' },
  },
  'SHA-384 for SHA-512': {
    credentials: v3('sha512', ['SHA-384'], ['AES-192']),
    found: { authProtocol: 'proven SHA-512' },
  },
  'SHA-224 for SHA-512': {
    credentials: v3('sha512', ['SHA-224'], ['AES-192']),
    found: { authProtocol: 'proven SHA-512' },
  },

  'another privacy password': {
    credentials: v3('lab', ['SHA-256'], ['AES', wrongPassword]),
    found: { privPassword: 'likely' },
    working: undefined,
  },
  'DES for AES': { credentials: v3('lab', ['SHA-256'], ['DES']), found: { privProtocol: 'proven AES' } },
  'AES for DES': { credentials: v3('md5', ['MD5'], ['AES']), found: { privProtocol: 'proven DES' } },
  'AES for AES-256': { credentials: v3('sha', ['SHA'], ['AES']), found: { privProtocol: 'proven AES-256' } },
  'AES-256 for AES': { credentials: v3('lab', ['SHA-256'], ['AES-256']), found: { privProtocol: 'proven AES' } },
  'AES-256-C for AES-192': {
    credentials: v3('sha512', ['SHA-512'], ['AES-256-C']),
    found: { privProtocol: 'proven AES-192' },
  },
  'the other extension of AES-256 with SHA': {
    credentials: v3('sha', ['SHA'], ['AES-256-C']),
    found: { keyExtension: 'proven AES-256' },
  },
  'the other extension of AES-192 with MD5': {
    credentials: v3('md5-192', ['MD5'], ['AES-192']),
    found: { keyExtension: 'proven AES-192-C' },
  },

  'the passwords swapped': {
    credentials: v3('lab', ['SHA-256', privSecret], ['AES', authSecret]),
    found: { authPassword: 'proven privacy password', privPassword: 'proven authentication password' },
  },
  'the authentication password for both': {
    credentials: v3('one-password', ['SHA'], ['AES', privSecret]),
    found: { privPassword: 'proven authentication password' },
  },
  'both protocols': {
    credentials: v3('lab', ['SHA'], ['DES']),
    found: { authProtocol: 'proven SHA-256', privProtocol: 'proven AES' },
    working: { version: '3', user: 'lab', authProtocol: 'SHA-256', privProtocol: 'AES' },
  },
  'the authentication protocol and the key extension': {
    credentials: v3('sha', ['SHA-256'], ['AES-256-C']),
    found: { authProtocol: 'proven SHA', keyExtension: 'proven AES-256' },
  },
  'the authentication protocol and the privacy password': {
    credentials: v3('lab', ['SHA'], ['AES', wrongPassword]),
    found: { authProtocol: 'proven SHA-256', privPassword: 'likely' },
  },

  'no security for a user that needs privacy': {
    credentials: { ...nobody, user: 'lab' },
    found: { securityLevel: 'likely' },
  },
  'no privacy for a user that needs it': {
    credentials: v3('lab', ['SHA-256'], []),
    found: { securityLevel: 'likely' },
  },
  'no privacy for a user that needs it, with one password for both': {
    credentials: v3('one-password', ['SHA'], []),
    found: { securityLevel: 'proven authPriv' },
    working: { version: '3', user: 'one-password', authProtocol: 'SHA', privProtocol: 'AES' },
  },
  'privacy for a user without': {
    credentials: v3('auth-only', ['SHA'], ['AES']),
    found: { securityLevel: 'proven authNoPriv' },
    working: { version: '3', user: 'auth-only', authProtocol: 'SHA' },
  },
  'privacy and another authentication protocol for a user without privacy': {
    credentials: v3('auth-only', ['MD5'], ['AES']),
    found: { securityLevel: 'proven authNoPriv', authProtocol: 'proven SHA' },
  },
  'privacy for a user without any security': {
    credentials: v3('open'),
    found: { securityLevel: 'proven noAuthNoPriv' },
  },

  'another context': {
    credentials: v3('lab', ['SHA-256'], ['AES'], { context: 'vlan-7' }),
    found: { context: 'proven ""' },
  },
  'another context without privacy': {
    credentials: v3('auth-only', ['SHA'], [], { context: 'vlan-7' }),
    found: { context: 'proven ""' },
  },
  'another context and another privacy protocol': {
    credentials: v3('lab', ['SHA-256'], ['DES'], { context: 'vlan-7' }),
    found: { privProtocol: 'proven AES', context: 'proven ""' },
  },
  'a key that was localized for another engine': {
    credentials: {
      ...v3('auth-only', ['SHA'], []),
      user: 'lab-auth',
      auth: { protocol: 'SHA-256', key: keyFor('80001f888012345678') },
    },
    found: { authPassword: 'likely' },
  },

  'a user without any view': { credentials: v3('no-group', ['SHA'], ['AES']), found: { access: 'proven' } },
  'a user with an empty view': { credentials: v3('blind', ['SHA'], ['AES']), found: { access: 'proven' } },
  'a community with an empty view': {
    credentials: { version: '2c', community: 'blindfold' },
    found: { access: 'proven' },
  },
  'a user whose view lacks the system group': { credentials: v3('narrow', ['SHA'], ['AES']), found: {} },

  'another community': {
    credentials: { version: '2c', community: 'not-the-community' },
    found: { community: 'likely', version: 'likely v3' },
  },
  'v1 for a community of v2c': {
    credentials: { version: '1', community: 'only-in-v2c' },
    found: { version: 'proven v2c' },
    working: { version: '2c' },
  },
};

const createUsers = [
  `createUser no-group SHA "${authSecret}" AES "${privSecret}"`,
  `createUser blind SHA "${authSecret}" AES "${privSecret}"`,
  `createUser narrow SHA "${authSecret}" AES "${privSecret}"`,
];
const views = [
  'view empty included .1.3.6.1.9',
  'view snmpOnly included .1.3.6.1.2.1.11',
  'view everything included .1',
  'group blindGroup usm blind',
  'access blindGroup "" usm priv exact empty none none',
  'group narrowGroup usm narrow',
  'access narrowGroup "" usm priv exact snmpOnly none none',
  'com2sec onlyV2c default only-in-v2c',
  'group v2cGroup v2c onlyV2c',
  'access v2cGroup "" v2c noauth exact everything none none',
  'com2sec blindCommunity default blindfold',
  'group blindV2c v1 blindCommunity',
  'group blindV2c v2c blindCommunity',
  'access blindV2c "" any noauth exact empty none none',
];

describe.skipIf(!need('snmpd')).concurrent('the credential doctor at net-snmp', () => {
  let snmpd: Snmpd;
  beforeAll(async () => {
    const auth = (protocol: AuthProtocol) => ({ protocol, password: authSecret });
    const priv = (protocol: Exclude<PrivProtocol, '3DES'>) => ({ protocol, password: privSecret });
    snmpd = await startSnmpd({
      communities: [readSecret],
      users: [
        { name: 'lab', auth: auth('SHA-256'), priv: priv('AES') },
        { name: 'lab-auth', auth: auth('SHA-256') },
        { name: 'md5', auth: auth('MD5'), priv: priv('DES') },
        { name: 'md5-192', auth: auth('MD5'), priv: priv('AES-192-C') },
        { name: 'sha', auth: auth('SHA'), priv: priv('AES-256') },
        { name: 'sha512', auth: auth('SHA-512'), priv: priv('AES-192') },
        { name: 'one-password', auth: auth('SHA'), priv: { protocol: 'AES', password: authSecret } },
        { name: 'auth-only', auth: auth('SHA') },
        { name: 'open' },
      ],
      extraConfig: [...createUsers, ...views],
    });
  });
  afterAll(() => snmpd?.stop());

  it.for(Object.entries(cases))(
    'names what is wrong: %s',
    { timeout: 60_000 },
    async ([, wanted], { expect, onTestFinished }) => {
      const { client } = await testEngine({}, onTestFinished);
      const target = { address: '127.0.0.1', port: snmpd.port, ...wanted.credentials };
      const diagnosis = await client.snmp.diagnose({ target, timeout: 500, retries: 1 });
      const tries = JSON.stringify(diagnosis.tries, null, 1);
      expect(said(diagnosis), tries).toEqual(wanted.found);
      expect(diagnosis.verdict, tries).toBe(Object.keys(wanted.found).length === 0 ? 'works' : 'wrong');
      if ('working' in wanted) expect(diagnosis.working).toEqual(wanted.working);
      if (wanted.credentials.version === '3') expect(diagnosis.engine?.enterprise).toBe(8072);
      expect(diagnosis.outcome).toBe('complete');
      expect(diagnosis.packets.sent).toBeLessThanOrEqual(60);
    },
  );

  it('learns from a profile of v3 that an agent takes no community', async ({ expect, onTestFinished }) => {
    const v3Only = await startSnmpd({
      users: [{ name: 'lab', auth: { protocol: 'SHA', password: authSecret } }],
    });
    onTestFinished(() => v3Only.stop());
    const { client } = await testEngine({}, onTestFinished);
    const profile = await client.devices.saveProfile({ name: 'Core', credentials: v3('lab', ['SHA'], []) });
    const target = { address: '127.0.0.1', port: v3Only.port, version: '2c' as const, community: readSecret };
    const alone = await client.snmp.diagnose({ target, timeout: 500, retries: 1 });
    expect(alone.verdict).toBe('wrong');
    expect(said(alone)).toEqual({ version: 'likely v3', community: 'likely' });
    expect(alone.working).toBeUndefined();
    const helped = await client.snmp.diagnose({
      target,
      timeout: 500,
      retries: 1,
      permits: { profiles: [profile.id] },
    });
    expect(said(helped)).toEqual({ version: 'likely v3', community: 'likely' });
    expect(helped.working).toEqual({ version: '3', user: 'lab', authProtocol: 'SHA', profile: profile.id });
    const other = await client.snmp.diagnose({
      target: { address: '127.0.0.1', port: v3Only.port, ...v3('lab', ['MD5', wrongPassword], []) },
      timeout: 500,
      permits: { profiles: [profile.id] },
    });
    expect(said(other)).toEqual({ authProtocol: 'proven SHA', authPassword: 'proven Core' });
  });
});

function said({ findings }: Diagnosis): Said {
  return Object.fromEntries(
    findings.map(({ part, certainty, instead }) => [part, [certainty, instead].filter(Boolean).join(' ')]),
  );
}
