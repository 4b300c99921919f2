import type { Pdu, PduType } from '#electron/wire/snmp/pdu.ts';
import type { NotePart } from '#shared/model/packet-event.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Agent } from './agent.ts';

/** What is asked of an agent; the client adds version, credentials and identifiers. */
export interface RequestPdu {
  type: Extract<PduType, 'GetRequest' | 'GetNextRequest' | 'GetBulkRequest' | 'SetRequest'>;
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

/** A request under way. */
export interface Pending {
  readonly agent: Agent;
  readonly request: RequestPdu;
  readonly options: RequestOptions;
  /** Only the agent's engine is wanted. */
  readonly discoverOnly: boolean;
  readonly startedAt: number;
  readonly evidence: Evidence;
  /** Identifiers of its transmissions: the request-id of v1 and v2c, a msgID for each of v3. */
  readonly ids: number[];
  /** v3: the request-id inside, the same in all transmissions. */
  readonly requestId: number;
  /** Since the last turn of events that made it begin anew. */
  attempts: number;
  /** Milliseconds of the present wait, and when it ends. */
  wait: number;
  deadline: number;
  /** When ICMP is asked, in milliseconds since the epoch. */
  whyAt: number;
  sentAt: number;
  settled: boolean;
  /** v3: how often the clock was set anew and the engine found anew for it; once each is enough. */
  resynchronised: boolean;
  rediscovered: boolean;
  turn?: EngineTurn;
  settle(outcome: Answer | Error): void;
}
