import { expect, test } from 'vitest';
import { type JudgedPacket, judge, verdictSummary } from '#electron/tools/dhcp/verdict/judge.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { findingSchema } from '#shared/model/finding.ts';
import { ignoredReasons } from '#shared/model/packet-event.ts';
import { Mutator } from '#test/fuzz/mutator.ts';
import { Random } from '#test/fuzz/random.ts';
import { answerCases } from './answer-cases.ts';
import type { FixturePacket } from './exchange-fixture.ts';
import type { FindingCase } from './finding-case.ts';
import { messageCases } from './message-cases.ts';

const cases: FindingCase[] = Object.values({ ...answerCases, ...messageCases });
const seeds = cases.flatMap(({ guilty }) => guilty.packets.map((packet) => (packet as FixturePacket).bytes));
const times = [0, 1, 5, 1500, 4000, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300];

/** A frame that may be anything from whole to noise. */
function packets(random: Random, mutator: Mutator, count: number): JudgedPacket[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    at: times[random.below(times.length)] ?? 0,
    direction: random.below(4) === 0 ? 'sent' : 'received',
    frame: parseFrame(mutator.next().slice(), random.below(20) === 0 ? 'ipv4' : 'ethernet'),
    ...(random.below(4) === 0 ? { ignored: ignoredReasons[random.below(ignoredReasons.length)] } : {}),
    ...(random.below(8) === 0 ? { attempt: random.below(5) } : {}),
  }));
}

test('30,000 made-up exchanges are judged without a throw, every finding as its schema wants it', () => {
  const random = new Random(20_131_213);
  const mutator = new Mutator(random, seeds, { kept: 60, longest: 700 });
  const met = new Set<string>();
  for (let round = 0; round < 30_000; round++) {
    const exchange = { packets: packets(random, mutator, random.below(8)), ended: random.below(2) === 0 };
    const found = judge(exchange);
    verdictSummary(exchange);
    expect(found.length).toBeLessThanOrEqual(100);
    for (const finding of found) {
      met.add(finding.code);
      if (round % 50 === 0) expect(findingSchema.parse(finding)).toEqual(finding);
    }
  }
  // Otherwise the inputs would not reach the rules.
  expect(met.size).toBeGreaterThan(50);
});

test.each([1, 2, 3])('10,000 packets in one exchange, seed %i: bounded', (seed) => {
  const random = new Random(seed);
  const mutator = new Mutator(random, seeds, { kept: 60, longest: 700 });
  const found = judge({ packets: packets(random, mutator, 10_000), ended: true });
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(found).length).toBeLessThan(200_000);
});

test('10,000 OFFERs of 10,000 servers, and 10,000 NAKs: bounded', () => {
  for (const code of ['several-servers', 'nak-from-chosen-server'] as const) {
    const [first, ...rest] =
      cases[Object.keys({ ...answerCases, ...messageCases }).indexOf(code)]?.guilty.packets ?? [];
    const last = rest.at(code === 'several-servers' ? 0 : -1) as FixturePacket | undefined;
    if (first === undefined || last === undefined) throw new Error();
    const flood = Array.from({ length: 10_000 }, (_, index) => {
      const bytes = last.bytes.slice();
      // The sender's address: what names a server when option 54 is overwritten too.
      bytes[28] = index >> 8;
      bytes[29] = index & 255;
      return { ...last, index: index + 2, at: index + 2, frame: parseFrame(bytes, 'ethernet') };
    });
    const found = judge({ packets: [first, ...rest.slice(0, -1), ...flood], ended: true });
    expect(found.length).toBeLessThanOrEqual(100);
    expect(found.map((finding) => finding.code)).toContain(code === 'several-servers' ? 'duplicate-offer' : code);
  }
});
