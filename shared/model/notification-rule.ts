import { z } from 'zod';
import { notificationSeverities } from './notification.ts';

export const ruleColours = ['red', 'orange', 'yellow', 'green', 'blue', 'violet', 'grey'] as const;

/** Categories that the built-in rules give; a person's own may be any words. */
export type BuiltInCategory =
  | 'restart'
  | 'link'
  | 'security'
  | 'routing'
  | 'topology'
  | 'threshold'
  | 'power'
  | 'environment'
  | 'inventory';

export const ruleMatchSchema = z.object({
  /** Name or OID of the notification; with ".*" everything below. Absent: every one. */
  notification: z.string().trim().max(500).optional(),
  /** Address, prefix, or a saved device's name or id. */
  sender: z.string().trim().max(200).optional(),
  /** All must hold. */
  varbinds: z
    .array(
      z.object({
        /** Name or OID of an object, without or with its instance. */
        object: z.string().trim().min(1).max(500),
        is: z.enum(['equal', 'not-equal', 'contains', 'matches', 'less', 'greater', 'present']),
        /** A number, an enumeration's label, a text; with `matches` a regular expression. */
        value: z.string().max(1000).default(''),
      }),
    )
    .max(20)
    .default([]),
});

export const ruleActionsSchema = z.object({
  severity: z.enum(notificationSeverities).optional(),
  category: z.string().trim().max(60).optional(),
  colour: z.enum(ruleColours).optional(),
  /** Tells the person by a notice of the desktop. */
  notify: z.boolean().default(false),
  /** Folds those alike that follow within so many seconds into the first: same sender and notification, and same value of these objects. */
  suppress: z
    .object({ seconds: z.int().min(1).max(86_400), objects: z.array(z.string().trim().max(500)).max(10).default([]) })
    .optional(),
  /** Clears earlier ones of that notification from the same sender with the same values of these objects. */
  clears: z
    .object({
      notification: z.string().trim().min(1).max(500),
      objects: z.array(z.string().trim().max(500)).max(10).default([]),
    })
    .optional(),
});

/** The first enabled rule that matches decides. */
export const notificationRuleSchema = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  match: ruleMatchSchema,
  actions: ruleActionsSchema,
  /** Comes with the application: the well-known notifications. Can be switched off, not deleted. */
  builtIn: z.boolean(),
  /** Why it matches nothing now: a name in it that no MIB and no saved device has any more. Technical, in English. */
  unresolved: z.string().optional(),
});
export type NotificationRule = z.infer<typeof notificationRuleSchema>;
