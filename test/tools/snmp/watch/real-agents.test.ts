import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { memorySecrets } from '#electron/storage/vault.ts';
import type { Client } from '#shared/contract/index.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { systemObjects } from '#test/fakes/snmp/scripted-objects.ts';
import { type ScriptedAgentOptions, startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { startSnmpd } from '#test/lab/snmpd.ts';

const secret = {
  name: 'ann',
  auth: { protocol: 'SHA-256', password: 'speak-friend-7431' },
  priv: { protocol: 'AES', password: 'and-enter-7431' },
} as const;
const ann: Omit<SnmpTargetInput, 'address' | 'port'> = {
  version: '3',
  user: secret.name,
  auth: secret.auth,
  priv: secret.priv,
};
const octets = '1.3.6.1.2.1.2.2.1.10.1';
const address = '127.0.0.1';
const quick = { interval: 0.5, timeout: 200, retries: 0 };

async function scripted(options: ScriptedAgentOptions = {}) {
  const agent = await startScriptedAgent({
    // Ten thousand octets a second by the agent's clock.
    objects: { ...systemObjects(), [octets]: ({ uptime }) => ({ type: 'Counter32', value: uptime * 100 }) },
    ...options,
  });
  onTestFinished(() => agent.stop());
  return agent;
}

/** Waits until so many polls are stored. */
async function until(client: Client, watch: number, polls: number) {
  const stored = async () => new Set((await client.snmp.samples({ watch })).map(({ at }) => at)).size;
  await expect.poll(stored, { timeout: 15_000 }).toBeGreaterThanOrEqual(polls);
}

describe('a watch', () => {
  it('has the agent’s own rate, however late its answers come', async () => {
    const agent = await scripted({ behaviour: { delay: (request) => (request % 2 === 0 ? 150 : 0) } });
    const { client } = await testEngine();
    const target = { address, port: agent.port, version: '2c', community: 'public' } as const;
    const { id } = await client.snmp.startWatch({ ...quick, timeout: 1000, target, oids: ['ifInOctets.1'] });
    await until(client, id, 5);
    const samples = await client.snmp.samples({ watch: id });
    expect(samples[0]).toMatchObject({ type: 'Counter32', note: 'first' });
    for (const { rate } of samples.slice(1)) expect(rate).toBeCloseTo(10_000, 4);
    expect(await client.snmp.stopWatch({ watch: id })).toEqual({ stopped: true });
  });

  it('sees that an agent of v3 booted in the middle', async () => {
    const agent = await scripted({ users: [secret], behaviour: { after: { requests: 2, event: 'reboot' } } });
    const { client } = await testEngine();
    const target = { address, port: agent.port, ...ann };
    const { id, exchange } = await client.snmp.startWatch({ ...quick, target, oids: [octets] });
    await until(client, id, 4);
    const samples = await client.snmp.samples({ watch: id });
    expect(samples.slice(0, 4).map(({ note }) => note)).toEqual(['first', undefined, 'restarted', undefined]);
    await client.snmp.stopWatch({ watch: id });
    const { events } = await client.timeline.events({ exchange });
    expect(events.flatMap(({ note }) => note?.problem?.code ?? [])).toContain('snmp-agent-restarted');
  });

  it('begins anew with another engine', async () => {
    const agent = await scripted({ users: [secret], behaviour: { after: { requests: 2, event: 'new engine' } } });
    const { client } = await testEngine();
    const { id } = await client.snmp.startWatch({
      ...quick,
      target: { address, port: agent.port, ...ann },
      oids: [octets],
    });
    await until(client, id, 3);
    expect((await client.snmp.samples({ watch: id }))[2]).toMatchObject({ rate: null, note: 'restarted' });
  });

  it('ends with the engine and leaves no secret behind', async () => {
    const agent = await scripted({ users: [secret], communities: { read: 'mellon-7431', write: 'other-7431' } });
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const workspace = join(folder, 'w.punchdown');
    const secrets = memorySecrets();
    const first = await testEngine({ workspace, secrets });
    const { client } = first;
    const at = { address, port: agent.port };
    const targets: SnmpTargetInput[] = [
      { ...at, ...ann },
      { ...at, version: '2c', community: 'mellon-7431' },
      { ...at, version: '2c', community: 'wrong-7431' },
    ];
    const watches = [];
    for (const target of targets) watches.push(await client.snmp.startWatch({ ...quick, target, oids: [octets] }));
    for (const { id } of watches) await until(client, id, 2);
    const told = await Promise.all(
      watches.map(async ({ id, exchange }) => [
        await client.snmp.samples({ watch: id }),
        await client.timeline.events({ exchange }),
      ]),
    );
    expect(JSON.stringify([await client.snmp.watches(), told])).not.toMatch(/7431|37343331/);
    await first.close();
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('7431'), name).toBe(false);
    }
    const second = await testEngine({ workspace, secrets });
    const kept = await second.client.snmp.watches();
    expect(kept.map(({ state, failed }) => [state, failed > 0])).toEqual([
      ['stopped', true],
      ['stopped', false],
      ['stopped', false],
    ]);
    const { exchanges } = await second.client.timeline.exchanges({ session: 1 });
    expect(exchanges.map(({ verb, outcome }) => `${verb} ${outcome}`)).toEqual(new Array(3).fill('watch complete'));
  });
});

describe.skipIf(!need('snmpd'))('a watch of an agent of net-snmp', () => {
  it('goes on through a restart', async () => {
    const snmpd = await startSnmpd({ communities: ['public'] });
    onTestFinished(() => snmpd.stop());
    const { client } = await testEngine();
    const target = { address, port: snmpd.port, version: '2c', community: 'public' } as const;
    const watch = await client.snmp.startWatch({
      ...quick,
      target,
      oids: ['ifHCInOctets.1', 'ifInOctets.1', 'sysName.0'],
    });
    await until(client, watch.id, 3);
    await snmpd.restart();
    const before = (await client.snmp.watches())[0]?.polls ?? 0;
    await until(client, watch.id, before + 3);
    const samples = await client.snmp.samples({ watch: watch.id });
    const long = samples.filter(({ object }) => object === 0);
    expect(long[0]).toMatchObject({ type: 'Counter64', note: 'first', value: expect.stringMatching(/^\d+$/) });
    expect(long.filter(({ note }) => note === 'restarted')).toHaveLength(1);
    expect(long.at(-1)?.rate).toBeGreaterThanOrEqual(0);
    expect(await client.snmp.deleteWatch({ watch: watch.id })).toEqual({ deleted: true });
    expect(await client.snmp.watches()).toEqual([]);
  });
});
