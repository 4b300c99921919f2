import type { PacketPort, ReceivedFrame } from '#electron/net/packet/packet-io.ts';
import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import { type Problem, ProblemError, problem, problemOf } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import { bareAddress, type CaptureEnd, captureFilter } from './capture-filter.ts';
import { type PacketEnds, packetEnds } from './packet-ends.ts';

/** A frame with a packet of the captured end, or with an ICMP error about one. */
export interface CapturedFrame {
  bytes: Uint8Array;
  /** Milliseconds since the epoch with a fraction, on the engine's clock. */
  at: number;
  ends: PacketEnds;
  direction: 'sent' | 'received';
  /** Our end. */
  local: TcpEnd;
}

/** Who follows a capture. */
export interface FrameListener {
  /** In the order of their times. */
  frame(frame: CapturedFrame): void;
  /** The capture broke: nothing follows. */
  broke(problem: Problem): void;
}

/** `theirs`: connections of ours to this end; `ours`: a server of ours. */
export type CaptureSide = 'ours' | 'theirs';

/** One packet process that captures the packets of one end on one interface, for all that talk with it. */
export class SharedCapture {
  readonly interface: string;
  /** Resolves when frames flow. @throws ProblemError raw-no-rights, raw-not-built, raw-unsupported, packet-process-*, interface-*, cancelled. */
  readonly opened: Promise<void>;
  readonly #end: CaptureEnd;
  readonly #side: CaptureSide;
  readonly #stop = new AbortController();
  /** By the local end that each follows; those under none follow all. */
  readonly #listeners = new Map<string, Set<FrameListener>>();
  #users = 0;
  #port: PacketPort | undefined;
  #broken: Problem | undefined;

  constructor(
    { openFrames }: Pick<EchoDeps, 'openFrames'>,
    name: string,
    end: CaptureEnd,
    side: CaptureSide,
    ended: () => void,
  ) {
    this.interface = name;
    this.#end = { ...end, address: bareAddress(end.address) };
    this.#side = side;
    this.opened = openFrames({
      interface: name,
      filter: captureFilter(end),
      promiscuous: false,
      onFrame: (frame) => this.#pass(frame),
      signal: this.#stop.signal,
    }).then(
      (port) => {
        this.#port = port;
        void port.ended.then(({ problem: found }) => {
          ended();
          this.#broken = found ?? problem('cancelled');
          for (const listener of this.#all()) listener.broke(this.#broken);
        });
      },
      (error) => {
        ended();
        throw ProblemError.of(problemOf(error));
      },
    );
    // Whoever joins waits for it; nobody does who has left.
    this.opened.catch(() => {});
  }

  get users(): number {
    return this.#users;
  }

  lost(): number {
    return this.#port?.lost() ?? 0;
  }

  /** One user more; gives what ends that. */
  use(): () => void {
    this.#users++;
    let isUsed = true;
    return () => {
      if (isUsed) this.#users--;
      isUsed = false;
    };
  }

  /** Frames go to the listener, those of one local end or of all; gives what ends that. */
  listen(listener: FrameListener, local?: TcpEnd): () => void {
    const key = local === undefined ? '' : endKey(local);
    const known = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, known.add(listener));
    const broken = this.#broken;
    if (broken !== undefined) queueMicrotask(() => listener.broke(broken));
    return () => {
      known.delete(listener);
      if (known.size === 0 && this.#listeners.get(key) === known) this.#listeners.delete(key);
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#port?.close();
  }

  #pass({ bytes, at }: ReceivedFrame): void {
    if (this.#listeners.size === 0) return;
    const ends = packetEnds(bytes);
    if (ends === undefined || ends.protocol !== this.#end.protocol) return;
    const isFromEnd = this.#isEnd(ends.source);
    if (!isFromEnd && !this.#isEnd(ends.destination)) return;
    // An error quotes what we have sent.
    const isFromUs = isFromEnd === (this.#side === 'ours');
    const local = isFromUs ? ends.source : ends.destination;
    const direction = isFromUs && !ends.isQuoted ? 'sent' : 'received';
    const frame: CapturedFrame = { bytes, at, ends, direction, local };
    for (const listener of this.#listeners.get('') ?? []) listener.frame(frame);
    for (const listener of this.#listeners.get(endKey(local)) ?? []) listener.frame(frame);
  }

  #isEnd({ address, port }: TcpEnd): boolean {
    return port === this.#end.port && address === this.#end.address;
  }

  #all(): FrameListener[] {
    return [...this.#listeners.values()].flatMap((known) => [...known]);
  }
}

/** The same text for the same end, however its address is written. */
export function endKey({ address, port }: TcpEnd): string {
  return `${address.includes(':') ? bareAddress(address) : address} ${port}`;
}
