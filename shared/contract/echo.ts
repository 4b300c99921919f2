import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  connectInputSchema,
  connectionSchema,
  echoRunInputSchema,
  echoRunResultSchema,
  echoStatisticsSchema,
  lessonStepSchema,
  lessons,
  payloadSchema,
  segmentSchema,
  serveInputSchema,
  serverClientSchema,
  serverSchema,
} from '../model/echo.ts';
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

  connect: oc.errors(problems).input(connectInputSchema).output(connectionSchema),
  connections: oc.errors(problems).output(z.array(connectionSchema)),
  connectionNews: oc.errors(problems).output(eventIterator(connectionSchema)),
  /** `close`: all that waits is sent, then FIN both ways; `finish`: only our side; `reset`: RST. */
  disconnect: oc
    .errors(problems)
    .input(idInput.extend({ how: z.enum(['close', 'finish', 'reset']).default('close') }))
    .output(connectionSchema),
  removeConnection: oc
    .errors(problems)
    .input(idInput)
    .output(z.object({ removed: z.boolean() })),
  /** Sends one message framed as the connection is; with `raw` the bytes as they are. `repeat` 0: until stopped. */
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
  /** A file of this machine, in pieces as the peer takes them. */
  sendFile: oc
    .errors(problems)
    .input(idInput.extend({ path: z.string().min(1).max(4096) }))
    .output(z.object({ bytes: z.number() })),
  /** What was sent and received, with the edges of segments and of messages. */
  conversation: oc
    .errors(problems)
    .input(idInput.extend(page))
    .output(z.object({ total: z.number(), segments: z.array(segmentSchema) })),

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

  /** Plays a lesson on loopback, step by step. */
  lesson: oc
    .errors(problems)
    .input(z.object({ lesson: z.enum(lessons) }))
    .output(eventIterator(lessonStepSchema)),

  /** What was saved: servers and requests, in folders. */
  saved: oc.errors(problems).output(
    z.array(
      z.object({
        id: z.string(),
        folder: z.string(),
        name: z.string(),
        server: serveInputSchema.optional(),
        connection: connectInputSchema.extend({ payload: payloadSchema.optional() }).optional(),
      }),
    ),
  ),
  save: oc
    .errors(problems)
    .input(
      z.object({
        id: z.string().optional(),
        folder: z.string().trim().max(200).default(''),
        name: z.string().trim().min(1).max(100),
        server: serveInputSchema.optional(),
        connection: connectInputSchema.extend({ payload: payloadSchema.optional() }).optional(),
      }),
    )
    .output(idInput),
  forget: oc
    .errors(problems)
    .input(idInput)
    .output(z.object({ removed: z.boolean() })),
};
