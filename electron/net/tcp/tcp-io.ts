import { connect, createServer, type Socket } from 'node:net';
import { type Clock, systemClock } from '../clock.ts';

/** One end of a connection. */
export interface TcpEnd {
  address: string;
  port: number;
}

/** What a connection tells. */
export interface TcpEvents {
  /** Octets of one read, good until it returns: their memory is read into again. `at`: milliseconds since the epoch with a fraction. */
  data(bytes: Uint8Array, at: number): void;
  /** Everything written was handed to the system. */
  drained(): void;
  /** The other side sent FIN: it will send no more. */
  finished(): void;
  /** It is over. `error`: the system's code (ECONNRESET, ETIMEDOUT, EPIPE, ...) where it did not end in peace. Nothing follows. */
  closed(error?: string): void;
}

/** An open TCP connection. */
export interface TcpConnection {
  readonly local: TcpEnd;
  readonly remote: TcpEnd;
  /** Octets written and not yet taken by the system. */
  readonly waiting: number;
  /** Octets taken from the system and not yet told: there are some while it is paused. */
  readonly unread: number;
  /** The octets are the caller's again. False: the system takes no more for now; `drained` tells when it does. */
  write(bytes: Uint8Array): boolean;
  /** Stops reading, so that the other side is held up, and goes on. */
  pause(): void;
  resume(): void;
  /** Sends FIN behind what was written; the other side may go on sending. */
  finish(): void;
  /** Ends it once everything written was handed to the system, which sends FIN behind it. Nothing more is read. */
  close(): void;
  /** RST. */
  reset(): void;
  /** Ends it at once, whatever was not sent. */
  destroy(): void;
  setNoDelay(on: boolean): void;
}

export interface TcpListener {
  readonly address: string;
  readonly port: number;
  /** No more connections; those there are stay. */
  close(): Promise<void>;
}

export interface TcpIo {
  /** @throws the system's error: EACCES, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT. */
  listen(options: {
    address: string;
    /** 0: any. */
    port: number;
    /** Of an IPv6 address that stands for all: IPv4 is served by another listener. */
    ipv6Only: boolean;
    /** Gives what the new connection tells; undefined turns it away with RST. */
    onConnection(connection: TcpConnection): TcpEvents | undefined;
    /** The system could not take a connection: EMFILE. */
    onError(code: string): void;
  }): Promise<TcpListener>;
  /**
   * Connects to an address, not a name. Rejects with an error that has the system's `code`: ECONNREFUSED, ETIMEDOUT (after `timeout`
   * milliseconds too), EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EADDRINUSE; ABORT_ERR with the signal.
   */
  connect(options: {
    address: string;
    port: number;
    localAddress?: string | undefined;
    localPort?: number | undefined;
    noDelay: boolean;
    /** Seconds; 0: none. */
    keepAlive: number;
    timeout: number;
    signal: AbortSignal;
    /**
     * What is written may be answered within microseconds: the answer is waited for then, in short turns that may take all of a processor, before
     * others have theirs. Where the system's own calls are not to be had it makes no difference.
     */
    eager?: boolean;
    /** Tells the local end as soon as the system has chosen it, while the other side has not answered; not where the system does not tell. */
    onStarted?(local: TcpEnd): void;
    /** Gives what the connection tells, before anything is read. */
    onConnected(connection: TcpConnection): TcpEvents;
  }): Promise<TcpConnection>;
}

export function createTcpIo(clock: Clock = systemClock): TcpIo {
  return {
    listen({ address, port, ipv6Only, onConnection, onError }) {
      return new Promise((resolve, reject) => {
        // A side that has finished may still be answered.
        const server = createServer({ allowHalfOpen: true, noDelay: true });
        server.on('connection', (socket) => {
          const connection = new SocketConnection(socket);
          const events = onConnection(connection);
          if (events === undefined) connection.reset();
          else follow(socket, events, clock);
        });
        server.once('error', reject);
        server.listen({ host: address, port, ipv6Only }, () => {
          server.off('error', reject);
          server.on('error', (error) => onError(codeOf(error)));
          const bound = server.address();
          const known = typeof bound === 'object' && bound !== null ? bound : { address, port };
          resolve({
            address: known.address,
            port: known.port,
            close: () =>
              new Promise((done) => {
                server.close(() => done());
              }),
          });
        });
      });
    },

    connect({ address, port, localAddress, localPort, noDelay, keepAlive, timeout, signal, ...tell }) {
      return new Promise((resolve, reject) => {
        const socket = connect({
          host: address,
          port,
          ...(localAddress === undefined ? {} : { localAddress }),
          ...(localPort === undefined ? {} : { localPort }),
          noDelay,
          allowHalfOpen: true,
          autoSelectFamily: false,
          ...(keepAlive === 0 ? {} : { keepAlive: true, keepAliveInitialDelay: keepAlive * 1000 }),
        });
        const fail = (error: Error) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', aborted);
          socket.on('error', () => {});
          socket.destroy();
          reject(error);
        };
        const aborted = () => fail(withCode('ABORT_ERR'));
        const timer = setTimeout(() => fail(withCode('ETIMEDOUT')), timeout);
        if (signal.aborted) return aborted();
        signal.addEventListener('abort', aborted, { once: true });
        socket.once('error', fail);
        // Windows knows the address only with the answer, and Node keeps what it was told first.
        if (tell.onStarted !== undefined && process.platform !== 'win32') {
          socket.once('connectionAttempt', () => process.nextTick(() => tellStarted(socket, tell.onStarted)));
        }
        socket.once('connect', () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', aborted);
          socket.off('error', fail);
          const connection = new SocketConnection(socket);
          follow(socket, tell.onConnected(connection), clock);
          resolve(connection);
        });
      });
    },
  };
}

class SocketConnection implements TcpConnection {
  readonly local: TcpEnd;
  readonly remote: TcpEnd;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    // Of one that was reset at once the system tells nothing any more.
    this.local = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
    this.remote = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
  }

  get waiting(): number {
    return this.#socket.writableLength;
  }

  get unread(): number {
    return this.#socket.readableLength;
  }

  write(bytes: Uint8Array): boolean {
    return this.#socket.writable ? this.#socket.write(Buffer.from(bytes)) : true;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  finish(): void {
    this.#socket.end();
  }

  close(): void {
    this.#socket.destroySoon();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  setNoDelay(on: boolean): void {
    this.#socket.setNoDelay(on);
  }
}

function follow(socket: Socket, events: TcpEvents, clock: Clock): void {
  let failed: string | undefined;
  socket.on('data', (bytes) => events.data(bytes, clock.now()));
  socket.on('drain', () => events.drained());
  socket.on('end', () => events.finished());
  socket.on('error', (error) => {
    failed ??= codeOf(error);
  });
  socket.on('close', () => events.closed(failed));
}

/** What is refused at once has no local end. */
function tellStarted(socket: Socket, onStarted: ((local: TcpEnd) => void) | undefined): void {
  const local = socket.address();
  if ('port' in local) onStarted?.({ address: local.address, port: local.port });
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? error.message;
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
