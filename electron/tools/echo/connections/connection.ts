import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import type { ConnectInput, EchoConnection } from '#shared/model/echo.ts';
import type { FramingFault } from '#shared/model/framing.ts';
import { brokenProblem } from '#shared/problem/connect-problem.ts';
import { type Problem, ProblemError, problemOf } from '#shared/problem/problem.ts';
import type { Captures } from '../capture/captures.ts';
import { LogCapture } from '../capture/log-capture.ts';
import type { EchoDeps } from '../deps.ts';
import type { EchoLog } from '../echo-log.ts';
import { connectFailure } from '../link/connect-failure.ts';
import type { Link, LinkEvents, Way } from '../link/link.ts';
import { Conversation, type ConversationBudget } from './conversation.ts';
import { openLink } from './open-link.ts';

/** Payload that an IPv4 datagram can have. */
const mostInDatagram = 65_507;

/** One connection of ours from its look-up to its end, with what was said over it. */
export class Connection {
  readonly id: string;
  readonly input: ConnectInput;
  readonly conversation: Conversation;
  readonly openedAt: number;
  /** Resolves once it is over. */
  readonly over: Promise<void>;
  /** Repeated sends under way, and messages that were made from a payload so far. */
  repeats = 0;
  counter = 0;
  file: EchoConnection['file'];
  readonly #deps: EchoDeps;
  readonly #log: EchoLog;
  readonly #capture: LogCapture;
  readonly #changed: () => void;
  readonly #stop = new AbortController();
  readonly #times: EchoConnection['times'] = {};
  #state: EchoConnection['state'] = 'connecting';
  #finished: EchoConnection['finished'];
  #problem: Problem | undefined;
  #link: Link | undefined;
  #way: Way | undefined;
  #connectedAt = 0;
  #closedAt: number | undefined;
  #toldCode: string | undefined;
  #isClosing = false;
  #setOver: () => void = () => {};
  #waiters: (() => void)[] = [];

  constructor(
    input: ConnectInput,
    deps: EchoDeps,
    captures: Captures,
    log: EchoLog,
    budget: ConversationBudget,
    changed: () => void,
  ) {
    this.id = log.id;
    this.input = input;
    this.#deps = deps;
    this.#log = log;
    this.#capture = new LogCapture(captures, deps, log, changed);
    this.#changed = changed;
    this.openedAt = deps.clock.now();
    this.conversation = new Conversation(input.framing, input.protocol === 'tcp', budget);
    this.over = new Promise((resolve) => {
      this.#setOver = resolve;
    });
  }

  get isOver(): boolean {
    return this.#state === 'closed' || this.#state === 'failed';
  }

  /** Never rejects: what goes wrong is its state. */
  async open(signal: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([signal, this.#stop.signal]);
    try {
      await openLink(this.input, this.#deps, this.#log, stop, {
        looked: (milliseconds) => {
          this.#times.lookUp = milliseconds;
        },
        tried: (milliseconds) => {
          this.#times.connect = milliseconds;
        },
        opened: (link, way) => this.#opened(link, way),
        capture: this.#capture,
      });
    } catch (error) {
      if (this.#link !== undefined) throw error;
      const found = problemOf(error);
      await this.#end('failed', found.code === 'cancelled' ? 'cancelled' : 'failed', found);
    }
  }

  shown(): EchoConnection {
    const { conversation } = this;
    const captured = this.#capture.shown();
    const [sent, received] = [conversation.counts('sent'), conversation.counts('received')];
    return {
      ...this.input,
      id: this.id,
      exchange: this.#log.id,
      state: this.#state,
      ...(this.#state === 'half-closed' && this.#finished !== undefined ? { finished: this.#finished } : {}),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      ...(this.#link === undefined ? {} : { local: this.#link.local, remote: this.#link.remote }),
      openedAt: this.openedAt,
      ...(this.#closedAt === undefined ? {} : { closedAt: this.#closedAt }),
      times: { ...this.#times },
      bytesIn: received.offset,
      bytesOut: sent.offset,
      messagesIn: received.messages,
      messagesOut: sent.messages,
      faults: sent.faults + received.faults,
      segments: conversation.total,
      waiting: this.isOver ? 0 : (this.#link?.waiting ?? 0),
      repeating: this.repeats > 0,
      ...(this.file === undefined ? {} : { file: { ...this.file } }),
      ...(captured === undefined ? {} : { captured }),
    };
  }

  /**
   * Hands octets to the system. False: it takes no more for now, `room` tells when it does.
   *
   * @throws ProblemError echo-not-connected, connection-ended, echo-message-unfit.
   */
  write(octets: Uint8Array): boolean {
    const link = this.#link;
    if (link === undefined || this.isOver || this.#finished === 'us' || this.#isClosing) throw this.#notConnected();
    if (this.input.protocol === 'udp' && octets.length > mostInDatagram) {
      const reason = `${octets.length} octets, a datagram carries ${mostInDatagram}`;
      throw new ProblemError('echo-message-unfit', { reason });
    }
    const at = this.#deps.clock.now();
    const hasRoom = link.write(octets);
    this.#noteFaults(this.conversation.add('sent', octets, at));
    this.#log.data('sent', link.local, link.remote, octets, at);
    this.#changed();
    return hasRoom;
  }

  /** Resolves once the system takes more, or the connection is over. */
  room(): Promise<void> {
    return this.isOver ? Promise.resolve() : new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Sends FIN; UDP has none and is closed. */
  finish(): void {
    if (this.#link === undefined || this.isOver || this.#finished === 'us' || this.#isClosing) return;
    if (this.input.protocol === 'udp') {
      this.close();
      return;
    }
    this.#noteFaults(this.conversation.end('sent', 'fin', this.#deps.clock.now()));
    this.#log.note('echo-finished-by-us');
    this.#link.finish();
    // Both have: the system closes it.
    if (this.#state === 'open') this.#state = 'half-closed';
    this.#finished = 'us';
    this.#changed();
  }

  /** Ends it in peace; while it is not yet there the attempt ends. */
  close(): void {
    this.#stop.abort();
    if (this.#link === undefined || this.isOver || this.#isClosing) return;
    if (this.input.protocol === 'tcp' && this.#finished !== 'us') {
      this.#noteFaults(this.conversation.end('sent', 'fin', this.#deps.clock.now()));
      this.#log.note('echo-finished-by-us');
    }
    this.#isClosing = true;
    this.#link.close();
  }

  reset(): void {
    this.#stop.abort();
    if (this.#link === undefined || this.isOver) return;
    if (this.input.protocol === 'tcp') {
      this.conversation.end('sent', 'reset', this.#deps.clock.now());
      this.#log.note('echo-reset-by-us');
    }
    this.#isClosing = true;
    this.#link.reset();
  }

  /** Ends it at once, whatever was not sent. */
  destroy(): void {
    this.#stop.abort();
    this.#isClosing = true;
    this.#link?.destroy();
  }

  #opened(link: Link, way: Way): LinkEvents {
    this.#link = link;
    this.#way = way;
    this.#state = 'open';
    this.#connectedAt = this.#deps.clock.now();
    const [ours, theirs] = [link.local, link.remote];
    this.#log.note('echo-connected', {
      localAddress: ours.address,
      localPort: ours.port,
      ...theirs,
      milliseconds: rounded(this.#times.connect ?? 0),
    });
    this.#changed();
    return {
      received: (bytes, at, from) => this.#received(link, bytes, at, from),
      drained: () => this.#wake(),
      finished: () => this.#finishedByThem(),
      told: (code) => void this.#told(code),
      closed: (code) => void this.#closed(code),
    };
  }

  #received({ local, remote }: Link, bytes: Uint8Array, at: number, from?: TcpEnd): void {
    if (this.#times.firstByte === undefined) {
      this.#times.firstByte = at - this.#connectedAt;
      this.#log.note('echo-first-octet', { milliseconds: rounded(this.#times.firstByte) });
    }
    // Whoever answers is there after all.
    if (this.#toldCode !== undefined) {
      this.#toldCode = undefined;
      this.#problem = undefined;
    }
    this.#noteFaults(this.conversation.add('received', bytes, at, from === undefined ? undefined : ended(from)));
    this.#log.data('received', local, from ?? remote, bytes, at);
    this.#changed();
  }

  #finishedByThem(): void {
    this.#noteFaults(this.conversation.end('received', 'fin', this.#deps.clock.now()));
    this.#log.note('echo-finished-by-them');
    if (this.#state === 'open') {
      this.#state = 'half-closed';
      this.#finished = 'them';
    }
    this.#changed();
  }

  /** The same again and again is told once. */
  async #told(code: string): Promise<void> {
    if (this.#toldCode === code || this.#way === undefined) return;
    this.#toldCode = code;
    const found = await connectFailure(this.#deps, this.input, this.#way, code);
    if (this.#toldCode !== code || this.isOver) return;
    this.#problem = found;
    this.#log.note('problem', {}, found);
    this.#changed();
  }

  async #closed(code?: string): Promise<void> {
    if (code === undefined) return this.#end('closed', 'closed', this.#problem, false);
    const { address, port } = this.#link?.remote ?? { address: this.input.address, port: this.input.port };
    const isReset = code === 'ECONNRESET' || code === 'EPIPE';
    if (isReset) this.conversation.end('received', 'reset', this.#deps.clock.now());
    await this.#end('closed', 'broken', brokenProblem(code, { address, port }));
  }

  async #end(state: 'closed' | 'failed', outcome: string, found?: Problem, isNew = true): Promise<void> {
    this.#state = state;
    this.#problem = found;
    this.#closedAt = this.#deps.clock.now();
    this.#wake();
    if (found !== undefined && isNew) this.#log.note('problem', {}, found);
    this.#changed();
    await this.#capture.finish();
    await this.#log.end(outcome);
    this.#setOver();
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
    this.#changed();
  }

  #noteFaults(faults: readonly FramingFault[]): void {
    const { address, port } = this.input;
    for (const { kind, at, reason } of faults) {
      if (this.#log.keeps) this.#log.note('echo-fault', { address, port, kind, at, reason });
    }
  }

  #notConnected(): ProblemError {
    if (this.isOver && this.#problem !== undefined) {
      return ProblemError.of(this.#problem);
    }
    const { address, port } = this.input;
    return new ProblemError('echo-not-connected', { address, port });
  }
}

const rounded = (milliseconds: number) => Math.round(milliseconds * 1000) / 1000;

function ended({ address, port }: TcpEnd): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
