import { putIpv4 } from '../octets.ts';
import { textBytes } from '../text.ts';
import type { DhcpMessage, DhcpOption } from './message.ts';

/** Who the client says it is, in every message of an exchange. */
export interface ClientIdentity {
  /** chaddr, lower-case with colons. */
  mac: string;
  /** Option 61 with its type byte; empty: not sent. */
  clientIdentifier: Uint8Array;
  /** Option 12; empty: not sent. */
  hostName: string;
  /** Option 60; empty: not sent. */
  vendorClass: string;
  /** Option 55; empty: not sent. */
  requestedOptions: readonly number[];
  /** The BROADCAST flag (RFC 2131 section 2, figure 2). */
  broadcast: boolean;
  /** Replaces ours of the same code, else is added. */
  furtherOptions: readonly { code: number; bytes: Uint8Array }[];
}

export interface Transaction {
  xid: number;
  /** Seconds since the client began (RFC 2131 table 1). */
  secs: number;
}

const option = (code: number, bytes: Uint8Array): DhcpOption => ({ code, bytes, parts: [] });

function address(dotted: string): Uint8Array {
  const bytes = new Uint8Array(4);
  putIpv4(bytes, 0, dotted);
  return bytes;
}

/** Client messages per RFC 2131 section 4.4.1 and table 5. */
export function discover(identity: ClientIdentity, transaction: Transaction, requestedAddress?: string): DhcpMessage {
  return clientMessage(1, identity, transaction, {
    options: requestedAddress === undefined ? [] : [option(50, address(requestedAddress))],
    describesClient: true,
  });
}

/** REQUEST in answer to an OFFER: names the server and the address, `ciaddr` zero (RFC 2131 section 4.3.2, SELECTING). */
export function requestOffered(
  identity: ClientIdentity,
  transaction: Transaction,
  offer: { address: string; server: string },
): DhcpMessage {
  return clientMessage(3, identity, transaction, {
    options: [option(50, address(offer.address)), option(54, address(offer.server))],
    describesClient: true,
  });
}

/** RELEASE: `ciaddr` is the address; no parameters may be asked for (RFC 2131 section 4.4.6 and table 5). */
export function release(
  identity: ClientIdentity,
  transaction: Transaction,
  lease: { address: string; server: string },
): DhcpMessage {
  const message = clientMessage(
    7,
    { ...identity, broadcast: false, furtherOptions: [] },
    { ...transaction, secs: 0 },
    {
      options: [option(54, address(lease.server))],
      describesClient: false,
    },
  );
  return { ...message, ciaddr: lease.address };
}

function clientMessage(
  type: number,
  identity: ClientIdentity,
  { xid, secs }: Transaction,
  { options, describesClient }: { options: DhcpOption[]; describesClient: boolean },
): DhcpMessage {
  const all = [option(53, Uint8Array.of(type))];
  if (identity.clientIdentifier.length > 0) all.push(option(61, identity.clientIdentifier));
  all.push(...options);
  if (describesClient) {
    if (identity.hostName !== '') all.push(option(12, textBytes(identity.hostName)));
    if (identity.vendorClass !== '') all.push(option(60, textBytes(identity.vendorClass)));
    if (identity.requestedOptions.length > 0) all.push(option(55, Uint8Array.from(identity.requestedOptions)));
  }
  for (const { code, bytes } of identity.furtherOptions) {
    const own = all.find((candidate) => candidate.code === code);
    if (own === undefined) all.push(option(code, bytes));
    else own.bytes = bytes;
  }
  return {
    op: 1,
    htype: 1,
    hlen: 6,
    hops: 0,
    xid,
    secs: Math.min(secs, 0xffff),
    flags: identity.broadcast ? 0x8000 : 0,
    ciaddr: '0.0.0.0',
    yiaddr: '0.0.0.0',
    siaddr: '0.0.0.0',
    giaddr: '0.0.0.0',
    chaddr: identity.mac,
    sname: '',
    file: '',
    options: all,
    faults: [],
  };
}
