import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Problem } from '#shared/problem/problem.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error = await call.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code: 'PROBLEM', defined: true });
  return (error as { data: Problem }).data;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('input that does not match is refused with the field named', async () => {
  const { client } = await testEngine();
  expect(await problemOf(client.dhcp.handshake({ interface: '' }))).toMatchObject({
    code: 'input-invalid',
    params: { field: 'interface' },
  });
  const options = [{ code: 12, hex: 'xyz' }];
  expect(await problemOf(client.dhcp.handshake({ interface: 'lab-office', options }))).toMatchObject({
    code: 'input-invalid',
    params: { field: 'options.0.hex' },
  });
});

test('a problem crosses as its code, an unknown error as internal', async () => {
  const { client } = await testEngine();
  expect((await problemOf(client.timeline.exchange({ exchange: 'no' }))).code).toBe('exchange-unknown');
  expect((await problemOf(client.sessions.rename({ id: 99, name: 'x' }))).code).toBe('session-unknown');
});

test('closing ends what runs: the call comes back cancelled and its exchange is stored', async () => {
  const file = join(folder(), 'work.punchdown');
  const first = await testEngine({ workspace: file });
  const running = first.client.dhcp.handshake({ interface: 'lab-silent' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await first.close();
  expect(await running).toMatchObject({ outcome: 'cancelled' });
  const second = await testEngine({ workspace: file });
  const { exchanges } = await second.client.timeline.exchanges({});
  expect(exchanges).toMatchObject([{ outcome: 'cancelled', state: 'ended', target: 'lab-silent' }]);
});

test('aborting a call stops its work at the source', async () => {
  const { client } = await testEngine();
  const stop = new AbortController();
  const running = client.dhcp.handshake({ interface: 'lab-silent' }, { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  expect(await running).toMatchObject({ outcome: 'cancelled' });
  const { exchanges } = await client.timeline.exchanges({});
  expect(exchanges[0]).toMatchObject({ outcome: 'cancelled', state: 'ended' });
});

test('a status stream ends when its reader leaves', async () => {
  const { client } = await testEngine();
  for await (const status of await client.app.watchStatus()) {
    expect(status).toMatchObject({ running: 0, lost: 0 });
    break;
  }
});

test('settings are kept, drafts page by page', async () => {
  const file = join(folder(), 'work.punchdown');
  const first = await testEngine({ workspace: file });
  await first.client.settings.update({ theme: 'dark', drafts: { dhcp: { hostName: 'x' } } });
  await first.client.settings.update({ drafts: { other: 1 } });
  await first.close();
  const second = await testEngine({ workspace: file });
  expect(await second.client.settings.get()).toEqual({
    theme: 'dark',
    locale: 'system',
    drafts: { dhcp: { hostName: 'x' }, other: 1 },
  });
});

test('the log names calls and outcomes, never what was sent', async () => {
  const logFolder = folder();
  const engine = await testEngine({ logFolder, verbose: true });
  await engine.client.dhcp.handshake({ interface: 'lab-office', hostName: 'top-secret-name' });
  await problemOf(engine.client.timeline.exchange({ exchange: 'private-id' }));
  await engine.close();
  const log = readFileSync(join(logFolder, 'engine.log'), 'utf8');
  expect(log).toContain('dhcp.handshake: ok');
  expect(log).toContain('timeline.exchange: exchange-unknown');
  expect(log).not.toMatch(/top-secret-name|private-id/);
});
