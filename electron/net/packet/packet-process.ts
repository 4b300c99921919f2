/**
 * The packet process: the only place where frames are captured and sent. It opens one interface once in its life, because
 * what it loads is native code that may abort its whole process; see the backends. The engine sees it end and starts another.
 */
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Problem } from '#shared/problem/problem.ts';
import { chooseBackend, loadBackend } from './choose-backend.ts';
import type { OpenedInterface, PacketBackend } from './packet-backend.ts';
import { type FromPacketProcess, frameCredit, type ToPacketProcess } from './packet-process-protocol.ts';
import { rawRightsProblem } from './raw-rights.ts';
import { SentFrames } from './sent-frames.ts';

/** An Electron message port that leads to the engine. */
interface EnginePort {
  postMessage(message: FromPacketProcess): void;
  on(event: 'message', listener: (event: { data: ToPacketProcess }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}

/** A utility process's channel to Electron's main process; absent in a plain child process. Its first message brings the port. */
interface ParentPort {
  once(event: 'message', listener: (event: { ports: EnginePort[] }) => void): void;
}

const maximumFrame = 65_535;
const maximumFilter = 4096;
/** Milliseconds between questions for the system's count of dropped frames. */
const dropInterval = 100;

const { parentPort } = process as unknown as { parentPort?: ParentPort };
let enginePort: EnginePort | undefined;

function post(message: FromPacketProcess): void {
  if (enginePort !== undefined) enginePort.postMessage(message);
  else if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

let backend: PacketBackend | undefined;
let backendProblem: Problem | undefined;
try {
  const { name: chosen, problem } = chooseBackend();
  if (chosen === undefined) backendProblem = problem;
  else backend = loadBackend(chosen);
} catch (error) {
  backendProblem = {
    code: 'raw-not-built',
    params: { missing: 'runtime', command: 'npm install' },
    details: messageOf(error),
  };
}

let opened: OpenedInterface | undefined;
let name = '';
let clockBase = performance.timeOrigin + performance.now() - monotonic();
/** Linux keeps frames from the socket that sent them; other systems hand them back. */
const sentFrames = process.platform === 'linux' ? undefined : new SentFrames();
let batch: { bytes: Uint8Array; at: number; truncated: boolean }[] = [];
let unseen = 0;
let lost = 0;
/** Drops of the system that were told already. */
let toldDrops = 0;
let dropTimer: NodeJS.Timeout | undefined;

/** Milliseconds of the clock that all processes of a machine share. */
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

function now(): number {
  return clockBase + monotonic();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function flush(): void {
  if (batch.length === 0 && lost === 0) return;
  post({ type: 'frames', frames: batch, lost });
  batch = [];
  lost = 0;
}

/** The system drops frames only while others wait, so it is asked after frames came, and never while nothing comes. */
function countDrops(): void {
  dropTimer = undefined;
  const drops = opened?.drops() ?? 0;
  // The kernel counts in 32 bits.
  lost += (drops - toldDrops) >>> 0;
  toldDrops = drops;
  flush();
}

function receive(bytes: Uint8Array, at: number, truncated: boolean): void {
  if (sentFrames?.isEcho(bytes, now())) return;
  if (dropTimer === undefined) dropTimer = setTimeout(countDrops, dropInterval);
  if (unseen >= frameCredit) {
    lost++;
    return;
  }
  unseen++;
  // A tick's frames travel together; the check phase follows at once, so a lone frame does not wait.
  if (batch.length === 0) setImmediate(flush);
  batch.push({ bytes, at, truncated });
}

/** The library gave the interface up. */
function end(words: string): void {
  countDrops();
  opened = undefined;
  post({ type: 'failed', problem: endProblem(words) });
}

/** Whether libpcap may be given this name: it also takes URLs of remote captures and pseudo devices. */
function isInterfaceName(text: string): boolean {
  return text !== '' && text !== 'any' && text.length <= 200 && !/[/\0]/.test(text);
}

function macOf(text: string): string | undefined {
  let mac = networkInterfaces()[text]?.[0]?.mac;
  try {
    if (process.platform === 'linux') mac = readFileSync(`/sys/class/net/${text}/address`, 'utf8').trim();
  } catch {
    // Then what the system's list says has to do.
  }
  return mac !== undefined && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac) && mac !== '00:00:00:00:00:00'
    ? mac
    : undefined;
}

/** The problem behind what libpcap said, which has words but no codes for it. */
function openProblem(message: string): Problem {
  if (/not permitted|permission|CAP_NET_RAW/i.test(message)) return rawRightsProblem(name, message);
  if (/filter/i.test(message)) return { code: 'internal', params: {}, details: message };
  const code = /not up|is down/i.test(message)
    ? 'interface-down'
    : /no such device|not exist/i.test(message)
      ? 'interface-unknown'
      : 'raw-unsupported';
  return { code, params: { interface: name }, details: message };
}

/** The problem behind the end of an interface that was open: switched off, or gone. */
function endProblem(details: string): Problem {
  const listed =
    process.platform === 'linux' ? existsSync(`/sys/class/net/${name}`) : networkInterfaces()[name] !== undefined;
  // Told a moment before it leaves the list.
  const gone = !listed || /disappeared/i.test(details);
  return { code: gone ? 'interface-unknown' : 'interface-down', params: { interface: name }, details };
}

/** Opens the interface; the problem when it cannot be done, and then nothing more can be done in this process. */
function open(message: Extract<ToPacketProcess, { type: 'open' }>): Problem | undefined {
  name = message.interface;
  clockBase = message.clockBase;
  if (backend === undefined) return backendProblem;
  if (!isInterfaceName(name)) return { code: 'interface-unknown', params: { interface: name.slice(0, 200) } };
  if (message.filter.length > maximumFilter || message.filter.includes('\0')) {
    return { code: 'internal', params: {}, details: 'The packet filter is too long or holds a NUL.' };
  }
  try {
    const { bufferSize, filter, promiscuous } = message;
    const snapLength = Math.min(Math.max(message.snapLength, 64), maximumFrame);
    const options = { interface: name, filter, snapLength, bufferSize, promiscuous, now };
    const port = backend.open({ ...options, onFrame: receive, onEnd: end });
    if (port.linkType !== 'EN10MB' && port.linkType !== 'ETHERNET') {
      return { code: 'raw-unsupported', params: { interface: name }, details: `link type ${port.linkType}` };
    }
    opened = port;
    const capture = { backend: backend.name, promiscuous: port.promiscuous, timeStamps: port.timeStamps };
    post({ type: 'opened', mac: macOf(name), capture });
    // What every frame goes through is compiled at its first use: let that be now and not while a server waits.
    countDrops();
    post({ type: 'frames', frames: [], lost: 0 });
    return undefined;
  } catch (error) {
    return openProblem(messageOf(error));
  }
}

function send(id: number, frame: Uint8Array): FromPacketProcess {
  const params = { interface: name };
  if (opened === undefined) {
    return { type: 'send-failed', id, problem: { code: 'send-failed', params, details: 'not open' } };
  }
  if (frame.length < 14 || frame.length > maximumFrame) {
    const details = `a frame of ${frame.length} bytes`;
    return { type: 'send-failed', id, problem: { code: 'send-failed', params, details } };
  }
  // Before the call: the other end may have the frame, and have answered, before the call returns.
  const at = now();
  try {
    sentFrames?.remember(frame, at);
    opened.send(frame);
    return { type: 'sent', id, at };
  } catch (error) {
    const details = messageOf(error);
    const code = /is down/i.test(details) ? 'interface-down' : 'send-failed';
    return { type: 'send-failed', id, problem: { code, params, details } };
  }
}

let asked = false;

function handle(message: ToPacketProcess): void {
  switch (message.type) {
    case 'open': {
      if (asked) return;
      asked = true;
      const problem = open(message);
      if (problem !== undefined) post({ type: 'failed', problem });
      return;
    }
    case 'send':
      post(send(message.id, message.frame));
      return;
    case 'seen':
      unseen = Math.max(0, unseen - message.frames);
      if (lost > 0) flush();
      return;
    case 'close':
      process.exit(0);
  }
}

if (parentPort !== undefined) {
  parentPort.once('message', ({ ports: [port] }) => {
    enginePort = port;
    port?.on('message', (event) => handle(event.data));
    port?.on('close', () => process.exit(0));
    port?.start();
    post({ type: 'ready' });
  });
} else {
  process.on('message', (message) => handle(message as ToPacketProcess));
  process.on('disconnect', () => process.exit(0));
}
// Ctrl-C in a terminal reaches the whole group; the engine decides when this process ends.
process.on('SIGINT', () => undefined);
if (parentPort === undefined) post({ type: 'ready' });
