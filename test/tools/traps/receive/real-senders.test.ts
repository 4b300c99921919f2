import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#electron/engine/engine.ts';
import { authProtocols, type Credentials, privProtocols } from '#shared/model/snmp-target.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';
import { Listening, runSender, senderOptions } from './receiving.ts';

const linkDown = '1.3.6.1.6.3.1.1.5.3';
const ifIndex = '1.3.6.1.2.1.2.2.1.1.3';
const ifAdminStatus = '1.3.6.1.2.1.2.2.1.7.3';
const what = ['4711', linkDown, ifIndex, 'i', '3', ifAdminStatus, 'i', '2'];
/** Debian's net-snmp has no 3DES. */
const privs = privProtocols.filter((protocol) => protocol !== '3DES');
const v2c: Credentials = { version: '2c', community: 'der Geheimtipp' };
const users: Credentials[] = [
  { version: '3', user: 'nobody' },
  ...authProtocols.flatMap((auth): Credentials[] => [
    { version: '3', user: auth, auth: { protocol: auth, password: `password of ${auth}` } },
    ...privs.map(
      (priv): Credentials => ({
        version: '3',
        user: `${auth} ${priv}`,
        auth: { protocol: auth, password: `password of ${auth}` },
        priv: { protocol: priv, password: `password for ${priv}` },
      }),
    ),
  ]),
];

describe.skipIf(!need('snmptrap', 'snmpinform'))('listening to senders of net-snmp', () => {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-receive-'));
  mkdirSync(join(folder, 'cert_indexes')); // else the senders say that they make it
  let engine: Engine;
  let port: number;
  let listening: Listening;
  let close: () => Promise<void>;

  beforeAll(async () => {
    engine = await testEngine({}, (closing) => {
      close = closing;
    });
    await engine.client.traps.saveSettings({
      communities: 'profiles',
      unknownEngines: 'accept',
      keepCount: 100_000,
      keepDays: 0,
    });
    for (const credentials of [v2c, ...users])
      await engine.client.devices.saveProfile({ name: `of ${credentials.user ?? 'all'}`, credentials });
    port = await freePort();
    listening = await Listening.on(engine.client, port);
  });
  afterAll(async () => {
    await listening?.stop();
    await close?.();
    rmSync(folder, { recursive: true, force: true });
  });

  async function told(program: 'snmptrap' | 'snmpinform', args: readonly string[]) {
    const before = listening.told.length;
    const { code, stderr } = await runSender(program, folder, args);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    await expect.poll(() => listening.told.length, { timeout: 20_000 }).toBe(before + 1);
    return listening.told[before];
  }

  /** By the family nothing but the address differs: every cipher once. */
  const families = [
    ['IPv4', '127.0.0.1', () => `udp:127.0.0.1:${port}`, users],
    ['IPv6', '::1', () => `udp6:[::1]:${port}`, users.filter(({ priv }) => priv === undefined)],
  ] as const;

  describe.each(families)('over %s', (_name, address, to, tried) => {
    it('v1', async () => {
      const enterprise = ['1.3.6.1.4.1.8072.3.2.10', '192.0.2.9', '2', '0', '4711'];
      const sent = [...senderOptions({ ...v2c, version: '1' }), to(), ...enterprise, ...what.slice(2)];
      expect(await told('snmptrap', sent)).toMatchObject({
        address,
        receiver: port,
        state: 'accepted',
        version: '1',
        name: 'linkDown',
        uptime: 4711,
        v1: { agentAddress: '192.0.2.9', generic: 2 },
        varbinds: [{ name: 'ifIndex.3' }, { name: 'ifAdminStatus.3', text: 'down(2)' }],
      });
    });

    it.each(['snmptrap', 'snmpinform'] as const)('v2c, %s', async (program) => {
      const isInform = program === 'snmpinform';
      const one = await told(program, [...senderOptions(v2c), to(), ...what]);
      expect(one).toMatchObject({
        address,
        state: 'accepted',
        version: '2c',
        kind: isInform ? 'inform' : 'trap',
        acknowledged: isInform,
        oid: linkDown,
        severity: 'major',
      });
      expect(JSON.stringify(one)).not.toContain('Geheimtipp');
    });

    it.each(tried)('v3, $user', { timeout: 120_000 }, async (user) => {
      const expected = { address, state: 'accepted', version: '3', user: user.user, name: 'linkDown' };
      const trap = await told('snmptrap', ['-e', '0x8000000001020304', ...senderOptions(user), to(), ...what]);
      expect(trap).toMatchObject({ ...expected, kind: 'trap', engine: '8000000001020304' });
      const inform = await told('snmpinform', [...senderOptions(user), to(), ...what]);
      expect(inform).toMatchObject({ ...expected, kind: 'inform', acknowledged: true });
      expect(inform?.varbinds.map(({ text }) => text)).toEqual(['3', 'down(2)']);
    });
  });

  it('keeps what nobody may send, does not acknowledge it, and opens it when the user is there', {
    timeout: 120_000,
  }, async () => {
    const stranger: Credentials = {
      version: '3',
      user: 'stranger',
      auth: { protocol: 'SHA-256', password: 'not known yet' },
      priv: { protocol: 'AES', password: 'not known either' },
    };
    const { client } = engine;
    const to = `127.0.0.1:${port}`;
    const trap = await told('snmptrap', ['-e', '0x8000000001020305', ...senderOptions(stranger), to, ...what]);
    expect(trap).toMatchObject({ state: 'unknown-user', user: 'stranger', level: 'authPriv', varbinds: [] });
    const before = (await client.traps.status()).receivers[0];
    const inform = ['-r', '0', '-t', '1', ...senderOptions({ version: '2c', community: 'a guess' }), to, ...what];
    expect((await runSender('snmpinform', folder, inform)).code).not.toBe(0);
    await expect.poll(async () => (await client.traps.status()).receivers[0]?.refused).toBe((before?.refused ?? 0) + 1);
    expect((await client.traps.status()).receivers[0]?.acknowledged).toBe(before?.acknowledged);

    await client.devices.saveProfile({ name: 'of the stranger', credentials: stranger });
    const id = trap?.id ?? 0;
    await expect.poll(async () => (await client.traps.details({ id })).state, { timeout: 20_000 }).toBe('accepted');
    expect(await client.traps.details({ id })).toMatchObject({
      name: 'linkDown',
      severity: 'major',
      level: 'authPriv',
    });
  });
});
