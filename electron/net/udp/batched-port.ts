import type { Clock } from '../clock.ts';
import type { Readiness } from '../sockets/readiness.ts';
import { type SystemCalls, socketNumbers } from '../sockets/system-calls.ts';
import type { DatagramPort, OpenOptions } from './datagram-io.ts';
import { MessageBlock } from './message-block.ts';
import { nameLengths, SocketNames } from './socket-names.ts';

/** Datagrams that one call of the system gives. */
const readAtOnce = 32;
/** Datagrams that one call takes: few, so that who is asked has something to do while the next ones are being made. */
const sentAtOnce = 4;
/** No datagram is longer (RFC 768). */
const longest = 65_535;
/** Octets that are collected before they go out. */
const collected = 128 * 1024;

const { AF_INET, AF_INET6, SOCK_DGRAM, SOCK_CLOEXEC, SOCK_NONBLOCK } = socketNumbers;
const { SOL_SOCKET, SO_RCVBUF, IPPROTO_IPV6, IPV6_V6ONLY } = socketNumbers;

type OnError = (code: string) => void;

/** Work behind it comes after what waits already; for that, `queueMicrotask` would make an object each time. */
const settled = Promise.resolve();

/** What is received lies here until it is handed over: one after the other, so that all sockets of a thread can share it. */
let inbox: MessageBlock | undefined;

function newInbox(calls: SystemCalls): MessageBlock {
  const block = new MessageBlock(readAtOnce, readAtOnce * (longest + 1), calls.addressOf);
  for (let index = 0; index < readAtOnce; index++)
    block.set(index, nameLengths.ipv6, block.data + index * (longest + 1), longest + 1);
  return block;
}

/**
 * A UDP socket that gives and takes many datagrams with one call of the system: what is sent in one turn of the event loop goes out together at
 * its end. Linux only.
 *
 * @throws the system's error, as `DatagramIo.open` says.
 */
export function openBatchedPort(
  calls: SystemCalls,
  clock: Clock,
  { family, port, address, receiveBuffer, onDatagram }: Omit<Required<OpenOptions>, 'shared'>,
): DatagramPort {
  const must = (syscall: string, result: number): number => {
    if (result >= 0) return result;
    const code = calls.errorCode();
    throw Object.assign(new Error(`${syscall} ${code} ${address} port ${port}`), { code, syscall });
  };
  const kind = SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
  const descriptor = must('socket', calls.socket(family === 'ipv4' ? AF_INET : AF_INET6, kind, 0));
  const set = (level: number, option: number, value: number) =>
    calls.setsockopt(descriptor, level, option, wordOf(value), 4);
  try {
    if (family === 'ipv6') must('setsockopt', set(IPPROTO_IPV6, IPV6_V6ONLY, 1));
    const names = new SocketNames(family, calls);
    const name = Buffer.alloc(nameLengths[family]);
    if (!names.write(name, 0, address, port)) {
      throw Object.assign(new Error(`no address of ${family}: ${address}`), { code: 'EINVAL', syscall: 'bind' });
    }
    must('bind', calls.bind(descriptor, name, name.length));
    must('getsockname', calls.getsockname(descriptor, name, wordOf(name.length)));
    // Linux cuts the size to net.core.rmem_max without a word and reports twice what it gave (socket(7)): so it is read back.
    set(SOL_SOCKET, SO_RCVBUF, receiveBuffer);
    const size = wordOf(0);
    must('getsockopt', calls.getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, size, wordOf(4)));
    const socket = new BatchedSocket(calls, clock, descriptor, family, names, onDatagram);
    return {
      family,
      localPort: names.port(name, 0),
      receiveBuffer: { asked: receiveBuffer, granted: size.readInt32LE() / 2 },
      send: (bytes, port, address, onError) => socket.send(bytes, port, address, onError),
      close: async () => socket.close(),
    };
  } catch (error) {
    calls.close(descriptor);
    throw error;
  }
}

/** An int of C. */
function wordOf(value: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeInt32LE(value);
  return word;
}

class BatchedSocket {
  readonly #calls: SystemCalls;
  readonly #clock: Clock;
  readonly #descriptor: number;
  readonly #nameLength: number;
  readonly #names: SocketNames;
  readonly #onDatagram: Required<OpenOptions>['onDatagram'];
  readonly #readiness: Readiness;
  readonly #outbox: MessageBlock;
  /** What hears of an error, for each message in the outbox. */
  readonly #onErrors: (OnError | undefined)[] = [];
  /** Octets of data in the outbox. */
  #used = 0;
  /** Of the messages in the outbox, those that the system has taken. */
  #taken = 0;
  /** The system takes nothing more for now; what comes meanwhile waits in its order. */
  #isFull = false;
  #waiting: { bytes: Uint8Array; port: number; address: string; onError: OnError | undefined }[] = [];
  #isFlushing = false;
  #isClosed = false;

  constructor(
    calls: SystemCalls,
    clock: Clock,
    descriptor: number,
    family: DatagramPort['family'],
    names: SocketNames,
    onDatagram: Required<OpenOptions>['onDatagram'],
  ) {
    this.#calls = calls;
    this.#clock = clock;
    this.#descriptor = descriptor;
    this.#nameLength = nameLengths[family];
    this.#names = names;
    this.#onDatagram = onDatagram;
    this.#outbox = new MessageBlock(sentAtOnce, collected, calls.addressOf);
    inbox ??= newInbox(calls);
    this.#readiness = calls.watch(descriptor, this.#ready);
    this.#readiness.want(true, false);
  }

  send(bytes: Uint8Array, port: number, address: string, onError: OnError | undefined): void {
    if (this.#isClosed) tell(onError, 'ECANCELED');
    else if (bytes.length > longest) tell(onError, 'EMSGSIZE');
    else if (this.#isFull) this.#waiting.push({ bytes, port, address, onError });
    else this.#add(bytes, port, address, onError);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    this.#readiness.close();
    this.#calls.close(this.#descriptor);
    for (const onError of this.#onErrors.slice(this.#taken)) tell(onError, 'ECANCELED');
    for (const { onError } of this.#waiting.splice(0)) tell(onError, 'ECANCELED');
  }

  #add(bytes: Uint8Array, port: number, address: string, onError: OnError | undefined): void {
    const { memory, data, dataLength } = this.#outbox;
    if (this.#used + bytes.length > dataLength) {
      this.#flush();
      if (this.#isFull) {
        this.#waiting.push({ bytes, port, address, onError });
        return;
      }
    }
    const index = this.#onErrors.length;
    if (!this.#names.write(memory, this.#outbox.nameAt(index), address, port)) {
      tell(onError, 'EINVAL');
      return;
    }
    const start = data + this.#used;
    memory.set(bytes, start);
    this.#outbox.set(index, this.#nameLength, start, bytes.length);
    this.#used += bytes.length;
    this.#onErrors.push(onError);
    if (this.#onErrors.length === sentAtOnce) this.#flush();
    else if (!this.#isFlushing) {
      this.#isFlushing = true;
      // Behind whatever this turn of events still sends.
      process.nextTick(this.#flushLater);
    }
  }

  readonly #flushLater = (): void => {
    this.#isFlushing = false;
    if (!this.#isClosed) this.#flush();
  };

  #flush(): void {
    const count = this.#onErrors.length;
    while (this.#taken < count && !this.#isFull) {
      const sent = this.#calls.sendmmsg(this.#descriptor, this.#outbox.from(this.#taken), count - this.#taken, 0);
      if (sent > 0) this.#taken += sent;
      else this.#refused(this.#calls.errorCode());
    }
    if (this.#isFull) return;
    this.#onErrors.length = 0;
    this.#taken = 0;
    this.#used = 0;
  }

  /** It is about the first message that was not taken. */
  #refused(code: string): void {
    if (code === 'EINTR') return;
    if (code === 'EAGAIN') {
      this.#isFull = true;
      this.#readiness.want(true, true);
      return;
    }
    tell(this.#onErrors[this.#taken], code);
    this.#taken++;
  }

  readonly #ready = (): void => {
    if (this.#isFull) this.#writeAgain();
    this.#readiness.want(true, this.#isFull);
    this.#read();
  };

  #writeAgain(): void {
    this.#isFull = false;
    this.#flush();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { bytes, port, address, onError } of waiting) this.send(bytes, port, address, onError);
  }

  /** At most so many as one call gives: others want their turn too. */
  #read(): void {
    const block = inbox;
    if (block === undefined) return;
    const count = this.#calls.recvmmsg(this.#descriptor, block.memory, readAtOnce, 0, null);
    for (let index = 0; index < count; index++) block.setNameLength(index, nameLengths.ipv6);
    if (count <= 0) return;
    let index = 0;
    const next = () => {
      try {
        this.#handOver(block, index++);
      } catch (error) {
        // As if it alone had come.
        queueMicrotask(() => {
          throw error;
        });
      }
      // What was waiting for the one goes on, and asks again, before the next is looked at.
      if (index < count && !this.#isClosed) void settled.then(next);
    };
    next();
  }

  #handOver(block: MessageBlock, index: number): void {
    const length = block.received(index);
    const start = block.data + index * (longest + 1);
    const name = block.nameAt(index);
    const bytes = Buffer.allocUnsafe(length);
    block.memory.copy(bytes, 0, start, start + length);
    this.#onDatagram({
      bytes,
      address: this.#names.address(block.memory, name),
      port: this.#names.port(block.memory, name),
      at: this.#clock.now(),
    });
  }
}

/** Never from within the call that sends. */
function tell(onError: OnError | undefined, code: string): void {
  if (onError !== undefined) process.nextTick(onError, code);
}
