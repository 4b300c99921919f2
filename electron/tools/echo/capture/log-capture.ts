import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import type { Captured } from '#shared/model/echo.ts';
import { type Problem, problemOf } from '#shared/problem/problem.ts';
import type { EchoLog } from '../echo-log.ts';
import type { CaptureEnd } from './capture-filter.ts';
import type { CaptureDeps, Captures } from './captures.ts';
import { type ConnectionCapture, openConnectionCapture } from './connection-capture.ts';

/** The segments of one connection on its timeline, where they can be captured. It never fails: why there are none is its state. */
export class LogCapture {
  /** Milliseconds that went by until frames flowed. */
  waited = 0;
  readonly #captures: Captures;
  readonly #deps: Pick<CaptureDeps, 'clock'>;
  readonly #log: EchoLog;
  readonly #changed: () => void;
  /** One for each address that was tried, until its last frames came. */
  readonly #finishing: Promise<void>[] = [];
  #current: ConnectionCapture | undefined;
  #state: Captured['state'] | undefined;
  #interface: string | undefined;
  #problem: Problem | undefined;
  #lostBefore = 0;

  constructor(captures: Captures, deps: Pick<CaptureDeps, 'clock'>, log: EchoLog, changed: () => void) {
    this.#captures = captures;
    this.#deps = deps;
    this.#log = log;
    this.#changed = changed;
  }

  /** Undefined where it was not tried. */
  shown(): Captured | undefined {
    if (this.#state === undefined) return undefined;
    return {
      state: this.#state,
      ...(this.#interface === undefined ? {} : { interface: this.#interface }),
      lost: this.#lostBefore + (this.#current?.lost() ?? 0),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /** Captures what goes to and fro an address from now on, in place of the one before. Takes two seconds at most, and ends early with the signal. */
  async open(remote: CaptureEnd, signal: AbortSignal): Promise<void> {
    void this.leave();
    this.#state = 'opening';
    this.#changed();
    const before = this.#deps.clock.now();
    try {
      const capture = await openConnectionCapture(this.#captures, this.#deps, remote, signal, {
        packet: (record) => {
          if (!this.#log.frame(record)) this.#full();
        },
        broke: (found) => this.#broke(found),
      });
      this.#current = capture;
      this.#state = 'captured';
      this.#interface = capture.interface;
      this.#problem = undefined;
      this.#log.beginFrames(this.#deps.clock);
      this.#log.note('echo-captured', { interface: capture.interface });
    } catch (error) {
      if (signal.aborted) return;
      this.#state = 'not-captured';
      this.#problem = problemOf(error);
      this.#log.note('echo-not-captured', {}, this.#problem);
    } finally {
      this.waited += this.#deps.clock.now() - before;
    }
    this.#changed();
  }

  /** Which local end is ours, as soon as it is known. */
  isFrom(local: TcpEnd): void {
    this.#current?.isFrom(local);
  }

  /** Whoever was captured is over: what still comes of it is awaited. */
  leave(): Promise<void> {
    const capture = this.#current;
    if (capture === undefined) return Promise.resolve();
    this.#current = undefined;
    const left = capture.finish().then(() => {
      this.#lostBefore += capture.lost();
    });
    this.#finishing.push(left);
    return left;
  }

  /** Resolves once the last frames came; then nothing follows. */
  async finish(): Promise<void> {
    void this.leave();
    await Promise.all(this.#finishing);
    if (this.#lostBefore > 0) this.#log.lost(this.#lostBefore);
    if (this.#state === 'captured' || this.#state === 'opening') this.#state = 'ended';
  }

  /** From here on only beginnings and ends are captured: all of a long connection would cost much and show little. */
  #full(): void {
    if (this.#current?.narrow()) this.#log.note('echo-capture-full');
  }

  #broke(found: Problem): void {
    this.#current = undefined;
    this.#state = 'ended';
    this.#problem = found;
    this.#log.endFrames();
    this.#log.note('echo-capture-broke', { interface: this.#interface ?? '' }, found);
    this.#changed();
  }
}
