import { expect, test } from 'vitest';
import { type VerdictSummary, verdictSummary } from '#electron/tools/dhcp/verdict/judge.ts';
import {
  answer,
  client,
  exchange,
  type FixturePacket,
  handshake,
  ip,
  offered,
  otherServer,
  reboot,
  renewal,
  server,
} from './exchange-fixture.ts';

const [discover, offer, request, ack] = handshake() as [FixturePacket, FixturePacket, FixturePacket, FixturePacket];
const release = client('RELEASE', { change: { ciaddr: offered }, options: { 54: ip(server) } });
const decline = client('DECLINE', { options: { 50: ip(offered), 54: ip(server) } });
const inform = client('INFORM', { change: { ciaddr: offered } });
const nak = answer('NAK');
const told = { address: offered, server };

test.each<[string, FixturePacket[], VerdictSummary]>([
  ['a handshake', [discover, offer, request, ack], { outcome: 'bound', ...told, milliseconds: 3 }],
  ['given back at once', [discover, offer, request, ack, release], { outcome: 'bound', ...told, milliseconds: 3 }],
  ['a renewal', [renewal(), ack], { outcome: 'bound', ...told, milliseconds: 1 }],
  ['BOOTP', [client(null), answer(null)], { outcome: 'bound', ...told, milliseconds: 1 }],
  ['refused', [discover, offer, request, nak], { outcome: 'nak', ...told, milliseconds: 3 }],
  ['refused by the wrong one', [discover, offer, request, answer('NAK', { from: otherServer })], { outcome: 'noAck' }],
  ['silence', [discover, discover], { outcome: 'noOffer' }],
  ['offered, asked for, forgotten', [discover, offer, request], { outcome: 'noAck' }],
  ['an old address nobody knows', [reboot()], { outcome: 'noAck' }],
  ['offered only', [discover, offer], { outcome: 'offered', ...told, milliseconds: 1 }],
  [
    'informed',
    [inform, answer('ACK', { change: { yiaddr: '0.0.0.0', ciaddr: offered } })],
    { outcome: 'informed', ...told, milliseconds: 1 },
  ],
  ['released', [release], { outcome: 'released', ...told }],
  ['declined', [discover, offer, request, ack, decline], { outcome: 'declined', ...told, milliseconds: 4 }],
  ['nothing', [], { outcome: 'incomplete' }],
])('%s', (_, packets, expected) => {
  expect(verdictSummary(exchange(packets))).toEqual(expected);
});

test('what has not ended is incomplete, not unanswered', () => {
  expect(verdictSummary(exchange([discover], { ended: false }))).toEqual({ outcome: 'incomplete' });
});
