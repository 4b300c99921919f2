import { type ProblemCode, ProblemError } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import { bareAddress, type CaptureEnd } from './capture-filter.ts';
import { type CaptureSide, SharedCapture } from './shared-capture.ts';

/** Packet processes at a time. */
const mostCaptures = 8;
/** Milliseconds that a capture stays open for the next that wants it. */
const keptOpen = 2000;
/** Milliseconds for which a refusal that concerns every capture, or all of an interface, is believed. */
const believed = 10_000;

/** Why nothing can be captured on this machine, whatever the interface. */
const refusals: ReadonlySet<ProblemCode> = new Set(['raw-no-rights', 'raw-not-built', 'packet-process-not-started']);

export type CaptureDeps = Pick<EchoDeps, 'openFrames' | 'interfaceTo' | 'clock'>;

/** A capture that is used until it is left. */
export interface UsedCapture {
  capture: SharedCapture;
  leave(): void;
}

/**
 * The captures there are: one for each end and interface, shared by those who talk with it, at most eight at a time. Mostly used through
 * `openConnectionCapture`.
 */
export class Captures {
  readonly #deps: CaptureDeps;
  readonly #captures = new Map<string, SharedCapture>();
  /** What ends those that nobody uses any more. */
  readonly #idle = new Map<SharedCapture, () => void>();
  readonly #patience: number;
  /** By interface; under '' those of all. */
  readonly #refused = new Map<string, { error: ProblemError; until: number }>();
  #isClosed = false;

  /** `patience`: milliseconds that a capture may take to begin. */
  constructor(deps: CaptureDeps, patience = 2000) {
    this.#deps = deps;
    this.#patience = patience;
  }

  /**
   * A capture of the end's packets from which frames flow; it takes no longer than there is patience. `on`: the interface, unless it is the one that leads there.
   *
   * @throws ProblemError raw-no-rights, raw-not-built, raw-unsupported, packet-process-*, interface-*, echo-capture-no-way,
   * echo-capture-too-many, echo-capture-late, cancelled.
   */
  async use(end: CaptureEnd, side: CaptureSide, signal: AbortSignal, on?: string): Promise<UsedCapture> {
    const { interfaceTo } = this.#deps;
    this.#recall('');
    const address = bareAddress(end.address);
    const name = on ?? (await interfaceTo(end.address).catch(() => undefined));
    if (signal.aborted || this.#isClosed) throw new ProblemError('cancelled');
    if (name === undefined) throw new ProblemError('echo-capture-no-way', { address });
    this.#recall(name);
    const capture = await this.#find(name, end, side);
    const free = capture.use();
    this.#idle.get(capture)?.();
    this.#idle.delete(capture);
    const leave = () => {
      free();
      this.#keep(capture);
    };
    try {
      await this.#patiently(capture.opened, signal);
      return { capture, leave };
    } catch (error) {
      leave();
      if (error instanceof ProblemError) this.#remember(error, name);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const cancel of this.#idle.values()) cancel();
    await Promise.all([...this.#captures.values()].map((capture) => capture.close()));
  }

  #remember(error: ProblemError, name: string): void {
    const { code } = error.problem;
    const until = this.#deps.clock.now() + believed;
    if (refusals.has(code)) this.#refused.set('', { error, until });
    // No Ethernet, and it will not become one.
    else if (code === 'raw-unsupported') this.#refused.set(name, { error, until });
  }

  /** @throws ProblemError what was refused a moment ago. */
  #recall(name: string): void {
    const refused = this.#refused.get(name);
    if (refused === undefined) return;
    if (this.#deps.clock.now() < refused.until) throw refused.error;
    this.#refused.delete(name);
  }

  /** The one that there is, or a new one in place of one that nobody uses. */
  async #find(name: string, end: CaptureEnd, side: CaptureSide): Promise<SharedCapture> {
    const key = `${name} ${side} ${end.protocol} ${bareAddress(end.address)} ${end.port} ${end.only ?? ''}`;
    const known = this.#captures.get(key);
    if (known !== undefined) return known;
    if (this.#captures.size >= mostCaptures) {
      const [idle] = this.#idle.keys();
      if (idle === undefined) throw new ProblemError('echo-capture-too-many', { count: mostCaptures });
      this.#drop(idle);
    }
    const capture = new SharedCapture(this.#deps, name, end, side, () => this.#forget(capture));
    this.#captures.set(key, capture);
    return capture;
  }

  /** The next connection to the same end need not wait for a process to start. */
  #keep(capture: SharedCapture): void {
    if (capture.users > 0 || this.#isClosed || ![...this.#captures.values()].includes(capture)) return;
    this.#idle.get(capture)?.();
    this.#idle.set(
      capture,
      this.#deps.clock.after(keptOpen, () => this.#drop(capture)),
    );
  }

  #drop(capture: SharedCapture): void {
    this.#forget(capture);
    void capture.close();
  }

  #forget(capture: SharedCapture): void {
    this.#idle.get(capture)?.();
    this.#idle.delete(capture);
    for (const [key, known] of this.#captures) if (known === capture) this.#captures.delete(key);
  }

  #patiently(opened: Promise<void>, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const aborted = () => settle(() => reject(new ProblemError('cancelled')));
      const cancel = this.#deps.clock.after(this.#patience, () =>
        settle(() => reject(new ProblemError('echo-capture-late', { timeout: this.#patience }))),
      );
      const settle = (done: () => void) => {
        cancel();
        signal.removeEventListener('abort', aborted);
        done();
      };
      signal.addEventListener('abort', aborted, { once: true });
      opened.then(
        () => settle(resolve),
        (error) => settle(() => reject(error)),
      );
    });
  }
}
