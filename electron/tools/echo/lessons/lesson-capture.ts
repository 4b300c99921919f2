import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import { type Problem, problemOf } from '#shared/problem/problem.ts';
import type { CaptureDeps, Captures } from '../capture/captures.ts';
import { type ConnectionCapture, openConnectionCapture } from '../capture/connection-capture.ts';
import type { EchoLog } from '../echo-log.ts';

/** The segments of a lesson's connections on its timeline, where raw frames are allowed. It never fails. */
export class LessonCapture {
  /** Segments that came so far, by who sent them. */
  readonly counts = { client: 0, server: 0 };
  readonly #captures: Captures;
  readonly #deps: Pick<CaptureDeps, 'clock'>;
  readonly #log: EchoLog;
  readonly #open = new Set<ConnectionCapture>();
  readonly #finishing: Promise<void>[] = [];
  #interface: string | undefined;
  #isRefused = false;
  #isFull = false;
  #lost = 0;

  constructor(captures: Captures, deps: Pick<CaptureDeps, 'clock'>, log: EchoLog) {
    this.#captures = captures;
    this.#deps = deps;
    this.#log = log;
  }

  /** The interface on which they are captured; undefined where they are not. */
  get interface(): string | undefined {
    return this.#isRefused ? undefined : this.#interface;
  }

  /** Captures the next connection to one of our ports. Undefined: it cannot be had, and the timeline says why. */
  async next(remote: TcpEnd, signal: AbortSignal): Promise<ConnectionCapture | undefined> {
    if (this.#isRefused) return undefined;
    let capture: ConnectionCapture | undefined;
    try {
      capture = await openConnectionCapture(this.#captures, this.#deps, { protocol: 'tcp', ...remote }, signal, {
        packet: (record) => {
          this.counts[record.direction === 'sent' ? 'client' : 'server']++;
          this.#isFull ||= !this.#log.frame(record);
          if (this.#isFull) capture?.narrow();
        },
        broke: (found) => this.#broke(found),
      });
    } catch (error) {
      if (signal.aborted) return undefined;
      this.#isRefused = true;
      const found = problemOf(error);
      this.#log.note('echo-not-captured', {}, found);
      return undefined;
    }
    this.#open.add(capture);
    this.#interface = capture.interface;
    this.#log.beginFrames(this.#deps.clock);
    return capture;
  }

  /** The connection is over, or there was none: what still comes of it is awaited behind our back. */
  leave(capture: ConnectionCapture | undefined): void {
    if (capture === undefined || !this.#open.delete(capture)) return;
    const left = capture.finish().then(() => {
      this.#lost += capture.lost();
    });
    this.#finishing.push(left);
  }

  /** Resolves once the last frames came. */
  async finish(): Promise<void> {
    for (const capture of this.#open) this.leave(capture);
    await Promise.all(this.#finishing);
    if (this.#lost > 0) this.#log.lost(this.#lost);
  }

  #broke(found: Problem): void {
    if (this.#isRefused) return;
    this.#isRefused = true;
    this.#log.endFrames();
    this.#log.note('echo-capture-broke', { interface: this.#interface ?? '' }, found);
  }
}
