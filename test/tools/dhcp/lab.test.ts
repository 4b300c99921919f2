import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { testEngine } from '#test/fakes/test-engine.ts';
import { story } from './command.ts';

const quick = { offerWindow: 50, attempts: 2, firstTimeout: 80 };

test('office: bound, and the timeline holds every packet of the result', async () => {
  const { client } = await testEngine();
  const result = await client.dhcp.handshake({ interface: 'lab-office', ...quick });
  expect(result).toMatchObject({ outcome: 'bound', transport: 'lab', released: true, problems: [] });
  expect(story(result)).toEqual(['sent DISCOVER', 'received OFFER', 'sent REQUEST', 'received ACK', 'sent RELEASE']);
  const { events, total } = await client.timeline.events({ exchange: result.exchange });
  expect(total).toBe(events.length);
  expect(events.flatMap(({ packet }) => (packet ? [`${packet.direction} ${packet.name}`] : []))).toEqual(story(result));
  expect(events.map(({ index }) => index)).toEqual(events.map((_, index) => index));
  const offer = events.find(({ packet }) => packet?.name === 'OFFER');
  const decoded = await client.timeline.packet({ event: offer?.id ?? 0 });
  expect(decoded.layers.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/DHCP/i)]));
  expect(decoded.hex).toBe(result.packets[1]?.hex);
});

test('two servers: both are compared, either can be chosen', async () => {
  const { client } = await testEngine();
  const result = await client.dhcp.handshake({ interface: 'lab-two-servers', ...quick, server: '192.0.2.66' });
  expect(result.offers.map(({ server }) => server)).toEqual(['192.0.2.1', '192.0.2.66']);
  expect(result.lease?.server).toBe('192.0.2.66');
});

test.each([
  ['lab-refusing', 'nak', 'dhcp-nak'],
  ['lab-forgetful', 'noAck', 'dhcp-no-ack'],
  ['lab-silent', 'noOffer', 'dhcp-no-offer'],
])('%s ends as %s', async (name, outcome, code) => {
  const { client } = await testEngine();
  const result = await client.dhcp.handshake({ interface: name, ...quick });
  expect(result.outcome).toBe(outcome);
  expect(result.problems.map((found) => found.code)).toEqual([code]);
});

test('a kept lease is listed, answers for itself and is given back on demand', async () => {
  const { client } = await testEngine();
  const { exchange, lease } = await client.dhcp.handshake({ interface: 'lab-office', ...quick, keep: true });
  expect(await client.dhcp.held()).toMatchObject([
    { exchange, interface: 'lab-office', lease: { address: lease?.address } },
  ]);
  expect(await client.dhcp.release({ interface: 'lab-office', lease: exchange })).toMatchObject({
    outcome: 'released',
    released: true,
  });
  expect(await client.dhcp.held()).toEqual([]);
  await expect(client.dhcp.release({ interface: 'lab-office', lease: exchange })).rejects.toMatchObject({
    data: { code: 'lease-unknown' },
  });
  const { exchanges } = await client.timeline.exchanges({});
  expect(exchanges.map(({ verb, outcome }) => [verb, outcome])).toEqual([
    ['release', 'released'],
    ['handshake', 'bound'],
  ]);
});

test('the page is told while it runs, at most ten times a second, and at the end', async () => {
  const { client } = await testEngine();
  const stop = new AbortController();
  const notices: { events: number; state: string; at: number }[] = [];
  const watching = (async () => {
    for await (const { events, state } of await client.timeline.watch({ tool: 'dhcp' }, { signal: stop.signal })) {
      notices.push({ events, state, at: performance.now() });
      if (state === 'ended') return;
    }
  })();
  await wait(20);
  await client.dhcp.handshake(
    { interface: 'lab-silent', offerWindow: 0, attempts: 8, firstTimeout: 50 },
    {
      signal: AbortSignal.timeout(600),
    },
  );
  await watching;
  stop.abort();
  expect(notices.length).toBeGreaterThan(2);
  expect(notices.length).toBeLessThan(12);
  expect(notices.at(-1)?.state).toBe('ended');
});

test('an exchange identifier of the caller is used once', async () => {
  const { client } = await testEngine();
  const exchange = '7f6d3c1e-0c53-4b5a-9d7e-2f3f1c9a1b11';
  expect((await client.dhcp.handshake({ interface: 'lab-office', ...quick, exchange })).exchange).toBe(exchange);
  await expect(client.dhcp.handshake({ interface: 'lab-office', ...quick, exchange })).rejects.toMatchObject({
    data: { code: 'input-invalid', params: { field: 'exchange' } },
  });
});

test('many handshakes at once do not disturb each other', async () => {
  const { client } = await testEngine();
  const macs = Array.from({ length: 20 }, (_, n) => `02:00:00:00:01:${n.toString(16).padStart(2, '0')}`);
  const results = await Promise.all(
    macs.map((mac) => client.dhcp.handshake({ interface: 'lab-office', ...quick, mac, keep: true })),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(macs.map(() => 'bound'));
  expect(new Set(results.map(({ lease }) => lease?.address)).size).toBe(20);
});
