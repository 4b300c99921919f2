import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { exchangeInputSchema, exchangePacketSchema, leaseSchema } from './dhcp-exchange.ts';
import { findingSchema } from './finding.ts';
import { ipv4Schema } from './ip-address.ts';

export const findServersInputSchema = exchangeInputSchema.omit({ attempts: true, firstTimeout: true }).extend({
  /** How long answers are waited for after the first DISCOVER, in milliseconds. */
  window: z.int().min(100).max(60_000).default(4000),
  /** How often the DISCOVER is sent within the window: a busy server may miss one. */
  repeats: z.int().min(1).max(5).default(2),
  /** Servers to count as allowed in this look, besides the interface's list. */
  allowed: z.array(ipv4Schema).max(100).default([]),
});

/** A server that an interface's owner knows: allowed or not, with a note. */
export const allowedServerSchema = z.object({
  interface: z.string().min(1).max(200),
  server: ipv4Schema,
  /** Where the address alone would be too easy to borrow. */
  mac: z.string().max(17).optional(),
  allowed: z.boolean().default(true),
  note: z.string().max(1000).default(''),
});
export type AllowedServer = z.infer<typeof allowedServerSchema>;

export const foundServerSchema = z.object({
  /** Option 54; the sender where it is missing. */
  server: z.string(),
  /** Sender of the packet; differs from `server` behind a relay. */
  address: z.string(),
  mac: z.string().optional(),
  /** Who made the box, by the MAC's first bytes. */
  maker: z.string().optional(),
  /** Not on the interface's allow-list. False while there is no list. */
  rogue: z.boolean(),
  note: z.string(),
  /** What it offers. */
  offer: leaseSchema,
  /** Every option offered, decoded. */
  options: z.array(z.object({ code: z.number(), name: z.string(), text: z.string() })),
  /** Milliseconds after the DISCOVER it answers first. */
  response: z.number(),
  answers: z.number(),
});
export type FoundServer = z.infer<typeof foundServerSchema>;

export const findServersResultSchema = z.object({
  outcome: z.enum(['offered', 'noOffer', 'failed', 'cancelled']),
  exchange: z.string(),
  servers: z.array(foundServerSchema),
  /** Option codes whose values are not the same in all offers. */
  differences: z.array(z.number()),
  packets: z.array(exchangePacketSchema),
  problems: z.array(problemSchema),
  findings: z.array(findingSchema),
  duration: z.number(),
});
export type FindServersResult = z.infer<typeof findServersResultSchema>;

export const serverWatchSchema = z.object({
  interface: z.string(),
  minutes: z.number(),
  looks: z.number(),
  lastLookAt: z.number().optional(),
  nextLookAt: z.number().optional(),
  servers: z.array(foundServerSchema),
  rogues: z.array(foundServerSchema),
  /** Why the last look failed, if it did. */
  problem: problemSchema.optional(),
});
export type ServerWatch = z.infer<typeof serverWatchSchema>;
