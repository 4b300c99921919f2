import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { integer, systemObjects, text } from '#test/fakes/snmp/scripted-objects.ts';
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { type Snmpd, startSnmpd } from '#test/lab/snmpd.ts';

describe.skipIf(!need('snmpd'))('the overview of an agent of net-snmp', () => {
  let snmpd: Snmpd;

  beforeAll(async () => {
    snmpd = await startSnmpd({
      communities: ['mellon-7431'],
      users: [
        {
          name: 'ann',
          auth: { protocol: 'SHA-256', password: 'speak-friend-7431' },
          priv: { protocol: 'AES', password: 'and-enter-7431' },
        },
      ],
      extraConfig: ['sysName core-1', 'sysContact noc@example.net', 'sysLocation rack 7'],
    });
  });
  afterAll(() => snmpd.stop());

  const community = { community: 'mellon-7431' };
  const ways: Record<string, Omit<SnmpTargetInput, 'address' | 'port'>> = {
    v1: { version: '1', ...community },
    v2c: { version: '2c', ...community },
    v3: {
      version: '3',
      user: 'ann',
      auth: { protocol: 'SHA-256', password: 'speak-friend-7431' },
      priv: { protocol: 'AES', password: 'and-enter-7431' },
    },
  };

  it.each(Object.entries(ways))('tells the system group and lo over %s', async (name, credentials) => {
    const { client } = await testEngine();
    const before = Date.now();
    const found = await client.snmp.overview({ target: { address: '127.0.0.1', port: snmpd.port, ...credentials } });
    expect(found).toMatchObject({ outcome: 'complete', problems: [], agent: { version: name.slice(1) } });
    const system = Object.fromEntries(found.system.map((varbind) => [varbind.name, varbind.value]));
    expect(system).toMatchObject({
      'sysName.0': 'core-1',
      'sysContact.0': 'noc@example.net',
      'sysLocation.0': 'rack 7',
      'sysObjectID.0': '1.3.6.1.4.1.8072.3.2.10',
      'sysUpTime.0': found.uptime,
    });
    expect(found.uptime).toBeGreaterThanOrEqual(0);
    expect(found.startedAt).toBeGreaterThan(before - 60_000);
    expect(found.startedAt).toBeLessThanOrEqual(Date.now());
    const lo = found.interfaces.find(({ description }) => description === 'lo');
    expect(lo).toMatchObject({
      index: 1,
      name: 'lo',
      type: 'softwareLoopback(24)',
      mtu: 65_536,
      speed: '10000000',
      admin: 'up(1)',
      oper: 'up(1)',
      octetsIn: expect.stringMatching(/^\d+$/),
      errorsOut: '0',
    });
    expect(lo).not.toHaveProperty('mac');
  });

  it('keeps what a saved device says of itself', async () => {
    const { client } = await testEngine();
    const profile = await client.devices.saveProfile({ name: 'read', credentials: { version: '2c', ...community } });
    const device = await client.devices.save({
      name: 'switch in rack 7',
      address: '127.0.0.1',
      port: snmpd.port,
      profile: profile.id,
    });
    expect(device.sysName).toBeUndefined();
    const found = await client.snmp.overview({ target: { device: device.id } });
    expect(found.outcome).toBe('complete');
    const [kept] = await client.devices.list();
    expect(kept).toMatchObject({
      sysName: 'core-1',
      sysDescr: expect.stringContaining('Linux'),
      sysObjectId: '1.3.6.1.4.1.8072.3.2.10',
      seenAt: expect.any(Number),
    });
  });
});

const entry = '1.3.6.1.2.1.2.2.1';
const extended = '1.3.6.1.2.1.31.1.1.1';
const gauge = (value: number): SnmpValue => ({ type: 'Gauge32', value });
const counter = (value: number): SnmpValue => ({ type: 'Counter32', value });
const long = (value: bigint): SnmpValue => ({ type: 'Counter64', value });

/** Three interfaces: one of ifTable only, one of both tables, one of ifXTable only; each with holes. */
const withHoles: Record<string, SnmpValue> = {
  '1.3.6.1.2.1.2.1.0': integer(2),
  [`${entry}.2.1`]: text('Ethernet 1'),
  [`${entry}.3.1`]: integer(6),
  [`${entry}.5.1`]: gauge(100_000_000),
  [`${entry}.6.1`]: { type: 'OCTET STRING', value: Uint8Array.of(0, 0x1b, 0x21, 0x0a, 0x0b, 0x0c) },
  [`${entry}.8.1`]: integer(2),
  [`${entry}.10.1`]: counter(4_294_967_295),
  [`${entry}.5.70000`]: gauge(4_294_967_295),
  [`${entry}.10.70000`]: counter(7),
  [`${entry}.20.70000`]: counter(3),
  [`${extended}.1.70000`]: text('hu0/0'),
  [`${extended}.6.70000`]: long(18_446_744_073_709_551_615n),
  [`${extended}.15.70000`]: gauge(400_000),
  [`${extended}.18.70000`]: text('to the core'),
  [`${extended}.1.3000000000`]: text('po1'),
  [`${extended}.15.3000000000`]: gauge(10_000),
};

async function scripted(options: Parameters<typeof startScriptedAgent>[0] = {}, version: '1' | '2c' = '2c') {
  const agent = await startScriptedAgent(options);
  const { client } = await testEngine();
  const target: SnmpTargetInput = { address: '127.0.0.1', port: agent.port, version, community: 'public' };
  return {
    agent,
    overview: (patience: { timeout?: number; retries?: number } = {}) =>
      client.snmp.overview({ target, ...patience }).finally(() => agent.stop()),
  };
}

describe('the overview of a scripted agent', () => {
  it.each(['1', '2c'] as const)('leaves out what is not there, over v%s', async (version) => {
    const { overview } = await scripted({ objects: { ...systemObjects(), ...withHoles } }, version);
    const found = await overview();
    expect(found).toMatchObject({ outcome: 'complete', problems: [] });
    // The scalars, and where GETBULK is there each of the 16 columns in one request; of the five that are empty it is asked once more whether
    // they are objects themselves.
    if (version === '2c') expect(found.packets.sent).toBe(1 + 16 + 5);
    const nothing = { name: '', description: '', alias: '', type: '', admin: '', oper: '' };
    expect(found.interfaces).toEqual([
      {
        ...nothing,
        index: 1,
        name: 'Ethernet 1',
        description: 'Ethernet 1',
        type: 'ethernetCsmacd(6)',
        speed: '100000000',
        mac: '00:1b:21:0a:0b:0c',
        oper: 'down(2)',
        octetsIn: '4294967295',
      },
      {
        ...nothing,
        index: 70_000,
        name: 'hu0/0',
        alias: 'to the core',
        speed: '400000000000',
        octetsIn: version === '1' ? '7' : '18446744073709551615',
        errorsOut: '3',
      },
      { ...nothing, index: 3_000_000_000, name: 'po1', speed: '10000000000' },
    ]);
  });

  it.each(['1', '2c'] as const)(
    'shows an agent without interfaces and with half a system group, over v%s',
    async (v) => {
      const { '1.3.6.1.2.1.1.5.0': name = text(''), '1.3.6.1.2.1.1.4.0': contact = text('') } = systemObjects();
      const { overview } = await scripted({ objects: { '1.3.6.1.2.1.1.5.0': name, '1.3.6.1.2.1.1.4.0': contact } }, v);
      const found = await overview();
      expect(found).toMatchObject({ outcome: 'complete', problems: [], interfaces: [] });
      expect(found.system.map(({ name: known }) => known)).toEqual(['sysContact.0', 'sysName.0']);
      expect(found).not.toHaveProperty('uptime');
    },
  );

  it('reads thousands of interfaces and says where it stopped', async () => {
    const many = function* (): Generator<[string, SnmpValue]> {
      for (let index = 1; index <= 10_050; index++) yield [`${entry}.2.${index}`, text(`port ${index}`)];
    };
    const { overview } = await scripted({ objects: many() });
    const found = await overview();
    expect(found.outcome).toBe('failed');
    expect(found.problems).toEqual([{ code: 'snmp-too-many-interfaces', params: { limit: 10_000 } }]);
    expect(found.interfaces).toHaveLength(10_000);
    expect(found.interfaces.at(-1)).toMatchObject({ index: 10_000, name: 'port 10000' });
  });

  it('halves its question for an agent of small answers', async () => {
    const { overview } = await scripted({
      objects: { ...systemObjects(), ...withHoles },
      behaviour: { tooBigAbove: 4 },
    });
    const found = await overview();
    expect(found.outcome).toBe('complete');
    expect(found.system).toHaveLength(7);
    expect(found.interfaces).toHaveLength(3);
  });

  it('names why a silent agent said nothing', async () => {
    const { overview } = await scripted({ behaviour: { silent: true } });
    const found = await overview({ timeout: 100, retries: 0 });
    expect(found).toMatchObject({
      outcome: 'failed',
      system: [],
      interfaces: [],
      problems: [{ code: 'snmp-no-answer' }],
    });
  });

  it('keeps the system group when an interface column goes round in a circle', async () => {
    const { overview } = await scripted({
      objects: { ...systemObjects(), ...withHoles },
      behaviour: { sticksAt: `${entry}.5.1` },
    });
    const found = await overview();
    expect(found).toMatchObject({ outcome: 'failed', problems: [{ code: 'snmp-not-increasing' }] });
    expect(found.system).toHaveLength(7);
  });
});
