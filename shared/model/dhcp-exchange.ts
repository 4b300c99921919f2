import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { findingSchema } from './finding.ts';
import { hexSchema } from './hex.ts';
import { ipv4Schema } from './ip-address.ts';
import { macSchema } from './mac-address.ts';
import { ignoredReasons } from './packet-event.ts';

/** What can be done with a server, one exchange each. */
export const dhcpVerbs = [
  'handshake',
  'discover',
  'reboot',
  'renew',
  'rebind',
  'release',
  'decline',
  'inform',
  'bootp',
] as const;
export type DhcpVerb = (typeof dhcpVerbs)[number];

export const optionSchema = z.object({ code: z.int().min(1).max(254), hex: hexSchema });

/** What every exchange takes: where, as whom, and how patiently. */
export const exchangeInputSchema = z.object({
  interface: z.string().min(1).max(200),
  /** `auto`: raw frames where possible, else UDP sockets. */
  transport: z.enum(['auto', 'raw', 'udp']).default('auto'),
  /** chaddr and source MAC. Default: the interface's own. */
  mac: macSchema.optional(),
  /** Option 61 as bytes, type first. Default: one of our own, so that the host's real lease is left alone. Empty: not sent. */
  clientIdentifier: hexSchema.optional(),
  /** Option 12. Empty: not sent. */
  hostName: z.string().max(255).default('punchdown'),
  /** Option 60. */
  vendorClass: z.string().max(255).optional(),
  /** The BROADCAST flag of RFC 2131 section 4.1: asks servers to answer by broadcast. */
  broadcast: z.boolean().default(false),
  /** Option 55, in this order. Empty: not sent. */
  requestedOptions: z
    .array(z.int().min(1).max(254))
    .max(255)
    .default([1, 3, 6, 12, 15, 28, 42, 51, 54, 58, 59, 119, 121]),
  /** Any further options of what is sent, as bytes. They replace ours of the same code. */
  options: z.array(optionSchema).max(100).default([]),
  /** 802.1Q VLAN id put on sent frames and expected on received ones. */
  vlan: z.int().min(1).max(4094).optional(),
  /** Transmissions of a message before giving up. */
  attempts: z.int().min(1).max(8).default(3),
  /** Wait after the first transmission in milliseconds; doubles each time, plus or minus a second (RFC 2131 section 4.1). */
  firstTimeout: z.int().min(50).max(64_000).default(4000),
  /** Identifier for the exchange, to follow it on the timeline while it runs. Default: a new one. */
  exchange: z.uuid().optional(),
});

/** What getting an address takes besides. */
export const obtainInputSchema = exchangeInputSchema.extend({
  /** Option 50 in the DISCOVER: an address we would like. */
  requestedAddress: ipv4Schema.optional(),
  /** Take the offer of this server (option 54) rather than the first. */
  server: ipv4Schema.optional(),
  /** How long OFFERs are collected after the first DISCOVER, in milliseconds. */
  offerWindow: z.int().min(0).max(60_000).default(1000),
  /** Option 80: asks for an ACK straight away (RFC 4039). */
  rapidCommit: z.boolean().default(false),
});

export const handshakeInputSchema = obtainInputSchema.extend({
  /** Keep the lease: no RELEASE. The engine answers ARP for it until it is released or expires. */
  keep: z.boolean().default(false),
  /** Hold the lease this long, answering ARP for its address, before the RELEASE. In milliseconds. */
  hold: z.int().min(0).max(3_600_000).default(0),
});
export type HandshakeInput = z.infer<typeof handshakeInputSchema>;

/**
 * Exchanges about an address one has. Which: a kept lease by the exchange that got it, else `address` and `server`, else the
 * newest lease kept on the interface. Where there is none, one is obtained first and given back afterwards.
 */
export const leaseInputSchema = obtainInputSchema.extend({
  lease: z.string().optional(),
  address: ipv4Schema.optional(),
});

export const leaseSchema = z.object({
  address: z.string(),
  /** Option 54; the server's own address where it sent none. */
  server: z.string(),
  serverMac: z.string().optional(),
  mask: z.string().optional(),
  routers: z.array(z.string()),
  dns: z.array(z.string()),
  domain: z.string().optional(),
  /** Seconds. 4294967295 is "for ever" (RFC 2131 section 3.3). */
  leaseTime: z.number().optional(),
  t1: z.number().optional(),
  t2: z.number().optional(),
  mac: z.string(),
  clientIdentifier: z.string().optional(),
});
export type Lease = z.infer<typeof leaseSchema>;

export const offerSchema = z.object({
  server: z.string(),
  serverMac: z.string().optional(),
  address: z.string(),
  /** Milliseconds after the DISCOVER it answers. */
  response: z.number(),
});

export const exchangePacketSchema = z.object({
  name: z.string(),
  /** Milliseconds since the epoch, with microseconds. */
  at: z.number(),
  /** Milliseconds since the exchange started. */
  time: z.number(),
  direction: z.enum(['sent', 'received']),
  source: z.string(),
  destination: z.string(),
  ignored: z.enum(ignoredReasons).optional(),
  /** The whole frame (raw frames) or the IPv4 datagram with rebuilt headers (UDP). */
  hex: z.string(),
});

/**
 * How an exchange ends. `bound`: an address was granted or extended; `offered`: offers were collected; `released`, `declined`:
 * the message went out (servers do not answer it); `informed`: parameters came; `answered`: a BOOTP reply came.
 */
export const outcomes = [
  'bound',
  'offered',
  'released',
  'declined',
  'informed',
  'answered',
  'nak',
  'noOffer',
  'noAck',
  'failed',
  'cancelled',
] as const;

export const exchangeResultSchema = z.object({
  outcome: z.enum(outcomes),
  exchange: z.string(),
  transport: z.enum(['raw', 'udp', 'lab']),
  /** What was granted; for INFORM what was told, with the address we have. */
  lease: leaseSchema.optional(),
  /** Every distinct OFFER, in order of arrival. */
  offers: z.array(offerSchema),
  released: z.boolean(),
  packets: z.array(exchangePacketSchema),
  /** Packets beyond the first thousand are on the timeline only. */
  packetsTotal: z.number(),
  problems: z.array(problemSchema),
  /** The verdict, worst first. */
  findings: z.array(findingSchema),
  /** Milliseconds from the start to the end. */
  duration: z.number(),
});
export type ExchangeResult = z.infer<typeof exchangeResultSchema>;
