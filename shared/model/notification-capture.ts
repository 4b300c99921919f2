import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';

export const captureInputSchema = z.object({
  path: z.string().min(1).max(4096),
  /** UDP ports on which notifications are looked for. */
  ports: z.array(z.int().min(1).max(65_535)).min(1).max(100).default([162]),
  /** Identifier, to follow it while it runs. Default: a new one. */
  import: z.uuid().optional(),
});
export type CaptureInput = z.output<typeof captureInputSchema>;

const countsSchema = z.object({
  import: z.string(),
  path: z.string(),
  /** Bytes of the file, and how many of them were read. */
  size: z.number(),
  read: z.number(),
  /** Packets of any kind. */
  packets: z.number(),
  /** Datagrams to the ports that were handed to the receiver. */
  found: z.number(),
  accepted: z.number(),
  refused: z.number(),
});

export const importProgressSchema = countsSchema.extend({ done: z.boolean() });
export type ImportProgress = z.infer<typeof importProgressSchema>;

export const notificationImportSchema = countsSchema.extend({
  format: z.enum(['pcap', 'pcapng']).optional(),
  /** Whether the file was read to its end, and if not, why; what came before is there in every case. */
  ended: z.enum(['complete', 'truncated', 'damaged', 'cancelled', 'unreadable']),
  problem: problemSchema.optional(),
  /** Datagrams to the ports that came in fragments, of which none is put together. */
  fragments: z.number(),
  /** Packets of link types that are not read. */
  unread: z.number(),
  /** Faults of the file, the first hundred: what and at which byte. */
  faults: z.array(z.object({ offset: z.number(), reason: z.string() })),
  faultsTotal: z.number(),
  /** Milliseconds. */
  duration: z.number(),
});
export type NotificationImport = z.infer<typeof notificationImportSchema>;
