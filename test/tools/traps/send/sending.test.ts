import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Engine, startEngine } from '#electron/engine/engine.ts';
import type { Credentials, SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from '../receive/free-port.ts';
import { type Snmptrapd, startSnmptrapd } from './snmptrapd.ts';

const secured = {
  version: '3',
  user: 'secured',
  auth: { protocol: 'SHA', password: 'zq-authentication' },
  priv: { protocol: 'AES', password: 'zq-privacy-zq' },
} as const satisfies Credentials;
const v1 = { version: '1', community: 'public' } as const;
const v2c = { version: '2c', community: 'public' } as const;
const quick = { timeout: 200, retries: 1 };

describe.skipIf(!need('snmptrapd'))('sending notifications', () => {
  let engine: Engine;
  let receiver: Snmptrapd;

  beforeAll(async () => {
    engine = await startEngine({
      host: 'command-line',
      workspace: undefined,
      version: '0',
      startPacketProcess: () => {
        throw new Error('no frames are needed');
      },
    });
    receiver = await startSnmptrapd([secured], { engine: (await engine.client.traps.status()).engine.id });
  }, 60_000);

  afterAll(async () => {
    await engine?.close();
    await receiver?.stop();
  });

  const at = (credentials: Omit<SnmpTargetInput, 'address' | 'port'>, port = receiver.port, address = '127.0.0.1') => ({
    ...credentials,
    address,
    port,
  });
  const linesWith = (text: string) =>
    receiver
      .output()
      .split('\n')
      .filter((line) => line.includes(text));
  const what = { notification: 'linkUp', varbinds: [{ oid: 'ifIndex.1', value: 1 }] };

  it('finds notifications by words, with their objects', async () => {
    const [found] = await engine.client.traps.types({ search: 'IF-MIB::linkDo' });
    expect(found).toMatchObject({ oid: '1.3.6.1.6.3.1.1.5.3', name: 'linkDown', module: 'IF-MIB' });
    expect(found?.objects).toMatchObject([
      { name: 'ifIndex', oid: '1.3.6.1.2.1.2.2.1.1' },
      { name: 'ifAdminStatus', labels: { up: 1, down: 2, testing: 3 } },
      { name: 'ifOperStatus' },
    ]);
    const all = await engine.client.traps.types({});
    expect(all.length).toBeGreaterThan(5);
  });

  it('rejects what cannot be sent at all', async () => {
    const { traps } = engine.client;
    const code = (promise: Promise<unknown>) => promise.then(undefined, (error) => error.data?.code);
    expect(await code(traps.send({ target: at(v2c), notification: 'noSuchName' }))).toBe('trap-type-unknown');
    expect(await code(traps.send({ target: at(v2c), notification: 'sysName' }))).toBe('trap-type-unknown');
    const varbinds = [{ oid: 'ifIndex.1', value: 'one' }];
    expect(await code(traps.send({ target: at(v2c), notification: 'linkUp', varbinds }))).toBe('snmp-value-unreadable');
    expect(await code(traps.send({ target: { device: 'nobody' }, notification: 'linkUp' }))).toBe('device-unknown');
    expect(await code(traps.send({ target: at(v1), notification: 'linkUp', agentAddress: '::1' }))).toBe(
      'input-invalid',
    );
    expect(await code(traps.compose({ id: 4711 }))).toBe('trap-unknown');
  });

  it('says what v1 does not have', async () => {
    const { traps } = engine.client;
    const inform = await traps.send({ target: at(v1), kind: 'inform', ...what });
    expect(inform).toMatchObject({ outcome: 'failed', sent: 0, problems: [{ code: 'trap-no-inform-in-v1' }] });
    const varbinds = [{ oid: 'ifHCInOctets.1', value: '18446744073709551615' }];
    const wide = await traps.send({ target: at(v1), notification: 'linkUp', varbinds });
    expect(wide).toMatchObject({ outcome: 'failed', sent: 0, problems: [{ code: 'trap-not-in-v1' }] });
    expect(await traps.send({ target: at(v2c), notification: 'linkUp', varbinds })).toMatchObject({ sent: 1 });
  });

  it('maps an enterprise trap back to its numbers, with the agent-addr that is wanted', async () => {
    const { v1: header } = await engine.client.traps.send({
      target: at(v1),
      notification: '1.3.6.1.4.1.32473.7.0.17',
      agentAddress: '192.0.2.9',
    });
    expect(header).toEqual({ enterprise: '1.3.6.1.4.1.32473.7', agentAddress: '192.0.2.9', generic: 6, specific: 17 });
    await expect.poll(() => linesWith('|.1.3.6.1.4.1.32473.7|')[0], { timeout: 10_000 }).toMatch(/\|6\.\D*17\|/);
  });

  it('sends what a definition is against, and says so', async () => {
    const varbinds = [{ oid: 'ifAdminStatus.1', value: 9 }];
    const result = await engine.client.traps.send({ target: at(v2c), notification: 'linkUp', varbinds });
    expect(result).toMatchObject({ outcome: 'complete', sent: 1, problems: [{ code: 'snmp-value-no-label' }] });
  });

  describe.each(['trap', 'inform'] as const)('a %s that nobody takes', (kind) => {
    it.each(['127.0.0.1', '::1'])('is told by ICMP on %s', async (address) => {
      const port = await freePort();
      const result = await engine.client.traps.send({ target: at(v2c, port, address), kind, ...what, ...quick });
      expect(result).toMatchObject({
        outcome: 'failed',
        sent: 1,
        acknowledged: 0,
        problems: [{ code: 'trap-receiver-port-closed', params: { address, port } }],
      });
    });
  });

  it('explains an inform that nobody acknowledges', async () => {
    const { traps } = engine.client;
    const silent = createSocket('udp4');
    silent.bind(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => {
      silent.close();
    });
    const { port } = silent.address();
    for (const credentials of [v2c, secured]) {
      const result = await traps.send({ target: at(credentials, port), kind: 'inform', ...what, ...quick });
      expect(result).toMatchObject({
        outcome: 'failed',
        problems: [{ code: 'trap-inform-unanswered', params: { port, attempts: 2 } }],
      });
    }
    const wrong = { ...v2c, community: 'zq-wrong' };
    const refused = await traps.send({ target: at(wrong), kind: 'inform', ...what, ...quick });
    expect(refused.problems).toMatchObject([{ code: 'trap-community-unanswered' }]);
    // The discovery that told it is the only answer.
    expect(refused.packets).toMatchObject({ received: 1, retries: 1 });
  });

  it('tells what the receiver reports of a user', async () => {
    const cases = [
      [{ ...secured, user: 'eve' }, 'usmStatsUnknownUserNames'],
      [{ ...secured, auth: { protocol: 'SHA', password: 'not the right one' } }, 'usmStatsWrongDigests'],
      [{ ...secured, priv: { protocol: 'AES', password: 'not the right one' } }, undefined],
      [{ version: '3', user: 'secured', auth: secured.auth }, undefined],
    ] as const;
    for (const [credentials, report] of cases) {
      const { problems, acknowledged } = await engine.client.traps.send({
        target: at(credentials),
        kind: 'inform',
        ...what,
        ...quick,
      });
      expect(acknowledged).toBe(0);
      expect(problems).toMatchObject([
        report === undefined
          ? // net-snmp drops what it cannot decrypt, and what its access rules are against.
            { code: 'trap-user-unanswered', params: { user: 'secured' } }
          : { code: 'trap-inform-reported', params: { report } },
      ]);
    }
  });

  it('sends as often as is wanted, and less when it is cancelled', async () => {
    const { traps } = engine.client;
    const text = (mark: string) => ({
      notification: 'linkUp',
      varbinds: [{ oid: 'ifDescr.1', value: mark }],
    });
    const many = await traps.send({ target: at(v2c), ...text('many'), repeat: 40 });
    expect(many).toMatchObject({ outcome: 'complete', sent: 40, packets: { sent: 40 } });
    await expect.poll(() => linesWith('"many"').length, { timeout: 10_000 }).toBe(40);
    const informs = await traps.send({ target: at(secured), kind: 'inform', ...text('asked'), repeat: 5, interval: 5 });
    expect(informs).toMatchObject({ outcome: 'complete', sent: 5, acknowledged: 5 });
    expect(linesWith('"asked"')).toHaveLength(5);
    const cancel = new AbortController();
    const endless = traps.send(
      { target: at(v2c), ...text('endless'), repeat: 100_000, interval: 10 },
      { signal: cancel.signal },
    );
    const ended = endless.then(
      () => 'resolved',
      () => 'aborted',
    );
    await expect.poll(() => linesWith('"endless"').length, { timeout: 10_000 }).toBeGreaterThan(2);
    cancel.abort();
    await ended;
    const exchanges = async () => (await engine.client.timeline.exchanges({ tool: 'traps' })).exchanges;
    await expect.poll(async () => (await exchanges())[0]?.outcome, { timeout: 10_000 }).toBe('cancelled');
  });

  it('stands on the timeline, without secrets', async () => {
    const { traps, timeline } = engine.client;
    const secret = { ...v2c, community: 'zq-community-zq' };
    for (const [credentials, kind, count] of [
      [secret, 'trap', 1],
      [secured, 'trap', 1],
      [secured, 'inform', 2],
    ] as const) {
      const { exchange } = await traps.send({ target: at(credentials), kind, ...what });
      const about = await timeline.exchange({ exchange });
      const target = `127.0.0.1:${receiver.port}`;
      expect(about).toMatchObject({ tool: 'traps', verb: 'send', target, subject: 'linkUp', outcome: 'complete' });
      const { events } = await timeline.events({ exchange, count: 100 });
      const packets = events.filter(({ packet }) => packet !== undefined);
      expect(packets).toHaveLength(count);
      const seen = await Promise.all(packets.map(({ id }) => timeline.packet({ event: id })));
      // The encrypted ones are shown decrypted.
      expect(JSON.stringify(seen)).toContain('linkUp');
      for (const text of ['zq-community', 'zq-authentication', 'zq-privacy']) {
        expect(JSON.stringify([seen, events])).not.toContain(text);
        expect(JSON.stringify(seen)).not.toContain(Buffer.from(text).toString('hex'));
      }
    }
  });

  it('goes to port 162 of a device unless another is told', async () => {
    const { devices, traps } = engine.client;
    const profile = await devices.saveProfile({ name: 'of the device', credentials: v2c });
    const { id } = await devices.save({ name: 'a device', address: '127.0.0.1', port: 161, profile: profile.id });
    const usual = await traps.send({ target: { device: id }, ...what });
    expect(usual.agent).toMatchObject({ address: '127.0.0.1', port: 162, version: '2c' });
    const told = await traps.send({ target: { device: 'a device', port: receiver.port }, kind: 'inform', ...what });
    expect(told).toMatchObject({ agent: { port: receiver.port }, acknowledged: 1 });
  });

  it('sends what was received again: v1 as v2c and as v1', async () => {
    const { traps } = engine.client;
    const port = await freePort();
    await traps.start({ port, kept: false });
    const stored = async (count: number) => {
      const page = async () => (await traps.page({})).rows;
      await expect.poll(async () => (await page()).length, { timeout: 10_000 }).toBe(count);
      return (await page())[0];
    };
    const varbinds = [
      { oid: 'ifIndex.7', value: 7 },
      { oid: 'ifDescr.7', value: 'eth7' },
      { oid: 'ifPhysAddress.7', value: '02:00:00:1a:b1:07' },
      { oid: '1.3.6.1.4.1.32473.1.0', type: 'Opaque', value: '0102ff', hex: true },
    ] as const;
    const first = await traps.send({
      target: at(v1, port),
      notification: 'linkDown',
      varbinds: [
        ...varbinds,
        { oid: '1.3.6.1.6.3.1.1.4.3.0', type: 'OBJECT IDENTIFIER', value: '1.3.6.1.4.1.32473.2' },
      ],
      agentAddress: '192.0.2.7',
      uptime: 12_345,
    });
    expect(first.v1).toEqual({
      enterprise: '1.3.6.1.4.1.32473.2',
      agentAddress: '192.0.2.7',
      generic: 2,
      specific: 0,
    });
    expect(first.varbinds).toHaveLength(4);
    const row = await stored(1);
    const form = await traps.compose({ id: row?.id ?? 0 });
    expect(form).toMatchObject({ kind: 'trap', notification: 'linkDown', uptime: 12_345 });
    expect(form.varbinds).toHaveLength(6);
    const again = await traps.send({ target: at(v1, port), ...form });
    expect(again.v1).toEqual(first.v1);
    expect(again.varbinds).toEqual(first.varbinds);
    await stored(2);
    const second = await traps.send({ target: at(v2c, port), ...form, kind: 'inform' });
    expect(second.acknowledged).toBe(1);
    expect(second.varbinds.slice(0, 4)).toEqual(first.varbinds);
    expect(second.varbinds.slice(4).map(({ oid, value }) => [oid, value])).toEqual([
      ['1.3.6.1.6.3.18.1.3.0', '192.0.2.7'],
      ['1.3.6.1.6.3.1.1.4.3.0', '1.3.6.1.4.1.32473.2'],
    ]);
    const inform = await stored(3);
    expect(await traps.compose({ id: inform?.id ?? 0 })).toEqual({ ...form, kind: 'inform' });
    // One that no MIB knows.
    const unknown = { notification: '1.3.6.1.4.1.32473.7.0.17', uptime: 5 };
    await traps.send({ target: at(v2c, port), ...unknown });
    const unnamed = await traps.compose({ id: (await stored(4))?.id ?? 0 });
    expect(unnamed).toEqual({ kind: 'trap', notification: 'enterprises.32473.7.0.17', varbinds: [], uptime: 5 });
    const { v1: header } = await traps.send({ target: at(v1, port), ...unnamed });
    expect(header).toMatchObject({ enterprise: '1.3.6.1.4.1.32473.7', generic: 6, specific: 17 });
    await traps.stop({ port });
  });
});
