import type { Captured } from '#shared/model/echo.ts';
import { type Problem, ProblemError, problemOf } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import type { EchoLog } from '../echo-log.ts';
import type { CaptureEnd } from './capture-filter.ts';
import type { Captures, UsedCapture } from './captures.ts';
import { type CapturedFrame, endKey } from './shared-capture.ts';
import { TcpStream } from './tcp-stream.ts';

/** Clients whose numbers are followed at a time; of more only the frames are kept. */
const mostStreams = 1000;
/** Milliseconds that the last frames get after the end. */
const endPatience = 300;

/**
 * The segments of a server on its timeline, where they can be captured: until the first ones are kept, then nothing more. A server on all addresses
 * has no one interface and is not captured.
 */
export class ServerCapture {
  readonly #captures: Captures;
  readonly #deps: Pick<EchoDeps, 'clock' | 'interfacesAt'>;
  readonly #log: EchoLog;
  readonly #changed: () => void;
  readonly #stop = new AbortController();
  readonly #streams = new Map<string, TcpStream>();
  #used: (UsedCapture & { stopListening: () => void; lostBefore: number })[] = [];
  #captured: Captured | undefined;

  constructor(captures: Captures, deps: Pick<EchoDeps, 'clock' | 'interfacesAt'>, log: EchoLog, changed: () => void) {
    this.#captures = captures;
    this.#deps = deps;
    this.#log = log;
    this.#changed = changed;
  }

  /** Undefined where it was not tried. */
  shown(): Captured | undefined {
    return this.#captured && { ...this.#captured, lost: this.#captured.lost + this.#lost() };
  }

  /** Captures what goes to and from the server. `end` without an address: all of this machine's. Takes two seconds at most and never rejects. */
  async open(end: Omit<CaptureEnd, 'address'> & { address: string | undefined }): Promise<void> {
    const { address } = end;
    this.#captured = { state: 'opening', lost: 0 };
    this.#changed();
    try {
      if (address === undefined) throw new ProblemError('echo-capture-all-addresses');
      const names = this.#deps.interfacesAt(address);
      if (names.length === 0) throw new ProblemError('echo-capture-no-way', { address });
      const opening = names.map((name) => this.#captures.use({ ...end, address }, 'ours', this.#stop.signal, name));
      const opened = await Promise.allSettled(opening);
      for (const one of opened) if (one.status === 'fulfilled') this.#listen(one.value);
      const failed = opened.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      this.#captured = { state: 'captured', interface: names.join(', '), lost: 0 };
      this.#log.beginFrames(this.#deps.clock);
      this.#log.note('echo-captured', { interface: names.join(', ') });
    } catch (error) {
      this.#leave();
      const found = problemOf(error);
      this.#captured = { state: 'not-captured', lost: 0, problem: found };
      this.#log.note('echo-not-captured', {}, found);
    }
    this.#changed();
  }

  /** The server is stopped: resolves when the last frames had their time. */
  async finish(): Promise<void> {
    this.#stop.abort();
    if (this.#captured?.state === 'captured') {
      await new Promise<void>((done) => this.#deps.clock.after(endPatience, done));
    }
    this.#end();
  }

  #listen(used: UsedCapture): void {
    const stopListening = used.capture.listen({
      frame: (frame) => this.#frame(frame, used.capture.interface),
      broke: (found) => this.#broke(found, used.capture.interface),
    });
    this.#used.push({ ...used, stopListening, lostBefore: used.capture.lost() });
  }

  #frame({ bytes, at, ends, direction }: CapturedFrame, name: string): void {
    // Another interface's may still be opening.
    if (this.#captured?.state !== 'captured') return;
    const client = endKey(direction === 'sent' ? ends.destination : ends.source);
    const stream = ends.protocol === 'tcp' && !ends.isQuoted ? this.#streamOf(client) : undefined;
    const base = stream?.add(direction, bytes, ends);
    if (stream?.isOver) this.#streams.delete(client);
    const record = { bytes, link: 'ethernet', interface: name, at, direction } as const;
    if (this.#log.frame(base === undefined ? record : { ...record, stream: base })) return;
    this.#log.note('echo-capture-closed');
    this.#end();
  }

  #streamOf(client: string): TcpStream | undefined {
    const known = this.#streams.get(client);
    if (known !== undefined || this.#streams.size >= mostStreams) return known;
    const stream = new TcpStream();
    this.#streams.set(client, stream);
    return stream;
  }

  #broke(found: Problem, name: string): void {
    if (this.#captured?.state !== 'captured') return;
    this.#end();
    this.#captured = { ...this.#captured, problem: found };
    this.#log.endFrames();
    this.#log.note('echo-capture-broke', { interface: name }, found);
    this.#changed();
  }

  #end(): void {
    if (this.#captured?.state === 'captured') {
      const lost = this.#lost();
      if (lost > 0) this.#log.lost(lost);
      this.#captured = { ...this.#captured, state: 'ended', lost };
      this.#changed();
    }
    this.#leave();
  }

  #lost(): number {
    return this.#used.reduce((sum, { capture, lostBefore }) => sum + capture.lost() - lostBefore, 0);
  }

  #leave(): void {
    for (const { stopListening, leave } of this.#used.splice(0)) {
      stopListening();
      leave();
    }
    this.#streams.clear();
  }
}
