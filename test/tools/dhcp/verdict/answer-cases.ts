import { problem } from '#shared/problem/problem.ts';
import {
  answer,
  arp,
  client,
  clientMac,
  everybody,
  exchange,
  handshake,
  ip,
  offered,
  otherMac,
  otherServer,
  reboot,
  renewal,
  seconds,
  server,
  serverMac,
  text,
} from './exchange-fixture.ts';
import { clean, type FindingCase, type FindingCases } from './finding-case.ts';

const otherOffer = (address = '10.77.0.150', at = 0) =>
  answer('OFFER', { at, from: otherServer, mac: otherMac, change: { yiaddr: address } });
const [discover, offer, request, ack] = handshake();
if (discover === undefined || offer === undefined || request === undefined || ack === undefined) throw new Error();

const slowOffer = (at: number): FindingCase['guilty'] =>
  exchange([
    { ...discover, at: 1 },
    { ...offer, at },
    { ...request, at: at + 1 },
    { ...ack, at: at + 2 },
  ]);

/** Who answered, when, and whether several did. */
export const answerCases = {
  'nobody-answered': {
    guilty: exchange([discover, { ...discover, at: 4000 }]),
    innocent: exchange([discover, { ...discover, at: 4000 }], { ended: false }),
    event: 1,
    field: 'dhcp.option.53',
  },
  'nobody-acknowledged': {
    guilty: exchange([discover, offer, request]),
    innocent: clean(),
    event: 2,
    field: 'dhcp.option.53',
  },
  'renewal-unanswered': {
    guilty: exchange([renewal()]),
    innocent: exchange([renewal(), answer('ACK', { change: { ciaddr: offered } })]),
    event: 0,
    field: 'dhcp.option.53',
  },
  'reboot-unanswered': {
    guilty: exchange([reboot()]),
    innocent: exchange([reboot(), ack]),
    event: 0,
    field: 'dhcp.option.53',
  },
  'link-lost': {
    guilty: exchange([discover], { problems: [problem('interface-down', { interface: 'eth1' })] }),
    innocent: exchange([discover], { problems: [problem('dhcp-no-offer', { attempts: 3 })] }),
    event: 0,
  },
  'nak-from-chosen-server': {
    guilty: exchange([discover, offer, request, answer('NAK', { options: { 56: text('wrong network') } })]),
    innocent: clean(),
    event: 3,
    field: 'dhcp.option.56',
  },
  'nak-from-other-server': {
    guilty: exchange([discover, offer, request, answer('NAK', { from: otherServer }), ack]),
    innocent: exchange([discover, offer, request, answer('NAK'), ack]),
    event: 3,
    field: 'dhcp.option.53',
  },
  'nak-not-broadcast': {
    guilty: exchange([discover, offer, request, answer('NAK', { to: offered })]),
    innocent: exchange([discover, offer, request, answer('NAK')]),
    event: 3,
    field: 'ipv4.destination',
  },
  'ack-and-nak': {
    guilty: exchange([reboot(), ack, answer('NAK', { from: otherServer })]),
    innocent: exchange([reboot(), answer('NAK', { from: otherServer })]),
    event: 2,
    field: 'dhcp.option.53',
  },
  'ack-from-other-server': {
    guilty: exchange([discover, offer, request, ack, answer('ACK', { from: otherServer })]),
    innocent: exchange([reboot(), ack, answer('ACK', { from: otherServer })]),
    event: 4,
    field: 'dhcp.option.54',
  },
  'ack-unasked': {
    guilty: exchange([discover, ack]),
    innocent: exchange([
      client('DISCOVER', { options: { 80: new Uint8Array() } }),
      answer('ACK', { options: { 80: new Uint8Array() } }),
    ]),
    event: 1,
    field: 'dhcp.option.53',
  },
  'answer-to-other-transaction': {
    guilty: exchange([discover, answer('OFFER', { change: { xid: 7 } }), offer, request, ack]),
    innocent: exchange([discover, answer('OFFER', { change: { xid: 7, chaddr: otherMac } }), offer, request, ack]),
    event: 1,
    field: 'dhcp.xid',
  },
  'answer-to-other-client': {
    guilty: exchange([discover, answer('OFFER', { change: { chaddr: otherMac } }), offer, request, ack]),
    innocent: exchange([discover, answer('OFFER', { change: { xid: 7, chaddr: otherMac } }), offer, request, ack]),
    event: 1,
    field: 'dhcp.chaddr',
  },
  'answer-in-other-vlan': {
    guilty: exchange([discover, answer('OFFER', { vlan: 20, ignored: 'other-vlan' })]),
    innocent: exchange(
      handshake({ discover: { vlan: 20 }, offer: { vlan: 20 }, request: { vlan: 20 }, ack: { vlan: 20 } }),
    ),
    event: 1,
    field: 'vlan.id',
  },
  'late-offer': {
    guilty: exchange([discover, offer, request, otherOffer(), ack]),
    innocent: exchange([discover, offer, otherOffer(), request, ack]),
    event: 3,
    field: 'dhcp.option.53',
  },
  'duplicate-offer': {
    guilty: exchange([discover, offer, offer, request, ack]),
    innocent: exchange([discover, offer, { ...discover, at: 4000 }, { ...offer, at: 4001 }], { ended: false }),
    event: 2,
    field: 'dhcp.option.53',
  },
  'duplicate-ack': {
    guilty: exchange([discover, offer, request, ack, ack]),
    innocent: clean(),
    event: 4,
    field: 'dhcp.option.53',
  },
  'slow-server': { guilty: slowOffer(1500), innocent: slowOffer(900), event: 1, field: 'dhcp.option.53' },
  'retransmissions-needed': {
    guilty: exchange([discover, { ...discover, at: 4000 }, { ...offer, at: 4001 }], { ended: false }),
    // A mirror port shows the same frame twice.
    innocent: exchange([discover, discover, offer, request, ack]),
    event: 1,
    field: 'dhcp.option.53',
  },
  'offer-not-honoured': {
    guilty: exchange(handshake({ ack: { change: { yiaddr: '10.77.0.111' } } })),
    innocent: clean(),
    event: 3,
    field: 'dhcp.yiaddr',
  },
  'several-servers': {
    guilty: exchange([discover, offer, otherOffer(), request, ack]),
    innocent: exchange([discover, offer, otherOffer(), request, ack], { allowedServers: [server, otherServer] }),
    event: 2,
    field: 'dhcp.option.54',
  },
  'offers-disagree': {
    guilty: exchange([discover, offer, answer('OFFER', { from: otherServer, options: { 3: ip(otherServer) } })]),
    innocent: exchange([discover, offer, otherOffer()]),
    event: 2,
    field: 'dhcp.option.3',
  },
  'overlapping-pools': {
    guilty: exchange([discover, offer, otherOffer(offered)]),
    innocent: exchange([discover, offer, otherOffer()]),
    event: 2,
    field: 'dhcp.yiaddr',
  },
  'server-identifier-shared': {
    guilty: exchange([discover, offer, answer('OFFER', { mac: otherMac })]),
    innocent: exchange([discover, offer, answer('OFFER', { mac: otherMac, change: { giaddr: '10.77.0.9' } })]),
    event: 2,
    field: 'ethernet.source',
  },
  'rogue-server': {
    guilty: exchange(handshake(), { allowedServers: [otherServer] }),
    innocent: exchange(handshake(), { allowedServers: [serverMac] }),
    event: 1,
    field: 'dhcp.option.54',
  },
  'address-in-use': {
    guilty: exchange([discover, offer, arp(offered, otherMac), request, ack]),
    innocent: exchange([discover, offer, request, ack, arp(offered, clientMac), arp(server, serverMac)]),
    event: 2,
    field: 'arp.senderMac',
  },
  'relay-information-not-echoed': {
    guilty: relayed(null),
    innocent: relayed(Uint8Array.of(1, 2, 0, 7)),
    event: 1,
    field: 'dhcp',
  },
  'too-many-hops': {
    guilty: exchange(handshake({ discover: { change: { hops: 5 } } })),
    innocent: exchange(handshake({ discover: { change: { hops: 4 } } })),
    event: 0,
    field: 'dhcp.hops',
  },
  'request-names-no-server': {
    guilty: exchange(handshake({ request: { options: { 54: null } } })),
    innocent: exchange([reboot(), ack]),
    event: 2,
    field: 'dhcp',
  },
  'renewal-names-server': {
    guilty: exchange([renewal({ options: { 54: ip(server) } }), ack]),
    innocent: exchange([renewal(), ack]),
    event: 0,
    field: 'dhcp.option.54',
  },
  'broadcast-flag-ignored': {
    guilty: exchange(handshake({ discover: { change: { flags: 0x8000 } } })),
    innocent: exchange(handshake({ discover: { change: { flags: 0x8000 } }, offer: { to: everybody } })),
    event: 1,
    field: 'ipv4.destination',
  },
  'lease-time-short': {
    guilty: exchange(handshake({ ack: { options: { 51: seconds(60), 58: null, 59: null } } })),
    innocent: exchange(handshake({ ack: { options: { 51: seconds(120), 58: null, 59: null } } })),
    event: 3,
    field: 'dhcp.option.51',
  },
} satisfies FindingCases;

function relayed(echo: Uint8Array | null): FindingCase['guilty'] {
  const giaddr = '10.77.0.9';
  return exchange([
    client('DISCOVER', {
      change: { giaddr, hops: 1 },
      to: server,
      from: giaddr,
      options: { 82: Uint8Array.of(1, 2, 0, 7) },
    }),
    answer('OFFER', { change: { giaddr }, to: giaddr, toPort: 67, options: { 82: echo } }),
  ]);
}
