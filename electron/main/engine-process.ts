import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { Problem } from '#shared/problem/problem.ts';
import type { EngineStart, FromEngineProcess, ToEngineProcess } from '../engine/utility-process-protocol.ts';
import { channels } from './channels.ts';
import { PacketProcesses } from './packet-processes.ts';

export interface EngineProcessOptions {
  /** The built file of the engine's process, and of the packet process. */
  modules: { engine: string; packet: string };
  start: EngineStart;
  /** The engine refused to start, for a reason it could name: a workspace in use, say. It is not tried again. */
  onRefused(problem: Problem): void;
  /** It crashed too often in a row to go on trying. `start()` tries again. */
  onGaveUp(crashes: number, reason: string): void;
}

/** As for the other hosts (build/scripts/setup.mjs): the space for new objects stays small. */
const engineFlags = ['--max-semi-space-size=8'];
/** Milliseconds. The wait before a restart doubles with each crash in a row; a crash after `steady` is the first of a row. */
const firstWait = 250;
const steady = 30_000;
const crashesInARow = 6;
/** How long the engine may take to close its sockets and its workspace before it is killed. */
const closeLimit = 5_000;

/**
 * Owns the engine's life: starts it as a utility process, starts it again after a crash, and brings pages and engine
 * together by a port each. A page notices a crash by its port closing and asks for another.
 */
export class EngineProcess {
  readonly #options: EngineProcessOptions;
  #start: EngineStart;
  #child: UtilityProcess | undefined;
  #started = false;
  #closed = false;
  #crashes = 0;
  #restart: NodeJS.Timeout | undefined;
  /** Pages that asked while there was no engine. */
  readonly #waiting = new Set<WebContents>();

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#start = options.start;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the engine; with an argument, from now on in that way. */
  start(change: Partial<EngineStart> = {}): void {
    if (this.#child !== undefined || this.#closed) return;
    this.#start = { ...this.#start, ...change };
    const child = utilityProcess.fork(this.#options.modules.engine, [], {
      serviceName: 'Punchdown engine',
      execArgv: engineFlags,
    });
    const packets = new PacketProcesses(this.#options.modules.packet, (message, ports) => {
      if (this.#child === child) child.postMessage(message, ports);
    });
    this.#child = child;
    const startedAt = performance.now();
    let refused: Problem | undefined;
    child.on('message', (message: FromEngineProcess) => {
      if (message.type === 'started') this.#onStarted();
      else if (message.type === 'start-packet-process') packets.start(message.id);
      else if (message.type === 'kill-packet-process') packets.kill(message.id);
      else refused = message.problem;
    });
    child.once('exit', (code) => {
      packets.killAll();
      this.#child = undefined;
      this.#started = false;
      if (this.#closed) return;
      if (refused !== undefined) {
        this.#options.onRefused(refused);
        return;
      }
      if (performance.now() - startedAt > steady) this.#crashes = 0;
      this.#onCrash(`exit code ${code}`);
    });
    this.#post({ type: 'start', ...this.#start });
  }

  /** Gives the page a port to the engine, as soon as there is one. */
  connect(page: WebContents): void {
    if (page.isDestroyed()) return;
    if (!this.#started) {
      this.#waiting.add(page);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    this.#post({ type: 'connect' }, [port1]);
    page.postMessage(channels.enginePort, null, [port2]);
  }

  /** Lets the engine close its sockets and its workspace, and resolves when its process has ended. */
  close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    this.#waiting.clear();
    const child = this.#child;
    if (child === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const killer = setTimeout(() => {
        console.error('The engine did not close in time; it is killed.');
        child.kill();
      }, closeLimit);
      child.once('exit', () => {
        clearTimeout(killer);
        resolve();
      });
      this.#post({ type: 'close' });
    });
  }

  #post(message: ToEngineProcess, ports?: Electron.MessagePortMain[]): void {
    this.#child?.postMessage(message, ports);
  }

  #onStarted(): void {
    this.#started = true;
    const pages = [...this.#waiting];
    this.#waiting.clear();
    for (const page of pages) this.connect(page);
  }

  #onCrash(reason: string): void {
    this.#crashes += 1;
    const again = this.#crashes < crashesInARow;
    console.error(`The engine stopped unexpectedly: ${reason}.`);
    if (!again) {
      const crashes = this.#crashes;
      this.#crashes = 0;
      this.#options.onGaveUp(crashes, reason);
      return;
    }
    const wait = firstWait * 2 ** (this.#crashes - 1);
    console.error(`It is started again in ${wait} ms.`);
    this.#restart = setTimeout(() => this.start(), wait);
  }
}
