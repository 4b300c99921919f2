import { z } from 'zod';
import { targetSchema } from './snmp-target.ts';
import { setVarbindSchema, varbindSchema } from './snmp-varbind.ts';

/** Whom to send to: a target like that of a request, but its port is 162 unless told. */
export const notificationTargetSchema = targetSchema;

export const sendInputSchema = z.object({
  target: notificationTargetSchema,
  kind: z.enum(['trap', 'inform']).default('trap'),
  /** Name or OID of a NOTIFICATION-TYPE or TRAP-TYPE. For v1 it is mapped back to enterprise and numbers by RFC 3584 section 3.2. */
  notification: z.string().trim().min(1).max(500),
  /** Behind sysUpTime.0 and snmpTrapOID.0, which are made. */
  varbinds: z.array(setVarbindSchema).max(200).default([]),
  /** Hundredths of a second; absent: since the program started. */
  uptime: z.int().min(0).max(4_294_967_295).optional(),
  /** v1: agent-addr; absent: our address towards the target. */
  agentAddress: z.string().max(45).optional(),
  /** Of an inform: milliseconds for an answer, and how often it is sent again. */
  timeout: z.int().min(50).max(60_000).default(1500),
  retries: z.int().min(0).max(10).default(2),
  /** How often it is sent, and the milliseconds between. */
  repeat: z.int().min(1).max(100_000).default(1),
  interval: z.int().min(0).max(60_000).default(0),
});

export const sendResultSchema = z.object({
  exchange: z.string(),
  sent: z.number(),
  /** Of informs. */
  acknowledged: z.number(),
  varbinds: z.array(varbindSchema),
  /** Milliseconds until the answer to the last inform. */
  roundTrip: z.number().optional(),
});

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
  description: z.string().optional(),
});
export type NotificationType = z.infer<typeof notificationTypeSchema>;
