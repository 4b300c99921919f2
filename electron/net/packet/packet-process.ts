/**
 * The packet process: the only place that loads `cap`. It opens one interface once in its life, because `cap` leaks when an
 * object is opened again and aborts its whole process when an interface goes down, is deleted, or is closed after a failed
 * open. Nothing here tries to outlive that: the engine sees the process end and starts another.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { networkInterfaces } from 'node:os';
import type { Problem } from '#shared/problem/problem.ts';
import { capMissingProblem, findCap } from './cap-location.ts';
import { type FromPacketProcess, frameCredit, type ToPacketProcess } from './packet-process-protocol.ts';
import { rawRightsProblem } from './raw-rights.ts';

interface Cap {
  open(device: string, filter: string, bufferSize: number, buffer: Buffer): string;
  send(frame: Buffer, length: number): void;
  on(event: 'packet', listener: (length: number, truncated: boolean) => void): void;
  setMinBytes?(bytes: number): void;
}

interface CapModule {
  Cap: { new (): Cap; findDevice(address: string): string | undefined };
}

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

const { parentPort } = process as unknown as { parentPort?: ParentPort };
let enginePort: EnginePort | undefined;

function post(message: FromPacketProcess): void {
  if (enginePort !== undefined) enginePort.postMessage(message);
  else if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

const fromFile = createRequire(import.meta.url);
let cap: CapModule | undefined;
let capProblem: Problem | undefined;
try {
  const location = findCap();
  if (location === undefined) capProblem = capMissingProblem();
  else cap = fromFile(location) as CapModule;
} catch (error) {
  capProblem = capMissingProblem(messageOf(error));
}

let opened: Cap | undefined;
let name = '';
let clockBase = performance.timeOrigin + performance.now() - monotonic();
/** `cap` writes each frame here; it keeps only a pointer, so the reference has to stay. */
let frameBuffer = Buffer.alloc(0);
let batch: { bytes: Uint8Array; at: number; truncated: boolean }[] = [];
let unseen = 0;
let lost = 0;

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

function receive(length: number, truncated: boolean): void {
  const at = now();
  if (unseen >= frameCredit) {
    lost++;
    return;
  }
  unseen++;
  // A tick's frames travel together; the check phase follows at once, so a lone frame does not wait.
  if (batch.length === 0) setImmediate(flush);
  batch.push({ bytes: new Uint8Array(frameBuffer.subarray(0, length)), at, truncated });
}

/** Whether libpcap may be given this name: it also takes URLs of remote captures and pseudo devices. */
function isInterfaceName(text: string): boolean {
  return text !== '' && text !== 'any' && text.length <= 200 && !/[/\0]/.test(text);
}

/** What libpcap calls the interface: its name, except on Windows, where it is found by its address. */
function deviceOf(module: CapModule, text: string): string {
  if (process.platform !== 'win32') return text;
  for (const { address } of networkInterfaces()[text] ?? []) {
    const device = module.Cap.findDevice(address);
    if (device !== undefined) return device;
  }
  return text;
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

/** Opens the interface; the problem when it cannot be done, and then nothing more can be done in this process. */
function open(message: Extract<ToPacketProcess, { type: 'open' }>): Problem | undefined {
  name = message.interface;
  clockBase = message.clockBase;
  if (cap === undefined) return capProblem ?? capMissingProblem();
  if (!isInterfaceName(name)) return { code: 'interface-unknown', params: { interface: name.slice(0, 200) } };
  if (message.filter.length > maximumFilter || message.filter.includes('\0')) {
    return { code: 'internal', params: {}, details: 'The packet filter is too long or holds a NUL.' };
  }
  frameBuffer = Buffer.alloc(Math.min(Math.max(message.snapLength, 64), maximumFrame));
  const object = new cap.Cap();
  try {
    const linkType = object.open(deviceOf(cap, name), message.filter, message.bufferSize, frameBuffer);
    object.setMinBytes?.(0);
    if (linkType !== 'ETHERNET') {
      return { code: 'raw-unsupported', params: { interface: name }, details: `link type ${linkType}` };
    }
    object.on('packet', receive);
    opened = object;
    post({ type: 'opened', linkType, mac: macOf(name) });
    return undefined;
  } catch (error) {
    // Never `close()` it now: that aborts.
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
    opened.send(Buffer.from(frame.buffer, frame.byteOffset, frame.length), frame.length);
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
