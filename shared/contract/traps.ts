import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  notificationDetailsSchema,
  notificationFilterSchema,
  notificationLossSchema,
  notificationRowSchema,
  notificationSeverities,
  receiverSchema,
  receiverSettingsSchema,
} from '../model/notification.ts';
import { captureInputSchema, importProgressSchema, notificationImportSchema } from '../model/notification-capture.ts';
import { notificationRuleSchema } from '../model/notification-rule.ts';
import { notificationTypeSchema, sendInputSchema, sendResultSchema } from '../model/notification-send.ts';
import { problemSchema } from '../problem/problem.ts';
import { problems } from './errors.ts';

const portInput = z.object({
  port: z.int().min(1).max(65_535).default(162),
  /** One address of this machine; absent: all, IPv4 and IPv6. */
  address: z.string().max(100).optional(),
});
const idInput = z.object({ id: z.int().positive() });
const idsInput = z.object({ ids: z.array(z.int().positive()).min(1).max(10_000) });

export const trapsStatusSchema = z.object({
  receivers: z.array(receiverSchema),
  /** Ours, as receiver of informs and sender of traps (RFC 3411 section 5). */
  engine: z.object({ id: z.string(), boots: z.number(), time: z.number() }),
  total: z.number(),
  /** Greatest id stored; 0: none yet. */
  last: z.number(),
  lost: z.number(),
  /** Counts, since the program started, how often what was stored became other: read with a new key, changed or deleted by hand. */
  changes: z.number(),
  /** Notifications stored in the last second. */
  rate: z.number(),
  /** What keeps the receiver from storing: a full disk. */
  problem: problemSchema.optional(),
});
export type TrapsStatus = z.infer<typeof trapsStatusSchema>;

export const trapsContract = {
  /** Receives until the call ends, and tells each stored notification. A receiver that runs on the port already is listened to, and stays. */
  listen: oc.errors(problems).input(portInput).output(eventIterator(notificationDetailsSchema)),
  /** Starts a receiver that stays; `kept` ones start with the program. */
  start: oc
    .errors(problems)
    .input(portInput.extend({ kept: z.boolean().default(true) }))
    .output(receiverSchema),
  stop: oc
    .errors(problems)
    .input(z.object({ port: z.int() }))
    .output(z.object({ stopped: z.boolean() })),
  status: oc.errors(problems).output(trapsStatusSchema),
  /** The status whenever it changed, at most ten times a second. */
  news: oc.errors(problems).output(eventIterator(trapsStatusSchema)),
  settings: oc.errors(problems).output(receiverSettingsSchema),
  saveSettings: oc.errors(problems).input(receiverSettingsSchema).output(receiverSettingsSchema),
  /** What was lost, newest first. */
  losses: oc
    .errors(problems)
    .input(z.object({ from: z.int().min(0).default(0), count: z.int().min(1).max(500).default(100) }))
    .output(z.object({ total: z.number(), losses: z.array(notificationLossSchema) })),

  /** A range of what is stored and fits. */
  page: oc
    .errors(problems)
    .input(
      notificationFilterSchema.extend({
        order: z.enum(['newest', 'oldest']).default('newest'),
        /** Only up to this id: the table stands still while new ones come. */
        upTo: z.int().min(0).optional(),
        from: z.int().min(0).default(0),
        count: z.int().min(1).max(1000).default(100),
        /** Answer as soon as the newest rows asked for are there, with the total of what was looked at so far. */
        partial: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        /** How many fit. */
        total: z.number(),
        /** False: not everything was looked at yet, and `total` may grow. The same question goes on where this one stopped. */
        complete: z.boolean(),
        rows: z.array(notificationRowSchema),
      }),
    ),
  details: oc.errors(problems).input(idInput).output(notificationDetailsSchema),
  /**
   * The device that sent this one, which was refused for its clock, was reset or lost its count: from now on its clock is what this one says,
   * and what was refused since is read again. Whoever recorded notifications of the device before can send them again, and they are taken.
   */
  forgetClock: oc
    .errors(problems)
    .input(idInput)
    .output(z.object({ engine: z.string(), boots: z.number(), time: z.number() })),
  mark: oc
    .errors(problems)
    .input(idsInput.extend({ marked: z.boolean() }))
    .output(z.object({ changed: z.number() })),
  annotate: oc
    .errors(problems)
    .input(idInput.extend({ note: z.string().max(10_000) }))
    .output(notificationRowSchema),
  delete: oc
    .errors(problems)
    .input(idsInput)
    .output(z.object({ deleted: z.number() })),
  /** Everything that fits; without a filter everything. */
  deleteAll: oc
    .errors(problems)
    .input(notificationFilterSchema)
    .output(z.object({ deleted: z.number() })),

  /** In the order in which they are tried. */
  rules: oc.errors(problems).output(z.array(notificationRuleSchema)),
  /** Without an id: a new one, tried first. */
  saveRule: oc
    .errors(problems)
    .input(notificationRuleSchema.omit({ builtIn: true, unresolved: true }).extend({ id: z.string().optional() }))
    .output(notificationRuleSchema),
  deleteRule: oc
    .errors(problems)
    .input(z.object({ id: z.string() }))
    .output(z.object({ deleted: z.boolean() })),
  orderRules: oc
    .errors(problems)
    .input(z.object({ ids: z.array(z.string()).max(1000) }))
    .output(z.array(notificationRuleSchema)),
  /** Applies the rules to what is stored: severity, category, colour. */
  applyRules: oc
    .errors(problems)
    .input(notificationFilterSchema)
    .output(z.object({ changed: z.number() })),
  /** Notifications whose rule wants a person told. */
  notices: oc.errors(problems).output(
    eventIterator(
      z.object({
        id: z.number(),
        severity: z.enum(notificationSeverities),
        title: z.string(),
        text: z.string(),
        /** Others meanwhile, which are not told one by one. */
        more: z.number(),
      }),
    ),
  ),

  /** Notifications whose name or OID has these words. */
  types: oc
    .errors(problems)
    .input(z.object({ search: z.string().max(200).default(''), count: z.int().min(1).max(200).default(50) }))
    .output(z.array(notificationTypeSchema)),
  send: oc.errors(problems).input(sendInputSchema).output(sendResultSchema),
  /** A stored one as the form of the sender has it. */
  compose: oc
    .errors(problems)
    .input(idInput)
    .output(sendInputSchema.pick({ kind: true, notification: true, varbinds: true, uptime: true })),
  /** The notifications of a capture, with their times; a file of this machine. What was found stays when it is cancelled. */
  importCapture: oc.errors(problems).input(captureInputSchema).output(notificationImportSchema),
  /** How far imports are, at most ten times a second. */
  imports: oc.errors(problems).output(eventIterator(importProgressSchema)),
};
