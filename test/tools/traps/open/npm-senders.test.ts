import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { RealReceiver } from './real-receiver.ts';
import { linkDown, profile } from './senders.ts';

/** What the test uses of npm net-snmp, which has no types. */
interface Session {
  trap(oid: string, varbinds: object[], done: (error: Error | null) => void): void;
  inform(oid: string, varbinds: object[], done: (error: Error | null) => void): void;
  close(): void;
}
interface Library {
  createSession(address: string, community: string, options: object): Session;
  createV3Session(address: string, user: object, options: object): Session;
  Version2c: number;
  Version3: number;
  SecurityLevel: Record<string, number>;
  AuthProtocols: Record<string, number>;
  PrivProtocols: Record<string, number>;
}
const library = createRequire(import.meta.url)('net-snmp') as Library;

const authNames = {
  MD5: 'md5',
  SHA: 'sha',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
/** Its DES is gone with OpenSSL 3. */
const privNames = { AES: 'aes', 'AES-256': 'aes256b', 'AES-256-C': 'aes256r' };
const auths = Object.keys(authNames) as (keyof typeof authNames)[];
const privs = Object.keys(privNames) as (keyof typeof privNames)[];
const users: Credentials[] = [
  { version: '3', user: 'nobody' },
  ...auths.map((protocol) => ({
    version: '3' as const,
    user: protocol,
    auth: { protocol, password: 'the first one' },
  })),
  ...auths.flatMap((auth) =>
    privs.map((priv) => ({
      version: '3' as const,
      user: `${auth} ${priv}`,
      auth: { protocol: auth, password: 'the first one' },
      priv: { protocol: priv, password: 'the second one' },
    })),
  ),
];

const ifIndex = { oid: '1.3.6.1.2.1.2.2.1.1.3', type: 2, value: 3 };
/** Each its own: traps that say zero for the time are too late after 150 s. */
const engineOf = (user: string): string => `80000000aabb${Buffer.from(user).toString('hex')}`;

describe('senders of npm net-snmp', () => {
  const profiles = [
    profile('v2c', { version: '2c', community: 'public' }),
    ...users.map((one) => profile(one.user ?? '', one)),
  ];
  const receiver = new RealReceiver(profiles);
  beforeAll(() => receiver.open());
  afterAll(() => receiver.close());

  function sessionOf({ user, auth, priv }: Credentials): Session {
    const options = { port: receiver.port, trapPort: receiver.port, timeout: 10_000, retries: 0 };
    if (user === undefined)
      return library.createSession('127.0.0.1', 'public', { ...options, version: library.Version2c });
    const level = priv !== undefined ? 'authPriv' : auth !== undefined ? 'authNoPriv' : 'noAuthNoPriv';
    const secrets = {
      ...(auth && { authProtocol: library.AuthProtocols[authNames[auth.protocol]], authKey: auth.password }),
      ...(priv && {
        privProtocol: library.PrivProtocols[privNames[priv.protocol as keyof typeof privNames]],
        privKey: priv.password,
      }),
    };
    const given = { name: user, level: library.SecurityLevel[level], ...secrets };
    return library.createV3Session('127.0.0.1', given, {
      ...options,
      version: library.Version3,
      engineID: engineOf(user),
    });
  }

  async function send(kind: 'trap' | 'inform', credentials: Credentials) {
    const session = sessionOf(credentials);
    const before = receiver.opened.length;
    await new Promise<void>((resolve, reject) => {
      session[kind](linkDown, [ifIndex], (error) => (error === null ? resolve() : reject(error)));
    });
    await expect.poll(() => receiver.opened.length, { timeout: 10_000 }).toBe(before + 1);
    session.close();
    return receiver.opened[before];
  }

  it.each(['trap', 'inform'] as const)('%s, v2c', async (kind) => {
    expect(await send(kind, { version: '2c' })).toMatchObject({
      state: 'accepted',
      kind,
      oid: linkDown,
      profile: 'v2c',
    });
  });

  it.each(users)('traps and informs of v3, $user', async (credentials) => {
    const { user = '', auth } = credentials;
    const engine = engineOf(user);
    const trap = await send('trap', credentials);
    expect(trap).toMatchObject({ state: 'accepted', kind: 'trap', profile: user, engine, oid: linkDown });
    const inform = await send('inform', credentials);
    expect(inform).toMatchObject({ state: 'accepted', kind: 'inform', profile: user, oid: linkDown });
    // It says zero for its clock in every trap.
    if (auth !== undefined) expect(receiver.seen.get(engine)).toMatchObject({ boots: 0, time: 0 });
  });
});
