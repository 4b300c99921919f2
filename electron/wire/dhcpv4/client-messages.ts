import { ipv4Bytes } from '../octets.ts';
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

interface Contents {
  /** Option 53; undefined: BOOTP, which knows no options but those asked for. */
  type: number | undefined;
  options?: DhcpOption[];
  ciaddr?: string;
  /** Whether it says who the client is and what it wants to know; not so in RELEASE and DECLINE (RFC 2131 table 5). */
  describesClient?: boolean;
}

const noAddress = '0.0.0.0';
const option = (code: number, bytes: Uint8Array): DhcpOption => ({ code, bytes, parts: [] });

/** DISCOVER (RFC 2131 section 4.4.1); with `rapidCommit` it asks for an ACK straight away (RFC 4039 section 3.1). */
export function discover(
  identity: ClientIdentity,
  transaction: Transaction,
  { requestedAddress, rapidCommit = false }: { requestedAddress?: string | undefined; rapidCommit?: boolean } = {},
): DhcpMessage {
  const options = requestedAddress === undefined ? [] : [option(50, ipv4Bytes(requestedAddress))];
  if (rapidCommit) options.push(option(80, new Uint8Array()));
  return clientMessage(identity, transaction, { type: 1, options, describesClient: true });
}

/** REQUEST in answer to an OFFER: names server and address, `ciaddr` zero (RFC 2131 section 4.3.2, SELECTING). */
export function requestOffered(
  identity: ClientIdentity,
  transaction: Transaction,
  offer: { address: string; server: string },
): DhcpMessage {
  const options = [option(50, ipv4Bytes(offer.address)), option(54, ipv4Bytes(offer.server))];
  return clientMessage(identity, transaction, { type: 3, options, describesClient: true });
}

/** REQUEST for a remembered address: option 50, no server, `ciaddr` zero (RFC 2131 section 4.3.2, INIT-REBOOT). */
export function requestAgain(identity: ClientIdentity, transaction: Transaction, remembered: string): DhcpMessage {
  return clientMessage(identity, transaction, {
    type: 3,
    options: [option(50, ipv4Bytes(remembered))],
    describesClient: true,
  });
}

/** REQUEST to extend: `ciaddr` only, neither option 50 nor 54 (RFC 2131 section 4.3.2, RENEWING and REBINDING). */
export function requestExtension(identity: ClientIdentity, transaction: Transaction, ciaddr: string): DhcpMessage {
  return clientMessage({ ...identity, broadcast: false }, transaction, { type: 3, ciaddr, describesClient: true });
}

/** RELEASE: `ciaddr` is the address; no parameters may be asked for (RFC 2131 section 4.4.6 and table 5). */
export function release(
  identity: ClientIdentity,
  { xid }: Transaction,
  lease: { address: string; server: string },
): DhcpMessage {
  return clientMessage(
    terse(identity),
    { xid, secs: 0 },
    {
      type: 7,
      ciaddr: lease.address,
      options: [option(54, ipv4Bytes(lease.server))],
    },
  );
}

/** DECLINE: options 50 and 54, `ciaddr` zero (RFC 2131 section 4.4.4 and table 5). */
export function decline(
  identity: ClientIdentity,
  { xid }: Transaction,
  lease: { address: string; server: string },
): DhcpMessage {
  return clientMessage(
    terse(identity),
    { xid, secs: 0 },
    {
      type: 4,
      options: [option(50, ipv4Bytes(lease.address)), option(54, ipv4Bytes(lease.server))],
    },
  );
}

/** INFORM: `ciaddr` is the address we have, no lease is asked for (RFC 2131 section 4.4.3). */
export function inform(identity: ClientIdentity, transaction: Transaction, ciaddr: string): DhcpMessage {
  return clientMessage({ ...identity, broadcast: false }, transaction, { type: 8, ciaddr, describesClient: true });
}

/** A BOOTP request: no message type (RFC 951; RFC 1534 section 2 tells how a DHCP server knows it). */
export function bootp(identity: ClientIdentity, transaction: Transaction): DhcpMessage {
  return clientMessage({ ...identity, clientIdentifier: new Uint8Array() }, transaction, { type: undefined });
}

function terse(identity: ClientIdentity): ClientIdentity {
  return { ...identity, broadcast: false, furtherOptions: [] };
}

function clientMessage(identity: ClientIdentity, { xid, secs }: Transaction, contents: Contents): DhcpMessage {
  const { type, options = [], ciaddr = noAddress, describesClient = false } = contents;
  const all: DhcpOption[] = [];
  if (type !== undefined) all.push(option(53, Uint8Array.of(type)));
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
    ciaddr,
    yiaddr: noAddress,
    siaddr: noAddress,
    giaddr: noAddress,
    chaddr: identity.mac,
    sname: '',
    file: '',
    options: all,
    faults: [],
  };
}
