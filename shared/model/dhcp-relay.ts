import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { exchangeInputSchema, exchangePacketSchema, leaseSchema } from './dhcp-exchange.ts';
import { findingSchema } from './finding.ts';
import { hexSchema } from './hex.ts';
import { ipv4Schema } from './ip-address.ts';

/** One question of a relay what-if: a subnet by the relay's address in it, with what the relay would add. */
export const relaySubnetSchema = z.object({
  /** giaddr: the relay agent's address in the subnet asked about (RFC 1542 section 4.1.1). */
  giaddr: ipv4Schema,
  /** Option 82 suboption 1, as bytes. */
  circuitId: hexSchema.optional(),
  /** Option 82 suboption 2, as bytes. */
  remoteId: hexSchema.optional(),
  /** Option 82 suboption 5: asks for another subnet than giaddr's (RFC 3527). */
  linkSelection: ipv4Schema.optional(),
});

export const relayInputSchema = exchangeInputSchema.extend({
  server: ipv4Schema,
  subnets: z.array(relaySubnetSchema).min(1).max(100),
  hops: z.int().min(0).max(16).default(1),
});
export type RelayInput = z.infer<typeof relayInputSchema>;

export const relayAnswerSchema = relaySubnetSchema.extend({
  outcome: z.enum(['offered', 'noOffer', 'failed', 'cancelled']),
  offer: leaseSchema.optional(),
  options: z.array(z.object({ code: z.number(), name: z.string(), text: z.string() })),
  /** Milliseconds. */
  response: z.number().optional(),
});

export const relayResultSchema = z.object({
  outcome: z.enum(['offered', 'noOffer', 'failed', 'cancelled']),
  exchange: z.string(),
  answers: z.array(relayAnswerSchema),
  packets: z.array(exchangePacketSchema),
  problems: z.array(problemSchema),
  findings: z.array(findingSchema),
  duration: z.number(),
});
export type RelayResult = z.infer<typeof relayResultSchema>;
