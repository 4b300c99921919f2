import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  echoRunInputSchema,
  echoRunResultSchema,
  echoStatisticsSchema,
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
};
