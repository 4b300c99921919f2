import { describe, expect, test } from 'vitest';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { counter32, inOctets, type MemoryAgent, sysUpTime, watchTool } from './watch-fixture.ts';

const uptime = (now: number): SnmpValue => ({ type: 'TimeTicks', value: Math.floor(now / 10) + 5000 });
/** A thousand octets a second from `first` on. */
const counting =
  (first: number) =>
  (now: number): SnmpValue =>
    counter32(first + Math.floor(now));
const agent = (more: Partial<MemoryAgent> = {}): MemoryAgent => ({
  objects: { [sysUpTime]: uptime, [inOctets(1)]: counting(0) },
  ...more,
});

test('a watch polls on a steady grid and tells the rate', async () => {
  const tool = watchTool(agent({ delay: () => 70 }));
  const watch = await tool.start({ interval: 0.5 });
  expect(watch).toEqual({
    id: 1,
    exchange: 'watch 1',
    address: '192.0.2.1',
    port: 161,
    interval: 0.5,
    objects: [{ oid: inOctets(1), name: 'ifInOctets.1', unit: 'octets' }],
    startedAt: tool.begun,
    state: 'running',
    polls: 0,
    failed: 0,
  });
  await tool.pass(3);
  expect(tool.sent.map(({ at }) => at)).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000]);
  const samples = await tool.samples(watch.id);
  expect(samples.map(({ at, value, rate, note }) => [at - tool.begun, value, rate, note])).toEqual([
    [70, 70, null, 'first'],
    ...[1, 2, 3, 4, 5].map((poll) => [poll * 500 + 70, poll * 500 + 70, 1000, undefined]),
  ]);
  expect(await tool.watches()).toEqual([{ ...watch, polls: 6 }]);
});

test('lost polls are a gap, explained once, and the watch goes on', async () => {
  const tool = watchTool(agent({ delay: (now) => (now > 7000 && now < 22_000 ? undefined : 10) }));
  const watch = await tool.start();
  await tool.pass(13);
  expect(await tool.watches()).toMatchObject([{ state: 'running', failed: 1, problem: { code: 'snmp-no-answer' } }]);
  await tool.pass(20);
  expect((await tool.watches())[0]).toEqual({ ...watch, polls: 7, failed: 3 });
  const samples = await tool.samples(watch.id);
  expect(samples.map(({ at, value, rate, note }) => [Math.round((at - tool.begun) / 1000), value, rate, note])).toEqual(
    [
      [0, 10, null, 'first'],
      [5, 5010, 1000, undefined],
      [10, null, null, 'gap'],
      [15, null, null, 'gap'],
      [20, null, null, 'gap'],
      [25, 25_010, 1000, 'gap'],
      [30, 30_010, 1000, undefined],
    ],
  );
  expect(samples.every(({ type }) => type === 'Counter32')).toBe(true);
  expect(tool.explained()).toBe(1);
  expect(tool.notes.filter((note) => note === 'snmp-no-answer')).toHaveLength(1);
});

test('an outage that comes again is told again', async () => {
  const tool = watchTool(agent({ delay: (now) => (now % 10_000 > 4000 ? undefined : 10) }));
  await tool.start();
  await tool.pass(32);
  expect(tool.notes.filter((note) => note === 'snmp-no-answer')).toHaveLength(3);
  expect(tool.explained()).toBe(3);
});

test('a poll that takes too long takes the place of the next ones', async () => {
  const tool = watchTool(agent({ delay: (now) => (now >= 4000 && now < 9500 ? 9500 - now : 10) }));
  const watch = await tool.start({ interval: 2, timeout: 10_000 });
  await tool.pass(13);
  const [first] = await tool.watches();
  // The second one at 4.3 s asks why nothing has come back yet.
  expect(tool.sent.map(({ at }) => at)).toEqual([0, 2000, 4000, 4300, 10_000, 12_000]);
  expect(first).toMatchObject({ polls: 7, failed: 2 });
  expect(first).not.toHaveProperty('problem');
  const samples = await tool.samples(watch.id);
  expect(samples.map(({ rate, note }) => [rate === null ? null : Math.round(rate), note])).toEqual([
    [null, 'first'],
    [1000, undefined],
    [1000, undefined],
    [1000, 'gap'],
    [1000, undefined],
  ]);
});

test('wraps, restarts and holes are told from each other', async () => {
  const long = '1.3.6.1.2.1.31.1.1.1.6.1';
  const name = '1.3.6.1.2.1.1.5.0';
  const gone = '1.3.6.1.2.1.2.2.1.10.9';
  const objects: MemoryAgent['objects'] = {
    [sysUpTime]: (now) => uptime(now < 17_000 ? now : now - 20_000),
    [inOctets(1)]: counting(2 ** 32 - 7000),
    [long]: (now) => ({ type: 'Counter64', value: 9_007_199_254_740_993n + BigInt(Math.floor(now)) }),
    [name]: { type: 'OCTET STRING', value: new TextEncoder().encode('core-1') },
  };
  const tool = watchTool(agent({ objects }));
  const watch = await tool.start({ oids: ['ifInOctets.1', long, 'sysName.0', gone, 'sysUpTime.0'] });
  expect(watch.objects.map((object) => object.name)).toEqual([
    'ifInOctets.1',
    'ifHCInOctets.1',
    'sysName.0',
    'ifInOctets.9',
    'sysUpTime.0',
  ]);
  await tool.pass(26);
  const samples = await tool.samples(watch.id);
  const told = (object: number) =>
    samples.filter((sample) => sample.object === object).map(({ value, rate, note }) => [value, rate, note]);
  expect(told(0)).toEqual([
    [2 ** 32 - 6999, null, 'first'],
    [2 ** 32 - 1999, 1000, undefined],
    [3001, 1000, 'wrapped'],
    [8001, 1000, undefined],
    [13_001, null, 'restarted'],
    [18_001, 1000, undefined],
  ]);
  expect(told(1)[5]).toEqual(['9007199254765994', 1000, undefined]);
  expect(told(2)).toEqual(new Array(6).fill(['core-1', null, 'not-a-number']));
  expect(told(3)).toEqual(new Array(6).fill([null, null, 'not-a-number']));
  expect(told(4).map(([, rate, note]) => [rate, note])).toEqual(new Array(6).fill([null, undefined]));
  expect(new Set(samples.map(({ type }) => type))).toEqual(
    new Set(['Counter32', 'Counter64', 'OCTET STRING', 'noSuchInstance', 'TimeTicks']),
  );
});

test('in v1 an object that is not there does not take the others with it', async () => {
  const tool = watchTool(agent());
  const watch = await tool.start({ oids: [inOctets(7), inOctets(1), inOctets(8)] }, '1');
  await tool.pass(11);
  const samples = await tool.samples(watch.id);
  expect(samples.slice(3, 6).map(({ type, rate }) => [type, rate])).toEqual([
    ['noSuchName', null],
    ['Counter32', 1000],
    ['noSuchName', null],
  ]);
  // Found out once, by two refusals.
  expect(tool.sent.map(({ oids }) => oids.length)).toEqual([4, 3, 2, 2, 2]);
  await tool.pass(45);
  expect(tool.sent.map(({ oids }) => oids.length).slice(10)).toEqual([2, 2, 4, 3, 2, 2]);
});

test('an agent of small answers is asked in pieces, each with its own time', async () => {
  const oids = Array.from({ length: 50 }, (_, index) => inOctets(index + 1));
  const objects: MemoryAgent['objects'] = { [sysUpTime]: uptime };
  for (const oid of oids) objects[oid] = counting(0);
  const tool = watchTool({ objects, most: 12 });
  const watch = await tool.start({ oids });
  await tool.pass(11);
  const samples = await tool.samples(watch.id);
  expect(samples.slice(50).map(({ rate }) => rate)).toEqual(new Array(100).fill(1000));
  expect(tool.sent.filter(({ oids: asked }) => asked.length > 12)).toHaveLength(2);
  expect(tool.sent.every(({ oids: asked }) => asked[0] === sysUpTime)).toBe(true);
});

test('an error of the agent is a lost poll with a name', async () => {
  const tool = watchTool(agent({ most: 0 }));
  const watch = await tool.start();
  await tool.pass(1);
  expect(await tool.watches()).toMatchObject([{ polls: 1, failed: 1, problem: { code: 'snmp-too-big' } }]);
  expect(await tool.samples(watch.id)).toMatchObject([{ type: 'NULL', value: null, rate: null, note: 'gap' }]);
});

describe('a watch', () => {
  test('is stopped, kept and deleted', async () => {
    const tool = watchTool(agent());
    const watch = await tool.start();
    await tool.pass(6);
    expect(await tool.stop(watch.id)).toEqual({ stopped: true });
    expect(await tool.stop(watch.id)).toEqual({ stopped: false });
    expect(tool.notes).toEqual(['started', 'snmp-clear-community', 'ended complete']);
    await tool.pass(20);
    expect(await tool.watches()).toEqual([{ ...watch, state: 'stopped', polls: 2 }]);
    expect(await tool.samples(watch.id)).toHaveLength(2);
    expect(await tool.remove(watch.id)).toEqual({ deleted: true });
    expect(await tool.remove(watch.id)).toEqual({ deleted: false });
    expect(await tool.watches()).toEqual([]);
    expect(tool.store.prepare('SELECT count(*) AS polls FROM snmp_poll').get()).toEqual({ polls: 0 });
    for (const call of [tool.samples(watch.id), tool.stop(watch.id)]) {
      await expect(call).rejects.toMatchObject({ problem: { code: 'snmp-watch-unknown', params: { id: watch.id } } });
    }
  });

  test('that runs can be deleted; what is on its way is dropped', async () => {
    const tool = watchTool(agent({ delay: () => 250 }));
    const watch = await tool.start();
    await tool.pass(0.2);
    expect(await tool.remove(watch.id)).toEqual({ deleted: true });
    await tool.pass(10);
    expect(tool.sent).toHaveLength(1);
    expect(await tool.watches()).toEqual([]);
  });

  test('that ran when the program ended is stopped at the next start', async () => {
    const tool = watchTool(agent());
    const watch = await tool.start();
    await tool.pass(6);
    await tool.samples(watch.id);
    const next = watchTool(agent(), tool.store);
    expect(await next.watches()).toEqual([{ ...watch, state: 'stopped', polls: 2 }]);
    expect(await next.samples(watch.id)).toHaveLength(2);
    expect(await next.stop(watch.id)).toEqual({ stopped: false });
  });

  test('tells its news once they can be read', async () => {
    const tool = watchTool(agent());
    const until = new AbortController();
    const news: [number, string, number][] = [];
    const heard = (async () => {
      for await (const { polls, state, id } of tool.news(until.signal)) {
        news.push([polls, state, (await tool.samples(id)).length]);
      }
    })();
    const { id } = await tool.start();
    await tool.pass(1);
    await expect.poll(() => news).toEqual([[1, 'running', 1]]);
    await tool.stop(id);
    await expect.poll(() => news.at(-1)).toEqual([1, 'stopped', 1]);
    until.abort();
    await heard;
  });

  test('gives its samples piece by piece, polls whole', async () => {
    const tool = watchTool(agent());
    const watch = await tool.start({ oids: [inOctets(1), inOctets(2), inOctets(3)] });
    await tool.pass(21);
    const all = await tool.samples(watch.id);
    expect(all).toHaveLength(15);
    const read = [];
    for (let after = 0; ; ) {
      const some = await tool.samples(watch.id, { after, count: 7 });
      if (some.length === 0) break;
      expect(some.length % 3).toBe(0);
      read.push(...some);
      after = some.at(-1)?.at ?? 0;
    }
    expect(read).toEqual(all);
    expect(await tool.samples(watch.id, { count: 1 })).toEqual(all.slice(0, 3));
  });

  test('names what cannot be watched', async () => {
    const tool = watchTool(agent());
    await expect(tool.start({ oids: ['noSuchThing.0'] })).rejects.toMatchObject({
      problem: { code: 'snmp-oid-unreadable' },
    });
    await expect(tool.start({ target: { device: 'core-1' } })).rejects.toMatchObject({
      problem: { code: 'device-unknown' },
    });
    expect(await tool.watches()).toEqual([]);
  });

  test('is one of fifty at most', async () => {
    const tool = watchTool(agent());
    const started = await Promise.allSettled(Array.from({ length: 55 }, () => tool.start()));
    const refused = started.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({ reason: { problem: { code: 'snmp-too-many-watches', params: { limit: 50 } } } });
    expect(await tool.stop(1)).toEqual({ stopped: true });
    expect(await tool.start()).toMatchObject({ state: 'running' });
  });
});
