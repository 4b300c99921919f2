import { messageType } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import type { Frame } from '#electron/wire/frame.ts';
import { ask, beginAsking, giveUpAsking, resolveTimedOut, takeReply, takeResolution } from './ask.ts';
import { arpReply, releaseFrame } from './frames.ts';
import {
  beginSelecting,
  closeWindow,
  giveUpObtaining,
  isWanted,
  takeAnswer,
  takeOffer,
  takeRapidCommit,
  transmit,
} from './obtain.ts';
import { type ExchangeInput, type ExchangeState, type ExchangeStep, end, ignore, type Timer } from './plan.ts';

/**
 * A DHCP client's exchange as a pure machine: (state, input, now) -> state and actions. No socket, clock or random source:
 * whoever drives it carries out the actions and feeds back what happened. RFC 2131 section 4.4.
 *
 * Every verb is the same walk: get an address if one is needed and not known (obtain.ts), send the verb's own message and
 * take its answer (ask.ts), and give back what was obtained on the way.
 */
export function stepExchange(state: ExchangeState, input: ExchangeInput, now: number): ExchangeStep {
  if (state.phase === 'ended') return input.type === 'frame' ? ignore(state, 'late') : { state, actions: [] };
  switch (input.type) {
    case 'start':
      return begin(state, now);
    case 'frame':
      return goOn(state, receive(state, input.frame, now), now);
    case 'sent':
      return { state: { ...state, sentAt: now }, actions: [] };
    case 'timer':
      return timeOut(state, input.timer, now);
    case 'cancel':
      return cancel(state);
  }
}

function begin(state: ExchangeState, now: number): ExchangeStep {
  const { verb } = state.plan;
  const obtains = verb === 'handshake' || verb === 'discover' || (verb !== 'bootp' && state.holding === undefined);
  return obtains ? beginSelecting(state, now) : beginAsking(state, now);
}

function receive(state: ExchangeState, frame: Frame, now: number): ExchangeStep {
  const { plan, phase } = state;
  if (frame.link === 'ethernet' && (frame.vlans[0]?.id || undefined) !== plan.vlan) return ignore(state, 'other-vlan');
  if (frame.arp !== undefined) return receiveArp(state, frame, now);
  const message = frame.dhcp;
  if (message === undefined) return ignore(state, frame.udp === undefined ? 'not-dhcp' : 'malformed');
  if (message.op !== 2) return ignore(state, 'not-for-us');
  if (message.xid !== state.xid) return ignore(state, 'other-transaction');
  if (message.chaddr !== plan.identity.mac) return ignore(state, 'other-client');
  if (phase === 'asking') return takeReply(state, frame, message);
  const type = messageType(message);
  if (type === messageTypes.OFFER) return takeOffer(state, frame, message, now);
  if (type !== messageTypes.ACK && type !== messageTypes.NAK) return ignore(state, 'not-expected-now');
  if (phase === 'selecting') return takeRapidCommit(state, frame, message);
  if (phase === 'requesting') return takeAnswer(state, frame, message);
  return ignore(state, phase === 'bound' ? 'duplicate' : 'not-expected-now');
}

/** While an address is ours the server (or anybody) may ask who has it; no kernel answers for us. */
function receiveArp(state: ExchangeState, frame: Frame, now: number): ExchangeStep {
  const { plan, holding } = state;
  const { arp } = frame;
  if (arp === undefined || holding === undefined) return ignore(state, 'not-for-us');
  if (arp.operation === 1 && arp.targetAddress === holding.address) {
    const asker = { mac: arp.senderMac, address: arp.senderAddress };
    return { state, actions: [{ type: 'send', frame: arpReply(plan, holding.address, asker) }] };
  }
  const resolves = state.phase === 'resolving' && arp.operation === 2 && arp.senderAddress === holding.server;
  return resolves ? takeResolution(state, frame, now) : ignore(state, 'not-for-us');
}

/** After a step that bound an address: the verb's own message if it is still to come, else holding, keeping or giving back. */
function goOn(before: ExchangeState, step: ExchangeStep, now: number): ExchangeStep {
  const { state } = step;
  if (state.phase !== 'bound' || before.phase === 'bound') return step;
  const { verb, hold } = state.plan;
  const isDone = verb === 'handshake' || before.phase === 'asking';
  const next = !isDone ? beginAsking(state, now) : hold > 0 && state.obtained ? holdLease(state) : conclude(state);
  return { ...next, actions: [...step.actions, ...next.actions] };
}

function holdLease(state: ExchangeState): ExchangeStep {
  const { hold } = state.plan;
  const params = { address: state.holding?.address ?? '?', seconds: hold / 1000 };
  return {
    state,
    actions: [
      { type: 'note', code: 'lease-held', params },
      { type: 'set-timer', timer: 'hold', after: hold },
    ],
  };
}

/** The exchange's purpose is reached. What was obtained is given back unless it is to be kept; what was known before stays. */
function conclude(state: ExchangeState): ExchangeStep {
  const { verb, keep } = state.plan;
  const outcome = verb === 'inform' ? 'informed' : verb === 'bootp' ? 'answered' : 'bound';
  if (state.obtained && !keep) return giveBack(state, outcome);
  if (state.holding === undefined) return end(state, outcome);
  // The machine stays bound: whoever keeps it feeds it on, and it answers ARP for the address.
  return { state, actions: [{ type: 'done', outcome, problems: [] }] };
}

function giveBack(state: ExchangeState, outcome: Parameters<typeof end>[1]): ExchangeStep {
  const { holding, chosen, plan } = state;
  // Cancelled before the ACK came, the server may have bound the address all the same.
  const lease = holding ?? chosen;
  if (lease === undefined) return end(state, outcome);
  const step = end({ ...state, released: true }, outcome);
  step.actions.unshift(
    { type: 'send', frame: releaseFrame(plan, lease) },
    { type: 'note', code: 'lease-released', params: { address: lease.address } },
  );
  return step;
}

function timeOut(state: ExchangeState, timer: Timer, now: number): ExchangeStep {
  if (timer === 'hold') return conclude(state);
  if (timer === 'offer-window') return closeWindow(state, now);
  switch (state.phase) {
    case 'resolving':
      return resolveTimedOut(state, now);
    case 'asking':
      return again(state, now, ask, giveUp);
    case 'selecting':
      // The window may be longer than the first wait: with an offer in hand there is nothing to ask again.
      if (state.offers.some((offer) => isWanted(state, offer))) return { state, actions: [] };
      return again(state, now, transmit, giveUpObtaining);
    case 'requesting':
      return again(state, now, transmit, giveUpObtaining);
    default:
      return { state, actions: [] };
  }
}

type Move = (state: ExchangeState, now: number) => ExchangeStep;

function again(state: ExchangeState, now: number, send: Move, stop: Move): ExchangeStep {
  if (state.attempt >= state.plan.attempts) return stop(state, now);
  const step = send(state, now);
  const params = { attempt: state.attempt + 1, seconds: Math.round((now - state.sentAt) / 100) / 10 };
  step.actions.unshift({ type: 'note', code: 'retransmit-wait', params });
  return step;
}

/** The question went unanswered; an address obtained for it goes back all the same. */
function giveUp(state: ExchangeState, now: number): ExchangeStep {
  const step = giveUpAsking(state, now);
  if (!state.obtained || state.plan.keep || state.holding === undefined) return step;
  const back = giveBack(state, 'noAck');
  return { state: back.state, actions: [...back.actions.filter(({ type }) => type !== 'done'), ...step.actions] };
}

/** A REQUEST on its way may still get its ACK: what it would bind is given back, so that nothing stays taken. */
function cancel(state: ExchangeState): ExchangeStep {
  const mine = state.obtained || state.phase === 'requesting';
  const step = mine && !state.plan.keep ? giveBack(state, 'cancelled') : end(state, 'cancelled');
  step.actions.unshift({ type: 'note', code: 'cancelled', params: {} });
  return step;
}
