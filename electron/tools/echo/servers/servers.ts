import { randomUUID } from 'node:crypto';
import type { EchoServer, ServeInput, ServerClient } from '#shared/model/echo.ts';
import { brokenProblem } from '#shared/problem/connect-problem.ts';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import { Captures } from '../capture/captures.ts';
import { ServerCapture } from '../capture/server-capture.ts';
import type { EchoDeps, Feed } from '../deps.ts';
import { EchoLog } from '../echo-log.ts';
import { createBehaviour } from './behaviour.ts';
import type { ClientState, RunningServer } from './server-counts.ts';
import { TcpServer } from './tcp-server.ts';
import { UdpServer } from './udp-server.ts';

/** Pieces of a server's traffic on the timeline. */
const mostKept = 2000;
/** Servers at a time, those that stopped and are still shown included. */
const mostServers = 200;

interface Known {
  id: string;
  input: ServeInput;
  state: EchoServer['state'];
  startedAt: number;
  log: EchoLog;
  capture: ServerCapture;
  running: RunningServer;
}

/** The servers there are: they run until they are stopped or the program ends. */
export class Servers {
  readonly #deps: EchoDeps;
  readonly #captures: Captures;
  readonly #feed: Feed;
  readonly #servers = new Map<string, Known>();

  constructor(deps: EchoDeps, captures = new Captures(deps)) {
    this.#deps = deps;
    this.#captures = captures;
    this.#feed = deps.newFeed();
  }

  list(): EchoServer[] {
    return [...this.#servers.values()].map(shown);
  }

  /** @throws ProblemError echo-port-taken, echo-port-no-rights, echo-address-unknown, echo-port-failed, echo-expression-unreadable, echo-payload-unreadable, echo-too-many-servers. */
  async start(input: ServeInput): Promise<EchoServer> {
    if (this.#servers.size >= mostServers) throw new ProblemError('echo-too-many-servers', { count: mostServers });
    const behaviour = createBehaviour(input, this.#deps);
    const id = randomUUID();
    const { protocol, port, address } = input;
    const recording = this.#deps.recorder.begin({
      id,
      tool: 'echo',
      verb: 'serve',
      target: `${protocol} ${address ?? '*'}:${port}`,
    });
    const log = new EchoLog(recording, protocol, mostKept);
    const changed = () => this.#feed.tell(id);
    const running =
      protocol === 'tcp'
        ? new TcpServer(input, behaviour, this.#deps, log, changed)
        : new UdpServer(input, behaviour, this.#deps, log, changed);
    try {
      await running.listen();
    } catch (error) {
      const found = await this.#portProblem(input, error);
      log.note('problem', {}, found);
      await log.end('failed');
      throw ProblemError.of(found);
    }
    const capture = new ServerCapture(this.#captures, this.#deps, log, changed);
    const known: Known = {
      id,
      input,
      state: 'listening',
      startedAt: this.#deps.clock.now(),
      log,
      capture,
      running,
    };
    this.#servers.set(id, known);
    log.note('echo-listening', { addresses: running.bound.map((one) => `${one.address} port ${one.port}`).join(', ') });
    changed();
    const [bound] = running.bound;
    if (input.capture === 'auto' && bound !== undefined) {
      await capture.open({ protocol, address: address === undefined ? undefined : bound.address, port: bound.port });
    }
    return shown(known);
  }

  /** @throws ProblemError echo-server-unknown. */
  async stop(id: string): Promise<EchoServer> {
    const known = this.#find(id);
    if (known.state === 'listening') {
      known.state = 'stopped';
      await known.running.close();
      await known.capture.finish();
      await known.log.end('stopped');
      this.#feed.tell(id);
    }
    return shown(known);
  }

  async remove(id: string): Promise<boolean> {
    const known = this.#servers.get(id);
    if (known === undefined) return false;
    await this.stop(id);
    return this.#servers.delete(id);
  }

  /** @throws ProblemError echo-server-unknown. */
  clients(id: string, from: number, count: number): { total: number; clients: ServerClient[] } {
    const { total, clients } = this.#find(id).running.clients(from, count);
    return { total, clients: clients.map(shownClient) };
  }

  /** @throws ProblemError echo-server-unknown. */
  closeClients(id: string, client: string | undefined, how: 'close' | 'reset'): number {
    return this.#find(id).running.closeClients(client, how);
  }

  async *news(signal: AbortSignal): AsyncGenerator<EchoServer> {
    for await (const keys of this.#feed.listen(signal)) {
      for (const key of keys) {
        const known = this.#servers.get(key);
        if (known !== undefined) yield shown(known);
      }
    }
  }

  /** Serves while somebody listens. */
  async *serve(input: ServeInput, signal: AbortSignal): AsyncGenerator<EchoServer> {
    const { id } = await this.start(input);
    try {
      const known = this.#find(id);
      yield shown(known);
      for await (const keys of this.#feed.listen(signal)) if (keys.includes(id)) yield shown(known);
    } finally {
      await this.remove(id);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.keys()].map((id) => this.stop(id)));
  }

  #find(id: string): Known {
    const known = this.#servers.get(id);
    if (known === undefined) throw new ProblemError('echo-server-unknown', { id });
    return known;
  }

  async #portProblem({ protocol, port, address = '*' }: ServeInput, error: unknown): Promise<Problem> {
    const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM')
      return problem('echo-port-no-rights', { protocol: protocol.toUpperCase(), port }, message);
    if (code === 'EADDRINUSE') {
      const { program = '?', pid = '?' } = (await this.#deps.portHolder(protocol, port)) ?? {};
      return problem('echo-port-taken', { protocol: protocol.toUpperCase(), port, program, pid }, message);
    }
    if (code === 'EADDRNOTAVAIL') return problem('echo-address-unknown', { address }, message);
    return problem('echo-port-failed', { protocol, port, reason: code || message }, message);
  }
}

function shown({ id, input, state, startedAt, log, capture, running }: Known): EchoServer {
  const { counts, bound, open, waiting } = running;
  const captured = capture.shown();
  return {
    ...input,
    id,
    state,
    bound: [...bound],
    startedAt,
    open,
    ...counts,
    waiting,
    exchange: log.id,
    ...(captured === undefined ? {} : { captured }),
  };
}

function shownClient({ error, ...client }: ClientState): ServerClient {
  if (error === undefined) return { ...client };
  const { address, port } = client;
  return { ...client, problem: brokenProblem(error, { address, port }) };
}
