import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authProtocols, type Credentials, privProtocols } from '#shared/model/snmp-target.ts';
import { need } from '#test/lab/need.ts';
import { RealReceiver } from './real-receiver.ts';
import { linkDown, profile } from './senders.ts';

/** Debian's net-snmp has no 3DES. */
const privs = privProtocols.filter((protocol) => protocol !== '3DES');
const user = (name: string, more: Partial<Credentials> = {}): Credentials => ({ version: '3', user: name, ...more });
const users: Credentials[] = [
  user('nobody'),
  ...authProtocols.map((protocol) => user(protocol, { auth: { protocol, password: `auth password of ${protocol}` } })),
  ...authProtocols.flatMap((auth) =>
    privs.map((priv) =>
      user(`${auth} ${priv}`, {
        auth: { protocol: auth, password: `password of ${auth}` },
        priv: { protocol: priv, password: `Passwort für ${priv}` },
      }),
    ),
  ),
];
/** One user name with the secrets of several profiles. */
const shared = [
  user('shared', { auth: { protocol: 'SHA', password: 'the first one' } }),
  user('shared', {
    auth: { protocol: 'SHA-512', password: 'the second one' },
    priv: { protocol: 'AES', password: 'the third one' },
  }),
];
const communities = [
  profile('v1', { version: '1', community: 'öffentlich' }),
  profile('v2c', { version: '2c', community: 'öffentlich' }),
];
const trapEngine = '8000000001020304';

function securityOf({ version, community, user = '', auth, priv, context }: Credentials): string[] {
  if (version !== '3') return ['-v', version, '-c', community ?? ''];
  const level = priv !== undefined ? 'authPriv' : auth !== undefined ? 'authNoPriv' : 'noAuthNoPriv';
  return [
    ...['-v', '3', '-l', level, '-u', user],
    ...(auth === undefined ? [] : ['-a', auth.protocol, '-A', auth.password ?? '']),
    ...(priv === undefined ? [] : ['-x', priv.protocol.replace(/-(\d+)-C$/, '$1C'), '-X', priv.password ?? '']),
    ...(context === undefined ? [] : ['-n', context]),
  ];
}

describe.skipIf(!need('snmptrap', 'snmpinform'))('senders of net-snmp', () => {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-senders-'));
  let receiver: RealReceiver;

  beforeAll(async () => {
    receiver = new RealReceiver([
      ...communities,
      ...[...users, ...shared].map((credentials) =>
        profile(`of ${credentials.user} ${credentials.auth?.protocol}`, credentials),
      ),
    ]);
    await receiver.open();
  });
  afterAll(() => {
    receiver?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a sender to its end; gives its exit code, what it said, and what was stored of it. */
  async function send(program: 'snmptrap' | 'snmpinform', args: readonly string[]) {
    const before = receiver.opened.length;
    // Numbers only: no MIB is needed. What the program keeps goes to a folder of its own.
    const child = spawn(program, ['-m', '', ...args], {
      env: { ...process.env, SNMP_PERSISTENT_DIR: folder, LC_ALL: 'C.UTF-8' },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
    }
    const [code] = await once(child, 'close');
    await expect.poll(() => receiver.opened.length, { timeout: 10_000, message: text }).toBeGreaterThan(before);
    return { code, text, opened: receiver.opened.slice(before) };
  }

  const to = () => `127.0.0.1:${receiver.port}`;
  const what = ['4711', linkDown, '1.3.6.1.2.1.2.2.1.1.3', 'i', '3', '1.3.6.1.2.1.2.2.1.2.3', 's', 'eth2'];
  const v1 = user('', { version: '1', community: 'öffentlich' });
  const v2c = user('', { version: '2c', community: 'öffentlich' });

  it('snmptrap, v1', async () => {
    const cases: [string[], string][] = [
      [['2', '0'], linkDown],
      [['6', '17'], '1.3.6.1.4.1.8072.3.2.10.0.17'],
    ];
    for (const [numbers, oid] of cases) {
      const enterprise = ['1.3.6.1.4.1.8072.3.2.10', '192.0.2.9', ...numbers, '4711', ...what.slice(2, 5)];
      const { code, opened } = await send('snmptrap', [...securityOf(v1), to(), ...enterprise]);
      expect(code).toBe(0);
      expect(opened).toHaveLength(1);
      expect(opened[0]).toMatchObject({
        state: 'accepted',
        version: '1',
        kind: 'trap',
        profile: 'v1',
        oid,
        uptime: 4711,
        v1: { enterprise: '1.3.6.1.4.1.8072.3.2.10', agentAddress: '192.0.2.9', generic: Number(numbers[0]) },
      });
    }
  });

  it.each(['snmptrap', 'snmpinform'] as const)('%s, v2c', async (program) => {
    const { code, text, opened } = await send(program, [...securityOf(v2c), to(), ...what]);
    expect({ code, text }).toEqual({ code: 0, text: '' });
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ state: 'accepted', version: '2c', profile: 'v2c', oid: linkDown, uptime: 4711 });
    expect(opened[0]?.kind).toBe(program === 'snmptrap' ? 'trap' : 'inform');
    expect(opened[0]?.varbinds?.count).toBe(4);
  });

  it.each(users)('snmptrap, v3 $user', async (credentials) => {
    const engine = trapEngine + Buffer.from(credentials.user ?? '').toString('hex');
    const { code, opened } = await send('snmptrap', [
      ...securityOf({ ...credentials, context: 'blue' }),
      '-e',
      engine,
      to(),
      ...what,
    ]);
    expect(code).toBe(0);
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({
      state: 'accepted',
      version: '3',
      kind: 'trap',
      user: credentials.user,
      engine,
      context: 'blue',
      profile: `of ${credentials.user} ${credentials.auth?.protocol}`,
      oid: linkDown,
      uptime: 4711,
    });
    expect(opened[0]?.reason).toBeUndefined();
  });

  it.each(users)('snmpinform, v3 $user: answered, and it believes the answer', async (credentials) => {
    const { code, text, opened } = await send('snmpinform', [...securityOf(credentials), to(), ...what]);
    expect({ code, text }).toEqual({ code: 0, text: '' });
    expect(opened.map(({ state }) => state)).toEqual(['accepted']);
    expect(opened[0]).toMatchObject({ kind: 'inform', user: credentials.user, oid: linkDown, uptime: 4711 });
    expect(opened[0]?.level).toBe(
      credentials.priv !== undefined ? 'authPriv' : credentials.auth !== undefined ? 'authNoPriv' : 'noAuthNoPriv',
    );
  });

  it.each(shared)('one user name, $auth.protocol of two profiles', async (credentials) => {
    for (const program of ['snmptrap', 'snmpinform', 'snmptrap'] as const) {
      const engine = program === 'snmptrap' ? ['-e', `${trapEngine}77`] : [];
      const { code, opened } = await send(program, [...securityOf(credentials), ...engine, to(), ...what]);
      expect(code).toBe(0);
      expect(opened[0]).toMatchObject({ state: 'accepted', profile: `of shared ${credentials.auth?.protocol}` });
    }
  });

  it('snmpinform is told why it is refused', async () => {
    const secured = users.find(({ user }) => user === 'SHA-256 AES') ?? v2c;
    const once = ['-r', '0', '-t', '5'];
    const cases: [Credentials, string, RegExp][] = [
      [{ ...secured, user: 'eve' }, 'unknown-user', /Unknown user name/],
      [
        { ...secured, auth: { protocol: 'SHA-256', password: 'not the one' } },
        'wrong-digest',
        /Authentication failure/,
      ],
      [{ ...secured, user: 'SHA-256' }, 'level-unsupported', /Unsupported security level/],
      [{ ...secured, priv: { protocol: 'AES', password: 'not the one' } }, 'decryption-failed', /Decryption error/],
    ];
    for (const [credentials, state, said] of cases) {
      const { code, text, opened } = await send('snmpinform', [...securityOf(credentials), ...once, to(), ...what]);
      expect(text).toMatch(said);
      expect(code).not.toBe(0);
      expect(opened.map((one) => one.state)).toEqual([state]);
    }
  });

  it('snmpinform that missed a restart of ours is told the clock, and sends again', async () => {
    const secured = users.find(({ user }) => user === 'SHA AES') ?? v2c;
    receiver.restarts = true;
    const { code, text, opened } = await send('snmpinform', [...securityOf(secured), to(), ...what]);
    expect(opened.map(({ state }) => state)).toEqual(['not-in-time-window', 'accepted']);
    expect(opened[0]?.reason).toBe('engine boots 4 are not ours, 5');
    expect({ code, text }).toEqual({ code: 0, text: '' });
  });

  it('snmptrap whose boots fall is refused', async () => {
    const secured = users.find(({ user }) => user === 'SHA') ?? v2c;
    const engine = ['-e', `${trapEngine}88`];
    receiver.seen.set(`${trapEngine}88`, { boots: 1000, time: 5, at: Date.now() });
    const { opened } = await send('snmptrap', [...securityOf(secured), ...engine, to(), ...what]);
    expect(opened[0]).toMatchObject({ state: 'not-in-time-window' });
    expect(opened[0]?.reason).toMatch(/^engine boots \d+ are below 1000/);
  });
});
