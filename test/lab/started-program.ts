import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { programFile } from './need.ts';

export interface StartedProgram {
  readonly pid: number;
  /** Everything it said so far. */
  output(): string;
  /** Ends it and waits for that. */
  stop(): Promise<void>;
}

const startLimit = 15_000;
const maximumOutput = 1 << 20;
const running = new Set<number>();
process.once('exit', () => {
  for (const pid of running) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
});

/**
 * Starts a program of the system and waits until it says that it is ready; it ends with this process at the latest.
 *
 * @throws Error with what it said, when it ends before or takes too long.
 */
export async function startProgram(options: {
  file: string;
  args: readonly string[];
  /** Absent: it is ready at once. */
  ready?: RegExp;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}): Promise<StartedProgram> {
  const file = programFile(options.file);
  if (file === undefined) throw new Error(`${options.file} is not installed`);
  const child = spawn(file, options.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const exited = once(child, 'exit');
  const { pid = -1 } = child;
  let text = '';
  let ended = false;
  child.on('exit', () => {
    ended = true;
    running.delete(pid);
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      text = (text + more).slice(-maximumOutput);
    });
  }
  running.add(pid);
  const stop = async () => {
    if (!ended) child.kill('SIGKILL');
    await exited;
  };
  const deadline = Date.now() + startLimit;
  while (options.ready !== undefined && !options.ready.test(text)) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`${options.file} did not start:\n${text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { pid, output: () => text, stop };
}
