import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';

/**
 * What the bytes start with: an Ethernet header; an IPv4 or IPv6 header (a datagram whose headers were rebuilt from a UDP socket, or raw
 * IP of a file); and in files of others the header of a Linux capture on "any" (16 bytes, or 20 for `-2`), or the address family
 * of a BSD loopback interface (`null` in the byte order of its machine, `loop` in network byte order).
 */
export const linkTypeSchema = z.enum([
  'ethernet',
  'ipv4',
  'ipv6',
  'linux-cooked',
  'linux-cooked-2',
  'null',
  'loop',
  'upper-pdu',
]);
export type LinkType = z.infer<typeof linkTypeSchema>;

/** Why a received packet had no part in the exchange. */
export const ignoredReasons = [
  'other-transaction',
  'other-client',
  'other-vlan',
  'other-server',
  'not-expected-now',
  'not-for-us',
  'malformed',
  'duplicate',
  'late',
  'not-dhcp',
  'over-limit',
  'other-address',
  'other-version',
  'unauthentic',
] as const;

export const packetPartSchema = z.object({
  direction: z.enum(['sent', 'received']),
  /** The message's name in its protocol's own words: DISCOVER, OFFER, ARP request. "?" for bytes nobody could name. */
  name: z.string(),
  link: linkTypeSchema,
  length: z.number(),
  /** Lane of the other side: a server's address, or null for everybody (broadcast). */
  peer: z.string().nullable(),
  source: z.string(),
  destination: z.string(),
  vlan: z.number().optional(),
  /** Sent: which attempt this is, from 1. */
  attempt: z.number().optional(),
  ignored: z.enum(ignoredReasons).optional(),
  /** One fact worth a glance beside the arrow, in protocol terms: "10.77.0.101", "lease 2 min". */
  fact: z.string().optional(),
  /** Faults found while decoding. */
  faults: z.number(),
});
export type PacketPart = z.infer<typeof packetPartSchema>;

/** Things that happen in an exchange and are no packet. The text of `a-b` is the message `note_a_b`. */
export const noteCodes = [
  'started',
  'offer-window-closed',
  'offer-chosen',
  'retransmit-wait',
  'lease-held',
  'lease-released',
  'lease-declined',
  'server-not-resolved',
  'snmp-clear-community',
  'snmp-discovering',
  'snmp-discovered',
  'snmp-resynchronised',
  'snmp-engine-changed',
  'snmp-retry',
  'snmp-asking-why',
  'snmp-fewer-repetitions',
  'snmp-trying-profile',
  'echo-listening',
  'echo-client-came',
  'echo-client-gone',
  'echo-client-refused',
  'echo-fault',
  'echo-not-kept',
  'echo-captured',
  'echo-not-captured',
  'echo-capture-full',
  'echo-capture-closed',
  'echo-capture-broke',
  'echo-frames-lost',
  'echo-looked-up',
  'echo-attempt-failed',
  'echo-connected',
  'echo-first-octet',
  'echo-finished-by-us',
  'echo-finished-by-them',
  'echo-reset-by-us',
  'echo-lesson-step',
  'echo-lesson',
  'traps-table-only',
  'traps-received',
  'names-asked',
  'names-answered',
  'names-failed',
  'names-connected',
  'cancelled',
  'problem',
] as const;

export const notePartSchema = z.object({
  code: z.enum(noteCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  problem: problemSchema.optional(),
});
export type NotePart = z.infer<typeof notePartSchema>;

/** One line of the timeline: a packet or a note. Times are milliseconds since the epoch with a fraction (microseconds). */
export const timelineEventSchema = z.object({
  id: z.number(),
  exchange: z.string(),
  /** Position in its exchange, from 0, without holes. */
  index: z.number(),
  at: z.number(),
  packet: packetPartSchema.optional(),
  note: notePartSchema.optional(),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;
