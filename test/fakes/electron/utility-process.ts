import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { cloned, type MessagePortMain } from './message-port.ts';
import { PortBridge, type Wire } from './port-bridge.ts';

const bootstrap = fileURLToPath(new URL('utility-bootstrap.ts', import.meta.url));

interface ForkOptions {
  env?: NodeJS.ProcessEnv;
  stdio?: ('ignore' | 'inherit' | 'pipe')[];
  serviceName?: string;
}

/** A utility process as a real child process, with `process.parentPort` and ports that really cross over. */
class UtilityProcess extends EventEmitter {
  pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;
  readonly #bridge: PortBridge;
  #state: 'starting' | 'running' | 'exiting' | 'gone' = 'starting';
  readonly #early: Wire[] = [];

  constructor(modulePath: string, args: string[], options: ForkOptions) {
    super();
    if (!isAbsolute(modulePath)) throw new TypeError('The module path of a utility process must be absolute here.');
    const [, out = 'inherit', err = 'inherit'] = options.stdio ?? [];
    const env = { ...(options.env ?? process.env) };
    delete env.NODE_OPTIONS;
    const child = fork(bootstrap, [modulePath, ...args], {
      serialization: 'advanced',
      stdio: ['ignore', out, err, 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env,
    });
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    this.#bridge = new PortBridge(
      'm',
      (wire) => this.#send(wire),
      (_channel, data) => this.emit('message', data),
    );
    child.on('message', (wire: Wire) => this.#bridge.receive(wire));
    child.once('spawn', () => {
      this.#state = 'running';
      this.pid = child.pid;
      this.emit('spawn');
      for (const wire of this.#early.splice(0)) this.#send(wire);
    });
    child.on('error', (error) => console.error(`utility process: ${error.message}`));
    child.once('exit', (code, signal) => {
      this.pid = undefined;
      this.#state = 'exiting';
      this.#bridge.closeAll();
      this.emit('exit', code ?? signalNumber(signal));
      this.#state = 'gone';
    });
  }

  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    // Electron 44 died of this (electron/electron#53923).
    if (this.#state === 'exiting') throw new Error('postMessage() inside an exit listener crashes the main process.');
    const data = cloned(message);
    this.#bridge.post(
      '',
      data,
      transfer.map((port) => port.take()),
    );
  }

  kill(): boolean {
    return this.#state === 'running' && this.#child.kill('SIGTERM');
  }

  #send(wire: Wire): void {
    if (this.#state === 'starting') this.#early.push(wire);
    else if (this.#child.connected) this.#child.send(wire, () => undefined);
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGKILL' ? 9 : signal === 'SIGABRT' ? 6 : 15;
}

export const utilityProcess = {
  fork(modulePath: string, args: string[] = [], options: ForkOptions = {}): UtilityProcess {
    return new UtilityProcess(modulePath, args, options);
  },
};
