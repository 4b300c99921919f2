import type { Clock } from '../clock.ts';
import { EagerReads } from '../sockets/eager-reads.ts';
import type { Readiness } from '../sockets/readiness.ts';
import { type SystemCalls, socketNumbers } from '../sockets/system-calls.ts';
import type { TcpConnection, TcpEnd, TcpEvents } from './tcp-io.ts';

const { IPPROTO_TCP, MSG_NOSIGNAL, SHUT_WR, SO_LINGER, SOL_SOCKET, TCP_NODELAY } = socketNumbers;

/** Octets of one read. All connections of a thread read into the same room, one after the other. */
const readRoom = Buffer.alloc(1 << 16);
const zero = Buffer.alloc(4);
const one = Buffer.from([1, 0, 0, 0]);
/** struct linger: on, and no time to linger: RST. */
const noLinger = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);

/** A TCP connection on the system's own calls. What is written goes out at once, as far as the system takes it. */
export class PlainConnection implements TcpConnection {
  readonly local: TcpEnd;
  readonly remote: TcpEnd;
  readonly unread = 0;
  readonly #calls: SystemCalls;
  readonly #clock: Clock;
  readonly #descriptor: number;
  readonly #readiness: Readiness;
  #events: TcpEvents | undefined;
  /** What the system did not take, the first of it only from `#taken` on. */
  #queue: Uint8Array[] = [];
  #taken = 0;
  #waiting = 0;
  #isPaused = false;
  /** The other side has sent FIN; ours is wanted, or sent; behind it all ends. */
  #isReadToEnd = false;
  #isFinishing = false;
  #isFinished = false;
  #isClosing = false;
  #isOver = false;
  readonly #eager: EagerReads | undefined;
  /** Something was written since the last read. */
  #hasWritten = false;

  /** `descriptor`: connected, and from now on this connection's; `events` follow with `follow`. */
  constructor(calls: SystemCalls, clock: Clock, descriptor: number, local: TcpEnd, remote: TcpEnd, isEager = false) {
    if (isEager) {
      this.#eager = new EagerReads(
        clock,
        () => this.#read(),
        () => this.#hasWritten && this.#reads,
      );
    }
    this.#calls = calls;
    this.#clock = clock;
    this.#descriptor = descriptor;
    this.local = local;
    this.remote = remote;
    this.#readiness = calls.watch(descriptor, () => this.#ready());
  }

  /** Who is told from now on. */
  follow(events: TcpEvents): void {
    this.#events = events;
    this.#watch();
  }

  get waiting(): number {
    return this.#waiting;
  }

  write(bytes: Uint8Array): boolean {
    if (this.#isOver || this.#isFinishing) return true;
    this.#hasWritten = true;
    const sent = this.#waiting > 0 ? 0 : this.#send(bytes);
    if (sent === bytes.length || this.#isOver) return true;
    this.#queue.push(Buffer.from(bytes.subarray(sent)));
    this.#waiting += bytes.length - sent;
    this.#watch();
    return false;
  }

  pause(): void {
    this.#isPaused = true;
    this.#watch();
  }

  resume(): void {
    this.#isPaused = false;
    this.#watch();
  }

  finish(): void {
    if (this.#isOver || this.#isFinishing) return;
    this.#isFinishing = true;
    if (this.#waiting === 0) this.#sendFin();
  }

  close(): void {
    if (this.#isOver) return;
    this.#isClosing = true;
    if (this.#isFinished) this.#end();
    else this.finish();
    this.#watch();
  }

  reset(): void {
    if (this.#isOver) return;
    this.#calls.setsockopt(this.#descriptor, SOL_SOCKET, SO_LINGER, noLinger, noLinger.length);
    this.#end();
  }

  destroy(): void {
    if (!this.#isOver) this.#end();
  }

  setNoDelay(on: boolean): void {
    if (!this.#isOver) this.#calls.setsockopt(this.#descriptor, IPPROTO_TCP, TCP_NODELAY, on ? one : zero, 4);
  }

  /** Octets that the system took; what it says against it ends the connection. */
  #send(bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    const sent = this.#calls.send(this.#descriptor, bytes, bytes.length, MSG_NOSIGNAL);
    if (sent >= 0) return sent;
    this.#failed();
    return 0;
  }

  #ready(): void {
    if (this.#waiting > 0) this.#sendWaiting();
    this.#hasWritten = false;
    if (this.#reads) this.#read();
    this.#eager?.go();
    this.#watch();
  }

  get #reads(): boolean {
    return !this.#isOver && !this.#isPaused && !this.#isReadToEnd && !this.#isClosing;
  }

  #sendWaiting(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const rest = this.#taken === 0 ? first : first.subarray(this.#taken);
      const sent = this.#send(rest);
      if (this.#isOver) return;
      this.#waiting -= sent;
      this.#taken += sent;
      if (sent < rest.length) return;
      this.#queue.shift();
      this.#taken = 0;
    }
    if (this.#isFinishing) this.#sendFin();
    else this.#events?.drained();
  }

  /** False: there was nothing to read. */
  #read(): boolean {
    const length = this.#calls.recv(this.#descriptor, readRoom, readRoom.length, 0);
    if (length > 0) {
      this.#hasWritten = false;
      this.#events?.data(readRoom.subarray(0, length), this.#clock.now());
    } else if (length === 0) this.#readToEnd();
    else this.#failed();
    return length >= 0;
  }

  #readToEnd(): void {
    this.#isReadToEnd = true;
    this.#events?.finished();
    if (this.#isFinished && !this.#isOver) this.#end();
  }

  #sendFin(): void {
    this.#isFinished = true;
    this.#calls.shutdown(this.#descriptor, SHUT_WR);
    if (this.#isReadToEnd || this.#isClosing) this.#end();
  }

  /** After a call that failed: either it would have had to wait, or the connection is broken. */
  #failed(): void {
    const code = this.#calls.errorCode();
    if (code !== 'EAGAIN' && code !== 'EINTR') this.#end(code);
  }

  #watch(): void {
    if (this.#isOver || this.#events === undefined) return;
    this.#readiness.want(this.#reads, this.#waiting > 0);
  }

  #end(error?: string): void {
    this.#isOver = true;
    this.#waiting = 0;
    this.#queue = [];
    this.#readiness.close();
    this.#calls.close(this.#descriptor);
    // Never from within a call of the one who is told.
    setImmediate(() => this.#events?.closed(error));
  }
}
