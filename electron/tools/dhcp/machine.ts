import {
  type ClientIdentity,
  discover,
  release,
  requestOffered,
  type Transaction,
} from '#electron/wire/dhcpv4/client-messages.ts';
import { addressOption, type DhcpMessage, encodeDhcp, messageType, textOption } from '#electron/wire/dhcpv4/message.ts';
import { buildArpFrame, buildUdpFrame, type Frame } from '#electron/wire/frame.ts';
import type { HandshakeResult, Lease } from '#shared/contract/dhcp.ts';
import type { NotePart, PacketPart } from '#shared/model/packet-event.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import { leaseOf } from './lease.ts';

/**
 * The handshake as a pure machine: (state, input, now) -> state and actions. No socket, clock or random source: whoever
 * drives it carries out the actions and feeds back what happened. RFC 2131 section 4.4, from INIT to BOUND and back.
 */
export interface HandshakePlan {
  identity: ClientIdentity;
  xid: number;
  requestedAddress: string | undefined;
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
  keep: boolean;
  /** Milliseconds to hold the lease before giving it back. */
  hold: number;
}

export interface Offer {
  /** Option 54, or the sender's address where it is missing. */
  server: string;
  serverMac: string | undefined;
  /** Who sent the frame: where ACK and RELEASE travel when option 54 names another. */
  address: string;
  /** Milliseconds after the DISCOVER it answers. */
  response: number;
}

type Phase = 'idle' | 'selecting' | 'requesting' | 'bound' | 'ended';
type Timer = 'offer-window' | 'retransmit' | 'hold';

export interface HandshakeState {
  readonly phase: Phase;
  readonly plan: HandshakePlan;
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Transmissions of the present message. */
  readonly attempt: number;
  /** When the present message last went out. */
  readonly sentAt: number;
  /** `secs` of the last DISCOVER; the REQUEST repeats it (RFC 2131 section 4.4.1). */
  readonly secs: number;
  readonly windowClosed: boolean;
  readonly offers: readonly Offer[];
  readonly chosen: Offer | undefined;
  readonly lease: Lease | undefined;
  readonly released: boolean;
}

export type HandshakeInput =
  | { type: 'start' }
  | { type: 'frame'; frame: Frame }
  /** The last transmission left the host; `now` is when. */
  | { type: 'sent' }
  | { type: 'timer'; timer: Timer }
  | { type: 'cancel' };

export type HandshakeAction =
  | { type: 'send'; frame: Uint8Array; attempt?: number }
  | { type: 'set-timer'; timer: Timer; after: number }
  | { type: 'clear-timer'; timer: Timer }
  | { type: 'note'; code: NotePart['code']; params: NotePart['params'] }
  | { type: 'done'; outcome: HandshakeResult['outcome']; problems: Problem[] };

export interface HandshakeStep {
  state: HandshakeState;
  actions: HandshakeAction[];
  /** For a frame: why it had no part. Absent: it had. */
  ignored?: NonNullable<PacketPart['ignored']>;
}

const everybodyMac = 'ff:ff:ff:ff:ff:ff';
/** Distinct offers kept; a flood of more is shown on the timeline but not compared. */
const offersLimit = 256;
const types = { offer: 2, ack: 5, nak: 6 } as const;

export function beginHandshake(plan: HandshakePlan, now: number): HandshakeState {
  return {
    phase: 'idle',
    plan,
    startedAt: now,
    attempt: 0,
    sentAt: now,
    secs: 0,
    windowClosed: false,
    offers: [],
    chosen: undefined,
    lease: undefined,
    released: false,
  };
}

export function stepHandshake(state: HandshakeState, input: HandshakeInput, now: number): HandshakeStep {
  if (state.phase === 'ended') return { state, actions: [], ...(input.type === 'frame' ? { ignored: 'late' } : {}) };
  switch (input.type) {
    case 'start':
      return begin(state, now);
    case 'frame':
      return receive(state, input.frame, now);
    case 'sent':
      return { state: { ...state, sentAt: now }, actions: [] };
    case 'timer':
      return timeOut(state, input.timer, now);
    case 'cancel':
      return cancel(state);
  }
}

function begin(state: HandshakeState, now: number): HandshakeStep {
  const step = transmit({ ...state, phase: 'selecting' }, now);
  step.actions.push({ type: 'set-timer', timer: 'offer-window', after: state.plan.offerWindow });
  return step;
}

/** Sends the phase's message once more and sets the wait for its answer. */
function transmit(state: HandshakeState, now: number): HandshakeStep {
  const { plan, chosen } = state;
  const attempt = state.attempt + 1;
  const secs = chosen === undefined ? Math.max(0, Math.floor((now - state.startedAt) / 1000)) : state.secs;
  const transaction: Transaction = { xid: plan.xid, secs };
  const message =
    chosen === undefined
      ? discover(plan.identity, transaction, plan.requestedAddress)
      : requestOffered(plan.identity, transaction, { address: chosen.address, server: chosen.server });
  return {
    state: { ...state, attempt, secs, sentAt: now },
    actions: [
      { type: 'send', frame: broadcastFrame(plan, message), attempt },
      { type: 'set-timer', timer: 'retransmit', after: retransmitWait(plan, attempt, chosen !== undefined) },
    ],
  };
}

/** 4, 8, 16, 32, then 64 seconds, each plus or minus a second (RFC 2131 section 4.1); shorter first waits scale all of it. */
function retransmitWait(plan: HandshakePlan, attempt: number, requesting: boolean): number {
  const exponential = Math.min(plan.firstTimeout * 2 ** (attempt - 1), plan.firstTimeout * 16);
  const index = attempt - 1 + (requesting ? plan.attempts : 0);
  const spread = (plan.jitter[index] ?? 0) * Math.min(1000, plan.firstTimeout / 4);
  return Math.max(1, exponential + spread);
}

function receive(state: HandshakeState, frame: Frame, now: number): HandshakeStep {
  const ignore = (ignored: NonNullable<HandshakeStep['ignored']>): HandshakeStep => ({ state, actions: [], ignored });
  const { plan } = state;
  if (frame.link === 'ethernet' && (frame.vlans[0]?.id || undefined) !== plan.vlan) return ignore('other-vlan');
  if (frame.arp !== undefined) return answerArp(state, frame);
  const message = frame.dhcp;
  if (message === undefined) return ignore(frame.udp === undefined ? 'not-dhcp' : 'malformed');
  if (message.op !== 2) return ignore('not-for-us');
  if (message.xid !== plan.xid) return ignore('other-transaction');
  if (message.chaddr !== plan.identity.mac) return ignore('other-client');
  switch (messageType(message)) {
    case types.offer:
      return takeOffer(state, frame, message, now);
    case types.ack:
    case types.nak:
      return takeAnswer(state, frame, message);
    default:
      return ignore('not-expected-now');
  }
}

/** While we hold a lease the server (or anybody) may ask who has its address; no kernel answers for us. */
function answerArp(state: HandshakeState, frame: Frame): HandshakeStep {
  const { plan, lease } = state;
  const { arp } = frame;
  if (arp === undefined || lease === undefined || arp.operation !== 1 || arp.targetAddress !== lease.address) {
    return { state, actions: [], ignored: 'not-for-us' };
  }
  const reply = arpReply(plan.identity.mac, lease.address, arp.senderMac, arp.senderAddress, plan.vlan);
  return { state, actions: [{ type: 'send', frame: reply }] };
}

export function arpReply(
  mac: string,
  address: string,
  targetMac: string,
  targetAddress: string,
  vlan: number | undefined,
): Uint8Array {
  return buildArpFrame({
    sourceMac: mac,
    destinationMac: targetMac,
    ...(vlan === undefined ? {} : { vlan }),
    operation: 2,
    senderMac: mac,
    senderAddress: address,
    targetMac,
    targetAddress,
  });
}

function takeOffer(state: HandshakeState, frame: Frame, message: DhcpMessage, now: number): HandshakeStep {
  if (message.yiaddr === '0.0.0.0') return { state, actions: [], ignored: 'malformed' };
  const offer: Offer = {
    server: serverOf(frame, message),
    serverMac: frame.ethernet?.source,
    address: message.yiaddr,
    response: now - state.sentAt,
  };
  if (state.offers.some(({ server, address }) => server === offer.server && address === offer.address)) {
    return { state, actions: [], ignored: 'duplicate' };
  }
  if (state.offers.length >= offersLimit) return { state, actions: [], ignored: 'over-limit' };
  const next = { ...state, offers: [...state.offers, offer] };
  if (state.phase !== 'selecting') return { state: next, actions: [], ignored: 'late' };
  if (state.windowClosed && isWanted(state.plan, offer)) return choose(next, offer, now);
  return { state: next, actions: [] };
}

/**
 * ACK and NAK count only when they come from the server we chose: the one not chosen may well send a NAK with our xid
 * (RFC 2131 section 3.1, item 4).
 */
function takeAnswer(state: HandshakeState, frame: Frame, message: DhcpMessage): HandshakeStep {
  const { chosen } = state;
  if (state.phase === 'bound') return { state, actions: [], ignored: 'duplicate' };
  if (state.phase !== 'requesting' || chosen === undefined) return { state, actions: [], ignored: 'not-expected-now' };
  if (serverOf(frame, message) !== chosen.server) return { state, actions: [], ignored: 'other-server' };
  if (messageType(message) === types.nak) {
    const params = { server: chosen.server, message: textOption(message, 56) ?? '' };
    return end(state, 'nak', [problem('dhcp-nak', params)]);
  }
  if (message.yiaddr === '0.0.0.0') return { state, actions: [], ignored: 'malformed' };
  return bind(state, leaseOf(message, state.plan.identity, { address: chosen.server, mac: frame.ethernet?.source }));
}

function bind(state: HandshakeState, lease: Lease): HandshakeStep {
  const { plan } = state;
  const bound: HandshakeState = { ...state, phase: 'bound', lease };
  if (plan.hold > 0) {
    return {
      state: bound,
      actions: [
        { type: 'clear-timer', timer: 'retransmit' },
        { type: 'note', code: 'lease-held', params: { address: lease.address, seconds: plan.hold / 1000 } },
        { type: 'set-timer', timer: 'hold', after: plan.hold },
      ],
    };
  }
  return plan.keep ? keepLease(bound) : giveBack(bound, 'bound');
}

/** The handshake is done but the machine stays bound: it goes on answering ARP for the address. */
function keepLease(state: HandshakeState): HandshakeStep {
  return {
    state,
    actions: [
      { type: 'clear-timer', timer: 'retransmit' },
      { type: 'done', outcome: 'bound', problems: [] },
    ],
  };
}

function giveBack(state: HandshakeState, outcome: HandshakeResult['outcome']): HandshakeStep {
  const lease = state.lease ?? {
    address: state.chosen?.address ?? '0.0.0.0',
    server: state.chosen?.server ?? '0.0.0.0',
    serverMac: state.chosen?.serverMac,
  };
  const step = end({ ...state, released: true }, outcome, []);
  const frame = releaseFrame(state.plan, lease);
  step.actions.unshift(
    { type: 'send', frame },
    { type: 'note', code: 'lease-released', params: { address: lease.address } },
  );
  return step;
}

/** RELEASE goes by unicast to the server (RFC 2131 section 4.4.6), through whatever device delivered its ACK. */
export function releaseFrame(
  plan: Pick<HandshakePlan, 'identity' | 'vlan' | 'xid'>,
  lease: { address: string; server: string; serverMac?: string | undefined },
): Uint8Array {
  return buildUdpFrame({
    sourceMac: plan.identity.mac,
    destinationMac: lease.serverMac ?? everybodyMac,
    ...(plan.vlan === undefined ? {} : { vlan: plan.vlan }),
    sourceAddress: lease.address,
    destinationAddress: lease.server,
    sourcePort: 68,
    destinationPort: 67,
    payload: encodeDhcp(release(plan.identity, { xid: plan.xid, secs: 0 }, lease)),
  });
}

function timeOut(state: HandshakeState, timer: Timer, now: number): HandshakeStep {
  if (timer === 'hold') return state.plan.keep ? keepLease(state) : giveBack(state, 'bound');
  if (timer === 'offer-window') return closeWindow(state, now);
  const wanted = state.phase === 'selecting' ? state.offers.find((offer) => isWanted(state.plan, offer)) : undefined;
  // The window may be longer than the first wait: with an offer in hand there is nothing to ask again.
  if (wanted !== undefined) return { state, actions: [] };
  if (state.attempt < state.plan.attempts) {
    const step = transmit(state, now);
    const params = { attempt: state.attempt + 1, seconds: Math.round((now - state.sentAt) / 100) / 10 };
    step.actions.unshift({ type: 'note', code: 'retransmit-wait', params });
    return step;
  }
  return giveUp(state, now);
}

function closeWindow(state: HandshakeState, now: number): HandshakeStep {
  if (state.phase !== 'selecting') return { state, actions: [] };
  const closed = { ...state, windowClosed: true };
  const wanted = state.offers.find((offer) => isWanted(state.plan, offer));
  if (wanted === undefined) return { state: closed, actions: [] };
  const step = choose(closed, wanted, now);
  step.actions.unshift({ type: 'note', code: 'offer-window-closed', params: { count: state.offers.length } });
  return step;
}

function choose(state: HandshakeState, offer: Offer, now: number): HandshakeStep {
  const step = transmit({ ...state, phase: 'requesting', chosen: offer, attempt: 0 }, now);
  const params = { server: offer.server, address: offer.address };
  step.actions.unshift({ type: 'clear-timer', timer: 'retransmit' }, { type: 'note', code: 'offer-chosen', params });
  return step;
}

function giveUp(state: HandshakeState, now: number): HandshakeStep {
  const { plan, offers, chosen } = state;
  const seconds = Math.round((now - state.startedAt) / 100) / 10;
  if (chosen !== undefined) {
    const since = Math.round((now - state.sentAt) / 100) / 10;
    return end(state, 'noAck', [
      problem('dhcp-no-ack', { server: chosen.server, attempts: plan.attempts, seconds: since }),
    ]);
  }
  if (offers.length > 0 && plan.server !== undefined) {
    const params = { server: plan.server, offers: offers.map(({ server }) => server).join(', ') };
    return end(state, 'noOffer', [problem('dhcp-server-not-among-offers', params)]);
  }
  return end(state, 'noOffer', [problem('dhcp-no-offer', { attempts: plan.attempts, seconds })]);
}

/** A REQUEST on its way may still get its ACK: what it would bind is given back, so that nothing stays taken. */
function cancel(state: HandshakeState): HandshakeStep {
  const cancelled: HandshakeAction = { type: 'note', code: 'cancelled', params: {} };
  const mustGiveBack = (state.phase === 'requesting' || state.phase === 'bound') && !state.plan.keep;
  const step = mustGiveBack ? giveBack(state, 'cancelled') : end(state, 'cancelled', []);
  step.actions.unshift(cancelled);
  return step;
}

function end(state: HandshakeState, outcome: HandshakeResult['outcome'], problems: Problem[]): HandshakeStep {
  return { state: { ...state, phase: 'ended' }, actions: [{ type: 'done', outcome, problems }] };
}

function isWanted(plan: HandshakePlan, offer: Offer): boolean {
  return plan.server === undefined || plan.server === offer.server;
}

function serverOf(frame: Frame, message: DhcpMessage): string {
  return addressOption(message, 54) ?? frame.ipv4?.source ?? '0.0.0.0';
}

function broadcastFrame(plan: HandshakePlan, message: DhcpMessage): Uint8Array {
  return buildUdpFrame({
    sourceMac: plan.identity.mac,
    destinationMac: everybodyMac,
    ...(plan.vlan === undefined ? {} : { vlan: plan.vlan }),
    sourceAddress: '0.0.0.0',
    destinationAddress: '255.255.255.255',
    sourcePort: 68,
    destinationPort: 67,
    payload: encodeDhcp(message),
  });
}
