import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { programFile } from '#test/lab/need.ts';
import { startProgram } from '#test/lab/started-program.ts';
import { engineFlags } from '../../build/scripts/setup.mjs';
import { compiledProgram } from './compiled-program.ts';
import { processMemory } from './process-memory.ts';

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
const plainClient = () => compiledProgram('echo-client', ['echo-client.c']);

export async function serveOurs(protocol: Protocol): Promise<EchoSide> {
  const child = spawn(process.execPath, [...ours, 'serve', protocol], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = /^ready (\d+)$/.exec((await lines.next()).value ?? '');
  if (ready === null) throw new Error(`The server did not start: exit code ${child.exitCode}`);
  return {
    port: Number(ready[1]),
    memory: () => processMemory(child.pid, 'now'),
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
  return { port, memory: () => processMemory(program.pid, 'now'), stop: () => program.stop() };
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
  const { stdout } = await execute(plainClient(), [protocol, port, messages, inFlight].map(String));
  const [seconds = Number.NaN, p99 = Number.NaN] = stdout.trim().split(' ').map(Number);
  return { rate: messages / seconds, p99, lost: 0 };
}

/** Connections that say nothing; gives what ends them. */
export async function holdIdle(port: number, count: number): Promise<() => Promise<void>> {
  const child = spawn(plainClient(), ['idle', String(port), String(count)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).value !== `open ${count}`) throw new Error('not all connections were made');
  return async () => {
    const ended = once(child, 'close');
    child.stdin.end();
    await ended;
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
