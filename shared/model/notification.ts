import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { decodedPacketSchema } from './packet-field.ts';
import { snmpVersions } from './snmp-target.ts';
import { varbindSchema } from './snmp-varbind.ts';

/** Perceived severity of an alarm (ITU-T X.733 section 8.1.2.3), the worst first. */
export const notificationSeverities = ['critical', 'major', 'minor', 'warning', 'indeterminate', 'cleared'] as const;
export type NotificationSeverity = (typeof notificationSeverities)[number];

/**
 * What became of a datagram. `accepted`: decoded, and authentic as far as its version can be. `pending`: stored, not looked at yet. The rest is
 * kept as it came and looked at again when a user or a setting changes:
 * `community-refused` the community is of no profile, and only those are accepted; `unknown-user`; `wrong-digest` no key of the user fits;
 * `level-too-low` less protected than the user's profile asks for; `level-unsupported` the user has no key for it; `decryption-failed`;
 * `engine-refused` an engine ID never seen, and such are not accepted; `not-in-time-window` (RFC 3414 section 3.2 step 7);
 * `unknown-security-model`; `malformed`; `no-notification` a PDU that is neither Trap nor InformRequest.
 */
export const notificationStates = [
  'accepted',
  'pending',
  'community-refused',
  'unknown-user',
  'wrong-digest',
  'level-too-low',
  'level-unsupported',
  'decryption-failed',
  'engine-refused',
  'not-in-time-window',
  'unknown-security-model',
  'malformed',
  'no-notification',
] as const;
export type NotificationState = (typeof notificationStates)[number];

export const securityLevels = ['noAuthNoPriv', 'authNoPriv', 'authPriv'] as const;
export type SecurityLevel = (typeof securityLevels)[number];

/** One line of the table of notifications. */
export const notificationRowSchema = z.object({
  id: z.number(),
  /** Arrival, milliseconds since the epoch with a fraction. */
  at: z.number(),
  address: z.string(),
  /** The sender's UDP port. */
  port: z.number(),
  /** Our UDP port; 0 for what came out of a capture. */
  receiver: z.number(),
  /** The saved device with the sender's address. */
  device: z.object({ id: z.string(), name: z.string() }).optional(),
  state: z.enum(notificationStates),
  version: z.enum(snmpVersions).optional(),
  kind: z.enum(['trap', 'inform']).optional(),
  /** The answer to an inform went out. */
  acknowledged: z.boolean(),
  /** Of the notification, as SMIv2 has it; RFC 3584 section 3.1 for those of v1. */
  oid: z.string().optional(),
  name: z.string().optional(),
  severity: z.enum(notificationSeverities),
  category: z.string().optional(),
  /** Of a rule: a name of the palette. */
  colour: z.string().optional(),
  /** v3, as claimed by the message. */
  user: z.string().optional(),
  level: z.enum(securityLevels).optional(),
  engine: z.string().optional(),
  /** The varbinds in words, in one line: "ifIndex 3, ifAdminStatus down(2)"; for what was not decoded why. */
  summary: z.string(),
  marked: z.boolean(),
  note: z.string(),
  /** How many like it came within the window of a rule and are folded into it. */
  repeats: z.number(),
  lastRepeatAt: z.number().optional(),
  /** It is folded into this one. */
  repeatOf: z.number().optional(),
  /** The notification that cleared it. */
  clearedBy: z.number().optional(),
  clearedAt: z.number().optional(),
});
export type NotificationRow = z.infer<typeof notificationRowSchema>;

export const notificationDetailsSchema = notificationRowSchema.extend({
  /** Ours that it came to, where that is known: not of broadcasts, and on some systems only of a receiver on one address. */
  localAddress: z.string().optional(),
  /** sysUpTime of the sender in hundredths of a second. */
  uptime: z.number().optional(),
  context: z.string().optional(),
  /** The profile whose community or user fits. */
  profile: z.string().optional(),
  /** Without sysUpTime.0 and snmpTrapOID.0. */
  varbinds: z.array(varbindSchema),
  /** The fields that only a Trap-PDU of v1 has (RFC 1157 section 4.1.6). */
  v1: z
    .object({ enterprise: z.string(), agentAddress: z.string(), generic: z.number(), specific: z.number() })
    .optional(),
  /** Why it was not accepted, with the offset of a fault where there is one: technical, in English. */
  reason: z.string().optional(),
  /** Of one that was refused for the clock of its sender's engine: what it says, in seconds. `forgetClock` takes it for right. */
  clock: z.object({ boots: z.number(), time: z.number() }).optional(),
  /** Name of the rule that decided. */
  rule: z.string().optional(),
  /** The datagram with its headers; the community is overwritten, what is encrypted is shown decrypted where a key fits. */
  packet: decodedPacketSchema,
});
export type NotificationDetails = z.infer<typeof notificationDetailsSchema>;

export const notificationFilterSchema = z.object({
  /** Words that must all occur in name, OID, sender, device, varbinds, note or category. */
  text: z.string().max(500).optional(),
  severities: z.array(z.enum(notificationSeverities)).optional(),
  /** An address, a prefix ("10.1.0.0/16"), or a saved device's name or id. */
  sender: z.string().max(200).optional(),
  /** Name or OID; with ".*" everything below. */
  notification: z.string().max(500).optional(),
  /** `open`: with a severity and not cleared. `refused`: what could not be accepted. */
  show: z.enum(['all', 'accepted', 'open', 'refused', 'marked']).optional(),
  /** Milliseconds since the epoch. */
  since: z.number().optional(),
  until: z.number().optional(),
  /** Also those that a rule folded into an earlier one. */
  repeats: z.boolean().optional(),
});
export type NotificationFilter = z.infer<typeof notificationFilterSchema>;

/** Datagrams that were not stored. */
export const notificationLossSchema = z.object({
  at: z.number(),
  until: z.number(),
  /** `system`: the receive buffer of the socket was full; `inbox`: ours was; `sender`: one sender sent more than its share of a full inbox. */
  where: z.enum(['system', 'inbox', 'sender']),
  receiver: z.number(),
  /** With `sender`. */
  address: z.string().optional(),
  count: z.number(),
});
export type NotificationLoss = z.infer<typeof notificationLossSchema>;

export const receiverSchema = z.object({
  /** The UDP port. */
  port: z.number(),
  /** Undefined: every address of the machine, IPv4 and IPv6. */
  address: z.string().optional(),
  families: z.array(z.enum(['ipv4', 'ipv6'])),
  state: z.enum(['listening', 'failed']),
  problem: problemSchema.optional(),
  /** Bytes. */
  receiveBuffer: z.object({ asked: z.number(), granted: z.number() }).optional(),
  /** Started with the program. */
  kept: z.boolean(),
  startedAt: z.number(),
  received: z.number(),
  stored: z.number(),
  accepted: z.number(),
  refused: z.number(),
  acknowledged: z.number(),
  lost: z.number(),
  /** Datagrams in the inbox, waiting for the disk. */
  waiting: z.number(),
});
export type Receiver = z.infer<typeof receiverSchema>;

export const receiverSettingsSchema = z.object({
  /** Communities of v1 and v2c: `any`, or only those of saved profiles. */
  communities: z.enum(['any', 'profiles']),
  /** A known user of an engine never heard of: taken and remembered, or refused. */
  unknownEngines: z.enum(['accept', 'refuse']),
  /** The oldest beyond this number are deleted. */
  keepCount: z.int().min(1000).max(10_000_000),
  /** Older ones are deleted; 0: none. */
  keepDays: z.int().min(0).max(3650),
});
export type ReceiverSettings = z.infer<typeof receiverSettingsSchema>;
