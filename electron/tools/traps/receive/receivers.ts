import type { TrapsStatus } from '#shared/contract/traps.ts';
import type { Receiver } from '#shared/model/notification.ts';
import { type Problem, ProblemError, problem, problemOf } from '#shared/problem/problem.ts';
import type { Feed, TrapsDeps } from '../deps.ts';
import type { OwnEngineKeeper } from '../own-engine.ts';
import { type KeptReceiver, KeptReceivers } from './kept-receivers.ts';
import { readProgress } from './progress.ts';
import { type FromReceiver, noCounts, type ReceiverStatus } from './receiver-messages.ts';
import { mostTold, ReceiverTimeline } from './receiver-timeline.ts';
import { type LinkNeed, ThreadLink } from './thread-link.ts';

/** Milliseconds after which a kept receiver that failed, or a thread that ended, is tried again. */
const retryAfter = 15_000;
const restartAfter = 1000;

export interface ReceiversNeed extends Pick<LinkNeed, 'settings' | 'rules'> {
  deps: TrapsDeps;
  engine: OwnEngineKeeper;
  /** Everything up to this id is stored and read. */
  onStored(last: number): void;
  /** Rows of earlier are others now. */
  onRowsChanged(): void;
  /** A rule wants a person told of these. */
  onNotify(ids: readonly number[], more: number): void;
}

/** The receivers as the engine knows them; what they do is done on a thread of its own. */
export class Receivers {
  readonly #need: ReceiversNeed;
  readonly #kept: KeptReceivers;
  readonly #known = new Map<number, Receiver>();
  /** Who waits for a port to be opened or closed. */
  readonly #waiting = new Map<number, () => void>();
  readonly #feed: Feed;
  readonly #retry: NodeJS.Timeout;
  readonly #timeline: ReceiverTimeline;
  readonly link: ThreadLink;
  #status: ReceiverStatus | undefined;
  #ended: Problem | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #changes = 0;

  constructor(need: ReceiversNeed) {
    const { deps } = need;
    this.#need = need;
    this.#kept = new KeptReceivers(deps.store);
    this.#feed = deps.newFeed();
    this.link = new ThreadLink({
      ...deps,
      ...need,
      onMessage: (message) => this.#take(message),
      onDeath: (reason) => this.#restart(reason),
    });
    this.#timeline = new ReceiverTimeline({
      ...deps,
      allow: (port, count) => void this.link.post({ type: 'allow', port, count }).catch(() => {}),
    });
    deps.devices.onProfilesChanged(() => this.link.admissionChanged());
    this.#retry = setInterval(() => this.#startKept(), retryAfter);
    this.#retry.unref();
    this.#startKept();
    const { last, decoded } = readProgress(deps.store);
    // The program ended before it had read everything.
    if (decoded < last) this.link.wake();
  }

  /** @throws ProblemError trap-port-no-rights, trap-port-taken, trap-address-unknown, trap-port-failed */
  start({ port, address }: KeptReceiver, kept: boolean): Promise<Receiver> {
    return this.#inTurn(async () => {
      const receiver = await this.#open({ port, address });
      if (receiver.problem !== undefined) {
        if (!receiver.kept) this.#known.delete(port);
        throw ProblemError.of(receiver.problem);
      }
      if (kept && !receiver.kept) {
        await this.#kept.keep({ port, address: receiver.address });
        receiver.kept = true;
        this.#feed.tell('status');
      }
      return { ...receiver };
    });
  }

  /** False where none was. */
  stop(port: number): Promise<boolean> {
    return this.#inTurn(async () => {
      const wasKept = await this.#kept.drop(port);
      const known = this.#known.get(port);
      if (known?.state === 'listening') await this.#ask(port, () => this.link.post({ type: 'stop', port }));
      if (known !== undefined) await this.#timeline.ended(known);
      this.#known.delete(port);
      this.#feed.tell('status');
      return wasKept || known !== undefined;
    });
  }

  /** Whether a receiver runs on the port. */
  runsOn(port: number): boolean {
    return this.#known.get(port)?.state === 'listening';
  }

  isKept(port: number): boolean {
    return this.#known.get(port)?.kept ?? false;
  }

  async status(): Promise<TrapsStatus> {
    const { id, boots, startedAt } = await this.#need.engine.get();
    const { total, decoded, lost } = readProgress(this.#need.deps.store);
    const found = this.#ended ?? this.#status?.problem;
    return {
      // One that is being opened is none yet.
      receivers: [...this.#known.values()].filter(isShown).map((receiver) => ({ ...receiver })),
      engine: {
        id: Buffer.from(id).toString('hex'),
        boots,
        time: Math.floor((this.#need.deps.clock.now() - startedAt) / 1000),
      },
      total,
      last: decoded,
      lost: Math.max(lost, this.#status?.lost ?? 0),
      changes: this.#changes,
      rate: this.#status?.rate ?? 0,
      ...(found === undefined ? {} : { problem: found }),
    };
  }

  /** The status, and again whenever it changed. */
  async *news(signal: AbortSignal): AsyncGenerator<TrapsStatus> {
    const changes = this.#feed.listen(signal)[Symbol.asyncIterator]();
    // It listens from now on.
    let change = changes.next();
    do {
      yield await this.status();
      const { done } = await change;
      if (done) return;
      change = changes.next();
    } while (!signal.aborted);
  }

  sessionChanged(): void {
    for (const receiver of this.#known.values()) this.#timeline.sessionChanged(receiver);
  }

  /** What the table shows was changed by hand. */
  tableChanged(): void {
    this.#changes++;
    this.#feed.tell('status');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#retry);
    await this.#turn;
    await this.link.close();
    for (const receiver of this.#known.values()) await this.#timeline.ended(receiver);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  #startKept(): void {
    for (const kept of this.#kept.all()) {
      if (this.#known.get(kept.port)?.state === 'listening') continue;
      this.#inTurn(async () => {
        if (this.#isClosed) return;
        const receiver = await this.#open(kept);
        receiver.kept = true;
        this.#feed.tell('status');
      }).catch(() => {});
    }
  }

  async #open({ port, address }: KeptReceiver): Promise<Receiver> {
    const known = this.#known.get(port);
    if (known?.state === 'listening') return known;
    const receiver: Receiver = {
      port,
      ...(address === undefined ? {} : { address }),
      families: [],
      state: 'failed',
      kept: known?.kept ?? false,
      startedAt: this.#need.deps.clock.now(),
      ...noCounts,
    };
    this.#known.set(port, receiver);
    try {
      await this.#ask(port, () => this.link.post({ type: 'start', port, address, room: mostTold }));
    } catch (error) {
      receiver.problem = problemOf(error);
    }
    this.#feed.tell('status');
    return receiver;
  }

  /** Asks the thread, and waits until it has said how it went. */
  async #ask(port: number, post: () => Promise<void>): Promise<void> {
    const answered = new Promise<void>((resolve) => this.#waiting.set(port, resolve));
    try {
      await post();
      await answered;
    } finally {
      this.#waiting.delete(port);
    }
  }

  #take(message: FromReceiver): void {
    switch (message.type) {
      case 'started':
      case 'failed':
      case 'stopped': {
        const receiver = this.#known.get(message.port);
        if (receiver !== undefined) this.#change(receiver, message);
        this.#waiting.get(message.port)?.();
        break;
      }
      case 'told': {
        const receiver = this.#known.get(message.port);
        if (receiver !== undefined) this.#timeline.datagrams(receiver, message.datagrams);
        break;
      }
      case 'status':
        this.#ended = undefined;
        this.#takeStatus(message.status);
        break;
      case 'changed':
        this.#need.onRowsChanged();
        this.#changes++;
        this.#feed.tell('status');
        break;
      case 'notify':
        this.#need.onNotify(message.ids, message.more);
        break;
      default:
    }
  }

  #change(receiver: Receiver, message: Extract<FromReceiver, { port: number }>): void {
    if (message.type === 'started') {
      const { families, receiveBuffer, startedAt } = message;
      Object.assign(receiver, { state: 'listening', families, receiveBuffer, startedAt, ...noCounts });
      delete receiver.problem;
      this.#timeline.started(receiver);
    } else if (message.type === 'failed') {
      receiver.state = 'failed';
      receiver.problem = message.problem;
    }
  }

  #takeStatus(status: ReceiverStatus): void {
    const before = this.#status?.last ?? 0;
    this.#status = status;
    for (const { port, ...counts } of status.receivers) {
      const receiver = this.#known.get(port);
      if (receiver !== undefined) Object.assign(receiver, counts);
    }
    if (status.last > before) this.#need.onStored(status.last);
    this.#feed.tell('status');
  }

  /** The thread ended without being told to: everything that listened is opened again. */
  #restart(reason: string): void {
    this.#ended = problem('trap-receiver-ended', {}, reason);
    const lost = [...this.#known.values()].filter(({ state }) => state === 'listening');
    for (const receiver of lost) {
      receiver.state = 'failed';
      receiver.problem = this.#ended;
      void this.#timeline.ended(receiver);
    }
    for (const answer of this.#waiting.values()) answer();
    this.#feed.tell('status');
    setTimeout(() => {
      for (const { port, address } of lost) {
        if (!this.#isClosed) this.#inTurn(() => this.#open({ port, address })).catch(() => {});
      }
    }, restartAfter).unref();
  }
}

function isShown({ state, problem: fault }: Receiver): boolean {
  return state === 'listening' || fault !== undefined;
}
