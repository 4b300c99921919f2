import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testEngine } from '#test/fakes/test-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quick = { offerWindow: 30, attempts: 1, firstTimeout: 100 };

async function capture(name: string): Promise<string> {
  const { client } = await testEngine();
  await client.dhcp.handshake({ interface: 'lab-two-servers', ...quick });
  await client.dhcp.handshake({ interface: 'lab-refusing', ...quick });
  await client.dhcp.handshake({ interface: 'lab-silent', ...quick });
  const file = join(folder, name);
  await client.sessions.export({ format: 'pcapng', file });
  return file;
}

test('a capture becomes exchanges on the timeline, with outcome, subject and verdict', async () => {
  const file = await capture('three.pcapng');
  const { client } = await testEngine();
  const result = await client.dhcp.open({ file });
  expect(result).toMatchObject({ ended: 'complete', format: 'pcapng', exchanges: 3, faultsTotal: 0 });
  expect(result.outcomes).toEqual({ released: 1, nak: 1, noOffer: 1 });
  const { exchanges } = await client.timeline.exchanges({ target: 'three.pcapng' });
  expect(exchanges.map(({ verb, state, outcome }) => [verb, state, outcome]).sort()).toEqual([
    ['captured', 'ended', 'nak'],
    ['captured', 'ended', 'noOffer'],
    ['captured', 'ended', 'released'],
  ]);
  for (const { id, outcome, subject, startedAt, endedAt } of exchanges) {
    expect(subject).toMatch(/^02:00:00:1a:b0:01, xid 0x[0-9a-f]{8}$/);
    expect(endedAt ?? 0).toBeGreaterThanOrEqual(startedAt);
    const codes = (await client.dhcp.verdict({ exchange: id })).map(({ code }) => code);
    if (outcome === 'released') expect(codes).toContain('several-servers');
    if (outcome === 'nak') expect(codes).toContain('nak-from-chosen-server');
    if (outcome === 'noOffer') expect(codes).toContain('nobody-answered');
  }
});

test('the verdict on a capture of a run is the verdict on the run', async () => {
  const { client } = await testEngine();
  const { findings } = await client.dhcp.handshake({ interface: 'lab-two-servers', ...quick });
  const file = join(folder, 'same.pcapng');
  await client.sessions.export({ format: 'pcapng', file });
  await client.dhcp.open({ file });
  const { exchanges } = await client.timeline.exchanges({ target: 'same.pcapng' });
  const captured = await client.dhcp.verdict({ exchange: exchanges[0]?.id ?? '' });
  expect(captured.map(({ code }) => code).sort()).toEqual(findings.map(({ code }) => code).sort());
});

test('progress is told and ends; cancelling keeps what was read', async () => {
  const file = await capture('progress.pcapng');
  const { client } = await testEngine();
  const id = '0b8f2d9e-7a64-4d58-9a57-1c2d3e4f5a6b';
  const stop = new AbortController();
  const words: boolean[] = [];
  const following = (async () => {
    for await (const { import: which, done, read, size } of await client.dhcp.openProgress(undefined, {
      signal: stop.signal,
    })) {
      expect(which).toBe(id);
      words.push(done);
      if (done) expect(read).toBe(size);
      if (done) return;
    }
  })();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await client.dhcp.open({ file, import: id });
  await following;
  expect(words.at(-1)).toBe(true);
  const cancelled = new AbortController();
  cancelled.abort();
  expect(await client.dhcp.open({ file }, { signal: cancelled.signal })).toMatchObject({ ended: 'cancelled' });
});

test.each([
  ['missing.pcap', undefined, 'file-unreadable'],
  ['notes.pcap', 'dear diary', 'capture-foreign'],
  ['packed.pcap', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 'capture-compressed'],
])('%s is refused by name', async (name, content, code) => {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content);
  const { client } = await testEngine();
  await expect(client.dhcp.open({ file })).rejects.toMatchObject({ data: { code } });
});

test('listening records the exchanges of others, not only of ourselves', async () => {
  const { client } = await testEngine();
  const heard = client.dhcp.listen({ interface: 'lab-office', seconds: 1 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await client.dhcp.handshake({ interface: 'lab-office', ...quick });
  expect(await heard).toMatchObject({ exchanges: 1, dhcpPackets: 5, outcomes: { released: 1 } });
  const { exchanges } = await client.timeline.exchanges({ target: 'lab-office' });
  expect(exchanges.map(({ verb }) => verb).sort()).toEqual(['handshake', 'heard']);
  const ours = await client.timeline.exchanges({ verbs: ['handshake', 'renew'] });
  expect(ours).toMatchObject({ total: 1, exchanges: [{ verb: 'handshake' }] });
});

test('a stopped listener ends its open exchanges and returns', async () => {
  const { client } = await testEngine();
  const stop = new AbortController();
  const heard = client.dhcp.listen({ interface: 'lab-silent' }, { signal: stop.signal });
  await client.dhcp.discover({ interface: 'lab-silent', ...quick });
  stop.abort();
  expect(await heard).toMatchObject({ outcomes: { noOffer: 1 } });
});
