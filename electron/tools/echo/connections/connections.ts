import { randomUUID } from 'node:crypto';
import type { ConnectInput, EchoConnection, Payload, Segment } from '#shared/model/echo.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { Captures } from '../capture/captures.ts';
import type { EchoDeps, Feed } from '../deps.ts';
import { EchoLog } from '../echo-log.ts';
import { Connection } from './connection.ts';
import { ConversationBudget } from './conversation.ts';
import { sendFile, sendRepeated } from './sending.ts';

/** Pieces of a connection's traffic on the timeline. */
const mostKept = 2000;
/** Connections at a time, those that have ended and are still shown included. */
const mostConnections = 2000;
/** Milliseconds that whoever closes a connection waits for its end. */
const closePatience = 1000;

/** The connections there are: they stay until they are removed or the program ends. */
export class Connections {
  readonly #deps: EchoDeps;
  readonly #captures: Captures;
  readonly #feed: Feed;
  readonly #budget = new ConversationBudget();
  readonly #connections = new Map<string, Connection>();

  constructor(deps: EchoDeps, captures: Captures) {
    this.#deps = deps;
    this.#captures = captures;
    this.#feed = deps.newFeed();
  }

  list(): EchoConnection[] {
    return Array.from(this.#connections.values(), (one) => one.shown());
  }

  /** @throws ProblemError echo-too-many-connections. */
  async connect(input: ConnectInput, signal: AbortSignal): Promise<EchoConnection> {
    if (this.#connections.size >= mostConnections) {
      throw new ProblemError('echo-too-many-connections', { count: mostConnections });
    }
    const { protocol, address, port } = input;
    const id = randomUUID();
    const target = `${protocol} ${address}:${port}`;
    const log = new EchoLog(
      this.#deps.recorder.begin({ id, tool: 'echo', verb: 'connect', target }),
      protocol,
      mostKept,
    );
    log.note('started', { interface: `${address} ${port}`, transport: protocol });
    const connection = new Connection(input, this.#deps, this.#captures, log, this.#budget, () => this.#feed.tell(id));
    this.#connections.set(id, connection);
    this.#feed.tell(id);
    await connection.open(signal);
    return connection.shown();
  }

  /** @throws ProblemError echo-connection-unknown. */
  async disconnect(id: string, how: 'close' | 'finish' | 'reset'): Promise<EchoConnection> {
    const connection = this.#find(id);
    connection[how]();
    if (how !== 'finish') await this.#ended(connection);
    return connection.shown();
  }

  async remove(id: string): Promise<boolean> {
    const connection = this.#connections.get(id);
    if (connection === undefined) return false;
    connection.destroy();
    await connection.over;
    connection.conversation.forget();
    return this.#connections.delete(id);
  }

  /** @throws ProblemError echo-connection-unknown, and those of `sendRepeated`. */
  send(
    id: string,
    message: { payload: Payload; raw: boolean; repeat: number; delay: number },
    signal: AbortSignal,
  ): Promise<{ messages: number; bytes: number }> {
    return sendRepeated(this.#find(id), message, this.#deps, signal);
  }

  /** @throws ProblemError echo-connection-unknown, and those of `sendFile`. */
  sendFile(id: string, path: string, signal: AbortSignal): Promise<{ bytes: number }> {
    return sendFile(this.#find(id), path, this.#deps, signal);
  }

  /** @throws ProblemError echo-connection-unknown. */
  conversation(id: string, from: number, count: number): { total: number; dropped: number; segments: Segment[] } {
    return this.#find(id).conversation.page(from, count);
  }

  async *news(signal: AbortSignal): AsyncGenerator<EchoConnection> {
    for await (const keys of this.#feed.listen(signal)) {
      for (const key of keys) {
        const connection = this.#connections.get(key);
        if (connection !== undefined) yield connection.shown();
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#connections.keys(), (id) => this.remove(id)));
  }

  #find(id: string): Connection {
    const connection = this.#connections.get(id);
    if (connection === undefined) throw new ProblemError('echo-connection-unknown', { id });
    return connection;
  }

  /** What waits for a peer that does not read may take for ever. */
  async #ended({ over }: Connection): Promise<void> {
    let cancel = () => {};
    const patience = new Promise<void>((resolve) => {
      cancel = this.#deps.clock.after(closePatience, resolve);
    });
    await Promise.race([over, patience]);
    cancel();
  }
}
