import type { ClientIdentity } from '#electron/wire/dhcpv4/client-messages.ts';
import type { Frame } from '#electron/wire/frame.ts';
import type { DhcpVerb, ExchangeResult, Lease } from '#shared/model/dhcp-exchange.ts';
import type { NotePart, PacketPart } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';

/** What is to be done, decided before the first packet: everything random or looked up is already in it. */
export interface ExchangePlan {
  verb: DhcpVerb;
  identity: ClientIdentity;
  xid: number;
  /** The address the verb is about, where it is known beforehand; otherwise one is obtained first. */
  lease: KnownLease | undefined;
  requestedAddress: string | undefined;
  rapidCommit: boolean;
  vlan: number | undefined;
  /** Take this server's offer only. */
  server: string | undefined;
  /** Milliseconds. */
  offerWindow: number;
  attempts: number;
  /** Milliseconds before the first retransmission. */
  firstTimeout: number;
  /** One random number between -1 and 1 for each wait (RFC 2131 section 4.1: randomized by plus or minus one second). */
  jitter: readonly number[];
  /** Do not give the address back at the end. */
  keep: boolean;
  /** Milliseconds to hold the lease before giving it back. */
  hold: number;
}

export interface KnownLease {
  address: string;
  server: string;
  /** Where it is unknown, ARP asks for it before a unicast. */
  serverMac: string | undefined;
}

export interface Offer {
  /** Option 54, or the sender's address where it is missing. */
  server: string;
  serverMac: string | undefined;
  address: string;
  /** Milliseconds after the DISCOVER it answers. */
  response: number;
}

/**
 * selecting: DISCOVER is out. requesting: REQUEST for an offer is out. resolving: ARP asks for the server. asking: the verb's
 * own message is out. bound: an address is ours. RFC 2131 figure 5 names the states of a client; ours are its waits.
 */
export type Phase = 'idle' | 'selecting' | 'requesting' | 'resolving' | 'asking' | 'bound' | 'ended';
export type Timer = 'offer-window' | 'retransmit' | 'hold';

export interface ExchangeState {
  readonly phase: Phase;
  readonly plan: ExchangePlan;
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Of the messages under way: the verb's own message after a handshake is a transaction of its own. */
  readonly xid: number;
  /** Transmissions of the present message. */
  readonly attempt: number;
  /** When the present message last went out. */
  readonly sentAt: number;
  /** `secs` of the last DISCOVER; the REQUEST repeats it (RFC 2131 section 4.4.1). */
  readonly secs: number;
  readonly windowClosed: boolean;
  readonly offers: readonly Offer[];
  readonly chosen: Offer | undefined;
  /** The address we may use now, obtained here or known before. */
  readonly holding: KnownLease | undefined;
  /** Whether it was obtained in this exchange, so that it is ours to give back. */
  readonly obtained: boolean;
  /** What the last ACK granted. */
  readonly lease: Lease | undefined;
  readonly released: boolean;
}

export type ExchangeInput =
  | { type: 'start' }
  | { type: 'frame'; frame: Frame }
  /** The last transmission left the host; `now` is when. */
  | { type: 'sent' }
  | { type: 'timer'; timer: Timer }
  | { type: 'cancel' };

export type ExchangeAction =
  | { type: 'send'; frame: Uint8Array; attempt?: number }
  | { type: 'set-timer'; timer: Timer; after: number }
  | { type: 'clear-timer'; timer: Timer }
  | { type: 'note'; code: NotePart['code']; params: NotePart['params'] }
  | { type: 'done'; outcome: ExchangeResult['outcome']; problems: Problem[] };

export interface ExchangeStep {
  state: ExchangeState;
  actions: ExchangeAction[];
  /** For a frame: why it had no part. Absent: it had. */
  ignored?: NonNullable<PacketPart['ignored']>;
}

export function beginExchange(plan: ExchangePlan, now: number): ExchangeState {
  return {
    phase: 'idle',
    plan,
    startedAt: now,
    xid: plan.xid,
    attempt: 0,
    sentAt: now,
    secs: 0,
    windowClosed: false,
    offers: [],
    chosen: undefined,
    holding: plan.lease,
    obtained: false,
    lease: undefined,
    released: false,
  };
}

/** 4, 8, 16, 32, then 64 seconds, each plus or minus a second (RFC 2131 section 4.1); shorter first waits scale all of it. */
export function retransmitWait(plan: ExchangePlan, attempt: number, phase: Phase): number {
  const exponential = Math.min(plan.firstTimeout * 2 ** (attempt - 1), plan.firstTimeout * 16);
  const index = attempt - 1 + (phase === 'selecting' ? 0 : plan.attempts);
  const spread = (plan.jitter[index] ?? 0) * Math.min(1000, plan.firstTimeout / 4);
  return Math.max(1, exponential + spread);
}

export function ignore(state: ExchangeState, ignored: NonNullable<ExchangeStep['ignored']>): ExchangeStep {
  return { state, actions: [], ignored };
}

export function end(state: ExchangeState, outcome: ExchangeResult['outcome'], problems: Problem[] = []): ExchangeStep {
  return { state: { ...state, phase: 'ended' }, actions: [{ type: 'done', outcome, problems }] };
}
