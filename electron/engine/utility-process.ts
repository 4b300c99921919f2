/**
 * The engine's process in the desktop host: an Electron utility process. Pages and packet processes are reached by ports
 * that the main process hands over. Electron itself is not needed for that, and not imported.
 */
import type {
  FromPacketProcess,
  PacketProcess,
  StartPacketProcess,
  ToPacketProcess,
} from '#electron/net/packet/packet-process-protocol.ts';
import { ProblemError, problem } from '#shared/problem/problem.ts';
import { defaultLogFolder, defaultWorkspace } from './data-folder.ts';
import { type Engine, startEngine } from './engine.ts';
import { servePort } from './serve-port.ts';
import type { EngineStart, FromEngineProcess, ToEngineProcess } from './utility-process-protocol.ts';

/** A message port as Electron gives it to utility processes. */
interface Port {
  postMessage(message: unknown): void;
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** The channel to the main process, as Electron provides it. */
interface ParentPort {
  postMessage(message: FromEngineProcess): void;
  on(event: 'message', listener: (event: { data: ToEngineProcess; ports: Port[] }) => void): void;
}

const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('This file runs as a utility process of the desktop app only.');
const tell = (message: FromEngineProcess): void => parentPort.postMessage(message);

let engine: Engine | undefined;
let closing = false;

async function start({
  workspace = defaultWorkspace(),
  temporary,
  version,
  verbose,
  secrets,
}: EngineStart): Promise<void> {
  try {
    engine = await startEngine({
      host: 'desktop',
      workspace: temporary ? undefined : workspace,
      version,
      logFolder: defaultLogFolder(),
      verbose,
      ...(secrets === undefined ? {} : { secrets }),
      startPacketProcess,
    });
  } catch (error) {
    tell({ type: 'failed', problem: problemOf(error) });
    exitSoon();
    return;
  }
  if (closing) await close();
  else tell({ type: 'started' });
}

function problemOf(error: unknown): ReturnType<typeof problem> {
  if (error instanceof ProblemError) return error.problem;
  return problem('internal', {}, error instanceof Error ? error.stack : String(error));
}

/** Ends with everything stored. A second message changes nothing. */
async function close(): Promise<void> {
  closing = true;
  if (engine === undefined) return;
  const running = engine;
  engine = undefined;
  await running.close();
  process.exit(0);
}

/** Lets the last message leave. */
function exitSoon(): void {
  setTimeout(() => process.exit(1), 50);
}

/** A packet process as the engine sees it: talks on its port, which closes with it; its end is told by the main process. */
class PortPacketProcess implements PacketProcess {
  readonly pid: number | undefined;
  readonly #id: number;
  readonly #port: Port;
  #end: { reason: string; standardError: string } | undefined;
  #onExit: ((reason: string, standardError: string) => void) | undefined;

  constructor(id: number, pid: number | undefined, port: Port) {
    this.#id = id;
    this.pid = pid;
    this.#port = port;
  }

  post(message: ToPacketProcess): void {
    if (this.#end === undefined) this.#port.postMessage(message);
  }

  onMessage(listener: (message: FromPacketProcess) => void): void {
    this.#port.on('message', (event) => listener(event?.data as FromPacketProcess));
    this.#port.start();
  }

  onExit(listener: (reason: string, standardError: string) => void): void {
    if (this.#end === undefined) this.#onExit = listener;
    else listener(this.#end.reason, this.#end.standardError);
  }

  kill(): void {
    tell({ type: 'kill-packet-process', id: this.#id });
  }

  /** The main process saw it end. */
  ended(reason: string, standardError: string): void {
    this.#end = { reason, standardError };
    this.#port.close();
    this.#onExit?.(reason, standardError);
  }
}

interface PendingStart {
  resolve(process: PacketProcess): void;
  reject(error: Error): void;
}

let lastPacketProcess = 0;
const starting = new Map<number, PendingStart>();
const packetProcesses = new Map<number, PortPacketProcess>();

const startPacketProcess: StartPacketProcess = () =>
  new Promise<PacketProcess>((resolve, reject) => {
    lastPacketProcess += 1;
    starting.set(lastPacketProcess, { resolve, reject });
    tell({ type: 'start-packet-process', id: lastPacketProcess });
  });

function packetProcessStarted(id: number, pid: number | undefined, port: Port): void {
  const running = new PortPacketProcess(id, pid, port);
  packetProcesses.set(id, running);
  starting.get(id)?.resolve(running);
  starting.delete(id);
}

function packetProcessEnded(id: number, reason: string, standardError: string): void {
  packetProcesses.get(id)?.ended(reason, standardError);
  packetProcesses.delete(id);
  starting.get(id)?.reject(new ProblemError('packet-process-not-started', {}, `${reason}\n${standardError}`.trim()));
  starting.delete(id);
}

parentPort.on('message', ({ data, ports: [port] }) => {
  if (data.type === 'start') void start(data);
  else if (data.type === 'close') void close();
  else if (data.type === 'packet-process-ended') packetProcessEnded(data.id, data.reason, data.standardError);
  else if (port === undefined) return;
  else if (data.type === 'packet-process') packetProcessStarted(data.id, data.pid, port);
  else if (engine === undefined) port.close();
  else {
    servePort(engine, port);
    port.start();
  }
});
