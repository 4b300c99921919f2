import type { Clock } from '#electron/net/clock.ts';
import type { ConnectedPort, Datagram, DatagramIo, DatagramPort, IpFamily } from '#electron/net/udp/datagram-io.ts';
import { discoveryMessage, secureMessage } from '#electron/usm/message-security.ts';
import { SaltCounter } from '#electron/usm/privacy.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { PacketPart } from '#shared/model/packet-event.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { type Agent, agentKey } from './agent.ts';
import { CommunityMessages, fourOctets } from './community-messages.ts';
import { type Engine, Engines, engineTime } from './engines.ts';
import type { KeyRing } from './key-ring.ts';
import { Receiver } from './receiver.ts';
import { packetRecord } from './recording.ts';
import { type Answer, Pending, type RequestOptions, type RequestPdu } from './request.ts';
import { otherVersionProblem, refusalProblem, silenceProblem, userProblem } from './silence.ts';
import type { Way } from './way.ts';

export interface ClientDeps {
  io: DatagramIo;
  clock: Clock;
  /** Milliseconds since the epoch by the wall clock, which goes on while the machine sleeps. */
  wallClock(): number;
  keys: KeyRing;
  /** Between 1 and 2^31 - 1, another one each time. */
  randomId(): number;
}

/** Bytes; what a burst of answers from many agents needs. */
const receiveBuffer = 4 * 1024 * 1024;
/** Requests under way at a time: their answers must fit the receive buffer while this process is busy. */
const window = 256;
/** Milliseconds between two looks at the clock for all requests. */
const tickLength = 20;
/** Milliseconds after which an agent that a person waits for is asked once more in a way to which ICMP answers. */
const askWhyAfter = 300;
/** How much longer each wait is than the one before it. */
const backOff = 1.5;
/** Milliseconds for the questions after a silence. */
const otherVersionWait = 1500;
const sysUpTime = VarbindList.of([{ oid: '1.3.6.1.2.1.1.3.0', value: { type: 'NULL' } }]);

/**
 * Asks agents, any number at a time, over one socket a family. A request ends with the agent's answer, or with a ProblemError that says
 * why there is none; reports of SNMPv3 are understood and acted on, or are such a problem.
 */
export class SnmpClient {
  readonly #deps: ClientDeps;
  readonly #engines: Engines;
  readonly #receiver: Receiver;
  readonly #salts = new SaltCounter();
  readonly #ports = new Map<IpFamily, DatagramPort>();
  readonly #opening = new Map<IpFamily, Promise<DatagramPort>>();
  readonly #active = new Set<Pending>();
  readonly #queue: Pending[] = [];
  readonly #whySockets = new Map<Pending, Promise<ConnectedPort | undefined>>();
  /** Our address on the way to an agent. */
  readonly #sources = new Map<string, string>();
  #queueHead = 0;
  readonly #messages = new CommunityMessages();
  #ticking = false;
  #closed = false;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
    this.#engines = new Engines(deps.wallClock);
    this.#receiver = new Receiver({
      engines: this.#engines,
      keys: deps.keys,
      retransmit: (pending) => this.#transmit(pending),
      record: (pending, datagram, ignored) => this.#recordReceived(pending, datagram, ignored),
    });
  }

  /** What the system gave of the receive buffer asked for, once a socket is open. */
  get receiveBuffer(): DatagramPort['receiveBuffer'] | undefined {
    return [...this.#ports.values()][0]?.receiveBuffer;
  }

  request(agent: Agent, request: RequestPdu, options: RequestOptions): Promise<Answer> {
    return this.#ask(agent, request, options, false);
  }

  /** Learns the agent's engine; needs no credentials but version 3. */
  async discover(agent: Agent, options: RequestOptions): Promise<Engine> {
    this.#engines.forget(agentKey(agent));
    await this.#ask(agent, { type: 'GetRequest', varbinds: new Uint8Array() }, options, true);
    const engine = this.#engines.get(agentKey(agent));
    if (engine === undefined)
      throw new ProblemError('snmp-unknown-engine', { address: agent.address, port: agent.port });
    return engine;
  }

  /**
   * A socket to one agent alone, for requests that must not be sent once more only to learn why nothing came back. Its owner closes its port.
   *
   * @throws the system's error when there is no way.
   */
  async openWay({ family, address, port }: Agent): Promise<Way> {
    let refusal: string | undefined;
    const socket = await this.#deps.io.connect({
      ...{ family, address, port },
      onDatagram: (datagram) => this.#receive(datagram),
      onError: (code) => {
        refusal = code;
        for (const pending of this.#active) {
          if (pending.options.way === way) pending.settle(refusalProblem(pending, code));
        }
      },
    });
    const way: Way = {
      port: socket,
      get refusal() {
        return refusal;
      },
    };
    return way;
  }

  engine(agent: Agent): Engine | undefined {
    return this.#engines.get(agentKey(agent));
  }

  /** Ends every request as cancelled, and every later one. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const pending of [...this.#active, ...this.#queue.slice(this.#queueHead)]) {
      pending.settle(new ProblemError('cancelled'));
    }
    const ports = await Promise.allSettled([...this.#opening.values()]);
    await Promise.all(ports.map((port) => (port.status === 'fulfilled' ? port.value.close() : undefined)));
  }

  #ask(agent: Agent, request: RequestPdu, options: RequestOptions, discoverOnly: boolean): Promise<Answer> {
    if (this.#closed || options.signal?.aborted) return Promise.reject(new ProblemError('cancelled'));
    const now = this.#deps.clock.now();
    return new Promise((resolve, reject) => {
      const about = { discoverOnly, now };
      const pending = new Pending(agent, request, options, about, { resolve, reject, ended: this.#ended });
      this.#queue.push(pending);
      this.#pump();
    });
  }

  #pump(): void {
    while (!this.#closed && this.#active.size < window && this.#queueHead < this.#queue.length) {
      const pending = this.#queue[this.#queueHead++];
      if (pending !== undefined && !pending.settled) this.#start(pending);
    }
    if (this.#queueHead === this.#queue.length && this.#queueHead > 0) {
      this.#queue.length = 0;
      this.#queueHead = 0;
    }
  }

  #start(pending: Pending): void {
    this.#active.add(pending);
    this.#keepTicking();
    const { agent, options, flight, startedAt } = pending;
    if (options.explain) flight.whyAt = startedAt + Math.min(askWhyAfter, options.timeout / 2);
    const ready = this.#ports.has(agent.family) && (options.log === undefined || this.#sources.has(agent.address));
    if (ready || options.way !== undefined) {
      this.#transmit(pending);
      return;
    }
    this.#prepare(pending).then(
      () => this.#transmit(pending),
      (error: NodeJS.ErrnoException) => pending.settle(refusalProblem(pending, error.code ?? error.message)),
    );
  }

  /** The socket, and for a request that is recorded our own address. */
  async #prepare({ agent: { family, address, port }, options }: Pending): Promise<void> {
    let opening = this.#opening.get(family);
    if (opening === undefined) {
      opening = this.#deps.io.open({ family, receiveBuffer, onDatagram: (datagram) => this.#receive(datagram) });
      this.#opening.set(family, opening);
      opening.catch(() => this.#opening.delete(family));
    }
    this.#ports.set(family, await opening);
    if (options.log === undefined || this.#sources.has(address)) return;
    const way = await this.#deps.io.connect({ family, address, port, onDatagram: () => {}, onError: () => {} });
    if (this.#sources.size > 10_000) this.#sources.clear();
    this.#sources.set(address, way.localAddress);
    await way.close();
  }

  /** Sends the request for the first time or once more. */
  #transmit(pending: Pending): void {
    if (pending.settled) return;
    const { agent, options, flight } = pending;
    const { way } = options;
    const port = this.#ports.get(agent.family);
    if (port === undefined && way === undefined) return;
    const bytes = this.#message(pending);
    if (bytes === undefined) return;
    const now = this.#deps.clock.now();
    if (flight.attempts === 0) flight.wait = options.timeout;
    flight.attempts++;
    flight.sentAt = now;
    flight.deadline = now + flight.wait;
    this.#recordSent(pending, bytes, (way?.port ?? port)?.localPort ?? 0);
    if (way !== undefined) {
      way.port.send(bytes);
      return;
    }
    // Nobody waits for the first of many: should the system refuse it, it will refuse the next one too, and tell.
    const isFirstOfMany = flight.attempts === 1 && options.retries > 0 && !options.explain && options.log === undefined;
    const refused = isFirstOfMany ? undefined : (code: string) => pending.settle(refusalProblem(pending, code));
    port?.send(bytes, agent.port, agent.address, refused);
  }

  /** The bytes of the next transmission; undefined when the credentials do not fit, which has ended the request. */
  #message(pending: Pending): Uint8Array | undefined {
    const { agent, request, flight } = pending;
    const { version, community = '' } = agent.credentials;
    // Taken when it goes out: among thousands that wait two would be likely to have the same.
    if (flight.requestId === 0) flight.requestId = this.#nextId();
    const { requestId } = flight;
    if (version !== '3') {
      if (flight.firstId === 0) this.#receiver.expect(pending, requestId);
      return this.#messages.encode(version === '1' ? 0 : 1, community, request, requestId);
    }
    const pdu = { ...request, requestId };
    const engine = this.#engines.get(agentKey(agent));
    const messageId = this.#nextId();
    this.#receiver.expect(pending, messageId);
    if (engine === undefined) {
      pending.options.log?.note('snmp-discovering');
      return discoveryMessage(messageId, requestId);
    }
    try {
      const keys = this.#deps.keys.keysFor(agent, engine);
      const now = this.#deps.wallClock();
      const clock = { id: engine.id, boots: engine.boots, time: engineTime(engine, now) };
      return secureMessage(agent.credentials, clock, keys, pdu, {
        messageId,
        salt: this.#salts.next(),
        reportable: true,
      });
    } catch (error) {
      pending.settle(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  #receive(datagram: Datagram): void {
    this.#receiver.receive(datagram, this.#active);
  }

  readonly #ended = (pending: Pending): void => {
    this.#receiver.finished(pending);
    if (this.#whySockets.size > 0) {
      void this.#whySockets.get(pending)?.then((socket) => socket?.close());
      this.#whySockets.delete(pending);
    }
    if (this.#active.delete(pending)) this.#pump();
  };

  #keepTicking(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    this.#deps.clock.after(tickLength, () => {
      this.#ticking = false;
      const now = this.#deps.clock.now();
      for (const pending of this.#active) {
        const { deadline, whyAt } = pending.flight;
        if (now >= deadline) this.#expired(pending, now);
        else if (now >= whyAt) this.#askWhy(pending);
      }
      if (this.#active.size > 0) this.#keepTicking();
    });
  }

  #expired(pending: Pending, now: number): void {
    const { options, flight } = pending;
    const { attempts } = flight;
    if (attempts <= options.retries) {
      options.log?.retried();
      options.log?.note('snmp-retry', { attempt: attempts + 1, seconds: Math.round(flight.wait / 100) / 10 });
      flight.wait *= backOff;
      this.#transmit(pending);
      return;
    }
    flight.deadline = Number.POSITIVE_INFINITY;
    const knows = pending.hasEvidence;
    if (options.explain !== true || knows || pending.discoverOnly) {
      pending.settle(silenceProblem(pending, now));
      return;
    }
    // Its slot goes to the questions, which would wait for it otherwise.
    this.#active.delete(pending);
    void this.#explain(pending).then((problem) => pending.settle(problem));
  }

  /** Whether the silent agent answers when it is asked otherwise. */
  async #explain(pending: Pending): Promise<ProblemError> {
    const { agent, options } = pending;
    const { version, community } = agent.credentials;
    const timeout = Math.min(options.timeout, otherVersionWait);
    const quick = { ...options, timeout, retries: 0, explain: false };
    const silence = silenceProblem(pending, this.#deps.clock.now());
    const answers = (question: Promise<unknown>) =>
      question.then(
        () => true,
        () => false,
      );
    const discovery = answers(this.discover({ ...agent, credentials: { version: '3', user: '' } }, quick));
    if (version === '3') return (await discovery) ? userProblem(pending) : silence;
    const other = version === '1' ? '2c' : '1';
    const request = { type: 'GetRequest' as const, varbinds: sysUpTime.bytes.subarray(sysUpTime.start, sysUpTime.end) };
    if (await answers(this.request({ ...agent, credentials: { version: other, community } }, request, quick))) {
      return otherVersionProblem(pending, other);
    }
    return (await discovery) ? otherVersionProblem(pending, '3') : silence;
  }

  /** Sends once more from a socket of its own, to which the system tells what ICMP says of the agent. */
  #askWhy(pending: Pending): void {
    pending.flight.whyAt = Number.POSITIVE_INFINITY;
    const { agent, options } = pending;
    options.log?.note('snmp-asking-why');
    const { family, address, port } = agent;
    const refuse = (code: string) => {
      pending.evidence.refusal = code;
      pending.settle(refusalProblem(pending, code));
    };
    const opening = this.#deps.io
      .connect({ family, address, port, onDatagram: (datagram) => this.#receive(datagram), onError: refuse })
      .then((socket) => {
        const bytes = pending.settled ? undefined : this.#message(pending);
        if (bytes !== undefined) {
          this.#recordSent(pending, bytes, socket.localPort);
          socket.send(bytes);
        }
        return socket;
      })
      .catch((error: NodeJS.ErrnoException) => {
        refuse(error.code ?? error.message);
        return undefined;
      });
    this.#whySockets.set(pending, opening);
    // Settled while it was being opened: nobody else would close it.
    void opening.then((socket) => {
      if (pending.settled) void socket?.close();
    });
  }

  #recordSent(pending: Pending, payload: Uint8Array, localPort: number): void {
    const { agent, options } = pending;
    if (options.log === undefined) return;
    const source = { address: this.#sourceTo(pending), port: localPort };
    const at = this.#deps.clock.now();
    options.log.packet(
      packetRecord(agent, {
        source,
        destination: agent,
        payload,
        at,
        direction: 'sent',
        attempt: Math.max(1, pending.flight.attempts),
      }),
    );
  }

  #recordReceived(pending: Pending, { bytes, address, port, at }: Datagram, ignored: PacketPart['ignored']): void {
    const { agent, options } = pending;
    if (options.log === undefined) return;
    const destination = {
      address: this.#sourceTo(pending),
      port: options.way?.port.localPort ?? this.#ports.get(agent.family)?.localPort ?? 0,
    };
    const packet = { source: { address, port }, destination, payload: bytes, at, direction: 'received' as const };
    options.log.packet(packetRecord(agent, { ...packet, ...(ignored === undefined ? {} : { ignored }) }));
  }

  #sourceTo({ agent, options }: Pending): string {
    return options.way?.port.localAddress ?? this.#sources.get(agent.address) ?? '';
  }

  /** Hard to guess, so that nobody off the path can answer for an agent. */
  #nextId(): number {
    for (;;) {
      const id = fourOctets(this.#deps.randomId());
      if (!this.#receiver.isExpected(id)) return id;
    }
  }
}
