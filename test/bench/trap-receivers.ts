import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { TrapsStatus } from '#shared/contract/traps.ts';
import { programFile } from '#test/lab/need.ts';
import { engineFlags } from '../../build/scripts/setup.mjs';
import { compiledProgram } from './compiled-program.ts';
import { processMemory } from './process-memory.ts';

export const port = 26_162;

/** A receiver of notifications under measurement. */
export interface BenchReceiver {
  /** How many it has stored, once that no longer grows. */
  stored(): Promise<number>;
  /** Peak of its memory in bytes, and its processor time in seconds. */
  used(): { peak: number; cpu: number };
  stop(): Promise<void>;
}

/** Milliseconds without anything new after which a receiver is done. */
const quiet = 600;

function usedBy(pid: number | undefined): { peak: number; cpu: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return {
    peak: processMemory(pid, 'peak'),
    cpu: (Number(fields[11]) + Number(fields[12])) / 100,
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

/** The built program, with a workspace of its own. */
export async function startPunchdown(): Promise<BenchReceiver & { buffer: number; status(): TrapsStatus }> {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-bench-'));
  const program = resolve(import.meta.dirname, '../../out/cli/main.js');
  const env = { ...process.env, XDG_DATA_HOME: folder };
  const workspace = ['--workspace', join(folder, 'bench.punchdown')];
  const asked = JSON.stringify({ port });
  execFileSync(process.execPath, [...engineFlags, program, 'call', 'traps.start', asked, ...workspace], {
    env,
    stdio: 'ignore',
  });
  const child = spawn(process.execPath, [...engineFlags, program, 'call', 'traps.news', ...workspace], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let status: TrapsStatus | undefined;
  let at = performance.now();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const before = status?.total;
    status = JSON.parse(line) as TrapsStatus;
    if (status.total !== before) at = performance.now();
  });
  while (status?.receivers[0]?.state !== 'listening') await delay(10);
  return {
    buffer: status.receivers[0].receiveBuffer?.granted ?? 0,
    status: () => status as TrapsStatus,
    async stored() {
      at = performance.now();
      while (performance.now() - at < 2 * quiet) await delay(50);
      return status?.total ?? 0;
    },
    used: () => usedBy(child.pid),
    async stop() {
      await ended(child, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** snmptrapd as its manual page has it for much: no names, no MIBs, one line a notification into a file. */
export async function startSnmptrapd(buffer: number): Promise<BenchReceiver> {
  const program = programFile('snmptrapd');
  if (program === undefined) throw new Error('snmptrapd is needed: Debian package snmptrapd');
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-snmptrapd-'));
  const config = join(folder, 'trapd.conf');
  const log = join(folder, 'log');
  writeFileSync(config, `disableAuthorization yes\n[snmp] serverRecvBuf ${buffer}\n`);
  const options = [
    '-f',
    '-n',
    '-C',
    '-c',
    config,
    '-m',
    '',
    '-M',
    '/nonexistent',
    '-On',
    '-F',
    '%H:%J %b %v\\n',
    '-Lf',
    log,
  ];
  const child = spawn(program, [...options, `udp:127.0.0.1:${port}`], {
    stdio: 'ignore',
    env: { ...process.env, SNMP_PERSISTENT_DIR: folder },
  });
  await delay(600);
  return {
    async stored() {
      for (let size = -1, now = sizeOf(log); now !== size; now = sizeOf(log)) {
        size = now;
        await delay(quiet);
      }
      let count = 0;
      for await (const line of createInterface({ input: createReadStream(log) }))
        if (line.includes('.1.3.6.1')) count++;
      return count;
    },
    used: () => usedBy(child.pid),
    async stop() {
      await ended(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

export interface Sent {
  count: number;
  seconds: number;
  unanswered: number;
}

/** Sends traps at a rate, or informs with a window, by a program in C. */
export async function send(how: { count: number } & ({ rate: number } | { window: number })): Promise<Sent> {
  const sender = compiledProgram('trap-sender', ['trap-sender.c']);
  const mode = 'rate' in how ? ['-r', String(how.rate)] : ['-w', String(how.window)];
  const child = spawn(sender, ['-p', String(port), '-n', String(how.count), ...mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = /^\w+ (\d+) seconds ([\d.]+)(?: unanswered (\d+))?$/.exec((await lines.next()).value ?? '');
  if (said === null) throw new Error('The sender failed.');
  return { count: Number(said[1]), seconds: Number(said[2]), unanswered: Number(said[3] ?? 0) };
}
