import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Client } from '#shared/contract/index.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from './free-port.ts';
import { runSender, senderOptions } from './receiving.ts';
import { numbered, openSender, sendTo } from './traps.ts';

const linkDown = '1.3.6.1.6.3.1.1.5.3';
const user: Credentials = {
  version: '3',
  user: 'operator',
  auth: { protocol: 'SHA-256', password: 'authentic words' },
  priv: { protocol: 'AES', password: 'private words' },
};

async function exchanges(client: Client, session?: number) {
  const { exchanges: found } = await client.timeline.exchanges({ tool: 'traps', ...(session && { session }) });
  return found;
}

async function eventsOf(client: Client, exchange: string | undefined) {
  const { events } = await client.timeline.events({ exchange: exchange ?? '', count: 1000 });
  return events;
}

const stored = (client: Client, count: number) =>
  expect.poll(async () => (await client.traps.status()).last, { timeout: 20_000 }).toBe(count);

describe('what a receiver hears, on the timeline', () => {
  it.skipIf(!need('snmptrap', 'snmpinform'))(
    'is there with what it answers, opened by the keys of its users',
    {
      timeout: 60_000,
    },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'punchdown-told-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      mkdirSync(join(folder, 'cert_indexes'));
      const { client } = await testEngine();
      await client.devices.saveProfile({ name: 'operator', credentials: user });
      const port = await freePort();
      await client.traps.start({ port, address: '127.0.0.1', kept: false });
      expect(await exchanges(client)).toEqual([]);
      const to = `127.0.0.1:${port}`;
      await runSender('snmptrap', folder, ['-v', '2c', '-c', 'geheim', to, '0', linkDown]);
      // Long enough for none to be sent twice.
      const patient = ['-t', '20'];
      await runSender('snmpinform', folder, [...patient, '-v', '2c', '-c', 'geheim', to, '0', linkDown]);
      await runSender('snmpinform', folder, [...patient, ...senderOptions(user), to, '0', linkDown]);
      await stored(client, 3);
      await client.traps.stop({ port });
      const [one, ...more] = await exchanges(client);
      expect(more).toEqual([]);
      expect(one).toMatchObject({
        verb: 'receive',
        target: `udp 127.0.0.1:${port}`,
        state: 'ended',
        outcome: 'stopped',
      });
      const events = await eventsOf(client, one?.id);
      expect(
        events.flatMap(({ packet }) => (packet === undefined ? [] : [`${packet.direction} ${packet.name}`])),
      ).toEqual([
        'received snmpV2-trap',
        'received inform-request',
        'sent response',
        // The search for our engine, and for its clock where the sender asks for that.
        ...['received discovery', 'sent report'],
        'received inform-request',
        'sent response',
      ]);
      const packets = await Promise.all(
        events.filter(({ packet }) => packet !== undefined).map(({ id }) => client.timeline.packet({ event: id })),
      );
      expect(packets.map(({ faults }) => faults.length)).toEqual(packets.map(() => 0));
      for (const { hex } of packets) expect(hex).not.toContain(Buffer.from('geheim').toString('hex'));
      expect(events.at(-1)?.note).toEqual({
        code: 'traps-received',
        params: { received: 4, accepted: 3, refused: 0, acknowledged: 2, lost: 0 },
      });
    },
  );

  it('is not stored twice in a flood, and belongs to the session that it came in', { timeout: 60_000 }, async () => {
    const { client } = await testEngine();
    const port = await freePort();
    await client.traps.start({ port, kept: false });
    const sender = await openSender();
    onTestFinished(() => void sender.close());
    for (let number = 1; number <= 1200; number++) await sendTo(sender, numbered(number), port);
    const heard = async () => (await client.traps.status()).receivers[0]?.received;
    await expect.poll(heard, { timeout: 20_000 }).toBe(1200);
    await stored(client, 1200);
    const [flood] = await exchanges(client);
    expect(flood).toMatchObject({ target: `udp *:${port}`, state: 'running', lost: 0 });
    const kept = async () => (await eventsOf(client, flood?.id)).filter(({ packet }) => packet !== undefined).length;
    await expect.poll(kept).toBe(500);
    await expect
      .poll(async () => (await eventsOf(client, flood?.id)).at(-1)?.note)
      .toEqual({ code: 'traps-table-only', params: { count: 500 } });

    const before = (await client.sessions.list()).find(({ current }) => current);
    const next = await client.sessions.create({ name: 'Next' });
    await sendTo(sender, numbered(1201), port);
    await expect.poll(async () => (await exchanges(client, next.id)).length, { timeout: 20_000 }).toBe(1);
    await client.traps.stop({ port });
    const [ended] = await exchanges(client, before?.id);
    expect(ended).toMatchObject({ id: flood?.id, outcome: 'stopped' });
    const counts = async (exchange: string | undefined) => (await eventsOf(client, exchange)).at(-1)?.note?.params;
    const [ofFlood, ofNext] = [await counts(flood?.id), await counts((await exchanges(client, next.id))[0]?.id)];
    expect(Number(ofFlood?.received) + Number(ofNext?.received)).toBe(1201);
    expect(await kept()).toBe(500);
  });
});
