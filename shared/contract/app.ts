import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../problem/problem.ts';
import { problems } from './errors.ts';

export const hostSchema = z.enum(['desktop', 'browser', 'command-line']);
export type Host = z.infer<typeof hostSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  host: hostSchema,
  platform: z.string(),
  node: z.string(),
  /** Process id of the engine. */
  pid: z.number(),
  workspace: z.object({ file: z.string(), temporary: z.boolean() }),
  rawFrames: z.object({
    available: z.boolean(),
    /** What carries them: libpcap through koffi, or the npm package cap. */
    backend: z.enum(['koffi', 'cap']).optional(),
    problem: problemSchema.optional(),
  }),
  /** Problems met while starting (a damaged workspace set aside, say), until dismissed. */
  notices: z.array(problemSchema),
  /** Why this host and not the desktop window, when the starter knows: a code of the messages `host_reason_*`. */
  hostReason: z.string().optional(),
  logFile: z.string().optional(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const appStatusSchema = z.object({
  session: z.object({ id: z.number(), name: z.string() }),
  /** Exchanges that run now. */
  running: z.number(),
  /** Frames and events that could not be kept since the start. 0 is the only good number. */
  lost: z.number(),
  /** Resident memory of the engine in bytes. */
  memory: z.number(),
});
export type AppStatus = z.infer<typeof appStatusSchema>;

export const appContract = {
  info: oc.errors(problems).output(appInfoSchema),
  /** The status bar: once at the start, then after every change and at least every five seconds. */
  watchStatus: oc.errors(problems).output(eventIterator(appStatusSchema)),
  dismissNotices: oc.errors(problems).output(z.object({ dismissed: z.number() })),
};
