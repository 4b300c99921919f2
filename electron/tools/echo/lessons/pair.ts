import type { TcpSocketRow } from '#electron/net/tcp/socket-row.ts';
import type { TcpConnection, TcpEvents } from '#electron/net/tcp/tcp-io.ts';
import { connectProblem } from '#shared/problem/connect-problem.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { LessonRun } from './lesson-run.ts';

const loopback = '127.0.0.1';
/** Milliseconds for a connection of this machine to itself. */
const connectPatience = 5000;
/** Octets of one write: few segments, so that a timeline has room for all; what waits in our process may be known only to one of them. */
const piece = 64 << 10;

/** One end of a lesson's connection, with what it wrote and read. */
export class LessonEnd {
  /** Octets that the program handed over, and that it was given. */
  written = 0;
  read = 0;
  /** The other side's FIN came. */
  sawFinish = false;
  /** It is over, in peace or by the system's code. */
  isOver = false;
  code: string | undefined;
  readonly connection: TcpConnection;
  /** Octets that are still to be handed over. */
  #toSend = 0;
  /** Of these so many may be handed over now. */
  #allowed = 0;
  #awaited = { octets: Number.POSITIVE_INFINITY, come: () => {} };
  readonly #lesson: LessonRun;
  readonly #direction: 'sent' | 'received';

  constructor(lesson: LessonRun, connection: TcpConnection, direction: 'sent' | 'received') {
    this.#lesson = lesson;
    this.connection = connection;
    this.#direction = direction;
  }

  get events(): TcpEvents {
    return {
      data: (bytes) => {
        this.read += bytes.length;
        if (this.read >= this.#awaited.octets) this.#awaited.come();
      },
      drained: () => this.#pump(),
      finished: () => {
        this.sawFinish = true;
      },
      closed: (code) => {
        this.isOver = true;
        this.code = code;
      },
    };
  }

  /** Hands octets over as the system takes them. */
  send(octets: number): void {
    this.plan(octets);
    this.sendPlanned();
  }

  /** Octets that the program has to send, and hands over with `sendPlanned`. */
  plan(octets: number): void {
    this.#toSend += octets;
  }

  /** Hands over what was planned, no more than so many octets of it now. */
  sendPlanned(atMost = Number.POSITIVE_INFINITY): void {
    this.#allowed = Math.max(0, this.#allowed) + atMost;
    this.#pump();
  }

  /** Octets that the program has to send and the system has not taken: known to one write. */
  get unsent(): number {
    return this.#toSend + this.connection.waiting;
  }

  /** Writes octets at once, in a segment of their own where nothing holds it back. */
  write(bytes: Uint8Array): boolean {
    const { local, remote } = this.connection;
    const [ours, theirs] = this.#direction === 'sent' ? [local, remote] : [remote, local];
    this.written += bytes.length;
    this.#lesson.log.data(this.#direction, ours, theirs, bytes, this.#lesson.now());
    return this.connection.write(bytes);
  }

  /** Resolves once the program was given so many octets in all; it waits for one number at a time. */
  onceRead(octets: number): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited = { octets, come: resolve };
      if (this.read >= octets) resolve();
    });
  }

  /** What the system tells of it. */
  row(): Promise<TcpSocketRow | undefined> {
    const { local, remote } = this.connection;
    return this.#lesson.deps.tcpSocket(local, remote);
  }

  #pump(): void {
    while (this.#toSend > 0 && this.#allowed > 0 && this.connection.waiting === 0 && !this.isOver) {
      const length = Math.min(piece, this.#toSend);
      this.#toSend -= length;
      this.#allowed -= length;
      if (!this.write(new Uint8Array(length).fill(this.written >> 16))) return;
    }
  }
}

export interface PairOptions {
  /** Port from which the client connects; 0: any. */
  localPort?: number;
  noDelay?: boolean;
  /** Of the client: seconds; 0: none. */
  keepAlive?: number;
  /** Both ends do not read until they are told to. */
  paused?: boolean;
}

/** A connection of this machine to itself: both ends are ours. */
export class LessonPair {
  readonly client: LessonEnd;
  readonly server: LessonEnd;

  private constructor(client: LessonEnd, server: LessonEnd) {
    this.client = client;
    this.server = server;
  }

  /** @throws the system's error; ProblemError connect-failed, cancelled. */
  static async open(lesson: LessonRun, listener: LessonListener, options: PairOptions = {}): Promise<LessonPair> {
    const { localPort = 0, noDelay = true, keepAlive = 0, paused = false } = options;
    let client: LessonEnd | undefined;
    let server: LessonEnd | undefined;
    listener.onConnection = (connection) => {
      if (server !== undefined) return undefined;
      if (paused) connection.pause();
      server = new LessonEnd(lesson, connection, 'received');
      return server.events;
    };
    const remote = { address: loopback, port: listener.port };
    const capture = await lesson.capture.next(remote, lesson.signal);
    try {
      await lesson.deps.tcp.connect({
        ...remote,
        ...(localPort === 0 ? {} : { localAddress: loopback, localPort }),
        ...{ noDelay, keepAlive, timeout: connectPatience, signal: lesson.signal },
        onStarted: (local) => capture?.isFrom(local),
        onConnected(connection) {
          capture?.isFrom(connection.local);
          if (paused) connection.pause();
          client = new LessonEnd(lesson, connection, 'sent');
          return client.events;
        },
      });
      await lesson.until(() => server !== undefined, connectPatience);
    } catch (error) {
      client?.connection.destroy();
      lesson.capture.leave(capture);
      throw lesson.signal.aborted ? new ProblemError('cancelled') : error;
    } finally {
      listener.onConnection = undefined;
    }
    if (client !== undefined && server?.connection.remote.port === client.connection.local.port) {
      return new LessonPair(client, server);
    }
    // A stranger was faster.
    client?.connection.destroy();
    server?.connection.destroy();
    throw ProblemError.of(connectProblem('ECONNABORTED', { ...remote, timeout: connectPatience }));
  }

  /** Ends both at once, without TIME-WAIT. */
  discard(): void {
    for (const { connection, isOver } of [this.client, this.server]) if (!isOver) connection.reset();
  }
}

/** Takes a lesson's connections on a port of loopback. */
export class LessonListener {
  readonly port: number;
  readonly close: () => Promise<void>;
  /** Who takes the next connection; while there is nobody, whoever connects is turned away. */
  onConnection: ((connection: TcpConnection) => TcpEvents | undefined) | undefined;

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port;
    this.close = close;
  }

  /** @throws the system's error. */
  static async open({ deps }: Pick<LessonRun, 'deps'>, port = 0): Promise<LessonListener> {
    let opened: LessonListener | undefined;
    const listener = await deps.tcp.listen({
      ...{ address: loopback, port, ipv6Only: false },
      onConnection: (connection) => opened?.onConnection?.(connection),
      onError: () => {},
    });
    opened = new LessonListener(listener.port, () => listener.close());
    return opened;
  }
}

/** Gives an experiment a listener, and closes it and what was opened with it when it is over. */
export async function withListener<Result>(
  lesson: LessonRun,
  work: (open: (options?: PairOptions) => Promise<LessonPair>, listener: LessonListener) => Promise<Result>,
): Promise<Result> {
  const listener = await LessonListener.open(lesson);
  const pairs: LessonPair[] = [];
  try {
    return await work(async (options) => {
      const pair = await LessonPair.open(lesson, listener, options);
      pairs.push(pair);
      const { local, remote } = pair.client.connection;
      lesson.did('connected', { client: String(local.port), server: String(remote.port), address: remote.address });
      await lesson.lookAround(pair.client.connection);
      return pair;
    }, listener);
  } finally {
    for (const pair of pairs) pair.discard();
    await listener.close();
  }
}
