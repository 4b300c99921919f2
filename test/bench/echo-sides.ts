import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { programFile } from '#test/lab/need.ts';
import { startProgram } from '#test/lab/started-program.ts';
import { engineFlags } from '../../build/scripts/setup.mjs';

export type Protocol = 'tcp' | 'udp';

/** A server that echoes one client, in a process of its own. */
export interface EchoSide {
  port: number;
  /** Bytes of memory now. */
  memory(): number;
  stop(): Promise<void>;
}

export interface EchoFigures {
  /** Messages a second. */
  rate: number;
  /** Microseconds. */
  p99: number;
  lost: number;
}

const execute = promisify(execFile);
const ours = [...engineFlags, join(import.meta.dirname, 'echo-run.ts')];
const source = join(import.meta.dirname, 'echo-client.c');
const client = resolve(import.meta.dirname, '../../out/bench/echo-client');

export async function serveOurs(protocol: Protocol): Promise<EchoSide> {
  const child = spawn(process.execPath, [...ours, 'serve', protocol], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = /^ready (\d+)$/.exec((await lines.next()).value ?? '');
  if (ready === null) throw new Error(`The server did not start: exit code ${child.exitCode}`);
  return {
    port: Number(ready[1]),
    memory: () => memoryOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'close');
      child.stdin.end();
      await ended;
    },
  };
}

export async function serveSocat(protocol: Protocol): Promise<EchoSide> {
  if (programFile('socat') === undefined) throw new Error('socat is needed: Debian package socat');
  const port = await freePort();
  const listen =
    protocol === 'tcp' ? `TCP4-LISTEN:${port},reuseaddr,nodelay,fork` : `UDP4-LISTEN:${port},reuseaddr,fork`;
  const program = await startProgram({ file: 'socat', args: ['-d', '-d', listen, 'PIPE'], ready: /listening on/ });
  return { port, memory: () => memoryOf(program.pid), stop: () => program.stop() };
}

export async function runOurs(
  protocol: Protocol,
  port: number,
  messages: number,
  inFlight: number,
  rate?: number,
): Promise<EchoFigures & { ended: string; max: number }> {
  const args = [...ours, 'run', protocol, port, messages, inFlight, ...(rate === undefined ? [] : [rate])].map(String);
  const { stdout } = await execute(process.execPath, args);
  const { ended, seconds, answered, lost, corrupted, p99, max } = JSON.parse(stdout);
  if (corrupted > 0) throw new Error(`${corrupted} messages were not as they were`);
  return { ended, rate: answered / seconds, p99, lost, max };
}

/** The client in C. */
export async function runPlain(
  protocol: Protocol,
  port: number,
  messages: number,
  inFlight: number,
): Promise<EchoFigures> {
  compile();
  const { stdout } = await execute(client, [protocol, port, messages, inFlight].map(String));
  const [seconds = Number.NaN, p99 = Number.NaN] = stdout.trim().split(' ').map(Number);
  return { rate: messages / seconds, p99, lost: 0 };
}

/** Connections that say nothing; gives what ends them. */
export async function holdIdle(port: number, count: number): Promise<() => Promise<void>> {
  compile();
  const child = spawn(client, ['idle', String(port), String(count)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).value !== `open ${count}`) throw new Error('not all connections were made');
  return async () => {
    const ended = once(child, 'close');
    child.stdin.end();
    await ended;
  };
}

function compile(): void {
  if (existsSync(client) && statSync(client).mtimeMs > statSync(source).mtimeMs) return;
  mkdirSync(resolve(client, '..'), { recursive: true });
  const fresh = `${client}-${process.pid}`;
  execFileSync('cc', ['-std=gnu17', '-O2', '-Wall', '-Wextra', '-o', fresh, source], { stdio: 'inherit' });
  renameSync(fresh, client);
}

function memoryOf(pid: number): number {
  return 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
