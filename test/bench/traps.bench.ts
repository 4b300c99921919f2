/** Receiving beside snmptrapd with the same receive buffer: traps stored without loss, informs acknowledged, and a minute of 15,000 a second. */

import { mebibytes, percentile, printTable } from './table.ts';
import { type BenchReceiver, send, startPunchdown, startSnmptrapd } from './trap-receivers.ts';

const rounds = Number(process.env.PUNCHDOWN_ROUNDS ?? 3);
const only = process.env.PUNCHDOWN_TRAPS?.split(',') ?? ['traps', 'informs', 'minute'];
/** Seconds at one rate: much longer than the receive buffer lasts. */
const seconds = 4;
/** From one rate to the next. */
const step = 1.2;

const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`;

const probe = await startPunchdown();
const { buffer } = probe;
await probe.stop();
const start = { snmptrapd: () => startSnmptrapd(buffer), ours: startPunchdown as () => Promise<BenchReceiver> };
process.stdout.write(`  receive buffer of both: ${mebibytes(buffer)}\n`);

/** The highest rate of which nothing was lost in any of the rounds. */
async function highestRate(open: () => Promise<BenchReceiver>, from: number): Promise<{ rate: number; cpu: number }> {
  let best = { rate: 0, cpu: 0 };
  for (let rate = from; ; rate *= step) {
    for (let round = 0; round < rounds; round++) {
      const receiver = await open();
      const count = Math.round(rate * seconds);
      const before = receiver.used().cpu;
      const sent = await send({ count, rate });
      const stored = await receiver.stored();
      const cpu = (receiver.used().cpu - before) / count;
      await receiver.stop();
      process.stdout.write(
        `  ${perSecond(count / sent.seconds)}: ${count - stored} lost, ${(cpu * 1e6).toFixed(1)} us of processor each\n`,
      );
      if (stored < count) return best;
      if (round === rounds - 1) best = { rate: count / sent.seconds, cpu };
    }
  }
}

async function informRate(open: () => Promise<BenchReceiver>, window: number): Promise<number> {
  const receiver = await open();
  await send({ count: 5000, window });
  const { count, seconds: took, unanswered } = await send({ count: 40_000, window });
  await receiver.stop();
  if (unanswered > 0) process.stdout.write(`  ${unanswered} informs were not answered\n`);
  return count / took;
}

const table: string[][] = [['', 'snmptrapd', 'ours', 'ratio', 'goal']];
if (only.includes('traps')) {
  const theirs = await highestRate(start.snmptrapd, 6000);
  const ours = await highestRate(start.ours, 14_000);
  table.push([
    `traps stored without loss, ${rounds} times`,
    perSecond(theirs.rate),
    perSecond(ours.rate),
    `${(ours.rate / theirs.rate).toFixed(2)} x`,
    '2 x',
  ]);
}
if (only.includes('informs')) {
  for (const [window, goal] of [
    [32, '1.5 x'],
    [1, ''],
  ] as const) {
    const theirs: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds; round++) {
      theirs.push(await informRate(start.snmptrapd, window));
      ours.push(await informRate(start.ours, window));
    }
    const [their, own] = [percentile(theirs, 0.5), percentile(ours, 0.5)];
    table.push([
      `informs acknowledged, window ${window}`,
      perSecond(their),
      perSecond(own),
      `${(own / their).toFixed(2)} x`,
      goal,
    ]);
  }
}
printTable(table);
if (only.includes('minute')) {
  const receiver = await startPunchdown();
  const rate = 15_000;
  const { seconds: took } = await send({ count: rate * 60, rate });
  const stored = await receiver.stored();
  const { peak, cpu } = receiver.used();
  await receiver.stop();
  printTable([
    [`${perSecond((rate * 60) / took)} for a minute`, '', 'goal'],
    ['lost', String(rate * 60 - stored), '0'],
    ['memory of the program, peak', mebibytes(peak), 'under 300 MiB'],
    ['processor time for each', `${((cpu / rate / 60) * 1e6).toFixed(1)} us`, ''],
  ]);
}
