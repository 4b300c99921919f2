import { buildUdpFrame } from '#electron/wire/frame.ts';
import { putUint16 } from '#electron/wire/octets.ts';
import {
  answer,
  client,
  clientMac,
  exchange,
  type FixturePacket,
  granted,
  handshake,
  ip,
  type MessageParts,
  offered,
  packet,
  seconds,
  server,
  serverMac,
  text,
} from './exchange-fixture.ts';
import { clean, type FindingCase, type FindingCases } from './finding-case.ts';

const udpAt = 34;
const dhcpAt = 42;
const optionsAt = dhcpAt + 240;

/** The same in OFFER and ACK; the finding rests on the OFFER. */
const given = (options: MessageParts['options'], field: string, innocent = clean()): FindingCase => ({
  guilty: granted({ options: options ?? {} }),
  innocent,
  event: 1,
  field,
});

const address = (yiaddr: string, options: NonNullable<MessageParts['options']> = {}) =>
  granted({ change: { yiaddr }, options }, { options: { 50: ip(yiaddr) } });

/** An OFFER whose option area is these bytes, rebuilt with right lengths and checksums. */
function written(...area: number[]): FixturePacket {
  const payload = answer('OFFER').bytes.slice(dhcpAt, optionsAt);
  return datagram(Uint8Array.of(...payload, 53, 1, 2, 54, 4, 10, 77, 0, 1, 51, 4, 0, 0, 14, 16, ...area));
}

function datagram(payload: Uint8Array): FixturePacket {
  return packet(
    buildUdpFrame({
      sourceMac: serverMac,
      destinationMac: clientMac,
      sourceAddress: server,
      destinationAddress: offered,
      sourcePort: 67,
      destinationPort: 68,
      payload,
    }),
  );
}

const offeredAs = (offer: FixturePacket): FindingCase['guilty'] => exchange([client('DISCOVER'), offer]);
const right = [1, 4, 255, 255, 255, 0, 3, 4, 10, 77, 0, 1, 6, 4, 10, 77, 0, 53];
const asWritten = (area: number[], field: string, innocent = [...right, 255]): FindingCase => ({
  guilty: offeredAs(written(...area)),
  innocent: offeredAs(written(...innocent)),
  event: 1,
  field,
});

function cookieGone(bytes: Uint8Array): Uint8Array {
  const payload = bytes.slice(dhcpAt);
  payload.fill(0, 236, 240);
  return datagram(payload).bytes;
}

function fragment(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  putUint16(copy, 20, 0x2000);
  return copy;
}

function badSum(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[udpAt + 6] = (copy[udpAt + 6] ?? 0) ^ 1;
  return copy;
}

const informed = (options: NonNullable<MessageParts['options']>, yiaddr: string): FindingCase['guilty'] =>
  exchange([
    client('INFORM', { change: { ciaddr: offered }, from: offered }),
    answer('ACK', { change: { yiaddr, ciaddr: offered }, options: { 51: null, 58: null, 59: null, ...options } }),
  ]);

const phone = (options: NonNullable<MessageParts['options']>): FindingCase['guilty'] =>
  exchange(handshake({ request: { options: { 55: Uint8Array.of(1, 3, 66) } }, ack: { options } }));

/** What the messages grant, and how they are written. */
export const messageCases = {
  'server-identifier-missing': given({ 54: null }, 'dhcp'),
  'server-identifier-differs-from-sender': {
    guilty: granted({ options: { 54: ip('10.77.0.7') } }, { options: { 54: ip('10.77.0.7') } }),
    innocent: granted(
      { options: { 54: ip('10.77.0.7') }, change: { giaddr: '10.77.0.9' } },
      { options: { 54: ip('10.77.0.7') } },
    ),
    event: 1,
    field: 'dhcp.option.54',
  },
  'ack-differs-from-offer': {
    guilty: exchange(handshake({ ack: { options: { 6: ip('10.77.0.54') } } })),
    // What is left of a lease, and T1 spread by chance, are no breach.
    innocent: exchange(handshake({ ack: { options: { 51: seconds(3599), 58: seconds(1700) } } })),
    event: 3,
    field: 'dhcp.option.6',
  },
  'lease-time-missing': given({ 51: null }, 'dhcp'),
  'lease-time-infinite': given({ 51: seconds(0xffffffff) }, 'dhcp.option.51'),
  't1-not-before-t2': given({ 58: seconds(3150) }, 'dhcp.option.58', granted({ options: { 58: seconds(3149) } })),
  't2-not-before-lease-end': given(
    { 59: seconds(3600) },
    'dhcp.option.59',
    granted({ options: { 59: seconds(3599) } }),
  ),
  'subnet-mask-missing': {
    ...given({ 1: null }, 'dhcp'),
    innocent: exchange(
      handshake({
        discover: { options: { 55: Uint8Array.of(3) } },
        offer: { options: { 1: null } },
        request: { options: { 55: Uint8Array.of(3) } },
        ack: { options: { 1: null } },
      }),
    ),
  },
  'subnet-mask-not-contiguous': given({ 1: ip('255.0.255.0') }, 'dhcp.option.1'),
  'router-missing': given({ 3: null }, 'dhcp', granted({ options: { 3: null, 121: Uint8Array.of(0, 10, 77, 0, 1) } })),
  'router-outside-subnet': given(
    { 3: ip('10.78.0.1') },
    'dhcp.option.3',
    granted({ options: { 3: ip('10.77.0.254') } }),
  ),
  'router-is-the-client': given({ 3: ip(offered) }, 'dhcp.option.3'),
  'dns-missing': given({ 6: null }, 'dhcp'),
  'address-is-network-or-broadcast': {
    guilty: address('10.77.0.255'),
    innocent: address('10.77.0.254'),
    event: 1,
    field: 'dhcp.yiaddr',
  },
  'address-not-assignable': {
    guilty: address('224.0.0.9', { 1: null, 3: null }),
    innocent: address('10.77.0.9'),
    event: 1,
    field: 'dhcp.yiaddr',
  },
  'address-zero': {
    guilty: address('0.0.0.0'),
    innocent: exchange([
      client('DISCOVER'),
      answer('OFFER', { change: { yiaddr: '0.0.0.0' }, options: { 60: text('PXEClient') } }),
    ]),
    event: 1,
    field: 'dhcp.yiaddr',
  },
  'broadcast-address-wrong': given(
    { 28: ip('10.77.255.255') },
    'dhcp.option.28',
    granted({ options: { 28: ip('10.77.0.255') } }),
  ),
  'interface-mtu-small': given(
    { 26: Uint8Array.of(0, 68) },
    'dhcp.option.26',
    granted({ options: { 26: Uint8Array.of(5, 220) } }),
  ),
  'classless-routes-without-default': given(
    { 121: Uint8Array.of(8, 10, 10, 77, 0, 9) },
    'dhcp.option.121',
    granted({ options: { 121: Uint8Array.of(8, 10, 10, 77, 0, 9, 0, 10, 77, 0, 1) } }),
  ),
  'classless-route-unreachable': given(
    { 121: Uint8Array.of(0, 10, 99, 0, 1) },
    'dhcp.option.121',
    // On the link by a route of its own (RFC 3442, "Local Subnet Routes").
    granted({ options: { 121: Uint8Array.of(24, 10, 99, 0, 0, 0, 0, 0, 0, 10, 99, 0, 1) } }),
  ),
  'inform-answer-grants-lease': {
    guilty: informed({ 51: seconds(3600) }, '0.0.0.0'),
    innocent: informed({}, '0.0.0.0'),
    event: 1,
    field: 'dhcp.option.51',
  },
  'requested-option-not-given': {
    guilty: phone({}),
    innocent: phone({ 66: text('10.77.0.5') }),
    event: 3,
    field: 'dhcp',
  },
  'client-identifier-changed': {
    guilty: exchange(
      handshake({
        discover: { options: { 61: Uint8Array.of(0, 1) } },
        offer: { options: { 61: Uint8Array.of(0, 9) } },
        request: { options: { 61: Uint8Array.of(0, 1) } },
      }),
    ),
    innocent: exchange(
      handshake({
        discover: { options: { 61: Uint8Array.of(0, 1) } },
        offer: { options: { 61: Uint8Array.of(0, 1) } },
        request: { options: { 61: Uint8Array.of(0, 1) } },
      }),
    ),
    event: 1,
    field: 'dhcp.option.61',
  },
  'message-type-missing': {
    guilty: exchange([client('DISCOVER'), answer(null)]),
    innocent: exchange([client(null), answer(null)]),
    event: 1,
    field: 'dhcp',
  },
  'message-type-unknown': {
    guilty: exchange([client('DISCOVER'), answer('OFFER', { options: { 53: Uint8Array.of(99) } })]),
    innocent: clean(),
    event: 1,
    field: 'dhcp.option.53',
  },
  'magic-cookie-missing': {
    guilty: exchange([client('DISCOVER'), answer('OFFER', { damage: cookieGone })]),
    innocent: clean(),
    event: 1,
    field: 'dhcp.cookie',
  },
  'option-truncated': asWritten([...right, 15, 40, 97, 98], 'dhcp.option.15.cut'),
  'option-length-wrong': asWritten([1, 3, 255, 255, 255, ...right.slice(6), 255], 'dhcp.option.1'),
  'option-value-wrong': asWritten([...right, 19, 1, 7, 255], 'dhcp.option.19', [...right, 19, 1, 1, 255]),
  'option-repeated': asWritten([...right, 6, 4, 10, 77, 0, 54, 255], 'dhcp.option.6', [
    ...right.slice(0, -6),
    6,
    8,
    10,
    77,
    0,
    53,
    10,
    77,
    0,
    54,
    255,
  ]),
  'option-too-long': {
    guilty: granted({ options: { 43: new Uint8Array(256) } }),
    innocent: granted({ options: { 43: new Uint8Array(255) } }),
    event: 1,
    field: 'dhcp.option.43',
  },
  'options-without-end': asWritten(right, 'dhcp'),
  'message-truncated': {
    guilty: exchange([client('DISCOVER'), answer('OFFER', { damage: (bytes) => bytes.slice(0, 290) })]),
    innocent: clean(),
    event: 1,
    field: 'ipv4.totalLength',
  },
  'message-too-large': {
    guilty: granted({ options: { 224: new Uint8Array(255), 225: new Uint8Array(100) } }),
    innocent: exchange(
      handshake({
        discover: { options: { 57: Uint8Array.of(5, 220) } },
        offer: { options: { 224: new Uint8Array(255), 225: new Uint8Array(100) } },
      }),
    ),
    event: 1,
    field: 'ipv4.totalLength',
  },
  'checksum-bad': {
    guilty: exchange(handshake({ offer: { damage: badSum } })),
    innocent: clean(),
    event: 1,
    field: 'udp.checksum',
  },
  'hardware-address-length-zero': {
    guilty: exchange(
      handshake({
        discover: { change: { hlen: 0, chaddr: '' } },
        offer: { change: { hlen: 0, chaddr: '' } },
        request: { change: { hlen: 0, chaddr: '' } },
        ack: { change: { hlen: 0, chaddr: '' } },
      }),
    ),
    innocent: exchange([client('DISCOVER', { change: { htype: 32, hlen: 0, chaddr: '' } })], { ended: false }),
    event: 0,
    field: 'dhcp.hlen',
  },
  'hardware-address-length-wrong': {
    guilty: exchange([client('DISCOVER', { change: { hlen: 17 } })], { ended: false }),
    innocent: exchange([client('DISCOVER')], { ended: false }),
    event: 0,
    field: 'dhcp.hlen',
  },
  fragmented: {
    guilty: exchange(handshake({ offer: { damage: fragment } })),
    innocent: clean(),
    event: 1,
    field: 'ipv4.fragmentOffset',
  },
  'domain-name-looping': asWritten([...right, 119, 2, 0xc0, 0, 255], 'dhcp.option.119', [
    ...right,
    119,
    7,
    3,
    108,
    97,
    98,
    0,
    0xc0,
    0,
    255,
  ]),
} satisfies FindingCases;
