import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';

export const captureInputSchema = z.object({
  /** A pcap or pcapng file on the engine's machine. */
  file: z.string().min(1),
  /** Names the import, to follow its progress. */
  import: z.uuid().optional(),
});

export const captureProgressSchema = z.object({
  import: z.string(),
  file: z.string(),
  /** Bytes read, of so many. */
  read: z.number(),
  size: z.number(),
  packets: z.number(),
  dhcpPackets: z.number(),
  exchanges: z.number(),
  done: z.boolean(),
});

const countsSchema = z.object({
  /** Packets of any kind. */
  packets: z.number(),
  dhcpPackets: z.number(),
  /** Exchanges made of them. On the timeline their `target` is the file's name, or the interface. */
  exchanges: z.number(),
  /** How many exchanges ended in which way. */
  outcomes: z.record(z.string(), z.number()),
  /** Packets beyond what is kept of one exchange. */
  notKept: z.number(),
  problem: problemSchema.optional(),
  /** Milliseconds. */
  duration: z.number(),
});

export const captureResultSchema = countsSchema.extend({
  import: z.string(),
  file: z.string(),
  size: z.number(),
  format: z.enum(['pcap', 'pcapng']).optional(),
  /** Whether the file was read to its end, and if not, why; what came before is there in every case. */
  ended: z.enum(['complete', 'truncated', 'damaged', 'cancelled', 'unreadable']),
  /** Packets of link types that are not read. */
  unread: z.number(),
  /** Faults of the file, the first hundred: what and at which byte. */
  faults: z.array(z.object({ offset: z.number(), reason: z.string() })),
  faultsTotal: z.number(),
});

export const listenInputSchema = z.object({
  interface: z.string().min(1).max(200),
  /** Stops by itself after so many seconds; otherwise when cancelled. */
  seconds: z.int().min(1).max(86_400).optional(),
});

export const listenResultSchema = countsSchema.extend({ lost: z.number() });
