import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { ToEngineProcess } from '../engine/utility-process-protocol.ts';

type Tell = (message: ToEngineProcess, ports?: Electron.MessagePortMain[]) => void;

/** The end of what a process wrote on its standard error is kept up to this many characters. */
const errorTail = 4000;
/** Its last words may come after its exit; this long they are waited for, in milliseconds. */
const lastWords = 200;

/**
 * Packet processes on the engine's demand: only the main process can start a utility process. Each gets a port that leads
 * straight to the engine, so frames do not pass through here.
 */
export class PacketProcesses {
  readonly #module: string;
  readonly #tell: Tell;
  readonly #running = new Map<number, UtilityProcess>();
  /** Asked to die before they had spawned: Electron refuses to kill those. */
  readonly #doomed = new Set<number>();

  constructor(module: string, tell: Tell) {
    this.#module = module;
    this.#tell = tell;
  }

  start(id: number): void {
    let child: UtilityProcess;
    try {
      child = utilityProcess.fork(this.#module, [], {
        serviceName: 'Punchdown packets',
        stdio: ['ignore', 'inherit', 'pipe'],
      });
    } catch (cause) {
      this.#tell({ type: 'packet-process-ended', id, reason: String(cause), standardError: '' });
      return;
    }
    this.#running.set(id, child);
    let standardError = '';
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => {
      standardError = (standardError + text).slice(-errorTail);
    });
    child.once('spawn', () => {
      if (this.#doomed.delete(id)) {
        child.kill();
        return;
      }
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage(null, [port1]);
      this.#tell({ type: 'packet-process', id, pid: child.pid }, [port2]);
    });
    child.once('exit', async (code) => {
      this.#running.delete(id);
      this.#doomed.delete(id);
      // Not in this turn in any case: Electron 44 dies when a message is posted inside an exit listener.
      await delay(lastWords);
      this.#tell({ type: 'packet-process-ended', id, reason: `exit code ${code}`, standardError });
    });
  }

  kill(id: number): void {
    const child = this.#running.get(id);
    if (child === undefined) return;
    if (child.pid === undefined) this.#doomed.add(id);
    else child.kill();
  }

  /** The engine is gone: nobody needs them any more. */
  killAll(): void {
    for (const id of this.#running.keys()) this.kill(id);
  }
}
