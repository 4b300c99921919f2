import type { JudgedExchange, JudgedPacket } from '#electron/tools/dhcp/verdict/judge.ts';
import { type DhcpMessage, encodeDhcp, newDhcpMessage, newOption } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import { buildArpFrame, buildUdpFrame, parseFrame } from '#electron/wire/frame.ts';
import { putUint32 } from '#electron/wire/octets.ts';
import { clientMac, ip, offered, server, serverMac, xid } from '../handshake-fixture.ts';

export { clientMac, ip, offered, server, serverMac, xid };
export const everybody = '255.255.255.255';
export const otherServer = '10.77.0.2';
export const otherMac = '02:00:00:00:00:02';
export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export function seconds(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  putUint32(bytes, 0, value);
  return bytes;
}

/** A packet with the bytes it was read from. */
export interface FixturePacket extends JudgedPacket {
  bytes: Uint8Array;
}

/** Bytes by code; null takes an option out. */
type Options = Record<number, Uint8Array | null>;

export interface MessageParts {
  at?: number;
  options?: Options;
  change?: Partial<DhcpMessage>;
  from?: string;
  to?: string;
  mac?: string;
  toPort?: number;
  vlan?: number;
  ignored?: JudgedPacket['ignored'];
  attempt?: number;
  /** What the wire does to the bytes of the frame. */
  damage?: (bytes: Uint8Array) => Uint8Array;
}

type TypeName = keyof typeof messageTypes;

/** A frame as a packet; `exchange` gives it its index. */
export function packet(bytes: Uint8Array, more: Partial<JudgedPacket> = {}): FixturePacket {
  return { index: 0, at: 0, direction: 'received', frame: parseFrame(bytes, 'ethernet'), ...more, bytes };
}

function message(op: 1 | 2, type: TypeName | null, defaults: Options, parts: MessageParts): FixturePacket {
  const own: Options = type === null ? defaults : { 53: Uint8Array.of(messageTypes[type]), ...defaults };
  const options = Object.entries({ ...own, ...parts.options })
    .sort(([a], [b]) => Number(a === '53' ? 0 : a) - Number(b === '53' ? 0 : b))
    .flatMap(([code, bytes]) => (bytes === null ? [] : [newOption(Number(code), bytes)]));
  const payload = encodeDhcp(newDhcpMessage({ op, xid, chaddr: clientMac, options, ...parts.change }));
  const fromClient = op === 1;
  const to = parts.to ?? (fromClient ? everybody : offered);
  const built = buildUdpFrame({
    sourceMac: parts.mac ?? (fromClient ? clientMac : serverMac),
    destinationMac: to === everybody ? 'ff:ff:ff:ff:ff:ff' : fromClient ? serverMac : clientMac,
    ...(parts.vlan === undefined ? {} : { vlan: parts.vlan }),
    sourceAddress: parts.from ?? (fromClient ? '0.0.0.0' : server),
    destinationAddress: to,
    sourcePort: fromClient ? 68 : 67,
    destinationPort: parts.toPort ?? (fromClient ? 67 : 68),
    payload,
  });
  const bytes = parts.damage?.(built) ?? built;
  const { at = 0, ignored, attempt } = parts;
  return packet(bytes, {
    at,
    ...(ignored === undefined ? {} : { ignored }),
    ...(attempt === undefined ? {} : { attempt }),
  });
}

/** A client's message as a capture shows it. REQUESTs are those that answer an OFFER. */
export function client(type: TypeName | null, parts: MessageParts = {}): FixturePacket {
  const defaults: Options = {
    55: Uint8Array.of(1, 3, 6),
    ...(type === 'REQUEST' ? { 50: ip(offered), 54: ip(server) } : {}),
  };
  return message(1, type, defaults, parts);
}

/** A server's answer without fault. */
export function answer(type: TypeName | null, parts: MessageParts = {}): FixturePacket {
  const from = parts.from ?? server;
  const granted: Options = {
    1: ip('255.255.255.0'),
    3: ip('10.77.0.1'),
    6: ip('10.77.0.53'),
    51: seconds(3600),
    54: ip(from),
    58: seconds(1800),
    59: seconds(3150),
  };
  if (type === 'NAK') return message(2, type, { 54: ip(from) }, { to: everybody, ...parts });
  return message(2, type, granted, { ...parts, change: { yiaddr: offered, ...parts.change } });
}

export function arp(address: string, mac: string, at = 0): FixturePacket {
  const bytes = buildArpFrame({
    sourceMac: mac,
    destinationMac: clientMac,
    operation: 2,
    senderMac: mac,
    senderAddress: address,
    targetMac: clientMac,
    targetAddress: '0.0.0.0',
  });
  return packet(bytes, { at });
}

/** Packets as they came, numbered, a millisecond apart where they say no time. */
export function exchange(packets: FixturePacket[], more: Partial<JudgedExchange> = {}): JudgedExchange {
  return {
    packets: packets.map((one, index) => ({ ...one, index, at: one.at === 0 ? index : one.at })),
    ended: true,
    ...more,
  };
}

export interface Handshake {
  discover?: MessageParts;
  offer?: MessageParts;
  request?: MessageParts;
  ack?: MessageParts;
}

/** DISCOVER, OFFER, REQUEST, ACK without fault but for what is said. */
export function handshake({ discover, offer, request, ack }: Handshake = {}): FixturePacket[] {
  return [client('DISCOVER', discover), answer('OFFER', offer), client('REQUEST', request), answer('ACK', ack)];
}

/** The same in OFFER and ACK. */
export function granted(parts: MessageParts, request: MessageParts = {}): JudgedExchange {
  return exchange(handshake({ offer: parts, ack: parts, request }));
}

/** RENEW: unicast to the server with ciaddr. */
export function renewal(parts: MessageParts = {}): FixturePacket {
  return client('REQUEST', {
    to: server,
    from: offered,
    ...parts,
    options: { 50: null, 54: null, ...parts.options },
    change: { ciaddr: offered, ...parts.change },
  });
}

/** INIT-REBOOT: asks everybody for the address it had. */
export function reboot(parts: MessageParts = {}): FixturePacket {
  return client('REQUEST', { ...parts, options: { 54: null, ...parts.options } });
}
