import {
  bootp,
  decline,
  inform,
  requestAgain,
  requestExtension,
  type Transaction,
} from '#electron/wire/dhcpv4/client-messages.ts';
import { type DhcpMessage, messageType } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import type { Frame } from '#electron/wire/frame.ts';
import { problem } from '#shared/problem/problem.ts';
import { arpRequest, broadcastFrame, releaseFrame, serverOf, unicastFrame } from './frames.ts';
import { leaseOf } from './lease.ts';
import { nakProblem } from './obtain.ts';
import { type ExchangeState, type ExchangeStep, end, ignore, retransmitWait } from './plan.ts';

/** The messages about an address one has: REQUEST in its other three forms, RELEASE, DECLINE, INFORM; and BOOTP. */

/** Milliseconds between two ARP requests for the server (RFC 1122 section 2.3.2.1: no more than one a second). */
const resolveWait = 1000;
const resolveAttempts = 3;

/** Begins the verb's own message. Unicast needs the server's MAC: ARP asks for it where it is not known. */
export function beginAsking(state: ExchangeState, now: number): ExchangeStep {
  const { plan, holding, obtained } = state;
  const xid = obtained ? (plan.xid + 1) >>> 0 : plan.xid;
  const unicast = plan.verb === 'renew' || plan.verb === 'release';
  if (unicast && holding !== undefined && holding.serverMac === undefined) {
    return resolve({ ...state, xid, phase: 'resolving', attempt: 0 });
  }
  return ask({ ...state, xid, phase: 'asking', attempt: 0, secs: 0 }, now);
}

function resolve(state: ExchangeState): ExchangeStep {
  const { plan, holding } = state;
  const frame = arpRequest(plan, holding?.address ?? '0.0.0.0', holding?.server ?? '0.0.0.0');
  return {
    state: { ...state, attempt: state.attempt + 1 },
    actions: [
      { type: 'send', frame },
      { type: 'set-timer', timer: 'retransmit', after: resolveWait },
    ],
  };
}

/** The server's answer to our ARP. */
export function takeResolution(state: ExchangeState, { arp }: Frame, now: number): ExchangeStep {
  if (state.holding === undefined || arp === undefined) return ignore(state, 'not-for-us');
  const step = beginAsking({ ...state, holding: { ...state.holding, serverMac: arp.senderMac } }, now);
  step.actions.unshift({ type: 'clear-timer', timer: 'retransmit' });
  return step;
}

/** Nobody answers for the server: behind a router it never will. The message goes to every station instead, and says so. */
export function resolveTimedOut(state: ExchangeState, now: number): ExchangeStep {
  if (state.attempt < resolveAttempts) return resolve(state);
  const step = ask({ ...state, phase: 'asking', attempt: 0, secs: 0 }, now);
  step.actions.unshift({ type: 'note', code: 'server-not-resolved', params: { server: state.holding?.server ?? '?' } });
  return step;
}

/** Sends the verb's message. RELEASE and DECLINE are not answered (RFC 2131 sections 4.4.4 and 4.4.6): sent is done. */
export function ask(state: ExchangeState, now: number): ExchangeStep {
  const { plan, holding } = state;
  const attempt = state.attempt + 1;
  const secs = Math.max(0, Math.floor((now - state.startedAt) / 1000));
  const frame = frameOf(state, { xid: state.xid, secs });
  if (frame === undefined) return end(state, 'failed', [problem('lease-unknown', { exchange: plan.verb })]);
  const next = { ...state, attempt, secs, sentAt: now };
  const address = holding?.address ?? '0.0.0.0';
  if (plan.verb === 'release' || plan.verb === 'decline') {
    const outcome = plan.verb === 'release' ? 'released' : 'declined';
    const step = end({ ...next, released: plan.verb === 'release' }, outcome);
    step.actions.unshift(
      { type: 'send', frame, attempt },
      { type: 'note', code: plan.verb === 'release' ? 'lease-released' : 'lease-declined', params: { address } },
    );
    return step;
  }
  return {
    state: next,
    actions: [
      { type: 'send', frame, attempt },
      { type: 'set-timer', timer: 'retransmit', after: retransmitWait(plan, attempt, 'asking') },
    ],
  };
}

function frameOf({ plan, holding }: ExchangeState, transaction: Transaction): Uint8Array | undefined {
  const { identity, verb } = plan;
  if (verb === 'bootp') return broadcastFrame(plan, bootp(identity, transaction));
  if (holding === undefined) return undefined;
  const { address } = holding;
  switch (verb) {
    case 'reboot':
      return broadcastFrame(plan, requestAgain(identity, transaction, address));
    case 'renew':
      return unicastFrame(plan, requestExtension(identity, transaction, address), holding);
    case 'rebind':
      return broadcastFrame(plan, requestExtension(identity, transaction, address), address);
    case 'inform':
      return broadcastFrame(plan, inform(identity, transaction, address), address);
    case 'release':
      return releaseFrame(plan, holding);
    case 'decline':
      return broadcastFrame(plan, decline(identity, transaction, holding));
    default:
      return undefined;
  }
}

/** The answer to the verb's message. RENEW asks one server; the others take the first that answers. */
export function takeReply(state: ExchangeState, frame: Frame, message: DhcpMessage): ExchangeStep {
  const { plan, holding } = state;
  const type = messageType(message);
  const server = serverOf(frame, message);
  if (plan.verb === 'bootp') {
    return type === undefined ? grant(state, frame, message, 'answered') : ignore(state, 'not-expected-now');
  }
  if (type !== messageTypes.ACK && type !== messageTypes.NAK) return ignore(state, 'not-expected-now');
  if (plan.verb === 'renew' && server !== holding?.server) return ignore(state, 'other-server');
  if (type === messageTypes.NAK) {
    // The lease is gone: there is nothing left to give back (RFC 2131 section 4.4.5).
    const lost = { ...state, holding: undefined, obtained: false };
    return end(lost, 'nak', [nakProblem(server, message)]);
  }
  if (plan.verb === 'inform') return grant(state, frame, message, 'informed');
  if (message.yiaddr === '0.0.0.0') return ignore(state, 'malformed');
  return grant(state, frame, message, 'bound');
}

function grant(
  state: ExchangeState,
  frame: Frame,
  message: DhcpMessage,
  outcome: 'bound' | 'informed' | 'answered',
): ExchangeStep {
  const server = serverOf(frame, message);
  const serverMac = frame.ethernet?.source;
  const told = leaseOf(message, state.plan.identity, { address: server, mac: serverMac });
  const address = outcome === 'informed' ? (state.holding?.address ?? told.address) : told.address;
  return {
    state: {
      ...state,
      phase: 'bound',
      lease: { ...told, address },
      holding: outcome === 'answered' ? undefined : { address, server, serverMac },
    },
    actions: [{ type: 'clear-timer', timer: 'retransmit' }],
  };
}

export function giveUpAsking(state: ExchangeState, now: number): ExchangeStep {
  const { plan, holding } = state;
  const seconds = Math.round((now - state.startedAt) / 100) / 10;
  const server = plan.verb === 'renew' ? (holding?.server ?? '?') : '255.255.255.255';
  return end(state, 'noAck', [problem('dhcp-no-ack', { server, attempts: plan.attempts, seconds })]);
}
