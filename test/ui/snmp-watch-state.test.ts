import { describe, expect, it, vi } from 'vitest';
import { parseInterval, readWatchDraft } from '../../renderer/tools/snmp/watch-draft.ts';
import {
  align,
  formatValue,
  inRange,
  SampleStore,
  samplesKept,
  seriesOf,
  summarise,
} from '../../renderer/tools/snmp/watch-series.ts';
import { WatchState } from '../../renderer/tools/snmp/watch-state.svelte.ts';
import { marksOf } from '../../renderer/tools/snmp/watch-words.ts';
import type { Client } from '../../shared/contract/index.ts';
import type { Sample, SnmpWatch } from '../../shared/model/snmp-watch.ts';
import { ProblemError } from '../../shared/problem/problem.ts';

const watch: SnmpWatch = {
  id: 1,
  exchange: 'w',
  address: '192.0.2.10',
  port: 161,
  interval: 5,
  objects: [
    { oid: '1.3.6.1.2.1.31.1.1.1.6.1', name: 'ifHCInOctets.1' },
    { oid: '1.3.6.1.2.1.1.3.0', name: 'sysUpTime.0' },
  ],
  startedAt: 1000,
  state: 'running',
  polls: 0,
  failed: 0,
};

function sample(at: number, more: Partial<Sample> = {}): Sample {
  return { at, object: 0, type: 'Counter64', value: '1', rate: 10, ...more };
}

describe('lines of a chart', () => {
  it('are rates of counters: octets as bits or as they are', () => {
    const samples = [sample(0, { rate: null, note: 'first' }), sample(5000), sample(10_000, { rate: 20 })];
    expect(seriesOf(watch, 0, samples, 'bits')).toMatchObject({
      name: 'ifHCInOctets.1',
      counter: true,
      unit: 'bit/s',
      points: [{ y: null, note: 'first' }, { y: 80 }, { y: 160 }],
    });
    expect(seriesOf(watch, 0, samples, 'octets')).toMatchObject({
      unit: 'octets/s',
      points: [{}, { y: 10 }, { y: 20 }],
    });
  });

  it('are values of everything else: TimeTicks in seconds, numbers in strings, nothing for words', () => {
    const line = (more: Partial<Sample>) => seriesOf(watch, 1, [sample(0, { object: 1, rate: null, ...more })], 'bits');
    expect(line({ type: 'TimeTicks', value: 12_300 })).toMatchObject({
      unit: 's',
      counter: false,
      points: [{ y: 123 }],
    });
    expect(line({ type: 'OCTET STRING', value: ' -42.5 ' }).points[0]?.y).toBe(-42.5);
    expect(line({ type: 'OCTET STRING', value: 'warm' }).points[0]?.y).toBeNull();
    expect(line({ type: 'Float', value: 'NaN' }).points[0]?.y).toBeNull();
  });

  it('do not lead across a time in which nobody polled', () => {
    const { points } = seriesOf(watch, 0, [sample(0), sample(5000), sample(60_000)], 'bits');
    expect(points.map(({ at, y }) => [at, y])).toEqual([
      [0, 80],
      [5000, 80],
      [10_000, null],
      [60_000, 80],
    ]);
  });

  it('share one axis of times; a gap is another thing than a time of another object', () => {
    const a = {
      points: [
        { at: 1, y: 1, value: 1 },
        { at: 2, y: null, value: null },
      ],
    };
    const b = {
      points: [
        { at: 2, y: 5, value: 5 },
        { at: 3, y: 6, value: 6 },
      ],
    };
    expect(align([a, b])).toEqual({
      times: [1, 2, 3],
      values: [
        [1, null, undefined],
        [undefined, 5, 6],
      ],
    });
  });

  it('are summed up, and tell of wraps, restarts and what is missing', () => {
    const points = [
      { at: 1, y: null, value: 1, note: 'first' },
      { at: 2, y: 10, value: 1 },
      { at: 3, y: 30, value: 1, note: 'wrapped' },
      { at: 4, y: null, value: null, note: 'gap' },
      { at: 5, y: null, value: 1, note: 'restarted' },
    ] as const;
    expect(summarise(points)).toEqual({ min: 10, max: 30, mean: 20, gaps: 2, wraps: 1, restarts: 1 });
    expect(summarise(inRange(points, 2, 3))).toMatchObject({ newest: 30, min: 10 });
    expect(inRange(points, 6, 9)).toEqual([]);
    expect(marksOf([{ points }, { points }]).map(({ at, tone }) => [at, tone])).toEqual([
      [3, 'note'],
      [5, 'warning'],
    ]);
  });

  it.each([
    [0, 'bit/s', '0 bit/s'],
    [999, 'bit/s', '999 bit/s'],
    [8000, 'bit/s', '8 kbit/s'],
    [1_234_567, 'bit/s', '1.235 Mbit/s'],
    [98_765_432_109, 'bit/s', '98.77 Gbit/s'],
    [0.05, '/s', '0.05 /s'],
    [1470, 's', '1470 s'],
    [86_400_000, 's', '86400000 s'],
    [4096, '', '4096'],
    [-12_345, '', '-12.35 k'],
  ])('prints %d %s as %s', (value, unit, expected) => {
    expect(formatValue(value, unit)).toBe(expected);
  });
});

describe('the store of samples', () => {
  it('takes each sample once, also when a poll comes in two parts', () => {
    const store = new SampleStore();
    expect(store.after).toBe(0);
    expect(store.add([sample(1000), sample(2000)])).toBe(2);
    expect(store.after).toBeLessThan(2000);
    expect(store.after).toBeGreaterThan(1999);
    expect(store.add([sample(2000), sample(2000, { object: 1 })])).toBe(1);
    expect(store.of(0)).toHaveLength(2);
    expect(store.of(1)).toHaveLength(1);
  });

  it('forgets the oldest before it grows without end', () => {
    const store = new SampleStore();
    store.add(Array.from({ length: samplesKept + 10 }, (_, at) => sample(at + 1)));
    expect(store.count).toBeLessThanOrEqual(samplesKept);
    expect(store.of(0).at(-1)?.at).toBe(samplesKept + 10);
  });
});

describe('the state of the watch view', () => {
  function clientWith(samples: Sample[], watches: SnmpWatch[] = [watch]) {
    const snmp = {
      watches: vi.fn(async () => watches),
      samples: vi.fn(async ({ after, count }: { after: number; count: number }) =>
        samples.filter(({ at }) => at > after).slice(0, count),
      ),
      startWatch: vi.fn(async () => ({ ...watch, id: 2, startedAt: 2000 })),
      stopWatch: vi.fn(async () => ({ stopped: true })),
      deleteWatch: vi.fn(async () => ({ deleted: true })),
    };
    return { client: { snmp } as unknown as Client, snmp };
  }

  it('shows the running watch, and reads all its samples page by page', async () => {
    const samples = Array.from({ length: 6000 }, (_, at) => [sample(at + 1), sample(at + 1, { object: 1 })]).flat();
    const { client, snmp } = clientWith(samples, [{ ...watch, id: 9, state: 'stopped', startedAt: 9000 }, watch]);
    const state = new WatchState(client);
    await state.refresh();
    await vi.waitFor(() => expect(state.reading).toBe(false));
    expect(state.shownId).toBe(1);
    expect(state.series.map(({ points }) => points.length)).toEqual([6000, 6000]);
    expect(snmp.samples.mock.calls.length).toBeLessThan(6);
    state.span = 1;
    expect(state.inView[0]?.points).toHaveLength(1001);
  });

  it('reads on after each poll of the watch shown, and of no other', async () => {
    const samples = [sample(1000)];
    const { client, snmp } = clientWith(samples);
    const state = new WatchState(client);
    await state.refresh();
    await vi.waitFor(() => expect(state.reading).toBe(false));
    const before = snmp.samples.mock.calls.length;
    state.noticed({ ...watch, id: 7 });
    expect(snmp.samples.mock.calls.length).toBe(before);
    samples.push(sample(6000));
    state.noticed({ ...watch, polls: 2 });
    await vi.waitFor(() => expect(state.series[0]?.points).toHaveLength(2));
    expect(state.watches.find(({ id }) => id === 1)?.polls).toBe(2);
  });

  it('starts what was typed and shows it; what fails stays typed', async () => {
    const { client, snmp } = clientWith([]);
    const kept: unknown[] = [];
    const state = new WatchState(client, (draft) => kept.push(draft));
    expect(state.addObject(' sysUpTime.0 ')).toBe(true);
    expect(state.addObject('sysUpTime.0')).toBe(false);
    snmp.startWatch.mockRejectedValueOnce(new ProblemError('snmp-oid-unreadable', { oid: 'x' }));
    const request = { target: { device: 'd1' }, timeout: 2000, retries: 2 };
    expect(await state.start(request)).toBe(false);
    expect(state.problem?.code).toBe('snmp-oid-unreadable');
    expect(state.draft.oids).toEqual(['sysUpTime.0']);
    expect(await state.start(request)).toBe(true);
    expect(state.shownId).toBe(2);
    expect(state.draft.oids).toEqual([]);
    expect(kept.at(-1)).toEqual({ oids: [], interval: '5' });
  });

  it('reads intervals as people write them', () => {
    expect(['5', '0,5', ' 0.5 ', '86400'].map(parseInterval)).toEqual([5, 0.5, 0.5, 86_400]);
    expect(['', '0.4', '86401', '1e3', '-1', 'x'].map(parseInterval)).toEqual(Array(6).fill(undefined));
    expect(readWatchDraft({ oids: ['a', 7, ' '], interval: 3 })).toEqual({ oids: ['a'], interval: '5' });
  });
});
