import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '#electron/engine/engine.ts';
import { authProtocols, type Credentials, privProtocols, type SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { need } from '#test/lab/need.ts';
import { type Snmptrapd, startSnmptrapd } from './snmptrapd.ts';

/** Debian's net-snmp has no 3DES. */
const privs = privProtocols.filter((protocol) => protocol !== '3DES');
const user = (name: string, more: Partial<Credentials> = {}): Credentials => ({ version: '3', user: name, ...more });
const users: Credentials[] = [
  user('plain'),
  ...authProtocols.flatMap((auth) => [
    user(`u-${auth}`, { auth: { protocol: auth, password: `password of ${auth}` } }),
    ...privs.map((priv) =>
      user(`u-${auth}-${priv}`, {
        auth: { protocol: auth, password: `password of ${auth}` },
        priv: { protocol: priv, password: `privacy of ${priv}` },
      }),
    ),
  ]),
];
const v1: Credentials = { version: '1', community: 'public' };
const v2c: Credentials = { version: '2c', community: 'public' };
const linkDown = '.1.3.6.1.6.3.1.1.5.3';

describe.skipIf(!need('snmptrapd'))('a receiver of net-snmp', () => {
  let engine: Engine;
  let receiver: Snmptrapd;
  let number = 0;

  beforeAll(async () => {
    engine = await startEngine({
      host: 'command-line',
      workspace: undefined,
      version: '0',
      startPacketProcess: () => {
        throw new Error('no frames are needed');
      },
    });
    const { id } = (await engine.client.traps.status()).engine;
    receiver = await startSnmptrapd(users, { engine: id });
  }, 60_000);

  afterAll(async () => {
    await engine?.close();
    await receiver?.stop();
  });

  const at = (credentials: Omit<SnmpTargetInput, 'address' | 'port'>, address = '127.0.0.1') => ({
    ...credentials,
    address,
    port: receiver.port,
  });
  /** linkDown with a name that no other one has. */
  function numbered() {
    number++;
    return {
      mark: `eth${number}`,
      notification: 'IF-MIB::linkDown',
      varbinds: [
        { oid: 'ifIndex.3', value: 3 },
        { oid: 'ifAdminStatus.3', value: 'down' },
        { oid: 'ifDescr.3', value: `eth${number}` },
      ],
    };
  }
  /** The line that it logged of the one so marked. */
  async function logged(mark: string): Promise<string> {
    const line = () =>
      receiver
        .output()
        .split('\n')
        .find((text) => text.includes(`"${mark}"`));
    await expect.poll(line, { timeout: 10_000 }).toBeDefined();
    return line() ?? '';
  }

  describe.each(['127.0.0.1', '::1'])('on %s', (address) => {
    it('gets traps of v1', async () => {
      const { mark, ...what } = numbered();
      const result = await engine.client.traps.send({ target: at(v1, address), ...what, uptime: 4711 });
      const agentAddress = address === '::1' ? '0.0.0.0' : '127.0.0.1';
      expect(result).toMatchObject({ outcome: 'complete', problems: [], sent: 1, acknowledged: 0 });
      expect(result.v1).toEqual({ enterprise: '1.3.6.1.6.3.1.1.5', agentAddress, generic: 2, specific: 0 });
      const line = await logged(mark);
      expect(line).toContain('TRAP, SNMP v1, community public');
      expect(line).toContain('|.1.3.6.1.6.3.1.1.5|2.0|Link Down|4711|');
    });

    it.each(['trap', 'inform'] as const)('gets a %s of v2c', async (kind) => {
      const { mark, ...what } = numbered();
      const result = await engine.client.traps.send({ target: at(v2c, address), kind, ...what, uptime: 4711 });
      expect(result).toMatchObject({ outcome: 'complete', problems: [], sent: 1 });
      expect(result.acknowledged).toBe(kind === 'inform' ? 1 : 0);
      const line = await logged(mark);
      expect(line).toContain(kind === 'inform' ? 'INFORM, SNMP v2c' : 'TRAP2, SNMP v2c');
      expect(line).toContain('.1.3.6.1.2.1.1.3.0 = Timeticks: (4711)');
      expect(line).toContain(`.1.3.6.1.6.3.1.1.4.1.0 = OID: ${linkDown}`);
      expect(line).toContain('.1.3.6.1.2.1.2.2.1.7.3 = INTEGER: 2');
    });
  });

  it.each(users)('gets a trap of $user', async (credentials) => {
    const { mark, ...what } = numbered();
    const result = await engine.client.traps.send({ target: at(credentials), ...what });
    expect(result).toMatchObject({ outcome: 'complete', problems: [], sent: 1 });
    expect(await logged(mark)).toContain(`TRAP2, SNMP v3, user ${credentials.user}`);
  });

  it.each(users)('acknowledges an inform of $user', async (credentials) => {
    const { mark, ...what } = numbered();
    const result = await engine.client.traps.send({ target: at(credentials, '::1'), kind: 'inform', ...what });
    expect(result).toMatchObject({ outcome: 'complete', problems: [], sent: 1, acknowledged: 1 });
    expect(result.roundTrip).toBeGreaterThan(0);
    expect(await logged(mark)).toContain(`INFORM, SNMP v3, user ${credentials.user}`);
  });
});
