/**
 * Walks and polls against net-snmp's snmpbulkwalk and npm net-snmp, in turn on one machine; medians, and the ratio that was asked for. Where
 * a row says "first", it is what a person asks first of an engine that was started and, its SNMP page open, left alone for its warm-up; the row
 * below it goes without the warm-up. The other walks are those of a program that has walked before. Our time, and that of npm net-snmp, begins
 * with the first request; that of snmpbulkwalk with its process.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { programFile } from '#test/lab/need.ts';
import { engineFlags } from '../../build/scripts/setup.mjs';
import { processMemory } from './process-memory.ts';
import { type BenchAgent, startBenchAgent } from './snmp-agent.ts';
import { mebibytes, percentile, printTable } from './table.ts';

const rounds = Number(process.env.PUNCHDOWN_ROUNDS ?? 5);
const columns = 22;
const rows = 10_000;
const varbinds = rows * columns;

interface Measured {
  seconds: number;
  rows?: number;
  lost?: number;
  outcome?: string;
  peak?: number;
  delay?: number;
  pageTime?: number;
}

type What = 'walk' | 'stored' | 'first' | 'first-cold' | 'poll' | 'poll-cold' | 'net-snmp';

function ours(what: What, agent: BenchAgent, count = 0): Measured {
  const script = join(import.meta.dirname, 'snmp-run.ts');
  const output = execFileSync(process.execPath, [...engineFlags, script, what, String(agent.port), String(count)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as Measured;
}

function snmpbulkwalk({ port }: BenchAgent): Measured {
  const program = programFile('snmpbulkwalk');
  if (program === undefined) throw new Error('snmpbulkwalk is needed: Debian package snmp');
  const startedAt = performance.now();
  const options = ['-v2c', '-cpublic', '-Onq', '-m', '', '-Cr50', '-t', '10'];
  execFileSync(program, [...options, `127.0.0.1:${port}`, '.1.3.6.1.2.1.2.2'], { stdio: 'ignore' });
  return { seconds: (performance.now() - startedAt) / 1000 };
}

/** In turn, so that whatever else the machine does meets all alike. */
function inTurn(...work: (() => Measured)[]): Measured[][] {
  const results: Measured[][] = work.map(() => []);
  for (let round = 0; round < rounds; round++) for (const [at, run] of work.entries()) results[at]?.push(run());
  return results;
}

const median = (results: readonly Measured[] = []) =>
  percentile(
    results.map(({ seconds }) => seconds),
    0.5,
  );
const ratio = (theirs: number, own: number) => `${(theirs / own).toFixed(2)} x`;
const perSecond = (count: number, seconds: number) => `${Math.round(count / seconds).toLocaleString('en')}/s`;
const table: string[][] = [['', 'theirs', 'ours', 'ratio', 'goal']];

function add(name: string, count: number, theirs: number, own: number, goal: string): void {
  table.push([name, perSecond(count, theirs), perSecond(count, own), ratio(theirs, own), goal]);
}

const near = await startBenchAgent({ rows });
const [bulkwalk, handed, kept] = inTurn(
  () => snmpbulkwalk(near),
  () => ours('walk', near),
  () => ours('stored', near),
);
await near.stop();
add(`walk of ${varbinds} varbinds, handed over`, varbinds, median(bulkwalk), median(handed), '1.7 x');
add('the same, stored and ready to page', varbinds, median(bulkwalk), median(kept), '1.0 x');

const far = await startBenchAgent({ rows, delay: 1000 });
const [slowWalk, slowKept, slowFirst, slowCold] = inTurn(
  () => snmpbulkwalk(far),
  () => ours('stored', far),
  () => ours('first', far),
  () => ours('first-cold', far),
);
await far.stop();
add('the same at 1 ms, stored', varbinds, median(slowWalk), median(slowKept), '10 x');
add('the same, the first walk of a started engine', varbinds, median(slowWalk), median(slowFirst), '10 x');
add('the same, without the warm-up', varbinds, median(slowWalk), median(slowCold), '');

const agents = 5000;
const many = await startBenchAgent({ address: '0.0.0.0', rows: 10 });
const [theirPoll, ownPoll, coldPoll] = inTurn(
  () => ours('net-snmp', many, agents),
  () => ours('poll', many, agents),
  () => ours('poll-cold', many, agents),
);
await many.stop();
add(`3 objects of ${agents} agents, npm net-snmp; first poll`, agents, median(theirPoll), median(ownPoll), '4 x');
add('the same, without the warm-up', agents, median(theirPoll), median(coldPoll), '');
printTable(table);
const lost = (results: readonly Measured[] = []) => results.reduce((sum, one) => sum + (one.lost ?? 0), 0);
process.stdout.write(`\n  lost in all rounds: ${lost(ownPoll) + lost(coldPoll)} (npm net-snmp: ${lost(theirPoll)})\n`);

const large = await startBenchAgent({ rows: Math.ceil(2_000_000 / columns) });
const [big] = inTurn(() => ours('stored', large, 1));
const peaks: number[] = [];
for (let round = 0; round < rounds; round++) peaks.push(await peakOfProgram(large));
await large.stop();
const worst = (pick: (one: Measured) => number | undefined) => Math.max(...(big ?? []).map((one) => pick(one) ?? 0));
printTable([
  ['walk of 2,000,000 varbinds, the worst round', '', 'goal'],
  ['memory of the built program, peak', mebibytes(Math.max(...peaks)), 'under 250 MiB'],
  ['event loop delay, p99', `${worst(({ delay }) => delay).toFixed(1)} ms`, 'under 20 ms'],
  ['time', `${worst(({ seconds }) => seconds).toFixed(1)} s`, ''],
  ['a page of 200 rows from its middle', `${worst(({ pageTime }) => pageTime).toFixed(1)} ms`, ''],
]);

/** The most memory that the command-line host held during the walk, in bytes. */
async function peakOfProgram({ port }: BenchAgent): Promise<number> {
  const target = { address: '127.0.0.1', port, version: '2c', community: 'public' };
  const input = JSON.stringify({ target, oids: ['ifTable'], first: 0 });
  const program = resolve(import.meta.dirname, '../../out/cli/main.js');
  const child = spawn(process.execPath, [...engineFlags, program, 'call', 'snmp.walk', input], { stdio: 'ignore' });
  let peak = 0;
  const look = setInterval(() => {
    try {
      peak = Math.max(peak, processMemory(child.pid, 'peak') || 0);
    } catch {
      // It has just ended.
    }
  }, 50);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`the walk ended with exit code ${code}`);
  return peak;
}
