import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  connectInputSchema,
  connectionSchema,
  echoRunInputSchema,
  echoRunResultSchema,
  echoStatisticsSchema,
  payloadSchema,
  savedSchema,
  segmentSchema,
  serveInputSchema,
  serverClientSchema,
  serverSchema,
} from '../model/echo.ts';
import { lessonEventSchema, lessonInputSchema, lessonSchema, lessonStepSchema } from '../model/echo-lesson.ts';
import { problems } from './errors.ts';

const idInput = z.object({ id: z.string() });
const page = { from: z.int().min(0).default(0), count: z.int().min(1).max(1000).default(100) };

export const echoContract = {
  /** Serves until the call ends, and tells its state whenever it changed, at most ten times a second. */
  serve: oc.errors(problems).input(serveInputSchema).output(eventIterator(serverSchema)),
  /** Starts a server that stays until it is stopped or the program ends. */
  startServer: oc.errors(problems).input(serveInputSchema).output(serverSchema),
  stopServer: oc.errors(problems).input(idInput).output(serverSchema),
  /** Forgets a stopped one. */
  removeServer: oc
    .errors(problems)
    .input(idInput)
    .output(z.object({ removed: z.boolean() })),
  servers: oc.errors(problems).output(z.array(serverSchema)),
  serverNews: oc.errors(problems).output(eventIterator(serverSchema)),
  clients: oc
    .errors(problems)
    .input(idInput.extend(page))
    .output(z.object({ total: z.number(), clients: z.array(serverClientSchema) })),
  /** Without `client`: all of them. */
  closeClients: oc
    .errors(problems)
    .input(idInput.extend({ client: z.string().optional(), how: z.enum(['close', 'reset']).default('close') }))
    .output(z.object({ closed: z.number() })),

  /**
   * Connects, and stays until it is closed or removed or the program ends. What comes to nothing is a connection too: its state is `failed` and
   * its problem says why.
   */
  connect: oc.errors(problems).input(connectInputSchema).output(connectionSchema),
  connections: oc.errors(problems).output(z.array(connectionSchema)),
  connectionNews: oc.errors(problems).output(eventIterator(connectionSchema)),
  /** `close`: all that waits is sent, then FIN both ways; `finish`: only our side; `reset`: RST. */
  disconnect: oc
    .errors(problems)
    .input(idInput.extend({ how: z.enum(['close', 'finish', 'reset']).default('close') }))
    .output(connectionSchema),
  /** Ends it where it is open, and forgets it. */
  removeConnection: oc
    .errors(problems)
    .input(idInput)
    .output(z.object({ removed: z.boolean() })),
  /** Sends one message framed as the connection is; with `raw` the bytes as they are. `repeat` 0: until the call is cancelled. */
  send: oc
    .errors(problems)
    .input(
      idInput.extend({
        payload: payloadSchema,
        raw: z.boolean().default(false),
        repeat: z.int().min(0).max(10_000_000).default(1),
        /** Milliseconds between. */
        delay: z.int().min(0).max(3_600_000).default(0),
      }),
    )
    .output(z.object({ messages: z.number(), bytes: z.number() })),
  /** A file of this machine as it is, in pieces as the peer takes them; cancelling the call ends it. */
  sendFile: oc
    .errors(problems)
    .input(idInput.extend({ path: z.string().min(1).max(4096) }))
    .output(z.object({ bytes: z.number() })),
  /**
   * What was sent and received, with the edges of segments and of messages. `from` is an index; those below `dropped` are no longer held.
   * Fewer than `count` come where they are long: the next page begins behind the last of them.
   */
  conversation: oc
    .errors(problems)
    .input(idInput.extend(page))
    .output(z.object({ total: z.number(), dropped: z.number(), segments: z.array(segmentSchema) })),

  run: oc.errors(problems).input(echoRunInputSchema).output(echoRunResultSchema),
  /** Of runs under way, a few times a second. */
  progress: oc.errors(problems).output(
    eventIterator(
      z.object({
        exchange: z.string(),
        messages: z.number(),
        statistics: echoStatisticsSchema,
        /** The last round trips in milliseconds, at most 200: for a chart. */
        recent: z.array(z.object({ at: z.number(), ms: z.number() })),
      }),
    ),
  ),

  /** Guided experiments with a real connection of this machine to itself. */
  lessons: oc.errors(problems).output(z.array(lessonSchema)),
  /** Runs one and tells what was done, what was seen and what it means, with samples for a chart; its end is a conclusion. */
  lesson: oc.errors(problems).input(lessonInputSchema).output(eventIterator(lessonEventSchema)),
  /** A guided lesson that waits for this step goes on with it. */
  lessonStep: oc
    .errors(problems)
    .input(idInput.extend({ step: lessonStepSchema }))
    .output(z.object({ step: lessonStepSchema })),

  /** What was saved: servers and requests, in folders. */
  saved: oc.errors(problems).output(z.array(savedSchema)),
  /** Without `id` a new one. */
  save: oc
    .errors(problems)
    .input(
      z.object({
        id: z.string().max(100).optional(),
        folder: z.string().trim().max(200).default(''),
        name: z.string().trim().min(1).max(100),
        server: savedSchema.shape.server,
        connection: savedSchema.shape.connection,
      }),
    )
    .output(idInput),
  forget: oc
    .errors(problems)
    .input(idInput)
    .output(z.object({ removed: z.boolean() })),
};
