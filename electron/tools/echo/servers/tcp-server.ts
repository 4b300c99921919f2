import type { TcpConnection, TcpListener } from '#electron/net/tcp/tcp-io.ts';
import type { ServeInput } from '#shared/model/echo.ts';
import type { FramingFault } from '#shared/model/framing.ts';
import type { EchoDeps } from '../deps.ts';
import type { EchoLog } from '../echo-log.ts';
import type { PayloadMoment } from '../payload.ts';
import type { Behaviour } from './behaviour.ts';
import { type Bound, listenOnAll } from './listen-on-all.ts';
import { type ClientState, noCounts, type RunningServer, type ServerCounts } from './server-counts.ts';
import { TcpClient } from './tcp-client.ts';

/** Clients that are gone and still shown. */
const goneKept = 200;

/** A TCP server on one address or on all, IPv4 and IPv6. */
export class TcpServer implements RunningServer {
  readonly input: ServeInput;
  readonly behaviour: Behaviour;
  readonly counts: ServerCounts = noCounts();
  readonly bound: Bound[] = [];
  readonly #deps: EchoDeps;
  readonly #log: EchoLog;
  readonly #changed: () => void;
  readonly #listeners: TcpListener[] = [];
  readonly #clients = new Map<string, TcpClient>();
  #gone: ClientState[] = [];
  #full = false;

  constructor(input: ServeInput, behaviour: Behaviour, deps: EchoDeps, log: EchoLog, changed: () => void) {
    this.input = input;
    this.behaviour = behaviour;
    this.#deps = deps;
    this.#log = log;
    this.#changed = changed;
  }

  /** @throws the system's error. */
  async listen(): Promise<void> {
    try {
      await listenOnAll(this.input, this.bound, (address, family, port) => this.#listen(address, family, port));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  get open(): number {
    return this.#clients.size;
  }

  get waiting(): number {
    let sum = 0;
    for (const client of this.#clients.values()) sum += client.waiting;
    return sum;
  }

  /** So much waits for all clients together that nothing more is read. */
  get isFull(): boolean {
    return this.#full;
  }

  clients(from: number, count: number): { total: number; clients: ClientState[] } {
    const all = [...[...this.#clients.values()].map(({ state }) => state).reverse(), ...this.#gone];
    return { total: all.length, clients: all.slice(from, from + count) };
  }

  closeClients(id: string | undefined, how: 'close' | 'reset'): number {
    const chosen =
      id === undefined ? [...this.#clients.values()] : [this.#clients.get(id)].filter((one) => one !== undefined);
    for (const client of chosen) client.close(how);
    return chosen.length;
  }

  async close(): Promise<void> {
    const closing = this.#listeners.map((listener) => listener.close());
    this.closeClients(undefined, 'close');
    await Promise.all(closing);
  }

  // What a client tells its server.

  moment(counter: number): PayloadMoment {
    return { counter, now: this.#deps.clock.now(), random: this.#deps.random };
  }

  after(milliseconds: number, callback: () => void): () => void {
    return this.#deps.clock.after(milliseconds, callback);
  }

  received({ connection }: TcpClient, bytes: Uint8Array, at: number): void {
    this.counts.bytesIn += bytes.length;
    this.#log.data('received', connection.local, connection.remote, bytes, at);
    this.#changed();
  }

  sent({ connection }: TcpClient, bytes: Uint8Array): void {
    this.counts.bytesOut += bytes.length;
    if (this.#log.keeps) this.#log.data('sent', connection.local, connection.remote, bytes, this.#deps.clock.now());
    // Only what the system did not take at once can fill the server.
    if (connection.waiting > 0) this.#weigh();
  }

  drained(): void {
    if (this.#full) this.#weigh();
    this.#changed();
  }

  fault({ state: { address, port } }: TcpClient, { kind, at, reason }: FramingFault): void {
    this.counts.faults++;
    if (this.#log.keeps) this.#log.note('echo-fault', { address, port, kind, at, reason });
  }

  ended(client: TcpClient): void {
    const { id, address, port, error } = client.state;
    this.#clients.delete(id);
    this.#gone = [client.state, ...this.#gone].slice(0, goneKept);
    if (this.#log.keeps) this.#log.note('echo-client-gone', { address, port, reason: error ?? '' });
    if (this.#full) this.#weigh();
    this.#changed();
  }

  async #listen(address: string, family: Bound['family'], port: number): Promise<TcpListener> {
    const listener = await this.#deps.tcp.listen({
      address,
      port,
      ipv6Only: family === 'ipv6',
      onConnection: (connection) => this.#accept(connection)?.events,
      onError: (code) => {
        this.counts.refused++;
        this.#log.note('echo-client-refused', { reason: code });
      },
    });
    this.#listeners.push(listener);
    return listener;
  }

  #accept(connection: TcpConnection): TcpClient | undefined {
    if (this.#clients.size >= this.input.clients) {
      this.counts.refused++;
      this.#changed();
      return undefined;
    }
    this.counts.seen++;
    const client = new TcpClient(this, connection, String(this.counts.seen), this.#deps.clock.now());
    this.#clients.set(client.state.id, client);
    const { address, port } = connection.remote;
    if (this.#log.keeps) this.#log.note('echo-client-came', { address, port });
    // Once its events are followed.
    queueMicrotask(() => client.begin());
    this.#changed();
    return client;
  }

  #weigh(): void {
    const { waiting } = this;
    const full = waiting >= (this.#full ? this.input.held / 2 : this.input.held);
    if (full === this.#full) return;
    this.#full = full;
    for (const client of this.#clients.values()) client.hold();
  }
}
