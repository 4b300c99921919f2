import { discover, requestOffered } from '#electron/wire/dhcpv4/client-messages.ts';
import { type DhcpMessage, findOption, messageType, textOption } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import type { Frame } from '#electron/wire/frame.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import { broadcastFrame, serverOf } from './frames.ts';
import { leaseOf } from './lease.ts';
import { type ExchangeState, type ExchangeStep, end, ignore, type Offer, retransmitWait } from './plan.ts';

/** Getting an address: INIT, SELECTING and REQUESTING of RFC 2131 section 4.4.1. */

/** Distinct offers kept; a flood of more is shown on the timeline but not compared. */
const offersLimit = 256;

export function beginSelecting(state: ExchangeState, now: number): ExchangeStep {
  const step = transmit({ ...state, phase: 'selecting' }, now);
  step.actions.push({ type: 'set-timer', timer: 'offer-window', after: state.plan.offerWindow });
  return step;
}

/** Sends DISCOVER or REQUEST once more and sets the wait for its answer. */
export function transmit(state: ExchangeState, now: number): ExchangeStep {
  const { plan, chosen, phase } = state;
  const attempt = state.attempt + 1;
  const secs = chosen === undefined ? Math.max(0, Math.floor((now - state.startedAt) / 1000)) : state.secs;
  const transaction = { xid: state.xid, secs };
  const { requestedAddress, rapidCommit } = plan;
  const message =
    chosen === undefined
      ? discover(plan.identity, transaction, { requestedAddress, rapidCommit })
      : requestOffered(plan.identity, transaction, chosen);
  return {
    state: { ...state, attempt, secs, sentAt: now },
    actions: [
      { type: 'send', frame: broadcastFrame(plan, message), attempt },
      { type: 'set-timer', timer: 'retransmit', after: retransmitWait(plan, attempt, phase) },
    ],
  };
}

export function takeOffer(state: ExchangeState, frame: Frame, message: DhcpMessage, now: number): ExchangeStep {
  if (message.yiaddr === '0.0.0.0') return ignore(state, 'malformed');
  const offer: Offer = {
    server: serverOf(frame, message),
    serverMac: frame.ethernet?.source,
    address: message.yiaddr,
    response: now - state.sentAt,
  };
  if (state.offers.some(({ server, address }) => server === offer.server && address === offer.address)) {
    return ignore(state, 'duplicate');
  }
  if (state.offers.length >= offersLimit) return ignore(state, 'over-limit');
  const next = { ...state, offers: [...state.offers, offer] };
  if (state.phase !== 'selecting') return ignore(next, 'late');
  if (state.windowClosed && isWanted(state, offer)) return choose(next, offer, now);
  return { state: next, actions: [] };
}

/** The ACK to a DISCOVER that allowed it (RFC 4039 section 3.1): option 80 must be in it, or it answers something else. */
export function takeRapidCommit(state: ExchangeState, frame: Frame, message: DhcpMessage): ExchangeStep {
  const isRapid = state.plan.rapidCommit && findOption(message, 80) !== undefined;
  if (!isRapid || messageType(message) !== messageTypes.ACK) return ignore(state, 'not-expected-now');
  if (state.plan.server !== undefined && serverOf(frame, message) !== state.plan.server)
    return ignore(state, 'other-server');
  return bind(state, frame, message);
}

/** The problem that a NAK is, with the reason it gives, if any (option 56). */
export function nakProblem(server: string, message: DhcpMessage): Problem {
  const reason = textOption(message, 56);
  return problem('dhcp-nak', reason ? { server, message: reason } : { server });
}

/**
 * ACK and NAK count only when they come from the server we chose: the one not chosen may well send a NAK with our xid
 * (RFC 2131 section 3.1, item 4).
 */
export function takeAnswer(state: ExchangeState, frame: Frame, message: DhcpMessage): ExchangeStep {
  const { chosen } = state;
  if (chosen === undefined || serverOf(frame, message) !== chosen.server) return ignore(state, 'other-server');
  if (messageType(message) === messageTypes.NAK) {
    return end(state, 'nak', [nakProblem(chosen.server, message)]);
  }
  return bind(state, frame, message);
}

/** The address is ours: what comes next is the verb's affair. */
function bind(state: ExchangeState, frame: Frame, message: DhcpMessage): ExchangeStep {
  if (message.yiaddr === '0.0.0.0') return ignore(state, 'malformed');
  const server = serverOf(frame, message);
  const serverMac = frame.ethernet?.source;
  return {
    state: {
      ...state,
      phase: 'bound',
      lease: leaseOf(message, state.plan.identity, { address: server, mac: serverMac }),
      holding: { address: message.yiaddr, server, serverMac },
      obtained: true,
    },
    actions: [
      { type: 'clear-timer', timer: 'retransmit' },
      { type: 'clear-timer', timer: 'offer-window' },
    ],
  };
}

export function closeWindow(state: ExchangeState, now: number): ExchangeStep {
  if (state.phase !== 'selecting') return { state, actions: [] };
  const closed = { ...state, windowClosed: true };
  const wanted = state.offers.find((offer) => isWanted(state, offer));
  if (wanted === undefined) return { state: closed, actions: [] };
  const step = choose(closed, wanted, now);
  step.actions.unshift({ type: 'note', code: 'offer-window-closed', params: { count: state.offers.length } });
  return step;
}

function choose(state: ExchangeState, offer: Offer, now: number): ExchangeStep {
  if (state.plan.verb === 'discover') return end(state, 'offered');
  const step = transmit({ ...state, phase: 'requesting', chosen: offer, attempt: 0 }, now);
  const params = { server: offer.server, address: offer.address };
  step.actions.unshift({ type: 'clear-timer', timer: 'retransmit' }, { type: 'note', code: 'offer-chosen', params });
  return step;
}

export function isWanted({ plan }: ExchangeState, offer: Offer): boolean {
  return plan.server === undefined || plan.server === offer.server;
}

/** Every attempt went unanswered. */
export function giveUpObtaining(state: ExchangeState, now: number): ExchangeStep {
  const { plan, offers, chosen } = state;
  const seconds = Math.round((now - state.startedAt) / 100) / 10;
  if (chosen !== undefined) {
    const since = Math.round((now - state.sentAt) / 100) / 10;
    const params = { server: chosen.server, attempts: plan.attempts, seconds: since };
    return end(state, 'noAck', [problem('dhcp-no-ack', params)]);
  }
  if (offers.length > 0 && plan.server !== undefined) {
    const params = { server: plan.server, offers: offers.map(({ server }) => server).join(', ') };
    return end(state, 'noOffer', [problem('dhcp-server-not-among-offers', params)]);
  }
  return end(state, 'noOffer', [problem('dhcp-no-offer', { attempts: plan.attempts, seconds })]);
}
