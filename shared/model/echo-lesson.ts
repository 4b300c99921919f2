import { z } from 'zod';

/** Experiments with a real TCP connection of this machine to itself. */
export const lessonKinds = ['deadlock', 'half-close', 'reset', 'nagle', 'keep-alive', 'time-wait'] as const;
export type LessonKind = (typeof lessonKinds)[number];

/** The steps of each, in their order. The text of `a-b` is the message `lesson_step_a_b`. */
export const lessonSteps = {
  deadlock: ['deadlock-write', 'deadlock-read'],
  'half-close': ['half-close-finish', 'half-close-answer', 'half-close-full'],
  reset: ['reset-unread', 'reset-orderly'],
  nagle: ['nagle-rounds'],
  'keep-alive': ['keep-alive-quiet', 'keep-alive-compare'],
  'time-wait': ['time-wait-close', 'time-wait-again', 'time-wait-listen'],
} as const satisfies Record<LessonKind, readonly string[]>;
export type LessonStep = (typeof lessonSteps)[LessonKind][number];
export const lessonStepSchema = z.enum(Object.values(lessonSteps).flat() as [LessonStep, ...LessonStep[]]);

/** What was done, what was seen (measured), and what it means. The text of `a-b` is the message `lesson_a_b`. */
export const lessonLines = [
  'connected',
  'no-table',
  'captured',
  'not-captured',
  'deadlock-did-write',
  'deadlock-saw-full',
  'deadlock-saw-still',
  'deadlock-saw-where',
  'deadlock-saw-held',
  'deadlock-saw-probe',
  'deadlock-means-still',
  'deadlock-saw-fits',
  'deadlock-means-fits',
  'deadlock-did-read',
  'deadlock-saw-released',
  'deadlock-saw-missing',
  'deadlock-saw-whole',
  'deadlock-means-read',
  'deadlock-concludes',
  'deadlock-concludes-fits',
  'deadlock-concludes-missing',
  'half-close-did-finish',
  'half-close-saw-states',
  'half-close-means-finish',
  'half-close-did-answer',
  'half-close-saw-answer',
  'half-close-did-finish-back',
  'half-close-saw-end',
  'half-close-saw-end-state',
  'half-close-means-answer',
  'half-close-did-full',
  'half-close-saw-reset',
  'half-close-saw-no-reset',
  'half-close-means-full',
  'half-close-concludes',
  'half-close-concludes-otherwise',
  'reset-did-send',
  'reset-saw-unread',
  'reset-did-close',
  'reset-saw-code',
  'reset-saw-peace',
  'reset-saw-lost',
  'reset-saw-answer',
  'reset-means-unread',
  'reset-means-taken',
  'reset-did-orderly',
  'reset-saw-orderly',
  'reset-means-orderly',
  'reset-concludes',
  'reset-concludes-otherwise',
  'nagle-did-rounds',
  'nagle-saw-delayed',
  'nagle-saw-no-delay',
  'nagle-saw-together',
  'nagle-saw-held',
  'nagle-means-held',
  'nagle-means-young',
  'nagle-means-none',
  'nagle-concludes',
  'nagle-concludes-none',
  'keep-alive-did-connect',
  'keep-alive-saw-timer',
  'keep-alive-saw-no-timer',
  'keep-alive-saw-restarts',
  'keep-alive-saw-no-restart',
  'keep-alive-saw-open',
  'keep-alive-saw-probes',
  'keep-alive-means-answered',
  'keep-alive-did-compare',
  'keep-alive-saw-other',
  'keep-alive-means-vanish',
  'keep-alive-concludes',
  'keep-alive-concludes-unseen',
  'time-wait-did-close',
  'time-wait-did-second',
  'time-wait-saw-state',
  'time-wait-saw-none',
  'time-wait-means-state',
  'time-wait-did-again',
  'time-wait-did-again-asked',
  'time-wait-saw-refused',
  'time-wait-saw-taken',
  'time-wait-saw-never',
  'time-wait-means-chosen',
  'time-wait-means-later',
  'time-wait-saw-setting',
  'time-wait-means-never',
  'time-wait-means-at-once',
  'time-wait-did-other',
  'time-wait-saw-other',
  'time-wait-did-listen',
  'time-wait-saw-listen',
  'time-wait-saw-listen-failed',
  'time-wait-means-listen',
  'time-wait-concludes',
  'time-wait-concludes-otherwise',
] as const;

const lineSchema = z.object({
  code: z.enum(lessonLines),
  /** Numbers are octets, milliseconds or counts as the text says; ports are text. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LessonLine = z.infer<typeof lineSchema>;

/** What is measured over time, for a chart. Octets, but for those whose name says more. */
export const lessonSeries = [
  'clientWritten',
  'clientWaiting',
  'clientSendQueue',
  'clientReceiveQueue',
  'clientRead',
  'serverWritten',
  'serverWaiting',
  'serverSendQueue',
  'serverReceiveQueue',
  'serverRead',
  'delayedMilliseconds',
  'noDelayMilliseconds',
  'togetherMilliseconds',
  'timerMilliseconds',
] as const;
export type LessonSeries = (typeof lessonSeries)[number];

export const lessonInputSchema = z.object({
  kind: z.enum(lessonKinds),
  /** `guided`: before each step but the first it waits for `echo.lessonStep`; `auto`: it runs through. */
  pace: z.enum(['auto', 'guided']).default('auto'),
  /** Identifier for the exchange, and for `echo.lessonStep`. Default: a new one. */
  exchange: z.uuid().optional(),
  options: z
    .object({
      /** Deadlock: octets that each side has to send; reset: octets that the client sends. */
      bytes: z
        .int()
        .min(1)
        .max(64 << 20)
        .optional(),
      /** Nagle: rounds. */
      rounds: z.int().min(3).max(500).optional(),
      /** Keep-alive: seconds of silence before the first probe. */
      seconds: z.int().min(1).max(60).optional(),
    })
    .default({}),
});
export type LessonInput = z.output<typeof lessonInputSchema>;

export const lessonSchema = z.object({
  kind: z.enum(lessonKinds),
  steps: z.array(lessonStepSchema),
  /** What `options` are where none are given. */
  options: lessonInputSchema.shape.options.unwrap(),
});
export type Lesson = z.output<typeof lessonSchema>;

/** What a lesson tells while it runs, times in milliseconds since the epoch. */
export const lessonEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun'), at: z.number(), exchange: z.string() }),
  z.object({ type: z.literal('step'), at: z.number(), step: lessonStepSchema }),
  lineSchema.extend({ type: z.literal('line'), at: z.number(), role: z.enum(['did', 'saw', 'means']) }),
  z.object({
    type: z.literal('sample'),
    at: z.number(),
    values: z.partialRecord(z.enum(lessonSeries), z.number()),
  }),
  /** It goes on once `echo.lessonStep` names the step. */
  z.object({ type: z.literal('waiting'), at: z.number(), next: lessonStepSchema }),
  z.object({
    type: z.literal('conclusion'),
    at: z.number(),
    /** `otherwise`: this system did not do what the lesson is about; the lines say what it did. */
    outcome: z.enum(['shown', 'otherwise']),
    lines: z.array(lineSchema),
  }),
]);
export type LessonEvent = z.infer<typeof lessonEventSchema>;
