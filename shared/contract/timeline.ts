import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { timelineEventSchema } from '../model/packet-event.ts';
import { decodedPacketSchema } from '../model/packet-field.ts';
import { problems } from './errors.ts';

/** One piece of work on the wire: a handshake, say. All its packets and notes stand on one timeline. */
export const exchangeSchema = z.object({
  id: z.string(),
  session: z.number(),
  tool: z.string(),
  /** What was done, in the tool's own verb: "handshake". */
  verb: z.string(),
  /** The interface or target it ran on. */
  target: z.string(),
  /** Whom it is about, where the target does not say: a client's MAC in a capture. */
  subject: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  state: z.enum(['running', 'ended']),
  /** The tool's own outcome ("bound", "nak", ...) once ended; `interrupted` when the program died meanwhile. */
  outcome: z.string().optional(),
  events: z.number(),
  /** Frames or events of this exchange that were lost. */
  lost: z.number(),
});
export type Exchange = z.infer<typeof exchangeSchema>;

const exchangeInput = z.object({ exchange: z.string() });

export const timelineContract = {
  /** Exchanges of a session (the current one unless told which), newest first. */
  exchanges: oc
    .errors(problems)
    .input(
      z.object({
        session: z.int().positive().optional(),
        tool: z.string().optional(),
        /** Only exchanges on this interface or out of this file. */
        target: z.string().optional(),
        /** Only these verbs: one's own runs, say, and not those of a capture. */
        verbs: z.array(z.string()).max(50).optional(),
        from: z.int().min(0).default(0),
        count: z.int().min(1).max(1000).default(100),
      }),
    )
    .output(z.object({ total: z.number(), exchanges: z.array(exchangeSchema) })),
  exchange: oc.errors(problems).input(exchangeInput).output(exchangeSchema),
  /** A range of an exchange's events by their index. */
  events: oc
    .errors(problems)
    .input(exchangeInput.extend({ from: z.int().min(0).default(0), count: z.int().min(1).max(1000).default(200) }))
    .output(z.object({ total: z.number(), events: z.array(timelineEventSchema) })),
  /** One packet decoded anew from its bytes. */
  packet: oc
    .errors(problems)
    .input(z.object({ event: z.int().positive() }))
    .output(decodedPacketSchema),
  /** A notice at most ten times a second whenever an exchange (of one tool, if named) gains events or ends. */
  watch: oc
    .errors(problems)
    .input(z.object({ tool: z.string().optional() }))
    .output(eventIterator(exchangeSchema)),
};
