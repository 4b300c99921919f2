import type { Pdu, PduType } from '#electron/wire/snmp/pdu.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { Agent } from './agent.ts';
import type { Way } from './way.ts';

/** What is asked of an agent; the client adds version, credentials and identifiers. */
export interface RequestPdu {
  type: Extract<PduType, 'GetRequest' | 'GetNextRequest' | 'GetBulkRequest' | 'SetRequest' | 'InformRequest'>;
  /** Content octets of the varbind list. */
  varbinds: Uint8Array;
  /** GETBULK's non-repeaters and max-repetitions stand in these two. */
  errorStatus?: number;
  errorIndex?: number;
}

/** Where the packets of a request are recorded, and the turns that are no packet. */
export interface RequestLog {
  packet(packet: PacketRecord): void;
  note(code: NotePart['code'], params?: NotePart['params']): void;
  /** Counts a retransmission. */
  retried(): void;
}

export interface RequestOptions {
  /** Wait for the first answer in milliseconds. */
  timeout: number;
  /** Further transmissions. */
  retries: number;
  log?: RequestLog | undefined;
  signal?: AbortSignal | undefined;
  /**
   * Find out why nothing comes back: ask ICMP, and whether another version is answered. For a request that a person waits for. `refusal`: only
   * whether a port is closed or nothing is there.
   */
  explain?: boolean | 'refusal' | undefined;
  /** Sent through it: what ICMP says of the agent ends the request at once. */
  way?: Way | undefined;
}

export interface Answer {
  pdu: Pdu;
  /** Milliseconds since the epoch. */
  at: number;
  /** Milliseconds since the transmission before it. */
  roundTrip: number;
  /** Transmissions after the first. */
  retries: number;
  /** v3: the agent started again since the last answer, or is another one now. */
  turn?: EngineTurn | undefined;
}

export type EngineTurn =
  | { kind: 'restarted'; boots: number }
  | { kind: 'engine-changed'; before: string; after: string };

/** What came while an answer was waited for and was none, the most telling of each kind. */
export interface Evidence {
  malformed?: { offset: number; reason: string };
  truncated?: { expected: number; length: number };
  otherVersion?: number;
  otherRequest?: number;
  elsewhere?: string;
  unauthentic?: boolean;
  notDecryptable?: boolean;
  /** The system's code for what ICMP or the route says. */
  refusal?: string;
}

/** What a request has gone through since it went out: made when it does, since thousands may wait before that. */
export class Flight {
  /** v3: the request-id inside, the same in all transmissions. 0 before the first. */
  requestId = 0;
  /** Since the last turn of events that made it begin anew. */
  attempts = 0;
  /** Milliseconds of the present wait, and when it ends. */
  wait = 0;
  deadline = Number.POSITIVE_INFINITY;
  /** When ICMP is asked, in milliseconds since the epoch. */
  whyAt = Number.POSITIVE_INFINITY;
  sentAt = 0;
  /** v3: whether the clock was set anew and the engine found anew for it; once each is enough. */
  resynchronised = false;
  rediscovered = false;
  turn: EngineTurn | undefined;
  /** Identifiers that answers to it carry: the request-id of v1 and v2c, a msgID for each transmission of v3. */
  firstId = 0;
  moreIds: number[] | undefined;

  addId(id: number): void {
    if (this.firstId === 0) this.firstId = id;
    else if (this.moreIds === undefined) this.moreIds = [id];
    else this.moreIds.push(id);
  }
}

/** A request that waits to go out or for its answer. Thousands wait at a time: it is kept small. */
export class Pending {
  readonly agent: Agent;
  readonly request: RequestPdu;
  readonly options: RequestOptions;
  /** Only the agent's engine is wanted. */
  readonly discoverOnly: boolean;
  readonly startedAt: number;
  settled = false;
  readonly #ends: PendingEnds;
  #flight: Flight | undefined;
  #evidence: Evidence | undefined;
  #onAbort: (() => void) | undefined;

  constructor(
    agent: Agent,
    request: RequestPdu,
    options: RequestOptions,
    about: { discoverOnly: boolean; now: number },
    ends: PendingEnds,
  ) {
    this.agent = agent;
    this.request = request;
    this.options = options;
    this.discoverOnly = about.discoverOnly;
    this.startedAt = about.now;
    this.#ends = ends;
    const { signal } = options;
    if (signal === undefined) return;
    this.#onAbort = () => this.settle(new ProblemError('cancelled'));
    signal.addEventListener('abort', this.#onAbort);
  }

  get flight(): Flight {
    this.#flight ??= new Flight();
    return this.#flight;
  }

  get evidence(): Evidence {
    this.#evidence ??= {};
    return this.#evidence;
  }

  /** Whether something came that was no answer. */
  get hasEvidence(): boolean {
    return this.#evidence !== undefined && Object.keys(this.#evidence).length > 0;
  }

  /** Ends it, once. */
  settle(outcome: Answer | Error): void {
    if (this.settled) return;
    this.settled = true;
    if (this.#onAbort !== undefined) this.options.signal?.removeEventListener('abort', this.#onAbort);
    this.#ends.ended(this);
    if (outcome instanceof Error) this.#ends.reject(outcome);
    else this.#ends.resolve(outcome);
  }
}

interface PendingEnds {
  resolve(answer: Answer): void;
  reject(error: Error): void;
  /** Hears of the end before the others. */
  ended(pending: Pending): void;
}
