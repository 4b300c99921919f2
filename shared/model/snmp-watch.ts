import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { requestInputSchema } from './snmp-operation.ts';

export const watchInputSchema = requestInputSchema.omit({ exchange: true }).extend({
  oids: z.array(z.string().trim().min(1).max(2000)).min(1).max(50),
  /** Seconds between two polls. */
  interval: z.number().min(0.5).max(86_400).default(5),
});

export const watchSchema = z.object({
  id: z.number(),
  /** The exchange that its packets are recorded in. */
  exchange: z.string(),
  address: z.string(),
  port: z.number(),
  device: z.string().optional(),
  interval: z.number(),
  objects: z.array(z.object({ oid: z.string(), name: z.string().optional(), unit: z.string().optional() })),
  startedAt: z.number(),
  state: z.enum(['running', 'stopped']),
  polls: z.number(),
  /** Polls that brought nothing. */
  failed: z.number(),
  problem: problemSchema.optional(),
});
export type SnmpWatch = z.infer<typeof watchSchema>;

/** One poll of one object. */
export const sampleSchema = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** Position of its object in the watch. */
  object: z.number(),
  type: z.string(),
  /** Counter64 as a decimal string; null: no value came. */
  value: z.union([z.string(), z.number(), z.null()]),
  /** Counters: increase a second since the poll before, wraps added; null where there is none to tell (first, restart, gap). */
  rate: z.number().nullable(),
  /** Why there is no rate, or what was made up for: the counter wrapped, the agent restarted, a poll was lost. */
  note: z.enum(['first', 'wrapped', 'restarted', 'gap', 'not-a-number']).optional(),
});
export type Sample = z.infer<typeof sampleSchema>;
