import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunResult {
  code: number | string;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Milliseconds. */
  timeout?: number;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
}

/** Runs a program to its end and never rejects; a program that was ended for taking too long has the code `SIGKILL`. */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { timeout = 30_000, cwd, env = process.env, input } = options;
  return new Promise((resolve) => {
    const settings = { timeout, killSignal: 'SIGKILL', cwd, env, maxBuffer: 64 << 20 } as const;
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.signal ?? error.code ?? 1);
      resolve({ code, stdout, stderr: stderr === '' && error !== null ? error.message : stderr });
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

/** Runs a program that has to succeed. */
export async function must(file: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(file, args);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')}: ${code}\n${stderr}`);
  return stdout;
}

/** A network namespace with one interface that matters. */
export class Namespace {
  readonly name: string;
  readonly interface: string;

  constructor(name: string, interfaceName: string) {
    this.name = name;
    this.interface = interfaceName;
  }

  /** The command line that runs something in here. */
  get under(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  run(file: string, args: readonly string[] = [], options: RunOptions = {}): Promise<RunResult> {
    return run('ip', ['netns', 'exec', this.name, file, ...args], options);
  }

  /** Starts a program; the network ends it when it is closed. */
  spawn(file: string, args: readonly string[] = [], options: Pick<RunOptions, 'cwd' | 'env'> = {}): ChildProcess {
    return spawn('ip', ['netns', 'exec', this.name, file, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** `ip` on the namespace: `ip('addr', 'show')`. */
  ip(...args: string[]): Promise<string> {
    return must('ip', '-n', this.name, ...args);
  }

  /** Takes the interface up or down, and waits until the system says that it runs. */
  async setLink(up: boolean): Promise<void> {
    await this.ip('link', 'set', this.interface, up ? 'up' : 'down');
    if (up) await this.running();
  }

  /** Waits until the interface runs: the kernel says so up to a second after the carrier, and kea does not serve before. */
  async running(): Promise<void> {
    const deadline = performance.now() + 5000;
    while (!/ state UP /.test(await this.ip('-o', 'link', 'show', 'dev', this.interface))) {
      if (performance.now() > deadline) throw new Error(`${this.interface} of ${this.name} does not come up`);
      await delay(10);
    }
  }

  /** Gives the interface this address ("10.77.0.9/24"), or none. */
  async setAddress(address: string | undefined): Promise<void> {
    await this.ip('addr', 'flush', 'dev', this.interface);
    if (address !== undefined) await this.ip('addr', 'add', address, 'dev', this.interface);
  }

  async mac(): Promise<string> {
    const answer = await this.ip('-o', 'link', 'show', 'dev', this.interface);
    return /link\/ether ([0-9a-f:]{17})/.exec(answer)?.[1] ?? '';
  }

  /** Who answers ARP for an address, as MAC addresses, one for each answer. */
  async arping(address: string, count = 1): Promise<string[]> {
    const args = ['-c', String(count), '-w', String(count + 1), '-I', this.interface, address];
    const { stdout } = await this.run('arping', args);
    return [...stdout.matchAll(/\[([0-9A-Fa-f:]{17})\]/g)].map((found) => (found[1] ?? '').toLowerCase());
  }
}
