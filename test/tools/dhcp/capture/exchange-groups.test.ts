import { describe, expect, it } from 'vitest';
import { ExchangeGroups, type GroupLimits } from '#electron/tools/dhcp/capture/exchange-groups.ts';
import { newOption } from '#electron/wire/dhcpv4/message.ts';
import type { LinkType } from '#shared/model/packet-event.ts';
import {
  arp,
  client,
  fragments,
  framings,
  MemorySink,
  type MessageParts,
  message,
  payload,
  server,
  start,
  tagged,
} from './capture-frames.ts';

const other = '02:00:00:00:00:bb';

class Run {
  readonly sink = new MemorySink();
  readonly groups: ExchangeGroups;

  constructor(limits: Partial<GroupLimits> = {}) {
    this.groups = new ExchangeGroups(this.sink, limits);
  }

  /** Gives a frame the way the reader does. */
  take(bytes: Uint8Array, seconds: number, link: LinkType = 'ethernet'): boolean {
    const wanted = this.groups.wanted(bytes, 0, bytes.length, link);
    if (wanted) this.groups.take({ bytes, link, interface: 'eth0', at: start + seconds * 1000 });
    return wanted;
  }

  get result() {
    this.groups.endAll();
    return this.sink.exchanges;
  }

  get outcomes() {
    return this.result.map(({ end }) => end?.outcome);
  }
}

type Step = Parameters<typeof message>[0];

function handshake(run: Run, seconds: number, parts: MessageParts = {}): void {
  const steps: Step[] = ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'];
  for (const [index, step] of steps.entries()) run.take(message(step, parts), seconds + index / 100);
}

describe('exchanges', () => {
  it('hold the messages of one client and xid, with who sent them', () => {
    const run = new Run();
    handshake(run, 0);
    const [exchange, ...more] = run.result;
    expect(more).toEqual([]);
    expect(exchange).toMatchObject({
      subject: '02:00:00:00:00:aa, xid 0x00000007',
      client,
      xid: 7,
      vlans: [],
      interface: 'eth0',
      startedAt: start,
      end: { outcome: 'bound', endedAt: start + 30, messages: 4, fragments: 0, notKept: 0 },
    });
    expect(exchange?.packets.map(({ kind, from }) => `${kind} ${from}`)).toEqual([
      'dhcp client',
      'dhcp server',
      'dhcp client',
      'dhcp server',
    ]);
    expect(exchange?.packets[0]?.bytes).toEqual(message('DISCOVER'));
  });

  it('of several clients and transactions are told apart while they mix', () => {
    const run = new Run();
    for (const step of ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'] as const) {
      for (const mac of [client, other]) for (const xid of [1, 2]) run.take(message(step, { mac, xid }), 0);
    }
    expect(run.result.map(({ subject, packets }) => [subject, packets.length])).toEqual([
      [`${client}, xid 0x00000001`, 4],
      [`${client}, xid 0x00000002`, 4],
      [`${other}, xid 0x00000001`, 4],
      [`${other}, xid 0x00000002`, 4],
    ]);
  });

  it('with the same xid are two when more than five minutes lie between', () => {
    const run = new Run();
    handshake(run, 0);
    handshake(run, 5 * 60);
    handshake(run, 10 * 60 + 1);
    handshake(run, 3600);
    expect(run.result.map(({ packets, startedAt }) => [packets.length, startedAt - start])).toEqual([
      [8, 0],
      [4, 601_000],
      [4, 3_600_000],
    ]);
  });

  it('end as soon as they are silent for long, and a clock that jumps back splits them too', () => {
    const run = new Run();
    handshake(run, 0, { xid: 1 });
    handshake(run, 301, { xid: 2 });
    expect([run.sink.ended, run.groups.open]).toEqual([1, 1]);
    handshake(run, -3600, { xid: 2 });
    expect([run.sink.ended, run.groups.open]).toEqual([2, 1]);
    run.groups.expire(start);
    expect(run.groups.open).toBe(0);
  });

  it('are bounded: the longest silent makes room', () => {
    const run = new Run({ open: 3 });
    for (const xid of [1, 2, 3]) run.take(message('DISCOVER', { xid }), xid);
    run.take(message('OFFER', { xid: 1 }), 4);
    for (const xid of [4, 5]) run.take(message('DISCOVER', { xid }), xid);
    expect(run.sink.mostOpen).toBe(3);
    expect(run.sink.exchanges.filter(({ end }) => end !== undefined).map(({ xid }) => xid)).toEqual([2, 3]);
    run.take(message('REQUEST', { xid: 1 }), 6);
    expect(run.result[0]?.packets).toHaveLength(3);
  });

  it('of masses of clients keep no more than the limit open', () => {
    const run = new Run();
    for (let xid = 0; xid < 30_000; xid++) run.take(message('DISCOVER', { xid }), xid / 1000);
    expect(run.sink.mostOpen).toBe(4000);
    expect(run.result).toHaveLength(30_000);
  });

  it('hand over 10,000 OFFERs of one second, and count what is over the limit', () => {
    const run = new Run();
    run.take(message('DISCOVER'), 0);
    const offer = message('OFFER');
    for (let n = 0; n < 25_000; n++) run.take(offer, n / 10_000);
    const [exchange, ...more] = run.result;
    expect(more).toEqual([]);
    expect(exchange?.packets.slice(0, 10_001).every(({ bytes }) => bytes.length === offer.length)).toBe(true);
    expect(exchange?.packets).toHaveLength(20_000);
    expect(exchange?.end).toMatchObject({ outcome: 'offered', messages: 25_001, notKept: 5001 });
  });

  it('of a client without chaddr stay together, hlen zero or not', () => {
    const run = new Run();
    const change = {
      hlen: 0,
      chaddr: '',
      options: [newOption(53, Uint8Array.of(1)), newOption(61, Uint8Array.of(255, 1, 2))],
    };
    run.take(message('DISCOVER', { xid: 9, change }), 0);
    run.take(message('OFFER', { xid: 9, change: { hlen: 0, chaddr: '' } }), 0.1);
    // A server that forgets hlen but not the address.
    run.take(message('DISCOVER', { xid: 10 }), 1);
    run.take(message('OFFER', { xid: 10, change: { hlen: 0 } }), 1.1);
    run.take(message('ACK', { xid: 10, change: { hlen: 200 } }), 1.2);
    expect(run.result.map(({ subject, packets }) => [subject, packets.length])).toEqual([
      ['ff:01:02, xid 0x00000009', 2],
      [`${client}, xid 0x0000000a`, 3],
    ]);
  });

  it('are cut-off messages too: what is missing reads as zero', () => {
    const run = new Run();
    const whole = message('DISCOVER');
    for (let length = 0; length < whole.length; length++) run.take(whole.subarray(0, length), 0);
    const counts = new Map<string, number>();
    for (const { subject, packets } of run.result) counts.set(subject, (counts.get(subject) ?? 0) + packets.length);
    expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(whole.length - 43);
    // The address ends 34 bytes into the message.
    expect(counts.get(`${client}, xid 0x00000007`)).toBe(whole.length - 42 - 34);
  });
});

describe('links and tags', () => {
  it.each(framings)('$name', ({ link, tags, wrap }) => {
    const run = new Run();
    const stacks: [number, number][][] = [
      [],
      ...(tags
        ? ([
            [[0x8100, 0x6064]],
            [
              [0x88a8, 5],
              [0x8100, 100],
            ],
            [
              [0x9100, 6],
              [0x8100, 100],
            ],
          ] as [number, number][][])
        : []),
    ];
    for (const stack of stacks) {
      for (const step of ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'] as const) {
        expect(run.take(wrap(tagged(message(step), stack)), 0, link)).toBe(true);
      }
    }
    expect(run.result.map(({ vlans, packets, end }) => [vlans, packets.length, end?.outcome])).toEqual(
      [[], [100], [5, 100], [6, 100]].slice(0, stacks.length).map((vlans) => [vlans, 4, 'bound']),
    );
  });

  it('a tag that only carries a priority makes no other exchange', () => {
    const run = new Run();
    run.take(message('DISCOVER'), 0);
    run.take(tagged(message('OFFER'), [[0x8100, 0xe000]]), 0);
    expect(run.result).toHaveLength(1);
  });

  it.each([
    ['another port', message('DISCOVER', { ports: [1068, 1067] })],
    [
      'port 4011 without the cookie',
      message('REQUEST', { ports: [1068, 4011] }).map((byte, index) => (index === 42 + 236 ? 0 : byte)),
    ],
    ['TCP', message('DISCOVER').map((byte, index) => (index === 23 ? 6 : byte))],
    ['IPv6', message('DISCOVER').map((byte, index) => (index === 14 ? 0x65 : byte))],
    ['an empty datagram', message('DISCOVER').subarray(0, 42)],
    ['nothing', new Uint8Array(0)],
  ])('%s is not wanted', (_, bytes) => {
    expect(new Run().take(bytes, 0)).toBe(false);
  });

  it('a PXE request on port 4011 is', () => {
    expect(new Run().take(message('REQUEST', { ports: [4011, 4011] }), 0)).toBe(true);
  });
});

describe('outcomes', () => {
  const cases: [string, Step[]][] = [
    ['noOffer', ['DISCOVER', 'DISCOVER']],
    ['offered', ['DISCOVER', 'OFFER', 'OFFER']],
    ['noAck', ['DISCOVER', 'OFFER', 'REQUEST']],
    ['noAck', ['REQUEST']],
    ['nak', ['REQUEST', 'NAK']],
    ['bound', ['REQUEST', 'NAK', 'DISCOVER', 'OFFER', 'REQUEST', 'ACK']],
    ['bound', ['DISCOVER', 'ACK']],
    ['declined', ['REQUEST', 'ACK', 'DECLINE']],
    ['released', ['RELEASE']],
    ['informed', ['INFORM', 'ACK']],
    ['noAnswer', ['INFORM']],
    ['noAnswer', [undefined]],
    ['other', ['LEASEQUERY']],
  ];
  it.each(cases)('%s: %j', (outcome, steps) => {
    const run = new Run();
    for (const step of steps) run.take(message(step), 0);
    expect(run.outcomes).toEqual([outcome]);
  });

  it('answered: BOOTP', () => {
    const run = new Run();
    run.take(message(undefined), 0);
    run.take(message(undefined, { change: { op: 2 } }), 0);
    expect(run.outcomes).toEqual(['answered']);
  });

  it('a type in the sname field counts', () => {
    const bytes = message('DISCOVER', {
      change: { options: [newOption(60, new Uint8Array(3))], sname: '\\x35\\x01\\x07\\xff' },
    });
    // Option 60 becomes option 52: the name field holds options.
    bytes.set([52, 1, 2, 0, 0], 42 + 240);
    const run = new Run();
    run.take(bytes, 0);
    expect(run.outcomes).toEqual(['released']);
  });
});

describe('ARP', () => {
  it('about an address given goes with the exchange; other ARP does not', () => {
    const run = new Run();
    const asks = arp(1, '0.0.0.0', '10.0.0.9', client);
    expect(run.take(asks, 0)).toBe(false);
    handshake(run, 0);
    expect(run.take(asks, 1)).toBe(true);
    expect(run.take(arp(2, '10.0.0.9', '10.0.0.1', other), 1)).toBe(true);
    expect(run.take(arp(1, '10.0.0.9', '10.0.0.1', client), 1)).toBe(false);
    expect(run.take(arp(1, '10.0.0.1', '10.0.0.8'), 1)).toBe(false);
    const [exchange] = run.result;
    expect(exchange?.packets.slice(4).map(({ kind, from }) => `${kind} ${from}`)).toEqual(['arp client', 'arp other']);
    expect(run.take(asks, 2)).toBe(false);
  });

  it('on another VLAN, long after, or in masses stays out', () => {
    const run = new Run();
    handshake(run, 0);
    const asks = arp(1, '0.0.0.0', '10.0.0.9');
    run.take(tagged(asks, [[0x8100, 5]]), 1);
    run.take(asks, 400);
    expect(run.groups.counts.arp).toBe(0);
    for (let n = 0; n < 1000; n++) run.take(asks, 2);
    expect(run.groups.counts.arp).toBe(64);
  });

  it('is watched for a bounded number of addresses', () => {
    const run = new Run();
    for (let n = 1; n < 100; n++) run.take(message('OFFER', { change: { yiaddr: `10.0.1.${n}` } }), 0);
    const wanted = Array.from({ length: 100 }, (_, n) => run.take(arp(1, '0.0.0.0', `10.0.1.${n}`), 1));
    expect(wanted.filter(Boolean)).toHaveLength(16);
  });
});

describe('fragments', () => {
  const long = payload('DISCOVER', {
    change: { options: [newOption(53, Uint8Array.of(1)), newOption(43, new Uint8Array(2000))] },
  });

  it('go with their first, and are counted', () => {
    const run = new Run();
    const [first, ...rest] = fragments(long, 1480);
    const [, stranger] = fragments(long, 1480, 78);
    expect(rest).toHaveLength(1);
    expect(run.take(rest[0] as Uint8Array, 0)).toBe(false);
    run.take(first as Uint8Array, 0);
    for (const fragment of rest) run.take(fragment, 0.001);
    run.take(stranger as Uint8Array, 0.002);
    run.take(rest[0] as Uint8Array, 60);
    const [exchange, ...more] = run.result;
    expect(more).toEqual([]);
    expect(exchange?.packets.map(({ kind, from }) => `${kind} ${from}`)).toEqual(['dhcp client', 'fragment client']);
    expect(exchange?.end).toMatchObject({ messages: 1, fragments: 1, outcome: 'noOffer' });
  });

  it('are waited for in a bounded number of datagrams', () => {
    const run = new Run({ fragmented: 2 });
    const all = [1, 2, 3].map((identification) => fragments(long, 1480, identification));
    for (const [first] of all) run.take(first as Uint8Array, 0);
    for (const [, second] of all) run.take(second as Uint8Array, 0);
    expect(run.groups.counts.fragments).toBe(2);
  });
});

it('the server that answers is known by op, not by address', () => {
  const run = new Run();
  run.take(message('DISCOVER', { mac: server }), 0);
  run.take(message('DISCOVER', { mac: server, change: { op: 9 } }), 0);
  expect(run.result[0]?.packets.map(({ from }) => from)).toEqual(['client', 'other']);
});
