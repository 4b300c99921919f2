import { describe, expect, it } from 'vitest';
import { type PollTime, type Reading, rateOf, spanBetween } from '#electron/tools/snmp/watch/rate.ts';

const c32 = (value: number): Reading => ({ type: 'Counter32', value });
const c64 = (value: bigint): Reading => ({ type: 'Counter64', value: value.toString() });
const steady = { seconds: 5, restarted: false, gap: false };

describe('the rate of a counter', () => {
  it.each<[string, Reading | undefined, Reading, Partial<typeof steady>, ReturnType<typeof rateOf>]>([
    ['rises', c32(100), c32(600), {}, { rate: 100 }],
    ['stands still', c32(100), c32(100), {}, { rate: 0 }],
    ['a part of one a second', c32(0), c32(1), {}, { rate: 0.2 }],
    ['is read for the first time', undefined, c32(600), {}, { rate: null, note: 'first' }],
    ['wraps once', c32(4_294_967_286), c32(40), {}, { rate: 10, note: 'wrapped' }],
    ['wraps from its largest to zero', c32(4_294_967_295), c32(0), {}, { rate: 0.2, note: 'wrapped' }],
    ['wraps by just under half', c32(2_147_483_649), c32(0), {}, { rate: 2_147_483_647 / 5, note: 'wrapped' }],
    ['falls by half or more: was set back', c32(2_147_483_648), c32(0), {}, { rate: null, note: 'restarted' }],
    ['was cleared', c32(1000), c32(3), {}, { rate: null, note: 'restarted' }],
    ['begins anew with the agent', c32(1000), c32(9000), { restarted: true }, { rate: null, note: 'restarted' }],
    ['wraps as the agent begins anew', c32(4e9), c32(1), { restarted: true }, { rate: null, note: 'restarted' }],
    ['rose over lost polls', c32(0), c32(1500), { seconds: 15, gap: true }, { rate: 100, note: 'gap' }],
    ['fell over lost polls', c32(4_294_967_000), c32(1), { seconds: 15, gap: true }, { rate: null, note: 'gap' }],
    ['no time went by', c32(0), c32(1), { seconds: 0 }, { rate: null, note: 'gap' }],
    ['of 64 bits rises', c64(1n), c64(51n), {}, { rate: 10 }],
    [
      'of 64 bits near its end is exact',
      c64(18_446_744_073_709_551_605n),
      c64(18_446_744_073_709_551_615n),
      {},
      { rate: 2 },
    ],
    ['of 64 bits beyond 2^53 is exact', c64(9_007_199_254_740_993n), c64(9_007_199_254_740_998n), {}, { rate: 1 }],
    ['of 64 bits falls', c64(18_446_744_073_709_551_615n), c64(4n), {}, { rate: null, note: 'restarted' }],
    ['of 64 bits at 400 Gbit/s', c64(0n), c64(250_000_000_000n), {}, { rate: 50_000_000_000 }],
    ['comes in another type', c32(100), c64(600n), {}, { rate: null, note: 'first' }],
    ['comes in place of a text', { type: 'OCTET STRING', value: '7' }, c32(9), {}, { rate: null, note: 'first' }],
  ])('%s', (_name, before, now, span, told) => {
    expect(rateOf(before, now, { ...steady, ...span })).toEqual(told);
  });

  it.each<[string, Reading, ReturnType<typeof rateOf>]>([
    ['a gauge', { type: 'Gauge32', value: 7 }, { rate: null }],
    ['an integer', { type: 'INTEGER', value: -7 }, { rate: null }],
    ['a time', { type: 'TimeTicks', value: 7 }, { rate: null }],
    ['a floating point number', { type: 'Float', value: 0.5 }, { rate: null }],
    ['a floating point number that is none', { type: 'Float', value: 'NaN' }, { rate: null, note: 'not-a-number' }],
    ['a number in a text', { type: 'OCTET STRING', value: '42.5' }, { rate: null }],
    ['a text', { type: 'OCTET STRING', value: 'core-1' }, { rate: null, note: 'not-a-number' }],
    ['an address', { type: 'IpAddress', value: '192.0.2.1' }, { rate: null, note: 'not-a-number' }],
    ['an object that is not there', { type: 'noSuchInstance', value: null }, { rate: null, note: 'not-a-number' }],
    ['bytes that are no counter', { type: 'unknown', value: '01:02' }, { rate: null, note: 'not-a-number' }],
  ])('%s has none', (_name, now, told) => {
    expect(rateOf(now, now, steady)).toEqual(told);
    expect(rateOf(undefined, now, { ...steady, restarted: true })).toEqual(told);
  });
});

const day = 8_640_000;
const wrap = 2 ** 32;

describe('the time between two polls', () => {
  it.each<[string, Omit<PollTime, 'at'>, Omit<PollTime, 'at'>, number, ReturnType<typeof spanBetween>]>([
    ['without the agent’s clock', {}, {}, 5000, { seconds: 5, restarted: false }],
    ['with one of the two only', { uptime: 100 }, {}, 5000, { seconds: 5, restarted: false }],
    ['ours, where both agree', { uptime: 100 }, { uptime: 600 }, 5004, { seconds: 5.004, restarted: false }],
    ['the agent’s, where an answer was late', { uptime: 100 }, { uptime: 600 }, 6200, { seconds: 5, restarted: false }],
    [
      'the agent’s, where we slept',
      { uptime: 100 },
      { uptime: 100 + day },
      5000,
      { seconds: 86_400, restarted: false },
    ],
    ['ours, where the agent’s stands still', { uptime: 100 }, { uptime: 100 }, 2000, { seconds: 2, restarted: false }],
    ['a restart: uptime fell', { uptime: 5000 }, { uptime: 30 }, 5000, { seconds: 5, restarted: true }],
    [
      'a restart: uptime rose by too little',
      { uptime: 1000 },
      { uptime: 3000 },
      60_000,
      { seconds: 20, restarted: true },
    ],
    ['a slow clock is no restart', { uptime: 0 }, { uptime: 85_000 }, 900_000, { seconds: 850, restarted: false }],
    ['uptime wrapped', { uptime: wrap - 300 }, { uptime: 200 }, 5000, { seconds: 5, restarted: false }],
    [
      'uptime wrapped, the engine did not boot',
      { uptime: wrap - 300, boots: 3 },
      { uptime: 200, boots: 3 },
      5000,
      { seconds: 5, restarted: false },
    ],
    [
      'uptime seems to have wrapped, but the engine booted',
      { uptime: wrap - 300, boots: 3 },
      { uptime: 200, boots: 4 },
      5000,
      { seconds: 5, restarted: true },
    ],
    [
      'a restart a month before the wrap',
      { uptime: wrap - 30 * day },
      { uptime: 200 },
      5000,
      { seconds: 5, restarted: true },
    ],
    ['the engine booted', { uptime: 10, boots: 3 }, { uptime: 510, boots: 4 }, 5000, { seconds: 5, restarted: true }],
    ['another engine', { engine: 'aa', boots: 9 }, { engine: 'bb', boots: 1 }, 5000, { seconds: 5, restarted: true }],
    ['the engine is known from now on', {}, { engine: 'bb', boots: 1 }, 5000, { seconds: 5, restarted: false }],
  ])('%s', (_name, before, now, milliseconds, span) => {
    const at = 1_000_000;
    expect(spanBetween({ at, ...before }, { at: at + milliseconds, ...now })).toEqual(span);
  });
});
