import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '#electron/engine/engine.ts';
import { localizeKey, passwordToKey } from '#electron/usm/keys.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import {
  type AuthProtocol,
  authProtocols,
  type PrivProtocol,
  privProtocols,
  type SnmpTargetInput,
} from '#shared/model/snmp-target.ts';
import { need, programFile } from '#test/lab/need.ts';
import { type Snmpd, type SnmpdUser, startSnmpd } from '#test/lab/snmpd.ts';

/** Debian's net-snmp has no 3DES. */
const privs = privProtocols.filter((one): one is Exclude<PrivProtocol, '3DES'> => one !== '3DES');
const authPassword = 'authentication-of-it';
const privPassword = 'privacy-of-it';

const userName = (auth: AuthProtocol, priv?: PrivProtocol) => `u-${auth}${priv === undefined ? '' : `-${priv}`}`;
const users: SnmpdUser[] = authProtocols.flatMap((auth): SnmpdUser[] => [
  { name: userName(auth), auth: { protocol: auth, password: authPassword } },
  ...privs.map((priv) => ({
    name: userName(auth, priv),
    auth: { protocol: auth, password: authPassword },
    priv: { protocol: priv, password: privPassword },
  })),
]);

type Credentials = Omit<SnmpTargetInput, 'address' | 'port'>;
const matrix: [string, Credentials][] = [
  ['v1', { version: '1', community: 'public' }],
  ['v2c', { version: '2c', community: 'public' }],
  ['v3 noAuthNoPriv', { version: '3', user: 'plain' }],
  ...authProtocols.flatMap((auth): [string, Credentials][] => [
    [`v3 ${auth} authNoPriv`, { version: '3', user: userName(auth), auth: { protocol: auth, password: authPassword } }],
    ...privs.map((priv): [string, Credentials] => [
      `v3 ${auth} with ${priv}`,
      {
        version: '3',
        user: userName(auth, priv),
        auth: { protocol: auth, password: authPassword },
        priv: { protocol: priv, password: privPassword },
      },
    ]),
  ]),
];

describe.skipIf(!need('snmpd', 'snmpget'))('an agent of net-snmp', () => {
  let snmpd: Snmpd;
  let engine: Engine;

  beforeAll(async () => {
    snmpd = await startSnmpd({ users: [...users, { name: 'plain' }], communities: ['public'], ipv6: true });
    engine = await startEngine({
      host: 'command-line',
      workspace: undefined,
      version: '0',
      startPacketProcess: () => {
        throw new Error('no frames are needed');
      },
    });
  });

  afterAll(async () => {
    await engine?.close();
    await snmpd?.stop();
  });

  describe.each(matrix)('asked in %s', (_name, credentials) => {
    it.each(['127.0.0.1', '::1'])('answers get, getNext, walk and table on %s', async (address) => {
      const { snmp } = engine.client;
      const port = address === '::1' ? (snmpd.ports.ipv6 ?? 0) : snmpd.port;
      const target = { ...credentials, address, port };
      const get = await snmp.get({ target, oids: ['sysName.0', 'sysUpTime.0'] });
      expect(get).toMatchObject({ outcome: 'complete', problems: [], agent: { address, port } });
      expect(get.varbinds).toMatchObject([
        { name: 'sysName.0', type: 'OCTET STRING' },
        { name: 'sysUpTime.0', type: 'TimeTicks', value: expect.any(Number) },
      ]);
      const next = await snmp.getNext({ target, oids: ['sysName'] });
      expect(next.varbinds).toEqual([get.varbinds[0]]);
      const walk = await snmp.walk({ target, oids: ['system'] });
      expect(walk).toMatchObject({ outcome: 'complete', problems: [] });
      expect(walk.rows).toBeGreaterThan(20);
      const table = await snmp.table({ target, oids: ['ifTable'] });
      expect(table).toMatchObject({ outcome: 'complete', problems: [] });
      expect(table.columns[1]?.name).toBe('ifDescr');
      expect(table.table[0]?.cells[1]?.value).toBe('lo');
    });
  });

  it('tells the same as snmpwalk', async () => {
    const oids = ['1.3.6.1.2.1.1', '1.3.6.1.2.1.2', '1.3.6.1.2.1.31', '1.3.6.1.6.3'];
    const { walk, table } = { walk: new Map<string, string>(), table: new Map<string, string>() };
    for (const oid of oids) {
      const output = execFileSync(
        programFile('snmpbulkwalk') ?? 'snmpbulkwalk',
        ['-v2c', '-cpublic', '-On', '-Cr20', `127.0.0.1:${snmpd.port}`, `.${oid}`],
        { env: snmpd.env, encoding: 'utf8' },
      );
      for (const line of output.split('\n').filter((text) => text.startsWith('.'))) {
        walk.set(line.slice(1, line.indexOf(' ')), line);
      }
      const target = { version: '2c', community: 'public', address: '127.0.0.1', port: snmpd.port } as const;
      const { varbinds } = await engine.client.snmp.walk({ target, oids: [oid], first: 100_000, maxRepetitions: 7 });
      for (const varbind of varbinds) table.set(varbind.oid, varbind.text);
    }
    expect([...table.keys()]).toEqual([...walk.keys()]);
  });

  it('that was started again is understood, within the same session and without a word to the user', async () => {
    const target = { ...(matrix.at(-1)?.[1] as Credentials), address: '127.0.0.1', port: snmpd.port };
    await engine.client.snmp.get({ target, oids: ['sysName.0'] });
    await snmpd.restart();
    const after = await engine.client.snmp.get({ target, oids: ['sysName.0'] });
    expect(after.outcome).toBe('complete');
    expect(after.problems.map(({ code }) => code)).toEqual(['snmp-agent-restarted']);
  });

  it('takes localized keys in place of passwords', async () => {
    const { snmp } = engine.client;
    const place = { address: '127.0.0.1', port: snmpd.port, version: '3' } as const;
    const known = await snmp.get({ target: { ...place, user: 'plain' }, oids: ['sysName.0'] });
    const engineId = fromHex(known.agent.engine ?? '') ?? new Uint8Array();
    const key = (password: string) => toHex(localizeKey('SHA-256', passwordToKey('SHA-256', password), engineId));
    const target = {
      ...place,
      user: userName('SHA-256', 'AES'),
      auth: { protocol: 'SHA-256', key: key(authPassword) },
      priv: { protocol: 'AES', key: key(privPassword).slice(0, 32) },
    } as const;
    expect(await snmp.get({ target, oids: ['sysName.0'] })).toMatchObject({ outcome: 'complete', problems: [] });
    const short = { ...target, auth: { ...target.auth, key: '0102' } };
    const { problems } = await snmp.get({ target: short, oids: ['sysName.0'] });
    expect(problems).toMatchObject([{ code: 'snmp-key-length', params: { protocol: 'SHA-256', length: 2 } }]);
  });

  it('is asked in GETBULK for as much as is wanted, and v1 refuses that', async () => {
    const target = { version: '2c', community: 'public', address: '127.0.0.1', port: snmpd.port } as const;
    const oids = ['sysUpTime', 'ifDescr', 'ifType'];
    const bulk = await engine.client.snmp.getBulk({ target, oids, nonRepeaters: 1, maxRepetitions: 2 });
    expect(bulk.varbinds.map(({ name }) => name)).toEqual([
      'sysUpTime.0',
      'ifDescr.1',
      'ifType.1',
      'ifDescr.2',
      'ifType.2',
    ]);
    const refused = await engine.client.snmp.getBulk({ target: { ...target, version: '1' }, oids });
    expect(refused.problems).toMatchObject([{ code: 'snmp-no-bulk-in-v1' }]);
  });

  it.each(['1', '2c'] as const)('tells in v%s which objects it has', async (version) => {
    const target = { version, community: 'public', address: '127.0.0.1', port: snmpd.port } as const;
    const oids = ['sysName', 'ifTable', 'ifDescr', 'dot1dBridge', 'enterprises.9', '2.999'];
    const { outcome, objects } = await engine.client.snmp.implemented({ target, oids });
    expect(outcome).toBe('complete');
    expect(objects.map(({ implemented }) => implemented)).toEqual([true, true, true, false, false, false]);
  });

  it('what was read can be opened again', async () => {
    const { snmp } = engine.client;
    const target = { version: '2c', community: 'public', address: '127.0.0.1', port: snmpd.port } as const;
    const get = await snmp.get({ target, oids: ['sysName.0'] });
    expect(await snmp.result({ exchange: get.exchange })).toEqual({ verb: 'get', result: get });
    const overview = await snmp.overview({ target });
    expect(await snmp.result({ exchange: overview.exchange })).toEqual({ verb: 'overview', result: overview });
    await expect(snmp.result({ exchange: 'nowhere' })).rejects.toMatchObject({ data: { code: 'snmp-rows-unknown' } });
  });

  it('walks a leaf, and what is not there', async () => {
    const target = { version: '2c', community: 'public', address: '127.0.0.1', port: snmpd.port } as const;
    const leaf = await engine.client.snmp.walk({ target, oids: ['sysName.0'] });
    expect(leaf).toMatchObject({ outcome: 'complete', rows: 1, varbinds: [{ name: 'sysName.0' }] });
    const nothing = await engine.client.snmp.walk({ target, oids: ['1.3.6.1.4.1.32473.9'] });
    expect(nothing).toMatchObject({ outcome: 'complete', rows: 0, varbinds: [], problems: [] });
  });
});
