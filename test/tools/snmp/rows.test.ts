import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RowsResult } from '#shared/model/snmp-operation.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import type { ScriptedObjects } from '#test/fakes/snmp/object-table.ts';
import { integer, interfaceObjects, systemObjects, text } from '#test/fakes/snmp/scripted-objects.ts';
import { type ScriptedAgentOptions, startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

const ifTable = '1.3.6.1.2.1.2.2';
const enterprise = '1.3.6.1.4.1.32473';

async function agentWith(options: ScriptedAgentOptions) {
  const agent = await startScriptedAgent(options);
  onTestFinished(() => agent.stop());
  const target: SnmpTargetInput = { address: agent.address, port: agent.port, version: '2c', community: 'public' };
  return { agent, target };
}

async function walked(objects: ScriptedObjects, oids: string[] = [ifTable]) {
  const { agent, target } = await agentWith({ objects });
  const { client } = await testEngine();
  const { exchange, outcome, rows } = await client.snmp.walk({ target, oids, first: 0 });
  expect(outcome).toBe('complete');
  return { agent, target, client, exchange, rows };
}

const oidsOf = ({ rows }: RowsResult) => rows.map(({ oid }) => oid);
const textsOf = ({ rows }: RowsResult) => rows.map((row) => row.text);

/** A workspace file that stays for a second engine. */
function workspaceFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-rows-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'work.punchdown');
}

describe('rows of a walk', () => {
  it('come by ranges, in the order of OIDs however many streams read them', async () => {
    const objects = [...interfaceObjects(700)];
    const { client, exchange, rows } = await walked(objects);
    expect(rows).toBe(4200);
    const all: string[] = [];
    for (let from = 0; from < 4200; from += 900) {
      const page = await client.snmp.rows({ exchange, from, count: 900 });
      expect(page).toMatchObject({ total: 4200, matching: 4200 });
      expect(page.rows[0]?.at).toBe(from);
      all.push(...oidsOf(page));
    }
    expect(all).toEqual(objects.map(([oid]) => oid));
    expect((await client.snmp.rows({ exchange, from: 4199, count: 10 })).rows.length).toBe(1);
    expect((await client.snmp.rows({ exchange, from: 4200, count: 10 })).rows).toEqual([]);
    expect((await client.snmp.rows({ exchange, from: 3_000_000_000 })).rows).toEqual([]);
  });

  it('sort by each key, up and down', async () => {
    const { client, exchange } = await walked([...interfaceObjects(12)]);
    const sorted = async (key: 'oid' | 'name' | 'type' | 'value', down: boolean) =>
      await client.snmp.rows({ exchange, count: 1000, sort: { key, down } });
    const plain = await client.snmp.rows({ exchange, count: 1000 });
    expect(await sorted('oid', false)).toEqual(plain);
    expect(oidsOf(await sorted('oid', true))).toEqual(oidsOf(plain).toReversed());
    const names = (await sorted('name', false)).rows.map(({ name }) => name);
    expect(names.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, at) => `ifDescr.${at + 1}`));
    expect(names.at(-1)).toBe('ifType.12');
    const types = [...new Set((await sorted('type', true)).rows.map(({ type }) => type))];
    expect(types).toEqual(['OCTET STRING', 'INTEGER', 'Gauge32', 'Counter32']);
    const values = (await sorted('value', false)).rows.map(({ value }) => value);
    const numbers = values.filter((value) => typeof value === 'number');
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(values.slice(numbers.length)).toEqual(Array.from({ length: 12 }, (_, at) => `eth${at + 1}`));
    const down = (await sorted('value', true)).rows.map(({ value }) => value);
    expect(down.slice(12)).toEqual(numbers.toReversed());
  });

  it('sort 64-bit counters exactly, among smaller numbers', async () => {
    const big = 2n ** 63n;
    const counters = [big + 3n, big + 1n, 2n ** 53n + 1n, big + 2n, 2n ** 64n - 1n, 2n ** 53n, 7n, 2n ** 64n - 2n];
    const objects = counters.map((value, at) => [`${enterprise}.1.${at}`, { type: 'Counter64', value }] as const);
    const { client, exchange } = await walked([...objects, [`${enterprise}.2.0`, integer(-5)]], [enterprise]);
    const sorted = counters.toSorted((a, b) => (a < b ? -1 : 1)).map(String);
    const up = await client.snmp.rows({ exchange, sort: { key: 'value', down: false } });
    expect(textsOf(up)).toEqual(['-5', ...sorted]);
    const down = await client.snmp.rows({ exchange, sort: { key: 'value', down: true } });
    expect(textsOf(down)).toEqual([...sorted.toReversed(), '-5']);
  });

  it('sort numbers that are none, addresses and numbered names as people do', async () => {
    const values = [
      { type: 'Double', value: Number.NaN },
      { type: 'Double', value: Number.NEGATIVE_INFINITY },
      { type: 'Double', value: 0.5 },
      { type: 'INTEGER', value: 3 },
      { type: 'IpAddress', value: '10.0.0.10' },
      { type: 'IpAddress', value: '10.0.0.2' },
      { type: 'IpAddress', value: '9.0.0.1' },
    ] as const;
    const names = ['Gi1/0/10', 'Gi1/0/2', 'gi1/0/1'].map(text);
    const objects = [...values, ...names].map((value, at) => [`${enterprise}.1.${at}`, value] as const);
    const { client, exchange } = await walked(objects, [enterprise]);
    const up = textsOf(await client.snmp.rows({ exchange, sort: { key: 'value', down: false } }));
    expect(up.slice(0, 6)).toEqual(['-Infinity', '0.5', '3', '9.0.0.1', '10.0.0.2', '10.0.0.10']);
    expect(up.slice(6)).toEqual(['gi1/0/1', 'Gi1/0/2', 'Gi1/0/10', 'NaN']);
  });

  it('are filtered by words in OID, name, type or text, all of them', async () => {
    const { client, exchange } = await walked([...interfaceObjects(120)]);
    const filtered = (filter: string, more: object = {}) => client.snmp.rows({ exchange, filter, ...more });
    expect(await filtered('IFDESCR eth7')).toMatchObject({ total: 720, matching: 11 });
    expect((await filtered('ifdescr eth7')).rows.map(({ text }) => text).slice(0, 3)).toEqual([
      'eth7',
      'eth70',
      'eth71',
    ]);
    expect(await filtered('2.2.1.10.5 Counter32')).toMatchObject({ matching: 11 });
    expect(await filtered('gauge')).toMatchObject({ matching: 120 });
    expect(await filtered('nothing-has-this')).toMatchObject({ matching: 0, rows: [] });
    const down = await filtered('ifIndex', { sort: { key: 'value', down: true }, from: 1, count: 2 });
    expect(down.rows.map(({ value, at }) => [value, at])).toEqual([
      [119, 118],
      [118, 117],
    ]);
  });

  it('are filtered by a regular expression, without case', async () => {
    const { client, exchange } = await walked([...interfaceObjects(120)]);
    const result = await client.snmp.rows({ exchange, filter: 'IFDESCR\\.\\d+ OCTET STRING eth(7|12)0$', regex: true });
    expect(textsOf(result)).toEqual(['eth70', 'eth120']);
  });

  it.each(['(', '[z-a]', 'a{2,1}', '\\'])('say that %s is no regular expression', async (filter) => {
    const { client, exchange } = await walked([...interfaceObjects(2)]);
    const call = client.snmp.rows({ exchange, filter, regex: true });
    await expect(call).rejects.toMatchObject({ data: { code: 'snmp-filter-unreadable' } });
  });

  it('do not hang on an expression that takes for ever', async () => {
    const objects = [[`${enterprise}.1.0`, text(`${'a'.repeat(60)}!`)] as const];
    const { client, exchange } = await walked(objects, [enterprise]);
    const since = performance.now();
    const call = client.snmp.rows({ exchange, filter: '(a+)+$', regex: true });
    await expect(call).rejects.toMatchObject({ data: { code: 'snmp-filter-unreadable' } });
    expect(performance.now() - since).toBeLessThan(10_000);
    expect((await client.snmp.rows({ exchange, filter: 'a+!$', regex: true })).matching).toBe(1);
  });

  it('given up by one who asks are still had by another who asks the same', async () => {
    const { client, exchange } = await walked([...interfaceObjects(3000)]);
    const input = { exchange, filter: 'ifDescr eth', sort: { key: 'value', down: true }, count: 1 } as const;
    const abort = new AbortController();
    const first = client.snmp.rows(input, { signal: abort.signal }).catch((error: unknown) => error);
    const second = client.snmp.rows(input);
    setTimeout(() => abort.abort(), 15);
    expect(await second).toMatchObject({ matching: 3000, rows: [{ text: 'eth3000' }] });
    await first;
  });

  it('can be read, filtered and sorted while the walk runs', async () => {
    const { target } = await agentWith({ objects: [...interfaceObjects(1500)], behaviour: { delay: 15 } });
    const { client } = await testEngine();
    const exchange = crypto.randomUUID();
    const running = client.snmp.walk({ target, oids: [ifTable], exchange, first: 0 });
    let isRunning = true;
    void running.finally(() => {
      isRunning = false;
    });
    await expect
      .poll(() => client.snmp.rows({ exchange, count: 1 }).catch(() => undefined))
      .toMatchObject({ rows: [{}] });
    const totals: number[] = [];
    while (isRunning) {
      const page = await client.snmp.rows({ exchange, filter: 'ifDescr', sort: { key: 'value', down: true } });
      totals.push(page.total);
      await delay(5);
      for (const { name, text: shown } of page.rows) expect(`${name} ${shown}`).toMatch(/^ifDescr\.(\d+) eth\1$/);
    }
    expect(totals).toEqual(totals.toSorted((a, b) => a - b));
    expect(new Set(totals).size).toBeGreaterThan(2);
    expect(await running).toMatchObject({ outcome: 'complete', rows: 9000 });
    expect((await client.snmp.rows({ exchange, filter: 'ifDescr' })).matching).toBe(1500);
  });

  it('and the result are there after a restart, until their session is deleted', async () => {
    const objects = [...interfaceObjects(700)];
    const { target } = await agentWith({ objects });
    const workspace = workspaceFile();
    const before = await testEngine({ workspace });
    const walk = await before.client.snmp.walk({ target, oids: [ifTable], maxRepetitions: 20 });
    const table = await before.client.snmp.table({ target, oids: ['ifTable'] });
    await before.close();

    const { client } = await testEngine({ workspace });
    const { exchange } = walk;
    expect(await client.snmp.result({ exchange })).toMatchObject({
      verb: 'walk',
      result: { rows: 4200, varbinds: [] },
    });
    const pages = await Promise.all(
      [0, 1000, 2000, 3000, 4000].map((from) => client.snmp.rows({ exchange, from, count: 1000 })),
    );
    expect(pages.flatMap(oidsOf)).toEqual(objects.map(([oid]) => oid));
    const rows = await client.snmp.tableRows({ exchange: table.exchange, count: 1000 });
    expect(rows.rows.map(({ at: _at, ...row }) => row)).toEqual(table.table);

    const { session } = await client.timeline.exchange({ exchange });
    await client.sessions.delete({ id: session });
    for (const call of [
      () => client.snmp.rows({ exchange }),
      () => client.snmp.result({ exchange }),
      () => client.snmp.tableRows({ exchange: table.exchange }),
      () => client.snmp.rows({ exchange: table.exchange }),
    ]) {
      await expect(call()).rejects.toMatchObject({ data: { code: 'snmp-rows-unknown' } });
    }
  });

  it('cannot lose their session while the walk runs', async () => {
    const { agent, target } = await agentWith({ objects: [...interfaceObjects(3000)], behaviour: { delay: 10 } });
    const { client } = await testEngine();
    const exchange = crypto.randomUUID();
    const abort = new AbortController();
    const running = client.snmp.walk({ target, oids: [ifTable], exchange }, { signal: abort.signal });
    await expect.poll(() => agent.requests.length).toBeGreaterThan(3);
    const { session } = await client.timeline.exchange({ exchange });
    await expect(client.sessions.delete({ id: session })).rejects.toMatchObject({ data: { code: 'session-busy' } });
    abort.abort();
    await running.catch(() => undefined);
  });

  it('page quickly from a walk of 200,000', async () => {
    const columns = 25;
    const objects = Array.from(
      { length: 200_000 },
      (_, at) =>
        [`${enterprise}.1.1.${1 + Math.floor((at * columns) / 200_000)}.${1 + (at % 8000)}`, integer(at)] as const,
    );
    const { client, exchange, rows } = await walked(objects, [enterprise]);
    expect(rows).toBe(200_000);
    await client.snmp.rows({ exchange });
    const since = performance.now();
    for (const from of [0, 99_900, 150_123, 199_800]) {
      const page = await client.snmp.rows({ exchange, from });
      expect(page.rows[0]?.value).toBe(from);
    }
    // Some milliseconds each.
    expect((performance.now() - since) / 4).toBeLessThan(200);
  }, 60_000);

  it('of an unknown exchange are a problem', async () => {
    const { client } = await testEngine();
    const call = client.snmp.rows({ exchange: crypto.randomUUID() });
    await expect(call).rejects.toMatchObject({ data: { code: 'snmp-rows-unknown' } });
  });
});

describe('roots of a walk', () => {
  it('that lie below one another are read once', async () => {
    const { client } = await testEngine();
    const { target } = await agentWith({ objects: [...interfaceObjects(30)] });
    const oids = [`${ifTable}.1.2`, ifTable, `${ifTable}.1.10`, ifTable, `${ifTable}.1`];
    const walk = await client.snmp.walk({ target, oids });
    expect(walk.varbinds.map(({ oid }) => oid)).toEqual([...interfaceObjects(30)].map(([oid]) => oid));
  });

  it('that are objects themselves are read too, in their place', async () => {
    const { client } = await testEngine();
    const { target } = await agentWith({ objects: { ...systemObjects(), ...Object.fromEntries(interfaceObjects(3)) } });
    const read = async (oids: string[]) => {
      const { varbinds, exchange, rows } = await client.snmp.walk({ target, oids });
      const stored = await client.snmp.rows({ exchange });
      expect(stored.total).toBe(rows);
      expect(oidsOf(stored)).toEqual(varbinds.map(({ oid }) => oid));
      return varbinds.map(({ name }) => name);
    };
    expect(await read(['sysName.0'])).toEqual(['sysName.0']);
    expect(await read(['ifDescr.2'])).toEqual(['ifDescr.2']);
    expect(await read(['ifType', 'sysName.0', 'ifDescr.2', 'ifDescr.9'])).toEqual([
      'sysName.0',
      'ifDescr.2',
      'ifType.1',
      'ifType.2',
      'ifType.3',
    ]);
    expect(await read(['1.3.6.1.4.1.1'])).toEqual([]);
  });
});
