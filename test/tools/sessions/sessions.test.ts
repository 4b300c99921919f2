import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testEngine } from '#test/fakes/test-engine.ts';
import { run } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';

const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const quick = { interface: 'lab-office', offerWindow: 20 };

test('work is recorded in the current session; sessions are made, renamed, opened again, deleted', async () => {
  const { client } = await testEngine();
  const [first] = await client.sessions.list();
  if (first === undefined) throw new Error('a new workspace has a session');
  expect(first).toMatchObject({ current: true, exchanges: 0, events: 0 });
  await client.dhcp.handshake(quick);
  const second = await client.sessions.create({ name: 'Second' });
  await client.dhcp.handshake(quick);
  await client.dhcp.handshake(quick);
  const listed = await client.sessions.list();
  expect(listed.map(({ name, exchanges, current }) => [name, exchanges, current])).toEqual([
    ['Second', 2, true],
    [first.name, 1, false],
  ]);
  expect((await client.sessions.rename({ id: first.id, name: ' Monday ' })).name).toBe('Monday');
  expect((await client.sessions.open({ id: first.id })).current).toBe(true);
  expect((await client.timeline.exchanges({})).total).toBe(1);
  expect((await client.timeline.exchanges({ session: second.id })).total).toBe(2);
  const { current } = await client.sessions.delete({ id: first.id });
  expect(current.id).toBe(second.id);
  await client.sessions.delete({ id: second.id });
  expect(await client.sessions.list()).toMatchObject([{ current: true, exchanges: 0 }]);
});

test('a session in which work runs is not deleted', async () => {
  const { client } = await testEngine();
  const stop = new AbortController();
  const running = client.dhcp.handshake({ ...quick, interface: 'lab-silent' }, { signal: stop.signal });
  await new Promise((resolve) => setTimeout(resolve, 60));
  const [session] = await client.sessions.list();
  await expect(client.sessions.delete({ id: session?.id ?? 0 })).rejects.toMatchObject({
    data: { code: 'session-busy' },
  });
  stop.abort();
  await running;
  await expect(client.sessions.delete({ id: session?.id ?? 0 })).resolves.toBeDefined();
});

test('after a crash the exchange that was running is marked as interrupted', async () => {
  const file = join(folder, 'crashed.punchdown');
  const engine = await testEngine({ workspace: file });
  const { exchange } = await engine.client.dhcp.handshake(quick);
  await engine.close();
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(file);
  database.prepare('UPDATE exchange SET ended_at = NULL, outcome = NULL').run();
  database.close();
  const { client } = await testEngine({ workspace: file });
  expect(await client.timeline.exchange({ exchange })).toMatchObject({ state: 'ended', outcome: 'interrupted' });
});

test('JSON export holds every event with bytes and words', async () => {
  const { client } = await testEngine();
  await client.dhcp.handshake(quick);
  const file = join(folder, 'out.json');
  const result = await client.sessions.export({ format: 'json', file });
  const written = JSON.parse(readFileSync(file, 'utf8'));
  expect(result).toMatchObject({ file, packets: 5, size: readFileSync(file).length });
  expect(written).toMatchObject({ format: 'punchdown-session', version: 1 });
  expect(written.exchanges).toHaveLength(1);
  const names = written.events.flatMap(({ name }: { name?: string }) => (name ? [name] : []));
  expect(names).toEqual(['DISCOVER', 'OFFER', 'REQUEST', 'ACK', 'RELEASE']);
  expect(written.events.length).toBe(result.events);
  const inline = await client.sessions.export({ format: 'json' });
  expect(JSON.parse(Buffer.from(inline.content ?? '', 'base64').toString())).toEqual(written);
});

test('an export that cannot be written says so and leaves nothing half done', async () => {
  const { client } = await testEngine();
  writeFileSync(join(folder, 'plain'), '');
  const file = join(folder, 'plain', 'out.json');
  await expect(client.sessions.export({ format: 'json', file })).rejects.toMatchObject({
    data: { code: 'file-unwritable' },
  });
});

const able = need('tshark');
test.skipIf(!able)('tshark opens the pcapng export without complaint and sees the same packets', async () => {
  const { client } = await testEngine();
  const { packets } = await client.dhcp.handshake(quick);
  const file = join(folder, 'out.pcapng');
  await client.sessions.export({ format: 'pcapng', file });
  const fields = ['frame.time_epoch', 'dhcp.option.dhcp', 'frame.interface_name', '_ws.malformed'];
  const { stdout, stderr, code } = await run('tshark', [
    '-r',
    file,
    '-T',
    'fields',
    ...fields.flatMap((field) => ['-e', field]),
  ]);
  expect(code).toBe(0);
  expect(stderr.replace(/^Running as user.*\n/m, '')).toBe('');
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(rows.map(([, type]) => type)).toEqual(['1', '2', '3', '5', '7']);
  expect(rows.every(([, , name, malformed = '']) => name === 'lab-office' && malformed === '')).toBe(true);
  for (const [index, [time]] of rows.entries()) {
    expect(Math.abs(Number(time) * 1000 - (packets[index]?.at ?? 0))).toBeLessThan(0.01);
  }
});
