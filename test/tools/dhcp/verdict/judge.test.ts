import { describe, expect, test } from 'vitest';
import { type JudgedExchange, judge } from '#electron/tools/dhcp/verdict/judge.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import type { FindingCode } from '#shared/model/finding.ts';
import { findingText } from '#shared/model/finding-text.ts';
import { fromHex } from '#shared/model/hex.ts';
import type { PacketPart } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { capturedFrames } from '#test/fixtures/packets/captured-frames.ts';
import {
  answer,
  arp,
  client,
  clientMac,
  exchange,
  type FixturePacket,
  handshake,
  ip,
  type MessageParts,
  offered,
  otherMac,
  otherServer,
  packet,
  renewal,
  server,
  serverMac,
  text,
} from './exchange-fixture.ts';

const codes = (exchange: JudgedExchange) => judge(exchange).map(({ code }) => code);
const find = (exchange: JudgedExchange, code: FindingCode) => judge(exchange).filter((found) => found.code === code);
const second = (address: string, more: MessageParts = {}) =>
  answer('OFFER', { from: otherServer, mac: otherMac, ...more, change: { yiaddr: address } });

interface RunResult {
  packets: (Pick<PacketPart, 'direction' | 'ignored'> & { hex: string; at: number })[];
  problems: Problem[];
}

/** What a run of our own did, as its verdict sees it. */
function asExchange({ packets, problems }: RunResult): JudgedExchange {
  return {
    packets: packets.map(({ hex, at, direction, ignored }, index) => ({
      ...{ index, at, direction, ignored },
      frame: parseFrame(fromHex(hex) ?? new Uint8Array(), 'ethernet'),
    })),
    ended: true,
    problems,
  };
}

describe('our own runs, in the lab', () => {
  const quick = { offerWindow: 60, attempts: 2, firstTimeout: 80 };
  test.each<[string, FindingCode[]]>([
    ['lab-office', []],
    ['lab-two-servers', ['several-servers', 'offers-disagree']],
    ['lab-refusing', ['nak-from-chosen-server']],
    ['lab-forgetful', ['nobody-acknowledged']],
    ['lab-silent', ['nobody-answered']],
  ])('%s', async (name, expected) => {
    const { client } = await testEngine();
    const result = await client.dhcp.handshake({ interface: name, ...quick });
    expect(codes(asExchange(result))).toEqual(expected);
  });
});

describe('messages that real servers and clients sent', () => {
  const frames = capturedFrames.map(({ name, bytes }) => ({ name, one: packet(bytes) }));
  const xids = [...new Set(frames.map(({ one }) => one.frame.dhcp?.xid))];
  test.each(xids)('xid %i: a NAK is the only fault', (xid) => {
    const group = frames.filter(({ one }) => one.frame.dhcp?.xid === xid);
    const refused = group.some(({ name }) => name.endsWith('nak'));
    const errors = judge(
      exchange(
        group.map(({ one }) => one),
        { ended: false },
      ),
    ).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toEqual(refused ? ['nak-from-chosen-server'] : []);
    // They were captured beside their sender: sums left to a network card are no damage.
    expect(codes(exchange(group.map(({ one }) => one)))).not.toContain('checksum-bad');
  });
});

describe('captures', () => {
  test('both legs of a relayed exchange are one exchange: nothing is a copy or a repetition', () => {
    const giaddr = '10.77.0.9';
    const server = '192.0.2.1';
    const option82 = { 82: Uint8Array.of(1, 1, 7) };
    const chosen = { 54: ip(server) };
    const up = (type: 'DISCOVER' | 'REQUEST', options: NonNullable<MessageParts['options']>) => [
      client(type, { options }),
      client(type, { change: { giaddr, hops: 1 }, from: giaddr, to: server, options: { ...options, ...option82 } }),
    ];
    const down = (type: 'OFFER' | 'ACK') => [
      answer(type, { change: { giaddr }, from: server, to: giaddr, toPort: 67, options: option82 }),
      answer(type, { change: { giaddr }, from: giaddr, options: chosen }),
    ];
    expect(
      codes(exchange([...up('DISCOVER', {}), ...down('OFFER'), ...up('REQUEST', chosen), ...down('ACK')])),
    ).toEqual([]);
  });

  test('a capture that starts in the middle blames nobody for what it missed', () => {
    expect(codes(exchange([answer('ACK')]))).toEqual([]);
    expect(codes(exchange([answer('OFFER'), client('REQUEST'), answer('ACK')]))).toEqual([]);
  });

  test('an exchange still open has not been left unanswered', () => {
    expect(codes(exchange([client('DISCOVER')], { ended: false }))).toEqual([]);
  });

  test('what other clients ask and get is not judged', () => {
    const change = { chaddr: otherMac, xid: 99 };
    const sent = handshake().map((one, index) => (index % 2 === 0 ? { ...one, direction: 'sent' as const } : one));
    const others = [client('DISCOVER', { change }), answer('OFFER', { change, options: { 1: null } })];
    expect(codes(exchange([...sent, ...others]))).toEqual([]);
  });

  test('a PXE proxy beside the server is no second server', () => {
    const options = { 1: null, 3: null, 6: null, 51: null, 58: null, 59: null, 60: text('PXEClient') };
    const proxy = answer('OFFER', { from: otherServer, mac: otherMac, change: { yiaddr: '0.0.0.0' }, options });
    const [discover, offer, request, ack] = handshake() as [FixturePacket, FixturePacket, FixturePacket, FixturePacket];
    expect(codes(exchange([discover, offer, proxy, request, ack]))).toEqual([]);
  });

  test('headers rebuilt from a socket do not tell where an answer was sent', () => {
    const change = { flags: 0x8000 };
    const list = [client('DISCOVER', { change }), answer('OFFER'), client('REQUEST', { change }), answer('ACK')];
    expect(codes(exchange(list))).toEqual(['broadcast-flag-ignored']);
    const datagrams = list.map((one) => ({ ...one, frame: parseFrame(one.bytes.slice(14), 'ipv4') }));
    expect(codes(exchange(datagrams))).toEqual([]);
  });

  test('packets are judged by their time, not by the order in which they were recorded', () => {
    const [discover, offer, request, ack] = handshake().map((one, index) => ({ ...one, at: index + 1 }));
    if (!discover || !offer || !request || !ack) throw new Error();
    expect(codes(exchange([offer, discover, ack, request]))).toEqual([]);
  });
});

describe('what a finding rests on', () => {
  test('nobody answered: what was checked is said', () => {
    const circumstances = { link: 'no-carrier', framesSent: 3, framesSeen: 0 };
    const [found] = judge(exchange([client('DISCOVER')], { circumstances }));
    expect(found?.params).toEqual({
      ...{ message: 'DISCOVER', count: 1, address: '0.0.0.0' },
      ...{ link: 'no-carrier', sent: 3, seen: 0 },
    });
    const { what, todo } = findingText(found ?? { code: 'nobody-answered', params: {} });
    expect(what).toContain('link has no carrier, frames sent: 3, frames seen: 0');
    expect(todo).toContain('Not one frame was seen');
  });

  test('INFORM, BOOTP and a broadcast renewal may stay unanswered too', () => {
    expect(judge(exchange([client('INFORM')]))[0]?.params.message).toBe('INFORM');
    expect(judge(exchange([client(null)]))[0]?.params.message).toBe('BOOTREQUEST');
    const [found] = judge(exchange([renewal({ to: '255.255.255.255' })]));
    expect(found).toMatchObject({ code: 'renewal-unanswered', params: { state: 'rebinding', address: offered } });
  });

  test('only the chosen server can answer a REQUEST', () => {
    const [discover, offer, request] = handshake() as [FixturePacket, FixturePacket, FixturePacket];
    const nak = answer('NAK', { from: otherServer });
    expect(codes(exchange([discover, offer, request, nak]))).toEqual(['nobody-acknowledged', 'nak-from-other-server']);
  });

  test('NAK: its message is quoted, harmless', () => {
    const [discover, offer, request] = handshake() as [FixturePacket, FixturePacket, FixturePacket];
    const nak = answer('NAK', { options: { 56: text(`\u0007${'x'.repeat(500)}`) } });
    const [found] = find(exchange([discover, offer, request, nak]), 'nak-from-chosen-server');
    expect(found?.params.message).toMatch(/^\\x07x{196}… \(\d+ characters\)$/);
  });

  test('overlapping pools: by one address, or by one between two others', () => {
    const [byAddress] = find(exchange([client('DISCOVER'), answer('OFFER'), second(offered)]), 'overlapping-pools');
    expect(byAddress?.params).toMatchObject({ evidence: 'address', address: offered, server, other: otherServer });
    const offers = ['10.77.0.100', '10.77.0.200'].map((yiaddr) => answer('OFFER', { change: { yiaddr } }));
    const inside = exchange([client('DISCOVER'), ...offers, second('10.77.0.150')]);
    const [byRange] = find(inside, 'overlapping-pools');
    expect(byRange).toMatchObject({ event: 3, params: { evidence: 'range', range: '10.77.0.100 – 10.77.0.200' } });
    expect(find(exchange([client('DISCOVER'), ...offers, second('10.77.0.201')]), 'overlapping-pools')).toEqual([]);
    const elsewhere = second('10.77.0.150', { options: { 1: ip('255.255.255.128') } });
    expect(find(exchange([client('DISCOVER'), ...offers, elsewhere]), 'overlapping-pools')).toEqual([]);
  });

  test('address in use: by the server itself, by somebody else, by DECLINE; not after RELEASE', () => {
    const evidence = (...more: FixturePacket[]) =>
      find(exchange([...handshake(), ...more]), 'address-in-use').map(({ params }) => params.evidence);
    const decline = client('DECLINE', { options: { 50: ip(offered), 54: ip(server), 55: null } });
    const release = client('RELEASE', { change: { ciaddr: offered } });
    expect(evidence(arp(offered, serverMac))).toEqual(['server']);
    expect(evidence(arp(offered, otherMac))).toEqual(['arp']);
    expect(evidence(decline)).toEqual(['decline']);
    expect(evidence(arp(offered, otherMac), decline)).toEqual(['arp']);
    expect(evidence(release, arp(offered, otherMac))).toEqual([]);
    expect(evidence(arp(offered, clientMac), arp('10.77.0.102', otherMac))).toEqual([]);
  });

  test('a rogue is known by identifier, sender or MAC, in any case of letters', () => {
    const rogues = (allowedServers: string[]) => find(exchange(handshake(), { allowedServers }), 'rogue-server');
    expect(rogues([])).toEqual([]);
    expect(rogues([server])).toEqual([]);
    expect(rogues([serverMac.toUpperCase()])).toEqual([]);
    expect(rogues([otherServer])).toMatchObject([{ params: { server, sender: server, mac: serverMac, count: 2 } }]);
  });

  test('what is cut off is not said to be missing', () => {
    const cut = answer('OFFER', { damage: (bytes) => bytes.slice(0, 290) });
    const found = codes(exchange([client('DISCOVER'), cut]));
    expect(found).toEqual(['message-truncated', 'option-truncated']);
  });

  test('repeats are one finding with their number; errors come first, then the order of packets', () => {
    const offers = Array.from({ length: 50 }, () => answer('OFFER', { options: { 1: null } }));
    const found = judge(exchange([client('DISCOVER'), ...offers]));
    expect(found.map(({ code, event, params }) => [code, event, params.count])).toEqual([
      ['subnet-mask-missing', 1, 50],
      ['duplicate-offer', 2, 49],
    ]);
  });
});
