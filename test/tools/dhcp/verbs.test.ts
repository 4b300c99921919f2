import { describe, expect, test } from 'vitest';
import { stepExchange } from '#electron/tools/dhcp/machine.ts';
import type { ExchangeAction, ExchangeInput, ExchangePlan, ExchangeState } from '#electron/tools/dhcp/plan.ts';
import { addressOption, findOption, messageName } from '#electron/wire/dhcpv4/message.ts';
import { buildArpFrame, type Frame, parseFrame } from '#electron/wire/frame.ts';
import { type Answer, answer, clientMac, idle, offered, server, serverMac, xid } from './handshake-fixture.ts';

const lease = { address: offered, server, serverMac };
const start = { type: 'start' } as const;
const noAnswer = { type: 'timer', timer: 'retransmit' } as const;
const windowCloses = { type: 'timer', timer: 'offer-window' } as const;
const frame = (parts: Answer) => ({ type: 'frame', frame: answer(parts) }) as const;

function drive(state: ExchangeState, ...inputs: ExchangeInput[]) {
  const actions: ExchangeAction[] = [];
  let now = state;
  let ignored: string | undefined;
  for (const input of inputs) {
    const step = stepExchange(now, input, 0);
    now = step.state;
    ignored = step.ignored;
    actions.push(...step.actions);
  }
  return { state: now, ignored, actions, sent: sent(actions), outcome: actions.find(({ type }) => type === 'done') };
}

function sent(actions: ExchangeAction[]): Frame[] {
  return actions.flatMap((action) => (action.type === 'send' ? [parseFrame(action.frame, 'ethernet')] : []));
}

const names = (frames: Frame[]) => frames.map(({ dhcp }) => (dhcp ? messageName(dhcp) : 'ARP'));
const known = (verb: ExchangePlan['verb'], change: Partial<ExchangePlan> = {}) => idle({ verb, lease, ...change });
const codes = (of: Frame | undefined) => of?.dhcp?.options.map(({ code }) => code);

test('DISCOVER only collects the offers and asks for none of them', () => {
  const { sent, outcome, state } = drive(idle({ verb: 'discover' }), start, frame({ type: 'offer' }), windowCloses);
  expect(names(sent)).toEqual(['DISCOVER']);
  expect(outcome).toMatchObject({ outcome: 'offered' });
  expect(state.offers).toHaveLength(1);
});

describe('the REQUEST in each of its forms (RFC 2131 section 4.3.2)', () => {
  test('INIT-REBOOT: broadcast, option 50, no server, ciaddr zero', () => {
    const [request] = drive(known('reboot'), start).sent;
    expect(request).toMatchObject({
      ipv4: { source: '0.0.0.0', destination: '255.255.255.255' },
      dhcp: { ciaddr: '0.0.0.0' },
    });
    expect(codes(request)).toEqual([53, 61, 50, 12, 55]);
  });

  test('RENEWING: unicast to the server, ciaddr, neither option 50 nor 54', () => {
    const [request] = drive(known('renew'), start).sent;
    expect(request).toMatchObject({
      ethernet: { destination: serverMac },
      ipv4: { source: offered, destination: server },
      dhcp: { ciaddr: offered },
    });
    expect(codes(request)).toEqual([53, 61, 12, 55]);
  });

  test('REBINDING: the same by broadcast', () => {
    const [request] = drive(known('rebind'), start).sent;
    expect(request).toMatchObject({
      ethernet: { destination: 'ff:ff:ff:ff:ff:ff' },
      ipv4: { source: offered, destination: '255.255.255.255' },
      dhcp: { ciaddr: offered },
    });
    expect(codes(request)).toEqual([53, 61, 12, 55]);
  });
});

describe.each(['reboot', 'renew', 'rebind'] as const)('%s of a known address', (verb) => {
  test('ACK extends it; it stays ours and answers ARP', () => {
    const { outcome, state, sent } = drive(known(verb), start, frame({ type: 'ack' }));
    expect(outcome).toMatchObject({ outcome: 'bound' });
    expect(state).toMatchObject({ phase: 'bound', released: false, lease: { address: offered, leaseTime: 120 } });
    expect(names(sent)).toEqual(['REQUEST']);
    const ask = arp(1, serverMac, server, offered);
    expect(drive(state, ask).sent[0]?.arp).toMatchObject({ operation: 2, senderAddress: offered });
  });

  test('NAK takes it away', () => {
    const { outcome, state } = drive(known(verb), start, frame({ type: 'nak' }));
    expect(outcome).toMatchObject({ outcome: 'nak', problems: [{ code: 'dhcp-nak' }] });
    expect(state.holding).toBeUndefined();
  });

  test('silence ends as noAck after every attempt; the address is not given back', () => {
    const { outcome, sent } = drive(known(verb), start, noAnswer, noAnswer, noAnswer);
    expect(outcome).toMatchObject({ outcome: 'noAck' });
    expect(names(sent)).toEqual(['REQUEST', 'REQUEST', 'REQUEST']);
  });

  test('without an address one is obtained first, in a transaction of its own, and given back', () => {
    const obtained = drive(idle({ verb }), start, frame({ type: 'offer' }), windowCloses, frame({ type: 'ack' }));
    expect(names(obtained.sent)).toEqual(['DISCOVER', 'REQUEST', 'REQUEST']);
    expect(obtained.sent.map(({ dhcp }) => dhcp?.xid)).toEqual([xid, xid, xid + 1]);
    const late = drive(obtained.state, frame({ type: 'ack' }));
    expect(late.ignored).toBe('other-transaction');
    const { sent, outcome } = drive(obtained.state, frame({ type: 'ack', change: { xid: xid + 1 } }));
    expect(names(sent)).toEqual(['RELEASE']);
    expect(outcome).toMatchObject({ outcome: 'bound' });
  });
});

test('RENEW takes the answer of its server only, REBIND of any', () => {
  const other: Answer = { type: 'ack', from: '10.77.0.2', fromMac: '02:00:00:00:00:02' };
  expect(drive(known('renew'), start, frame(other)).ignored).toBe('other-server');
  expect(drive(known('rebind'), start, frame(other)).state.lease?.server).toBe('10.77.0.2');
});

describe('a server whose MAC is unknown', () => {
  const unresolved = known('renew', { lease: { ...lease, serverMac: undefined } });

  test('is asked for by ARP before the unicast', () => {
    const asked = drive(unresolved, start);
    expect(asked.sent[0]?.arp).toMatchObject({ operation: 1, senderAddress: offered, targetAddress: server });
    const { sent } = drive(asked.state, arp(2, serverMac, server, offered));
    expect(sent[0]).toMatchObject({ ethernet: { destination: serverMac }, dhcp: { ciaddr: offered } });
  });

  test('that nobody answers for gets the frame addressed to all stations, and that is said', () => {
    const { sent, actions } = drive(unresolved, start, noAnswer, noAnswer, noAnswer);
    expect(names(sent)).toEqual(['ARP', 'ARP', 'ARP', 'REQUEST']);
    expect(sent[3]).toMatchObject({ ethernet: { destination: 'ff:ff:ff:ff:ff:ff' }, ipv4: { destination: server } });
    expect(actions).toContainEqual({ type: 'note', code: 'server-not-resolved', params: { server } });
  });
});

test('RELEASE and DECLINE are sent and done: servers do not answer them', () => {
  const released = drive(known('release'), start);
  expect(released.sent[0]).toMatchObject({ ipv4: { destination: server }, dhcp: { ciaddr: offered } });
  expect(codes(released.sent[0])).toEqual([53, 61, 54]);
  expect(released.outcome).toMatchObject({ outcome: 'released' });
  const declined = drive(known('decline'), start);
  const message = declined.sent[0]?.dhcp;
  if (message === undefined) throw new Error('no DECLINE');
  expect(declined.sent[0]?.ipv4).toMatchObject({ source: '0.0.0.0', destination: '255.255.255.255' });
  expect([message.ciaddr, addressOption(message, 50), addressOption(message, 54)]).toEqual([
    '0.0.0.0',
    offered,
    server,
  ]);
  expect(declined.outcome).toMatchObject({ outcome: 'declined' });
});

test('an address obtained only to be declined is not released as well', () => {
  const { sent } = drive(
    idle({ verb: 'decline' }),
    start,
    frame({ type: 'offer' }),
    windowCloses,
    frame({ type: 'ack' }),
  );
  expect(names(sent)).toEqual(['DISCOVER', 'REQUEST', 'DECLINE']);
});

test('INFORM asks with ciaddr and takes an ACK without an address (RFC 2131 section 4.4.3)', () => {
  const { sent, outcome, state } = drive(known('inform'), start, frame({ type: 'ack', address: '0.0.0.0' }));
  expect(sent[0]).toMatchObject({ ipv4: { source: offered }, dhcp: { ciaddr: offered } });
  expect(outcome).toMatchObject({ outcome: 'informed' });
  expect(state.lease?.address).toBe(offered);
});

test('INFORM without an address obtains one and gives it back', () => {
  const informed = frame({ type: 'ack', address: '0.0.0.0', change: { xid: xid + 1 } });
  const { sent, outcome } = drive(
    idle({ verb: 'inform' }),
    start,
    frame({ type: 'offer' }),
    windowCloses,
    frame({ type: 'ack' }),
    informed,
  );
  expect(names(sent)).toEqual(['DISCOVER', 'REQUEST', 'INFORM', 'RELEASE']);
  expect(outcome).toMatchObject({ outcome: 'informed' });
});

test('BOOTP: no options of ours, and a reply without a message type', () => {
  const state = idle({ verb: 'bootp' });
  const asked = drive(state, start);
  expect(names(asked.sent)).toEqual(['BOOTREQUEST']);
  expect(codes(asked.sent[0])).toEqual([]);
  expect(drive(state, start, frame({ type: 'offer' })).ignored).toBe('not-expected-now');
  const { dhcp, ...reply } = answer({ type: 'ack' });
  if (dhcp === undefined) throw new Error('no reply');
  const bare = { ...reply, dhcp: { ...dhcp, options: [] } };
  const { outcome, state: ended } = drive(asked.state, { type: 'frame', frame: bare });
  expect(outcome).toMatchObject({ outcome: 'answered' });
  expect(ended.lease?.address).toBe(offered);
});

describe('rapid commit (RFC 4039)', () => {
  const rapid = { code: 80, bytes: new Uint8Array() };

  test('the DISCOVER asks for it and an ACK that has it binds at once', () => {
    const { sent, outcome } = drive(idle({ rapidCommit: true }), start, frame({ type: 'ack', more: [rapid] }));
    expect(names(sent)).toEqual(['DISCOVER', 'RELEASE']);
    const [discover] = sent;
    expect(discover?.dhcp && findOption(discover.dhcp, 80)).toEqual(new Uint8Array());
    expect(outcome).toMatchObject({ outcome: 'bound' });
  });

  test('an ACK without it, or one nobody asked for, does not bind', () => {
    expect(drive(idle({ rapidCommit: true }), start, frame({ type: 'ack' })).ignored).toBe('not-expected-now');
    expect(drive(idle(), start, frame({ type: 'ack', more: [rapid] })).ignored).toBe('not-expected-now');
  });
});

function arp(operation: 1 | 2, senderMac: string, senderAddress: string, targetAddress: string): ExchangeInput {
  const bytes = buildArpFrame({
    sourceMac: senderMac,
    destinationMac: clientMac,
    operation,
    senderMac,
    senderAddress,
    targetMac: operation === 1 ? '00:00:00:00:00:00' : clientMac,
    targetAddress,
  });
  return { type: 'frame', frame: parseFrame(bytes, 'ethernet') };
}
