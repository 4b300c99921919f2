import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './errors.ts';

export const sessionSchema = z.object({
  id: z.number(),
  name: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  exchanges: z.number(),
  events: z.number(),
  /** New work is recorded here. */
  current: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

const nameSchema = z.string().trim().min(1).max(200);
const idInput = z.object({ id: z.int().positive() });

export const exportFormats = ['json', 'pcapng'] as const;

export const exportResultSchema = z.object({
  /** Suggested file name. */
  name: z.string(),
  mediaType: z.string(),
  packets: z.number(),
  events: z.number(),
  /** Size in bytes. */
  size: z.number(),
  /** Where it was written, when a file was asked for. */
  file: z.string().optional(),
  /** The content in base64, when no file was asked for. */
  content: z.string().optional(),
});

export const sessionsContract = {
  list: oc.errors(problems).output(z.array(sessionSchema)),
  /** Creates a session and makes it the current one. */
  create: oc
    .errors(problems)
    .input(z.object({ name: nameSchema.optional() }))
    .output(sessionSchema),
  rename: oc
    .errors(problems)
    .input(idInput.extend({ name: nameSchema }))
    .output(sessionSchema),
  /** Makes a session the current one: its exchanges are shown, new ones are added to it. */
  open: oc.errors(problems).input(idInput).output(sessionSchema),
  /** Deletes a session with everything recorded in it. Deleting the current one opens another, or a new one. */
  delete: oc
    .errors(problems)
    .input(idInput)
    .output(z.object({ current: sessionSchema })),
  /** Writes a session (the current one unless told which) as JSON or pcapng, to a file of the engine's machine or inline. */
  export: oc
    .errors(problems)
    .input(
      z.object({
        session: z.int().positive().optional(),
        format: z.enum(exportFormats),
        file: z.string().min(1).optional(),
      }),
    )
    .output(exportResultSchema),
};
