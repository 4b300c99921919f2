import { beginExchange, type ExchangePlan, type ExchangeState } from '#electron/tools/dhcp/plan.ts';
import { type DhcpMessage, encodeDhcp } from '#electron/wire/dhcpv4/message.ts';
import { buildUdpFrame, type Frame, parseFrame } from '#electron/wire/frame.ts';
import { putIpv4 } from '#electron/wire/octets.ts';

export const clientMac = '02:00:00:00:00:aa';
export const serverMac = '02:00:00:00:00:01';
export const server = '10.77.0.1';
export const offered = '10.77.0.101';
export const xid = 0x1234abcd;

export function plan(change: Partial<ExchangePlan> = {}): ExchangePlan {
  return {
    identity: {
      mac: clientMac,
      clientIdentifier: Uint8Array.of(0, 1, 2, 3),
      hostName: 'tester',
      vendorClass: '',
      requestedOptions: [1, 3, 6],
      broadcast: false,
      furtherOptions: [],
    },
    verb: 'handshake',
    lease: undefined,
    rapidCommit: false,
    xid,
    requestedAddress: undefined,
    vlan: undefined,
    server: undefined,
    offerWindow: 1000,
    attempts: 3,
    firstTimeout: 4000,
    jitter: [],
    keep: false,
    hold: 0,
    ...change,
  };
}

export function idle(change: Partial<ExchangePlan> = {}): ExchangeState {
  return beginExchange(plan(change), 0);
}

export interface Answer {
  type: 'offer' | 'ack' | 'nak';
  from?: string;
  fromMac?: string;
  /** Option 54; null: not sent. */
  serverIdentifier?: string | null;
  address?: string;
  vlan?: number;
  change?: Partial<DhcpMessage>;
  more?: { code: number; bytes: Uint8Array }[];
}

export function ip(...addresses: string[]): Uint8Array {
  const bytes = new Uint8Array(4 * addresses.length);
  for (const [index, address] of addresses.entries()) putIpv4(bytes, 4 * index, address);
  return bytes;
}

/** A server's answer as the frame that carries it. */
export function answerBytes({
  type,
  from = server,
  fromMac = serverMac,
  address = offered,
  vlan,
  change,
  more = [],
  ...rest
}: Answer): Uint8Array {
  const identifier = rest.serverIdentifier === undefined ? from : rest.serverIdentifier;
  const options = [
    { code: 53, bytes: Uint8Array.of({ offer: 2, ack: 5, nak: 6 }[type]) },
    ...(identifier === null ? [] : [{ code: 54, bytes: ip(identifier) }]),
    ...(type === 'nak' ? [] : [{ code: 51, bytes: Uint8Array.of(0, 0, 0, 120) }]),
    ...more,
  ];
  const message: DhcpMessage = {
    op: 2,
    htype: 1,
    hlen: 6,
    hops: 0,
    xid,
    secs: 0,
    flags: 0,
    ciaddr: '0.0.0.0',
    yiaddr: type === 'nak' ? '0.0.0.0' : address,
    siaddr: '0.0.0.0',
    giaddr: '0.0.0.0',
    chaddr: clientMac,
    sname: '',
    file: '',
    options: options.map((option) => ({ ...option, parts: [] })),
    faults: [],
    ...change,
  };
  return buildUdpFrame({
    sourceMac: fromMac,
    destinationMac: clientMac,
    ...(vlan === undefined ? {} : { vlan }),
    sourceAddress: from,
    destinationAddress: address,
    sourcePort: 67,
    destinationPort: 68,
    payload: encodeDhcp(message),
  });
}

export function answer(parts: Answer): Frame {
  return parseFrame(answerBytes(parts), 'ethernet');
}
