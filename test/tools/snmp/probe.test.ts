import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { memorySecrets } from '#electron/storage/vault.ts';
import type { Client } from '#shared/contract/index.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { systemObjects } from '#test/fakes/snmp/scripted-objects.ts';
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { type Snmpd, startSnmpd } from '#test/lab/snmpd.ts';

const right: Credentials = { version: '2c', community: 'mellon-7431' };
const wrong: Credentials = { version: '2c', community: 'wrong-7431' };
const ann: Credentials = {
  version: '3',
  user: 'ann',
  auth: { protocol: 'SHA-256', password: 'speak-friend-7431' },
  priv: { protocol: 'AES', password: 'and-enter-7431' },
};
const mistyped: Credentials = { ...ann, auth: { protocol: 'SHA-256', password: 'speak-fiend-7431' } };

/** Saves profiles in this order, each under its name. */
async function save(client: Client, profiles: Record<string, Credentials>): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const [name, credentials] of Object.entries(profiles)) {
    ids[name] = (await client.devices.saveProfile({ name, credentials })).id;
  }
  return ids;
}

describe.skipIf(!need('snmpd'))('saved profiles on an agent of net-snmp', () => {
  let snmpd: Snmpd;
  const address = '127.0.0.1';

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
      extraConfig: 'sysName core-1',
    });
  });
  afterAll(() => snmpd.stop());

  it('are tried in their order until one is taken', async () => {
    const { client } = await testEngine();
    const ids = await save(client, { mistyped, wrong, ann, right });
    const found = await client.snmp.probe({ address, port: snmpd.port, timeout: 200, retries: 0 });
    expect(found).toMatchObject({
      outcome: 'complete',
      profile: ids.ann,
      sysName: 'core-1',
      sysDescr: expect.stringContaining('Linux'),
      sysObjectId: '1.3.6.1.4.1.8072.3.2.10',
      agent: { version: '3', engine: expect.stringMatching(/^80/) },
      problems: [],
    });
    expect(found.tries).toEqual([
      {
        profile: ids.mistyped,
        name: 'mistyped',
        outcome: 'failed',
        problem: expect.objectContaining({ code: 'snmp-wrong-digest' }),
      },
      {
        profile: ids.wrong,
        name: 'wrong',
        outcome: 'failed',
        problem: expect.objectContaining({ code: 'snmp-no-answer' }),
      },
      { profile: ids.ann, name: 'ann', outcome: 'taken' },
    ]);
    const { exchanges } = await client.timeline.exchanges({});
    expect(exchanges).toMatchObject([{ id: found.exchange, verb: 'probe', outcome: 'complete' }]);
    const { events } = await client.timeline.events({ exchange: found.exchange, count: 100 });
    expect(events.flatMap(({ note }) => (note?.code === 'snmp-trying-profile' ? [note.params.profile] : []))).toEqual([
      'mistyped',
      'wrong',
      'ann',
    ]);
    expect(events.filter(({ packet }) => packet?.direction === 'sent').length).toBe(found.packets.sent);
  });

  it('are tried when they are named, by name or id', async () => {
    const { client } = await testEngine();
    const ids = await save(client, { mistyped, wrong, ann, right });
    const port = snmpd.port;
    const found = await client.snmp.probe({ address, port, profiles: ['right', ids.ann ?? ''], timeout: 300 });
    expect(found).toMatchObject({ profile: ids.right, tries: [{ name: 'right' }], agent: { version: '2c' } });
    await expect(client.snmp.probe({ address, port, profiles: ['nobody'] })).rejects.toMatchObject({
      data: { code: 'profile-unknown' },
    });
    await expect(client.snmp.probe({ address, port, profiles: [] })).rejects.toMatchObject({
      data: { code: 'no-profiles' },
    });
  });

  it('that all fail: the last failure is explained', async () => {
    const { client } = await testEngine();
    await save(client, { mistyped, wrong });
    const found = await client.snmp.probe({ address, port: snmpd.port, timeout: 200, retries: 0 });
    expect(found).toMatchObject({ outcome: 'failed', problems: [{ code: 'snmp-only-v3-answers' }] });
    expect(found.tries.map(({ outcome, problem }) => [outcome, problem?.code])).toEqual([
      ['failed', 'snmp-wrong-digest'],
      ['failed', 'snmp-only-v3-answers'],
    ]);
    expect(found).not.toHaveProperty('profile');
  });

  it('whose secrets cannot be read are passed over and said to be locked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const workspace = join(folder, 'w.punchdown');
    const first = await testEngine({ workspace, secrets: memorySecrets() });
    await save(first.client, { ann });
    await first.close();
    const { client } = await testEngine({ workspace, secrets: memorySecrets() });
    const onlyLocked = await client.snmp.probe({ address, port: snmpd.port });
    expect(onlyLocked).toMatchObject({
      outcome: 'failed',
      problems: [{ code: 'profile-locked' }],
      packets: { sent: 0 },
    });
    await save(client, { right });
    const found = await client.snmp.probe({ address, port: snmpd.port, timeout: 300 });
    expect(found.tries).toMatchObject([
      { name: 'ann', outcome: 'failed', problem: { code: 'profile-locked', params: { name: 'ann' } } },
      { name: 'right', outcome: 'taken' },
    ]);
  });

  it('leave no secret behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const engine = await testEngine({ workspace: join(folder, 'w.punchdown'), secrets: memorySecrets() });
    const { client } = engine;
    await save(client, { mistyped, wrong, right });
    const found = await client.snmp.probe({ address, port: snmpd.port, timeout: 200, retries: 0 });
    expect(found.outcome).toBe('complete');
    const { events } = await client.timeline.events({ exchange: found.exchange, count: 1000 });
    const packets = await Promise.all(
      events.filter(({ packet }) => packet !== undefined).map(({ id }) => client.timeline.packet({ event: id })),
    );
    expect(JSON.stringify([found, events, packets])).not.toMatch(/7431|37343331/);
    await engine.close();
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('7431'), name).toBe(false);
    }
  });
});

describe('saved profiles on an address', () => {
  it('where nothing listens are not all tried', async () => {
    const agent = await startScriptedAgent();
    const { port } = agent;
    await agent.stop();
    const { client } = await testEngine();
    await save(client, { one: wrong, two: right, three: ann });
    const found = await client.snmp.probe({ address: '127.0.0.1', port });
    expect(found).toMatchObject({ outcome: 'failed', problems: [{ code: 'snmp-port-closed' }] });
    expect(found.tries).toMatchObject([{ name: 'one', outcome: 'failed', problem: { code: 'snmp-port-closed' } }]);
    expect(found.duration).toBeLessThan(1000);
  });

  it('that has no address are not all tried', async () => {
    const { client } = await testEngine();
    await save(client, { one: wrong, two: right });
    const found = await client.snmp.probe({ address: 'no-such-host.invalid' });
    expect(found).toMatchObject({
      outcome: 'failed',
      tries: [{ problem: { code: 'snmp-address-unknown' } }],
      agent: { address: 'no-such-host.invalid' },
    });
  });

  it('are not tried longer than a moment each', async () => {
    const agent = await startScriptedAgent({ behaviour: { silent: true } });
    onTestFinished(() => agent.stop());
    const { client } = await testEngine();
    await save(client, { one: wrong, two: right });
    const started = performance.now();
    const found = await client.snmp.probe({ address: '127.0.0.1', port: agent.port, timeout: 60_000, retries: 10 });
    expect(found.tries.map(({ problem }) => problem?.code)).toEqual(['snmp-no-answer', 'snmp-no-answer']);
    expect(performance.now() - started).toBeLessThan(9000);
  });

  it('are given up when nobody waits any longer', async () => {
    const agent = await startScriptedAgent({ behaviour: { silent: true } });
    onTestFinished(() => agent.stop());
    const { client } = await testEngine();
    await save(client, { one: wrong, two: right, three: wrong });
    const abort = new AbortController();
    const exchange = crypto.randomUUID();
    const probing = client.snmp.probe(
      { address: '127.0.0.1', port: agent.port, timeout: 300, retries: 0, exchange },
      { signal: abort.signal },
    );
    probing.catch(() => {});
    await expect.poll(() => agent.requests.length, { timeout: 5000 }).toBeGreaterThanOrEqual(3);
    abort.abort();
    await expect
      .poll(async () => (await client.timeline.exchanges({})).exchanges[0]?.outcome, { timeout: 2000 })
      .toBe('cancelled');
    const { events } = await client.timeline.events({ exchange, count: 100 });
    expect(events.filter(({ note }) => note?.code === 'snmp-trying-profile').length).toBeLessThan(3);
    expect(events.at(-1)?.note?.code).toBe('cancelled');
  });

  it('in v1 fit an agent without a description', async () => {
    const { '1.3.6.1.2.1.1.2.0': _, ...objects } = systemObjects();
    const agent = await startScriptedAgent({ objects });
    onTestFinished(() => agent.stop());
    const { client } = await testEngine();
    await save(client, { old: { version: '1', community: 'public' } });
    const found = await client.snmp.probe({ address: '127.0.0.1', port: agent.port });
    expect(found).toMatchObject({ outcome: 'complete', sysName: 'scripted', sysDescr: 'Scripted agent' });
    expect(found).not.toHaveProperty('sysObjectId');
  });
});
