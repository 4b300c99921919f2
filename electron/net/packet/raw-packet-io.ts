import type { Problem } from '#shared/problem/problem.ts';
import { ProblemError, problem } from '#shared/problem/problem.ts';
import type { Capture, PacketIo, PacketPort, PacketPortEnd, PacketPortOptions } from './packet-io.ts';
import type { FromPacketProcess, PacketProcess, StartPacketProcess } from './packet-process-protocol.ts';

export interface RawPacketIoOptions {
  start: StartPacketProcess;
  /** Milliseconds a packet process may take from its start to the open interface. */
  openTimeout?: number;
}

export interface RawPacketIo extends PacketIo {
  /** Starts a packet process for the next `open`, which then takes a few milliseconds instead of a process's start. */
  prepare(): void;
  /** Ends every packet process. */
  close(): Promise<void>;
}

/** A jumbo frame with two VLAN tags. What is longer was put together by offload; it would cost each frame's slot 64 KiB. */
const snapLength = 9018 + 2 * 4;
/** Kernel buffer in bytes: 1800 frames of the snap length. `cap` asks for slots of 64 KiB, which makes it 256. */
const bufferSize = 16 << 20;
/** Frames handed over and not yet acknowledged by the system, beyond which `send` refuses. */
const maximumPendingSends = 1024;
/** Milliseconds after which a packet process that was told to end is killed. */
const closeTimeout = 1000;

/** Raw Ethernet frames through packet processes, one for each open port. */
export function createRawPacketIo({ start, openTimeout = 10_000 }: RawPacketIoOptions): RawPacketIo {
  let spare: Promise<PacketProcess | undefined> | undefined;
  const ports = new Set<RawPacketPort>();
  let closed = false;

  async function startProcess(): Promise<PacketProcess> {
    try {
      return await start();
    } catch (error) {
      throw new ProblemError('packet-process-not-started', { reason: 'start' }, String(error));
    }
  }

  async function takeProcess(): Promise<PacketProcess> {
    const waiting = spare;
    spare = undefined;
    return (await waiting) ?? (await startProcess());
  }

  return {
    async open(options) {
      if (options.signal?.aborted || closed) throw new ProblemError('cancelled');
      const running = await takeProcess();
      if (options.signal?.aborted || closed) {
        running.kill();
        throw new ProblemError('cancelled');
      }
      const port = new RawPacketPort(running, options);
      ports.add(port);
      void port.ended.then(() => ports.delete(port));
      await port.opened(openTimeout);
      return port;
    },
    prepare() {
      if (spare !== undefined || closed) return;
      const waiting = startProcess().then(
        (running) => {
          running.onExit(() => {
            if (spare === waiting) spare = undefined;
          });
          return running;
        },
        () => undefined,
      );
      spare = waiting;
    },
    async close() {
      closed = true;
      const waiting = spare;
      spare = undefined;
      await Promise.all([waiting?.then((running) => running?.kill()), ...[...ports].map((port) => port.close())]);
    },
  };
}

class RawPacketPort implements PacketPort {
  readonly interface: string;
  readonly transport = 'raw';
  mac: string | undefined;
  capture: Capture | undefined;
  readonly limits: readonly Problem[] = [];
  readonly ended: Promise<PacketPortEnd>;

  readonly #running: PacketProcess;
  readonly #options: PacketPortOptions;
  readonly #exited: Promise<void>;
  readonly #sends = new Map<number, { resolve: (at: number) => void; reject: (error: ProblemError) => void }>();
  readonly #opening = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<PacketPortEnd>();
  readonly #abort = () => void this.close();
  #state: 'opening' | 'open' | 'ended' = 'opening';
  #nextSend = 1;
  #lost = 0;

  constructor(running: PacketProcess, options: PacketPortOptions) {
    this.#running = running;
    this.#options = options;
    this.interface = options.interface;
    this.ended = this.#end.promise;
    this.#opening.promise.catch(() => undefined); // whoever opens waits for it; nobody does after an abort
    this.#exited = new Promise((resolve) => {
      running.onExit((reason, standardError) => {
        resolve();
        this.#died(reason, standardError);
      });
    });
    running.onMessage((message) => this.#receive(message));
    options.signal?.addEventListener('abort', this.#abort, { once: true });
    running.post({
      type: 'open',
      interface: options.interface,
      filter: options.filter,
      snapLength,
      bufferSize,
      promiscuous: options.promiscuous ?? true,
      clockBase: clockBase(),
    });
  }

  /** Resolves when frames flow; rejects with the problem, and then the process is gone. */
  async opened(timeout: number): Promise<void> {
    const timer = setTimeout(() => {
      this.#finish(problem('packet-process-not-started', { reason: 'timeout' }, `no answer within ${timeout} ms`));
      this.#running.kill();
    }, timeout);
    try {
      await this.#opening.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  send(frame: Uint8Array): Promise<number> {
    const params = { interface: this.interface };
    if (this.#state !== 'open') return Promise.reject(new ProblemError('send-failed', params, 'the port is closed'));
    if (this.#sends.size >= maximumPendingSends) {
      return Promise.reject(new ProblemError('send-failed', params, `${maximumPendingSends} frames are still waiting`));
    }
    const id = this.#nextSend++;
    return new Promise((resolve, reject) => {
      this.#sends.set(id, { resolve, reject });
      this.#running.post({ type: 'send', id, frame });
    });
  }

  lost(): number {
    return this.#lost;
  }

  async close(): Promise<void> {
    this.#finish();
    this.#running.post({ type: 'close' });
    const timer = setTimeout(() => this.#running.kill(), closeTimeout);
    await this.#exited;
    clearTimeout(timer);
  }

  #receive(message: FromPacketProcess): void {
    switch (message.type) {
      case 'ready':
        return;
      case 'opened':
        if (this.#state !== 'opening') return;
        this.#state = 'open';
        this.mac = message.mac;
        this.capture = message.capture;
        this.#opening.resolve();
        return;
      case 'failed':
        this.#finish(message.problem);
        this.#running.kill();
        return;
      case 'sent':
        this.#sends.get(message.id)?.resolve(message.at);
        this.#sends.delete(message.id);
        return;
      case 'send-failed':
        this.#sends.get(message.id)?.reject(ProblemError.of(message.problem));
        this.#sends.delete(message.id);
        return;
      case 'frames':
        this.#lost += message.lost;
        for (const { bytes, at, truncated } of message.frames) {
          if (this.#state !== 'open') return;
          const frame = { bytes, at, link: 'ethernet' } as const;
          this.#options.onFrame(truncated ? { ...frame, truncated } : frame);
        }
        // After the frames: what they cause to be sent is not to wait behind this.
        if (message.frames.length > 0) this.#running.post({ type: 'seen', frames: message.frames.length });
    }
  }

  #died(reason: string, standardError: string): void {
    // libpcap warns of every interface without an address; that is what we are here for.
    const words = standardError.replace(/^Warning: .* may not actually work\n/gm, '').trim();
    const details = words === '' ? reason : `${reason}\n${words}`;
    this.#finish(problem('packet-process-died', { interface: this.interface, reason }, details));
  }

  #finish(cause?: Problem): void {
    if (this.#state === 'ended') return;
    const wasOpening = this.#state === 'opening';
    this.#state = 'ended';
    this.#options.signal?.removeEventListener('abort', this.#abort);
    if (wasOpening) this.#opening.reject(cause === undefined ? new ProblemError('cancelled') : ProblemError.of(cause));
    const closed = problem('send-failed', { interface: this.interface }, 'the port is closed');
    for (const { reject } of this.#sends.values()) reject(ProblemError.of(cause ?? closed));
    this.#sends.clear();
    this.#end.resolve(cause === undefined ? {} : { problem: cause });
  }
}

/** See `clockBase` in the protocol. */
function clockBase(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return performance.timeOrigin + performance.now() - (seconds * 1000 + nanoseconds / 1e6);
}
