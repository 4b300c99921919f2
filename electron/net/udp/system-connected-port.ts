import type { Clock } from '../clock.ts';
import { EagerReads } from '../sockets/eager-reads.ts';
import type { Readiness } from '../sockets/readiness.ts';
import { familyOf, SockaddrRoom, sockaddrOf } from '../sockets/socket-ends.ts';
import { type SystemCalls, socketNumbers } from '../sockets/system-calls.ts';
import type { ConnectedPort, ConnectOptions } from './datagram-io.ts';

const { IPPROTO_IPV6, IPV6_V6ONLY, MSG_NOSIGNAL, SO_RCVBUF, SOL_SOCKET } = socketNumbers;
const { SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK } = socketNumbers;

/** No datagram is longer (RFC 768). All sockets of a thread read into the same room, one after the other. */
const readRoom = Buffer.alloc(65_536);
/** Datagrams that are read before others have their turn. */
const readAtOnce = 64;

/**
 * A UDP socket with one peer on the system's own calls. Linux only.
 *
 * @throws the system's error, as `DatagramIo.connect` says.
 */
export function openSystemConnectedPort(calls: SystemCalls, clock: Clock, options: ConnectOptions): ConnectedPort {
  const { address, port, localAddress, localPort, receiveBuffer } = options;
  const must = (result: number): number => {
    if (result >= 0) return result;
    const code = calls.errorCode();
    throw Object.assign(new Error(`${code} ${address} port ${port}`), { code });
  };
  const family = familyOf(address);
  const descriptor = must(calls.socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  try {
    const word = Buffer.alloc(4);
    const set = (level: number, name: number, value: number) => {
      word.writeInt32LE(value);
      return calls.setsockopt(descriptor, level, name, word, 4);
    };
    if (options.family === 'ipv6') must(set(IPPROTO_IPV6, IPV6_V6ONLY, 1));
    // Linux gives what it may, without a word.
    if (receiveBuffer !== undefined) set(SOL_SOCKET, SO_RCVBUF, receiveBuffer);
    if (localAddress !== undefined || localPort !== undefined) {
      const any = options.family === 'ipv6' ? '::' : '0.0.0.0';
      const own = sockaddrOf({ address: localAddress ?? any, port: localPort ?? 0 }, calls);
      must(calls.bind(descriptor, own, own.length));
    }
    const peer = sockaddrOf({ address, port }, calls);
    must(calls.connect(descriptor, peer, peer.length));
    const room = new SockaddrRoom(calls).clear();
    must(calls.getsockname(descriptor, room.bytes, room.length));
    const local = room.read();
    return new SystemConnectedPort(calls, clock, descriptor, options, local.address, local.port);
  } catch (error) {
    calls.close(descriptor);
    throw error;
  }
}

class SystemConnectedPort implements ConnectedPort {
  readonly localAddress: string;
  readonly localPort: number;
  readonly #calls: SystemCalls;
  readonly #clock: Clock;
  readonly #descriptor: number;
  readonly #options: ConnectOptions;
  readonly #readiness: Readiness;
  readonly #eager: EagerReads | undefined;
  /** Something was sent since the last read. */
  #hasSent = false;
  /** What the system did not take. */
  #queue: Uint8Array[] = [];
  #waiting = 0;
  #isClosed = false;

  constructor(
    calls: SystemCalls,
    clock: Clock,
    descriptor: number,
    options: ConnectOptions,
    localAddress: string,
    localPort: number,
  ) {
    this.localAddress = localAddress;
    this.localPort = localPort;
    this.#calls = calls;
    this.#clock = clock;
    this.#descriptor = descriptor;
    this.#options = options;
    this.#readiness = calls.watch(descriptor, () => this.#ready());
    this.#readiness.want(true, false);
    if (options.eager) {
      this.#eager = new EagerReads(
        clock,
        () => this.#read(),
        () => this.#hasSent && !this.#isClosed,
      );
    }
  }

  get waiting(): number {
    return this.#waiting;
  }

  send(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    this.#hasSent = true;
    if (this.#queue.length === 0 && this.#isTaken(bytes)) return;
    this.#queue.push(Uint8Array.from(bytes));
    this.#waiting += bytes.length;
    this.#readiness.want(true, true);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#queue = [];
    this.#waiting = 0;
    this.#readiness.close();
    this.#calls.close(this.#descriptor);
  }

  /** False: the system takes nothing more for now. What it refuses is told, and gone. */
  #isTaken(bytes: Uint8Array): boolean {
    if (this.#calls.send(this.#descriptor, bytes, bytes.length, MSG_NOSIGNAL) >= 0) return true;
    const code = this.#calls.errorCode();
    if (code === 'EAGAIN' || code === 'ENOBUFS') return false;
    // Never from within the call that sends.
    process.nextTick(() => this.#tell(code));
    return true;
  }

  #ready(): void {
    for (let first = this.#queue[0]; first !== undefined && this.#isTaken(first); first = this.#queue[0]) {
      this.#queue.shift();
      this.#waiting -= first.length;
    }
    this.#hasSent = false;
    for (let count = 0; count < readAtOnce && !this.#isClosed && this.#read(); ) count++;
    this.#eager?.go();
    this.#readiness.want(true, this.#queue.length > 0);
  }

  /** False: there was nothing to read. */
  #read(): boolean {
    const length = this.#calls.recv(this.#descriptor, readRoom, readRoom.length, 0);
    if (length >= 0) {
      const { address, port, onDatagram } = this.#options;
      this.#hasSent = false;
      const at = this.#clock.now();
      const bytes = Buffer.allocUnsafe(length);
      readRoom.copy(bytes, 0, 0, length);
      onDatagram({ bytes, address, port, at });
      return true;
    }
    const code = this.#calls.errorCode();
    if (code === 'EAGAIN' || code === 'EINTR') return false;
    this.#tell(code);
    return true;
  }

  #tell(code: string): void {
    if (!this.#isClosed) this.#options.onError(code);
  }
}
