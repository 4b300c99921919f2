import { z } from 'zod';
import { ipv4Schema } from './ip-address.ts';
import { snmpResultSchema } from './snmp-operation.ts';
import { targetSchemaWith } from './snmp-target.ts';
import { setVarbindSchema, varbindSchema } from './snmp-varbind.ts';

/** Whom to send to: as that of a request. The port is 162 unless told, of a saved device too: what is saved is the port of its agent. */
export const notificationTargetSchema = targetSchemaWith(162);
export type NotificationTarget = z.output<typeof notificationTargetSchema>;

export const sendInputSchema = z.object({
  target: notificationTargetSchema,
  kind: z.enum(['trap', 'inform']).default('trap'),
  /** Name or OID of a NOTIFICATION-TYPE or TRAP-TYPE. For v1 it is mapped back to enterprise and numbers by RFC 3584 section 3.2. */
  notification: z.string().trim().min(1).max(500),
  /** Behind sysUpTime.0 and snmpTrapOID.0, which are made. */
  varbinds: z.array(setVarbindSchema).max(200).default([]),
  /** Hundredths of a second; absent: since the program started. */
  uptime: z.int().min(0).max(4_294_967_295).optional(),
  /** v1: agent-addr, in IPv4; absent: that of the varbind snmpTrapAddress.0, else our address towards the target, 0.0.0.0 where that is of IPv6. */
  agentAddress: ipv4Schema.optional(),
  /** Of an inform: milliseconds for an answer, half as long again for each further one, and how often it is sent again. */
  timeout: z.int().min(50).max(60_000).default(1500),
  retries: z.int().min(0).max(10).default(2),
  /** How often it is sent, and the milliseconds between. */
  repeat: z.int().min(1).max(100_000).default(1),
  interval: z.int().min(0).max(60_000).default(0),
  /** Identifier for the exchange, to follow it on the timeline while it runs. Default: a new one. */
  exchange: z.uuid().optional(),
});
export type SendInput = z.output<typeof sendInputSchema>;

/** `agent` is the receiver. `failed`: see `problems`; what was sent till then was sent. */
export const sendResultSchema = snmpResultSchema.omit({ errorStatus: true }).extend({
  /** Notifications; `packets` counts what it took. */
  sent: z.number(),
  /** Of informs. */
  acknowledged: z.number(),
  /** As they were sent: behind sysUpTime.0 and snmpTrapOID.0, or what v1 has in their place. */
  varbinds: z.array(varbindSchema),
  /** v1: what the header says. */
  v1: z
    .object({ enterprise: z.string(), agentAddress: z.string(), generic: z.number(), specific: z.number() })
    .optional(),
  /** Milliseconds until the answer to the last inform. */
  roundTrip: z.number().optional(),
});
export type SendResult = z.infer<typeof sendResultSchema>;

/** What can be sent: a notification with its objects, to fill a form. */
export const notificationTypeSchema = z.object({
  oid: z.string(),
  name: z.string(),
  module: z.string(),
  objects: z.array(
    z.object({
      name: z.string(),
      oid: z.string().optional(),
      syntax: z.string().optional(),
      labels: z.record(z.string(), z.number()).optional(),
    }),
  ),
});
export type NotificationType = z.infer<typeof notificationTypeSchema>;
