import type { TcpConnection, TcpEvents } from '#electron/net/tcp/tcp-io.ts';
import { createDeframer, type Deframer, type FramedMessage } from '#electron/wire/framing/deframer.ts';
import type { FramingFault } from '#shared/model/framing.ts';
import type { Answer } from './behaviour.ts';
import type { ClientState } from './server-counts.ts';
import type { TcpServer } from './tcp-server.ts';

/** Octets waiting for one client from which on nothing more is read from it, and below which reading goes on. */
const fullAt = 256 << 10;
const roomAt = 64 << 10;
/** Pieces of what has no end that go out before others have their turn. */
const piecesAtOnce = 32;

/** One client of a TCP server: what it sends is read as messages, and answered no faster than it takes the answers. */
export class TcpClient {
  readonly state: ClientState;
  readonly #server: TcpServer;
  readonly #connection: TcpConnection;
  readonly #deframer: Deframer;
  #paused = false;
  #finished = false;
  /** Answers that wait for their time. */
  readonly #delayed = new Set<() => void>();

  constructor(server: TcpServer, connection: TcpConnection, id: string, now: number) {
    this.#server = server;
    this.#connection = connection;
    const { address, port } = connection.remote;
    this.state = {
      id,
      address,
      port,
      state: 'open',
      openedAt: now,
      lastAt: now,
      bytesIn: 0,
      bytesOut: 0,
      waiting: 0,
      messages: 0,
    };
    this.#deframer = createDeframer(server.input.framing, {
      message: (message) => this.#message(message),
      fault: (fault) => this.#fault(fault),
    });
  }

  /** What its connection tells goes here. */
  readonly events: TcpEvents = {
    data: (bytes, at) => this.#data(bytes, at),
    drained: () => this.#drained(),
    finished: () => this.#peerFinished(),
    closed: (error) => this.#ended(error),
  };

  get connection(): TcpConnection {
    return this.#connection;
  }

  get waiting(): number {
    return this.#connection.waiting;
  }

  get closed(): boolean {
    return this.state.state === 'closed' || this.state.state === 'reset';
  }

  /** What is sent before anything was asked. */
  begin(): void {
    const { behaviour } = this.#server;
    if (behaviour.greeting !== undefined) this.#send(behaviour.greeting(this.#server.moment(0)));
    if (behaviour.stream !== undefined) this.#fill();
  }

  #data(bytes: Uint8Array, at: number): void {
    const { state } = this;
    state.lastAt = at;
    state.bytesIn += bytes.length;
    this.#server.received(this, bytes, at);
    this.#deframer.push(bytes);
    this.hold();
  }

  #drained(): void {
    if (this.#server.behaviour.stream !== undefined) this.#fill();
    this.hold();
    this.#server.drained();
  }

  #peerFinished(): void {
    this.#deframer.end();
    this.#finished = true;
    if (!this.closed) this.state.state = 'half-closed';
    this.#endWhenDone();
  }

  #ended(error?: string): void {
    for (const cancel of this.#delayed) cancel();
    this.#delayed.clear();
    this.state.state = error === 'ECONNRESET' || error === 'EPIPE' ? 'reset' : 'closed';
    this.state.waiting = 0;
    if (error !== undefined) this.state.error = error;
    this.#server.ended(this);
  }

  /** Reads on or not, by what waits for this client and for all. */
  hold(): void {
    if (this.closed) return;
    const { waiting } = this.#connection;
    this.state.waiting = waiting;
    const full = waiting >= (this.#paused ? roomAt : fullAt) || this.#server.isFull;
    if (full === this.#paused) return;
    this.#paused = full;
    if (full) this.#connection.pause();
    else this.#connection.resume();
    if (!this.#finished) this.state.state = full ? 'slow' : 'open';
  }

  close(how: 'close' | 'reset'): void {
    if (how === 'reset') {
      this.#connection.reset();
      this.state.state = 'reset';
    } else this.#connection.destroy();
  }

  #message({ payload }: FramedMessage): void {
    const { state } = this;
    const answer = this.#server.behaviour.answer(payload, this.#server.moment(state.messages));
    state.messages++;
    this.#server.counts.messages++;
    if (answer === undefined) return;
    if (answer.delay === 0) {
      this.#send(answer);
      return;
    }
    const cancel = this.#server.after(answer.delay, () => {
      this.#delayed.delete(cancel);
      this.#send(answer);
      this.#endWhenDone();
    });
    this.#delayed.add(cancel);
  }

  #fault(fault: FramingFault): void {
    this.#server.fault(this, fault);
  }

  #send({ octets, close }: Answer): void {
    if (this.closed) return;
    this.#connection.write(octets);
    this.state.bytesOut += octets.length;
    this.#server.sent(this, octets);
    if (close) this.#connection.finish();
  }

  /** Without end, as far as the client takes it. */
  #fill(): void {
    const { stream } = this.#server.behaviour;
    if (stream === undefined) return;
    for (let count = 0; !this.closed && !this.#finished; count++) {
      if (count === piecesAtOnce) {
        const cancel = this.#server.after(0, () => {
          this.#delayed.delete(cancel);
          this.#fill();
        });
        this.#delayed.add(cancel);
        return;
      }
      const octets = stream();
      const more = this.#connection.write(octets);
      this.state.bytesOut += octets.length;
      this.#server.sent(this, octets);
      if (!more) return;
    }
  }

  /** The other side will ask no more: ours ends once all is said. */
  #endWhenDone(): void {
    if (this.#finished && this.#delayed.size === 0) this.#connection.finish();
  }
}
