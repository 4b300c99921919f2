import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '#electron/engine/engine.ts';
import { systemClock } from '#electron/net/clock.ts';
import { openLoopbackPort } from '#electron/net/udp/loopback-port.ts';
import { SnmpLab } from '#electron/tools/lab/snmp/snmp-lab.ts';
import type { LabAgent, LabLinks } from '#shared/contract/lab.ts';
import type { NotificationDetails, NotificationRow } from '#shared/model/notification.ts';
import { freePort } from '../traps/receive/free-port.ts';

/** The simulated router with our receiver: npm net-snmp sends, ours receives and answers. */
describe('shutting an interface of the lab', () => {
  let engine: Engine;
  let port: number;
  let router: LabAgent;
  let last = 0;

  beforeAll(async () => {
    engine = await startEngine({
      host: 'command-line',
      workspace: undefined,
      version: '0',
      startPacketProcess: () => {
        throw new Error('no frames are needed');
      },
    });
    const { lab, traps, devices } = engine.client;
    port = await freePort();
    await traps.start({ port, kept: false });
    const found = (await lab.agents()).find(({ kind }) => kind === 'router');
    if (found === undefined) throw new Error('no router');
    router = found;
    for (const { label, writes: _writes, ...credentials } of router.targets) {
      await devices.saveProfile({ name: label, credentials });
    }
  });
  afterAll(() => engine?.close());

  /** The next one stored that is like this. On a slow machine an inform may come twice. */
  async function next(wanted: Partial<NotificationRow>): Promise<NotificationDetails> {
    const { traps } = engine.client;
    const keys = Object.keys(wanted) as (keyof NotificationRow)[];
    const find = async () =>
      (await traps.page({ count: 20 })).rows.find(
        (row) => row.id > last && keys.every((key) => row[key] === wanted[key]),
      );
    await expect.poll(find, { timeout: 20_000 }).toBeDefined();
    last = (await find())?.id ?? last;
    return traps.details({ id: last });
  }
  const statusOf = (links: LabLinks, name: string) => {
    const found = links.devices.find(({ kind }) => kind === 'router')?.interfaces.find((one) => one.name === name);
    return { admin: found?.admin, oper: found?.oper };
  };
  const write = { version: '2c', community: 'private' } as const;
  const target = () => ({ address: router.address, port: router.port, ...write });
  const valuesOf = ({ varbinds }: NotificationDetails) => varbinds.map(({ name, text }) => `${name} ${text}`);

  it('sends nothing without a destination, and nothing about what was down already', async () => {
    const { lab } = engine.client;
    expect(await lab.links()).toMatchObject({ notifications: [] });
    expect(statusOf(await lab.setInterface({ interface: 'Gi0/1', up: false }), 'Gi0/1')).toEqual({
      admin: false,
      oper: false,
    });
    await lab.setInterface({ interface: 'Gi0/1', up: true });
    await lab.notifications({ destination: { port } });
    // Nothing is plugged into it.
    const spare = await lab.setInterface({ interface: 'Gi0/2', up: false });
    expect(statusOf(spare, 'Gi0/2')).toEqual({ admin: false, oper: false });
    expect((await lab.setInterface({ interface: 'Gi0/2', up: true })).notifications).toEqual([]);
  });

  const ways = [
    { version: '1', kind: 'trap' },
    { version: '2c', kind: 'trap' },
    { version: '2c', kind: 'inform' },
    ...['labguest', 'labuser', 'labold', 'labstrong'].flatMap((user) => [
      { version: '3', kind: 'trap', user } as const,
      { version: '3', kind: 'inform', user } as const,
    ]),
  ] as const;
  it.each(ways)('by SET sends linkDown and linkUp: $version $kind $user', async (way) => {
    const { lab, snmp } = engine.client;
    await lab.notifications({ destination: { ...way, port } });
    for (const [value, name, words] of [
      ['down', 'linkDown', 'down(2)'],
      ['up', 'linkUp', 'up(1)'],
    ] as const) {
      const set = await snmp.set({ target: target(), varbinds: [{ oid: 'ifAdminStatus.2', value }] });
      expect(set).toMatchObject({ outcome: 'complete', verified: true });
      const { version, kind } = way;
      const told = await next({ name, version, kind, ...('user' in way ? { user: way.user } : {}) });
      expect(told).toMatchObject({ state: 'accepted', acknowledged: kind === 'inform' });
      expect(valuesOf(told)).toEqual(['ifIndex.2 2', `ifAdminStatus.2 ${words}`, `ifOperStatus.2 ${words}`]);
      const state = kind === 'inform' ? 'acknowledged' : 'sent';
      const newest = async () => (await lab.links()).notifications[0];
      await expect.poll(newest, { timeout: 10_000 }).toMatchObject({ name, interface: 'Gi0/0', state, port });
    }
  });

  it('stops the counters, and they go on from there', async () => {
    const { lab, snmp } = engine.client;
    const read = async () => {
      const oids = ['ifInOctets.2', 'ifHCInOctets.2', 'ifOperStatus.2', 'sysUpTime.0'];
      const { varbinds } = await snmp.get({ target: target(), oids });
      return varbinds.map(({ value }) => Number(value));
    };
    await lab.setInterface({ interface: 'Gi0/0', up: false });
    const [small, large, status] = await read();
    expect(status).toBe(2);
    const started = (await read())[3] ?? 0;
    // Some hundredths of a second later by the router's clock.
    await expect.poll(async () => (await read())[3], { interval: 20, timeout: 10_000 }).toBeGreaterThan(started + 20);
    expect((await read()).slice(0, 3)).toEqual([small, large, 2]);
    await lab.setInterface({ interface: 'Gi0/0', up: true });
    await expect.poll(async () => (await read())[1], { timeout: 10_000 }).toBeGreaterThan(large ?? 0);
    // What would have been counted meanwhile, some 20 MB a second, is not made up for.
    expect((await read())[0]).not.toBe(small);
  });

  it('tells of informs that nobody acknowledges, as a stream', async () => {
    const { lab } = engine.client;
    const nobody = await freePort();
    await lab.notifications({ destination: { port: nobody, kind: 'inform' } });
    const stop = new AbortController();
    const states: string[] = [];
    const listening = (async () => {
      for await (const { notifications } of await lab.linkNews(undefined, { signal: stop.signal })) {
        const [newest] = notifications;
        if (newest?.port === nobody) states.push(newest.state);
        if (newest?.state === 'unanswered') stop.abort();
      }
    })().catch(() => {});
    await lab.setInterface({ kind: 'switch', interface: 'Gi1/1', up: false });
    await listening;
    expect(states[0]).toBe('waiting');
    expect(states.at(-1)).toBe('unanswered');
    expect((await lab.links()).notifications[0]).toMatchObject({ device: 'switch', name: 'linkDown' });
  });

  it('does not wait for answers when it is closed', async () => {
    const closing = new SnmpLab({ clock: systemClock, openLoopbackPort });
    const links = await closing.links();
    const nobody = await freePort();
    for (const version of ['2c', '3'] as const) {
      links.setDestination({ port: nobody, kind: 'inform', version });
      links.setInterface('router', 'Gi0/0', false);
      links.setInterface('router', 'Gi0/0', true);
    }
    const states = () => links.get().notifications.map(({ state, reason }) => `${state} ${reason ?? ''}`);
    expect(states()).toEqual(Array(4).fill('waiting '));
    await closing.close();
    expect(states()).toEqual(Array(4).fill('failed the lab was closed'));
  });

  it('refuses what is not there', async () => {
    const { lab } = engine.client;
    const code = (promise: Promise<unknown>) => promise.then(undefined, (error) => error.data?.code);
    expect(await code(lab.setInterface({ interface: 'Gi9/9', up: true }))).toBe('input-invalid');
    expect(await code(lab.notifications({ destination: { port, version: '3', user: 'eve' } }))).toBe('input-invalid');
    expect(await code(lab.notifications({ destination: { port, version: '1', kind: 'inform' } }))).toBe(
      'input-invalid',
    );
    expect((await lab.notifications({})).destination).toBeUndefined();
  });
});
