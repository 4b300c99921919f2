import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { decodeSnmp, encodeCommunityMessage, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import type { Pdu, PduToSend } from '#electron/wire/snmp/pdu.ts';
import type { SnmpVersion } from '#shared/model/snmp-target.ts';
import type { AgentBehaviour, Event } from './snmp/agent-behaviour.ts';
import { answerPdu } from './snmp/answer-pdu.ts';
import { ObjectTable, type ScriptedObjects } from './snmp/object-table.ts';
import { systemObjects } from './snmp/scripted-objects.ts';
import { spoilAnswer } from './snmp/spoil-answer.ts';
import { type ScriptedUser, type SecureRequest, UserSecurity } from './snmp/user-security.ts';

export interface ScriptedAgentOptions {
  /** The system group by default. */
  objects?: ScriptedObjects;
  behaviour?: AgentBehaviour;
  /** v3; without any, only discovery is answered. */
  users?: readonly ScriptedUser[];
  /** 127.0.0.1 by default. */
  address?: string;
  /** A free one by default. */
  port?: number;
  /** v1 and v2c; "public" and "private" by default. */
  communities?: { read: string; write: string };
  /** Roots below which SET works; none by default. */
  writable?: readonly string[];
  /** v3 context names; only the default one by default. */
  contexts?: readonly string[];
  engineId?: Uint8Array;
}

/** A datagram that came in, answered or not. */
export interface ReceivedRequest {
  bytes: Uint8Array;
  message: SnmpMessage;
  /** Also that of an encrypted message, where the agent could read it. */
  pdu: Pdu | undefined;
  from: { address: string; port: number };
  /** Milliseconds on the monotonic clock. */
  at: number;
}

export interface ScriptedAgent {
  readonly address: string;
  readonly port: number;
  /** In the order in which they came; a test may empty it. */
  readonly requests: ReceivedRequest[];
  readonly objects: ObjectTable;
  readonly engine: Pick<UserSecurity, 'engineId' | 'boots' | 'time'>;
  /** From now on it behaves like this. */
  behave(behaviour: AgentBehaviour): void;
  happen(event: Event): void;
  stop(): Promise<void>;
}

interface Answer {
  pdu: PduToSend;
  encode(pdu: PduToSend, messageIdOffset?: number): Uint8Array;
}

const versionNames: ReadonlyMap<number, SnmpVersion> = new Map([
  [0, '1'],
  [1, '2c'],
  [3, '3'],
]);
const usualMaxSize = 65_000;
/** What is around the varbinds at most: header, communities, security parameters, padding. */
const envelope = 300;
/** Milliseconds an answer waits for others of its burst. */
const burstPatience = 50;
const authorizationError = 16;
/** RFC 3411 section 5: the documentation enterprise (RFC 5612), format 4, text. */
const usualEngineId = Buffer.concat([Buffer.from('80007ed904', 'hex'), Buffer.from('scripted')]);

/** An SNMP agent in this process, for tests: as good as its behaviour lets it be. */
export async function startScriptedAgent(options: ScriptedAgentOptions = {}): Promise<ScriptedAgent> {
  const agent = new Agent(options);
  await agent.start();
  return agent;
}

class Agent implements ScriptedAgent {
  readonly address: string;
  readonly requests: ReceivedRequest[] = [];
  readonly objects: ObjectTable;
  readonly engine: UserSecurity;
  readonly #options: ScriptedAgentOptions;
  readonly #communities: { read: string; write: string };
  readonly #socket: Socket;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #held: (() => void)[] = [];
  #elsewhere: Socket | undefined;
  #behaviour: AgentBehaviour;
  #startedAt = performance.now();
  #datagrams = 0;
  #answered = 0;
  #spoiled = 0;

  constructor(options: ScriptedAgentOptions) {
    this.#options = options;
    this.#behaviour = options.behaviour ?? {};
    this.#communities = options.communities ?? { read: 'public', write: 'private' };
    this.address = options.address ?? '127.0.0.1';
    this.objects = new ObjectTable(options.objects ?? systemObjects(), this.#behaviour.unsorted);
    this.engine = new UserSecurity(
      options.users ?? [],
      options.contexts ?? [''],
      Uint8Array.from(options.engineId ?? usualEngineId),
    );
    this.#socket = this.#newSocket();
    this.#socket.on('message', (bytes, { address, port }) => this.#receive(bytes, { address, port }));
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async start(): Promise<void> {
    this.#socket.bind(this.#options.port ?? 0, this.address);
    await once(this.#socket, 'listening');
    const { answersFrom } = this.#behaviour;
    if (answersFrom === undefined) return;
    this.#elsewhere = this.#newSocket();
    this.#elsewhere.bind(answersFrom === this.address ? 0 : this.port, answersFrom);
    await once(this.#elsewhere, 'listening');
  }

  behave(behaviour: AgentBehaviour): void {
    if (behaviour.unsorted !== this.#behaviour.unsorted || behaviour.answersFrom !== this.#behaviour.answersFrom) {
      throw new Error('"unsorted" and "answersFrom" are settled at the start');
    }
    this.#behaviour = behaviour;
    this.#datagrams = 0;
    this.#answered = 0;
    this.#spoiled = 0;
  }

  happen(event: Event): void {
    if (typeof event === 'object') {
      this.engine.jump(event.clock);
      return;
    }
    this.#startedAt = performance.now();
    if (event === 'reboot') this.engine.reboot();
    else this.engine.become(Buffer.concat([this.engine.engineId.subarray(0, 31), Uint8Array.of(0x2b)]));
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of [this.#socket, this.#elsewhere]) {
      if (socket === undefined) continue;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    }
  }

  #newSocket(): Socket {
    const socket = createSocket({ type: isIPv6(this.address) ? 'udp6' : 'udp4', recvBufferSize: 1 << 20 });
    // A client whose port is closed by now is none of the agent's business.
    return socket.on('error', () => {});
  }

  #receive(bytes: Uint8Array, from: { address: string; port: number }): void {
    const message = decodeSnmp(bytes);
    const received: ReceivedRequest = { bytes, message, pdu: message.pdu, from, at: performance.now() };
    this.requests.push(received);
    this.#datagrams++;
    const { silent, silentFor = 0, losesEvery, versions } = this.#behaviour;
    if (silent || this.#datagrams <= silentFor) return;
    if (losesEvery !== undefined && this.#datagrams % losesEvery === 0) return;
    const version = versionNames.get(message.version);
    if (version === undefined || (versions !== undefined && !versions.includes(version))) return;
    const answer = version === '3' ? this.#answerV3(received) : this.#answerCommunity(received);
    if (answer === undefined) return;
    this.#answered++;
    for (const datagram of this.#datagramsOf(answer)) this.#deliver(datagram, from);
    const { after } = this.#behaviour;
    if (after?.requests === this.#answered) this.happen(after.event);
  }

  #answerCommunity({ message, bytes }: ReceivedRequest): Answer | undefined {
    const { pdu, community: at } = message;
    if (pdu === undefined || at === undefined) return undefined;
    const community = bytes.subarray(at.start, at.start + at.length);
    const name = Buffer.from(community).toString('latin1');
    const writes = name === this.#communities.write;
    if (!writes && name !== this.#communities.read) return undefined;
    const answer = this.#answerPdu(pdu, { version: message.version, writes, maxSize: usualMaxSize });
    const version = message.version === 0 ? 0 : 1;
    return answer && { pdu: answer, encode: (pdu) => encodeCommunityMessage({ version, community, pdu }) };
  }

  #answerV3(received: ReceivedRequest): Answer | undefined {
    const opened = this.engine.open(received.message, received.bytes);
    if (opened === undefined) return undefined;
    if ('report' in opened) {
      if (!this.#behaviour.noReports) this.#deliver(opened.report, received.from);
      return undefined;
    }
    const { request } = opened;
    received.pdu = request.pdu;
    if (this.#behaviour.onlyReports) return undefined;
    const pdu = this.#secureAnswer(request);
    return (
      pdu && {
        pdu,
        encode: (pdu, messageIdOffset = 0) => this.engine.seal(request, pdu, request.v3.messageId + messageIdOffset),
      }
    );
  }

  #secureAnswer({ v3, pdu, user, refused }: SecureRequest): PduToSend | undefined {
    if (!refused) return this.#answerPdu(pdu, { version: 3, writes: user.readOnly !== true, maxSize: v3.maxSize });
    const { bytes, start, end } = pdu.varbinds;
    const varbinds = bytes.slice(start, end);
    return { type: 'Response', requestId: pdu.requestId, errorStatus: authorizationError, varbinds };
  }

  #answerPdu(pdu: Pdu, sender: { version: number; writes: boolean; maxSize: number }): PduToSend | undefined {
    return answerPdu(pdu, {
      objects: this.objects,
      behaviour: this.#behaviour,
      times: { uptime: Math.floor((performance.now() - this.#startedAt) / 10) },
      version: sender.version,
      writes: sender.writes,
      writable: this.#options.writable ?? [],
      room: Math.min(this.#behaviour.maxSize ?? usualMaxSize, sender.maxSize) - envelope,
    });
  }

  #datagramsOf({ pdu, encode }: Answer): Uint8Array[] {
    const { spoil, spoilFor = Number.POSITIVE_INFINITY, alsoRight } = this.#behaviour;
    if (spoil === undefined || this.#spoiled >= spoilFor) return [encode(pdu)];
    this.#spoiled++;
    const spoiled = spoilAnswer(spoil, pdu, encode);
    return alsoRight ? [spoiled, encode(pdu)] : [spoiled];
  }

  #deliver(datagram: Uint8Array, to: { address: string; port: number }): void {
    const { delay = 0, copies = 1, copyDelay = 0, burst } = this.#behaviour;
    const first = typeof delay === 'number' ? delay : delay(this.#datagrams);
    const send = () => this.#send(datagram, to);
    for (let copy = 0; copy < copies; copy++) {
      this.#later(first + copy * copyDelay, () => (burst === undefined ? send() : this.#hold(send, burst)));
    }
  }

  #hold(send: () => void, burst: number): void {
    this.#held.push(send);
    const release = () => {
      for (const held of this.#held.splice(0).reverse()) held();
    };
    if (this.#held.length >= burst) release();
    else this.#later(burstPatience, release);
  }

  #later(milliseconds: number, act: () => void): void {
    if (milliseconds <= 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #send(datagram: Uint8Array, to: { address: string; port: number }): void {
    (this.#elsewhere ?? this.#socket).send(datagram, to.port, to.address, () => {});
  }
}
