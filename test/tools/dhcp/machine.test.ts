import { describe, expect, test } from 'vitest';
import { stepExchange } from '#electron/tools/dhcp/machine.ts';
import type { ExchangeAction, ExchangeInput, ExchangeState, ExchangeStep } from '#electron/tools/dhcp/plan.ts';
import { addressOption, messageName, textOption } from '#electron/wire/dhcpv4/message.ts';
import { buildArpFrame, type Frame, parseFrame } from '#electron/wire/frame.ts';
import { type Answer, answer, clientMac, idle, ip, offered, server, serverMac, xid } from './handshake-fixture.ts';

/** Feeds inputs one after another and keeps every action. */
function drive(state: ExchangeState, ...inputs: (ExchangeInput & { at?: number })[]) {
  const actions: ExchangeAction[] = [];
  let last: ExchangeStep = { state, actions: [] };
  for (const { at = 0, ...input } of inputs) {
    last = stepExchange(last.state, input as ExchangeInput, at);
    actions.push(...last.actions);
  }
  return { ...last, all: actions };
}

const start = { type: 'start' } as const;
const windowCloses = { type: 'timer', timer: 'offer-window', at: 1000 } as const;
const noAnswer = { type: 'timer', timer: 'retransmit' } as const;
const frame = (parts: Answer) => ({ type: 'frame', frame: answer(parts) }) as const;

function sent(actions: ExchangeAction[]): Frame[] {
  return actions.flatMap((action) => (action.type === 'send' ? [parseFrame(action.frame, 'ethernet')] : []));
}

const names = (actions: ExchangeAction[]) => sent(actions).map(({ dhcp }) => (dhcp ? messageName(dhcp) : 'ARP'));
const outcome = (actions: ExchangeAction[]) => actions.find((action) => action.type === 'done')?.outcome;
const problems = (actions: ExchangeAction[]) =>
  actions.flatMap((action) => (action.type === 'done' ? action.problems.map(({ code }) => code) : []));

test('DISCOVER, OFFER, REQUEST, ACK, RELEASE', () => {
  const { all, state } = drive(idle(), start, frame({ type: 'offer' }), windowCloses, frame({ type: 'ack' }));
  expect(names(all)).toEqual(['DISCOVER', 'REQUEST', 'RELEASE']);
  expect(outcome(all)).toBe('bound');
  expect(state.lease).toMatchObject({ address: offered, server, leaseTime: 120, t1: 60, t2: 105, serverMac });
  expect(state.released).toBe(true);
});

test('DISCOVER carries what RFC 2131 table 5 asks for', () => {
  const [discover] = sent(drive(idle({ requestedAddress: '10.77.0.140' }), start).all);
  expect(discover).toMatchObject({
    ethernet: { source: clientMac, destination: 'ff:ff:ff:ff:ff:ff' },
    ipv4: { source: '0.0.0.0', destination: '255.255.255.255' },
    udp: { sourcePort: 68, destinationPort: 67, checksumState: 'ok' },
    dhcp: { op: 1, xid, chaddr: clientMac, ciaddr: '0.0.0.0', flags: 0, faults: [] },
  });
  const message = discover?.dhcp;
  if (message === undefined) throw new Error('no DISCOVER');
  expect(message.options.map(({ code }) => code)).toEqual([53, 61, 50, 12, 55]);
  expect(addressOption(message, 50)).toBe('10.77.0.140');
  expect(textOption(message, 12)).toBe('tester');
});

test('REQUEST names server and address and repeats secs of the DISCOVER (RFC 2131 section 4.4.1)', () => {
  const { all } = drive(
    idle(),
    start,
    { ...noAnswer, at: 4000 },
    { ...windowCloses, at: 4100 },
    { ...frame({ type: 'offer' }), at: 9000 },
  );
  const [, second, request] = sent(all).map(({ dhcp }) => dhcp);
  if (second === undefined || request === undefined) throw new Error('two messages expected');
  expect(second.secs).toBe(4);
  expect(request.secs).toBe(second.secs);
  expect([addressOption(request, 54), addressOption(request, 50), request.ciaddr]).toEqual([
    server,
    offered,
    '0.0.0.0',
  ]);
});

test('RELEASE goes by unicast with ciaddr and without what table 5 forbids', () => {
  const { all } = drive(idle(), start, frame({ type: 'offer' }), windowCloses, frame({ type: 'ack' }));
  const release = sent(all)[2];
  expect(release).toMatchObject({
    ethernet: { destination: serverMac },
    ipv4: { source: offered, destination: server },
    dhcp: { ciaddr: offered },
  });
  expect(release?.dhcp?.options.map(({ code }) => code)).toEqual([53, 61, 54]);
});

describe('retransmission (RFC 2131 section 4.1)', () => {
  test('waits 4, 8, 16 seconds, each with its jitter, then gives up', () => {
    const { all } = drive(
      idle({ jitter: [1, -1, 0] }),
      start,
      { ...noAnswer, at: 5000 },
      { ...noAnswer, at: 12_000 },
      { ...noAnswer, at: 28_000 },
    );
    const waits = all.flatMap((action) =>
      action.type === 'set-timer' && action.timer === 'retransmit' ? [action.after] : [],
    );
    expect(waits).toEqual([5000, 7000, 16_000]);
    expect(names(all)).toEqual(['DISCOVER', 'DISCOVER', 'DISCOVER']);
    expect(outcome(all)).toBe('noOffer');
    expect(problems(all)).toEqual(['dhcp-no-offer']);
  });

  test('never waits longer than 16 times the first wait', () => {
    const state = { ...idle({ attempts: 8 }), phase: 'selecting' as const, attempt: 6 };
    const { all } = drive(state, noAnswer);
    expect(all.find((action) => action.type === 'set-timer')).toMatchObject({ after: 64_000 });
  });

  test('REQUEST is repeated, then the outcome is noAck', () => {
    const { all } = drive(idle(), start, frame({ type: 'offer' }), windowCloses, noAnswer, noAnswer, noAnswer);
    expect(names(all)).toEqual(['DISCOVER', 'REQUEST', 'REQUEST', 'REQUEST']);
    expect(outcome(all)).toBe('noAck');
    expect(problems(all)).toEqual(['dhcp-no-ack']);
  });

  test('with an offer in hand nothing is asked again while the window is open', () => {
    const { all } = drive(idle({ offerWindow: 10_000 }), start, frame({ type: 'offer' }), noAnswer);
    expect(names(all)).toEqual(['DISCOVER']);
  });
});

describe('offers', () => {
  const other: Answer = { type: 'offer', from: '10.77.0.2', fromMac: '02:00:00:00:00:02', address: '10.77.0.200' };

  test('all within the window are kept, the first is taken', () => {
    const { state, all } = drive(idle(), start, frame({ type: 'offer' }), frame(other), windowCloses);
    expect(state.offers.map(({ address }) => address)).toEqual([offered, '10.77.0.200']);
    expect(state.chosen?.server).toBe(server);
    expect(all).toContainEqual({ type: 'note', code: 'offer-window-closed', params: { count: 2 } });
  });

  test('the server asked for is waited for', () => {
    const wanted = idle({ server: '10.77.0.2' });
    expect(drive(wanted, start, frame({ type: 'offer' }), windowCloses).state.phase).toBe('selecting');
    expect(drive(wanted, start, frame({ type: 'offer' }), windowCloses, frame(other)).state.chosen?.server).toBe(
      '10.77.0.2',
    );
  });

  test('the server asked for never came: the others are named', () => {
    const { all } = drive(
      idle({ server: '10.77.0.9', attempts: 1 }),
      start,
      frame({ type: 'offer' }),
      windowCloses,
      noAnswer,
    );
    expect(problems(all)).toEqual(['dhcp-server-not-among-offers']);
    expect(outcome(all)).toBe('noOffer');
  });

  test('a repeated offer is a duplicate, one after the choice is late', () => {
    expect(drive(idle(), start, frame({ type: 'offer' }), frame({ type: 'offer' })).ignored).toBe('duplicate');
    expect(drive(idle(), start, frame({ type: 'offer' }), windowCloses, frame(other)).ignored).toBe('late');
  });

  test('without option 54 the sender stands for the server', () => {
    const { state } = drive(idle(), start, frame({ type: 'offer', serverIdentifier: null }), windowCloses);
    expect(state.chosen?.server).toBe(server);
  });

  test('an offer of no address is malformed', () => {
    expect(drive(idle(), start, frame({ type: 'offer', address: '0.0.0.0' })).ignored).toBe('malformed');
  });

  test('a flood of different offers is bounded', () => {
    let { state } = drive(idle(), start);
    for (let n = 0; n < 1000; n++) {
      state = stepExchange(state, frame({ type: 'offer', address: `10.78.${n >> 8}.${n & 255}` }), 0).state;
    }
    expect(state.offers.length).toBe(256);
  });
});

describe('what has no part in the exchange is ignored for a reason', () => {
  const cases: [string, Answer, string][] = [
    ['another transaction', { type: 'offer', change: { xid: 1 } }, 'other-transaction'],
    ['another client', { type: 'offer', change: { chaddr: '02:00:00:00:00:bb' } }, 'other-client'],
    ['another VLAN', { type: 'offer', vlan: 7 }, 'other-vlan'],
    ['a request of somebody', { type: 'offer', change: { op: 1 } }, 'not-for-us'],
    ['an ACK before any REQUEST', { type: 'ack' }, 'not-expected-now'],
  ];
  test.each(cases)('%s', (_name, parts, reason) => {
    const { ignored, state } = drive(idle(), start, frame(parts));
    expect(ignored).toBe(reason);
    expect(state.offers).toEqual([]);
  });

  test('ACK and NAK of a server that was not chosen', () => {
    for (const type of ['ack', 'nak'] as const) {
      const { ignored, state } = drive(
        idle(),
        start,
        frame({ type: 'offer' }),
        windowCloses,
        frame({ type, from: '10.77.0.2' }),
      );
      expect(ignored).toBe('other-server');
      expect(state.phase).toBe('requesting');
    }
  });

  test('a tagged exchange sends and expects its tag; a priority tag is no VLAN', () => {
    const { all } = drive(idle({ vlan: 7 }), start, frame({ type: 'offer', vlan: 7 }), windowCloses);
    expect(sent(all).map(({ vlans }) => vlans[0]?.id)).toEqual([7, 7]);
    expect(drive(idle({ vlan: 7 }), start, frame({ type: 'offer' })).ignored).toBe('other-vlan');
    expect(drive(idle(), start, frame({ type: 'offer', vlan: 0 })).ignored).toBeUndefined();
  });
});

test('NAK ends with the server and its message', () => {
  const nak = frame({ type: 'nak', more: [{ code: 56, bytes: new TextEncoder().encode('pool exhausted') }] });
  const { all } = drive(idle(), start, frame({ type: 'offer' }), windowCloses, nak);
  const [done] = all.filter((action) => action.type === 'done');
  expect(done).toMatchObject({
    outcome: 'nak',
    problems: [{ code: 'dhcp-nak', params: { server, message: 'pool exhausted' } }],
  });
});

describe('the lease', () => {
  const bind = [start, frame({ type: 'offer' }), windowCloses, frame({ type: 'ack' })];
  const ask = (target: string) =>
    ({
      type: 'frame',
      frame: parseFrame(
        buildArpFrame({
          sourceMac: serverMac,
          destinationMac: 'ff:ff:ff:ff:ff:ff',
          operation: 1,
          senderMac: serverMac,
          senderAddress: server,
          targetMac: '00:00:00:00:00:00',
          targetAddress: target,
        }),
        'ethernet',
      ),
    }) as const;

  test('is read in full', () => {
    const more = [
      { code: 1, bytes: ip('255.255.255.0') },
      { code: 3, bytes: ip('10.77.0.1', '10.77.0.2') },
      { code: 6, bytes: ip('10.77.0.53') },
      { code: 15, bytes: new TextEncoder().encode('example.org') },
      { code: 58, bytes: Uint8Array.of(0, 0, 0, 30) },
    ];
    const { state } = drive(idle(), start, frame({ type: 'offer' }), windowCloses, frame({ type: 'ack', more }));
    expect(state.lease).toMatchObject({
      mask: '255.255.255.0',
      routers: ['10.77.0.1', '10.77.0.2'],
      dns: ['10.77.0.53'],
      domain: 'example.org',
      t1: 30,
      t2: 105,
    });
  });

  test('held: ARP for its address is answered, other ARP is not, then it is given back', () => {
    const held = drive(idle({ hold: 5000 }), ...bind);
    expect(outcome(held.all)).toBeUndefined();
    const asked = stepExchange(held.state, ask(offered), 0);
    expect(sent(asked.actions)[0]?.arp).toMatchObject({
      operation: 2,
      senderMac: clientMac,
      senderAddress: offered,
      targetMac: serverMac,
    });
    expect(stepExchange(held.state, ask('10.77.0.9'), 0)).toMatchObject({ actions: [], ignored: 'not-for-us' });
    const released = stepExchange(held.state, { type: 'timer', timer: 'hold' }, 5000);
    expect(names(released.actions)).toEqual(['RELEASE']);
    expect(outcome(released.actions)).toBe('bound');
  });

  test('kept: done without RELEASE, and ARP is still answered', () => {
    const kept = drive(idle({ keep: true }), ...bind);
    expect(names(kept.all)).toEqual(['DISCOVER', 'REQUEST']);
    expect(outcome(kept.all)).toBe('bound');
    expect(sent(stepExchange(kept.state, ask(offered), 0).actions)).toHaveLength(1);
  });

  test('before it is ours no ARP is answered', () => {
    const { ignored, all } = drive(idle(), start, frame({ type: 'offer' }), ask(offered));
    expect(ignored).toBe('not-for-us');
    expect(names(all)).toEqual(['DISCOVER']);
  });

  test('a second ACK is a duplicate while held and late once over', () => {
    expect(drive(idle({ hold: 1 }), ...bind, frame({ type: 'ack' })).ignored).toBe('duplicate');
    expect(drive(idle(), ...bind, frame({ type: 'ack' })).ignored).toBe('late');
  });
});

describe('cancel', () => {
  test('before the REQUEST leaves nothing to give back', () => {
    const { all } = drive(idle(), start, { type: 'cancel' });
    expect(names(all)).toEqual(['DISCOVER']);
    expect(outcome(all)).toBe('cancelled');
  });

  test('after the REQUEST gives back what the server may have bound', () => {
    const { all } = drive(idle(), start, frame({ type: 'offer' }), windowCloses, { type: 'cancel' });
    expect(names(all)).toEqual(['DISCOVER', 'REQUEST', 'RELEASE']);
    expect(outcome(all)).toBe('cancelled');
  });

  test('nothing moves it after the end', () => {
    const { state } = drive(idle(), start, { type: 'cancel' });
    expect(stepExchange(state, noAnswer, 9000)).toEqual({ state, actions: [] });
  });
});

test('further options replace ours of the same code and are added otherwise', () => {
  const state = idle();
  const identity = {
    ...state.plan.identity,
    furtherOptions: [
      { code: 12, bytes: new TextEncoder().encode('other') },
      { code: 77, bytes: Uint8Array.of(1, 65) },
    ],
  };
  const [discover] = sent(drive({ ...state, plan: { ...state.plan, identity } }, start).all);
  if (discover?.dhcp === undefined) throw new Error('no DISCOVER');
  expect(textOption(discover.dhcp, 12)).toBe('other');
  expect(discover.dhcp.options.map(({ code }) => code)).toEqual([53, 61, 12, 55, 77]);
});
