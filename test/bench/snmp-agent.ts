import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { compiledProgram } from './compiled-program.ts';

export interface BenchAgentOptions {
  /** 127.0.0.1 by default; with 0.0.0.0 every 127.x.y.z is an agent. */
  address?: string;
  /** A free one by default. */
  port?: number;
  /** Rows of ifTable, 22 columns each; 10,000 by default. */
  rows?: number;
  /** Microseconds that every answer waits. */
  delay?: number;
  /** Octets of the largest answer; 65,000 by default. */
  maxMessage?: number;
}

export interface BenchAgent {
  port: number;
  /** All of them; those of ifTable are 22 for a row. */
  objects: number;
  stop(): Promise<{ requests: number; answers: number /** Seconds. */; cpu: number }>;
}

/**
 * Starts the agent for measurements, in a process of its own and in C: it must not be what is measured.
 *
 * @throws when there is no compiler, or the port is taken.
 */
export async function startBenchAgent(options: BenchAgentOptions = {}): Promise<BenchAgent> {
  const program = compiledProgram('snmp-agent', ['snmp-agent.c', 'snmp-answer.c', 'snmp-answer.h']);
  const { address = '127.0.0.1', port = 0, rows = 10_000, delay = 0, maxMessage = 65_000 } = options;
  const settings = { '-b': address, '-p': port, '-r': rows, '-d': delay, '-m': maxMessage };
  const child = spawn(program, Object.entries(settings).flat().map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = /^ready (\d+) (\d+)$/.exec((await lines.next()).value ?? '');
  if (ready === null) throw new Error(`The agent did not start: exit code ${child.exitCode}`);
  // An agent must not outlive a measurement that failed.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    port: Number(ready[1]),
    objects: Number(ready[2]),
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      const said = /^requests (\d+) answers (\d+) cpu ([\d.]+)$/.exec((await lines.next()).value ?? '');
      await ended;
      process.removeListener('exit', kill);
      return { requests: Number(said?.[1]), answers: Number(said?.[2]), cpu: Number(said?.[3]) };
    },
  };
}
