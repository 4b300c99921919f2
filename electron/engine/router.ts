import { isContractProcedure } from '@orpc/contract';
import { implement, ORPCError, type Router, ValidationError } from '@orpc/server';
import type { AnyHandler, Handlers } from '#shared/contract/handlers.ts';
import { type Contract, contract } from '#shared/contract/index.ts';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import type { Log } from './log.ts';

export type AllHandlers = { [Tool in keyof Contract]: Handlers<Contract[Tool]> };
export type EngineRouter = Router<Contract, Record<never, never>>;

/** The calls under way, so that closing the engine can end them and wait for their last words. */
export class RunningCalls {
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  /** Hears of every call to a tool before it is served. */
  onCall: (tool: string) => void = () => {};

  /** Whether one of them is being worked on. A stream that is listened to is none of these. */
  get busy(): boolean {
    return this.#running.size > 0;
  }

  /** Aborts when the caller is gone or the engine closes. */
  signalFor(tool: string, caller: AbortSignal | undefined): AbortSignal {
    this.onCall(tool);
    return caller === undefined ? this.#closing.signal : AbortSignal.any([caller, this.#closing.signal]);
  }

  track<T>(result: T): T {
    if (result instanceof Promise) {
      const settled: Promise<unknown> = result.then(
        () => this.#running.delete(settled),
        () => this.#running.delete(settled),
      );
      this.#running.add(settled);
    }
    return result;
  }

  /** Cancels every call and resolves when all have ended, or after so many milliseconds. */
  async end(patience: number): Promise<void> {
    this.#closing.abort();
    await Promise.race([Promise.all(this.#running), new Promise((resolve) => setTimeout(resolve, patience).unref())]);
  }
}

/**
 * Joins the contract with the tools' handlers. Here, and only here, what a handler throws becomes what crosses to the caller:
 * a problem of the catalogue, whatever the host.
 */
export function createRouter(handlers: AllHandlers, log: Log, calls: RunningCalls): EngineRouter {
  const border = implement(contract)
    // Input is checked inside the border, so that a bad one becomes a problem too.
    .$config({
      initialInputValidationIndex: Number.POSITIVE_INFINITY,
      initialOutputValidationIndex: Number.POSITIVE_INFINITY,
    })
    .use(async ({ next, path }) => {
      const call = path.join('.');
      const startedAt = performance.now();
      try {
        const result = await next();
        log.called(call, performance.now() - startedAt, 'ok');
        return result;
      } catch (error) {
        throw toCaller(call, error, log, performance.now() - startedAt);
      }
    });

  const router: Record<string, Record<string, unknown>> = {};
  for (const [tool, procedures] of Object.entries(contract)) {
    const part: Record<string, unknown> = {};
    for (const [name, procedure] of Object.entries(procedures)) {
      if (!isContractProcedure(procedure)) throw new Error(`${tool}.${name} is no call`);
      const handler = pick(handlers, tool, name);
      const implementer = pick(border, tool, name);
      part[name] = implementer.handler(({ input, signal }) => {
        const aborts = calls.signalFor(tool, signal);
        return guardStream(calls.track(handler(input, aborts)), `${tool}.${name}`, aborts, log);
      });
    }
    router[tool] = part;
  }
  return router as EngineRouter;
}

interface Implementer {
  handler(run: (options: { input: unknown; signal?: AbortSignal }) => unknown): unknown;
}

function pick(from: AllHandlers, tool: string, call: string): AnyHandler;
function pick(from: object, tool: string, call: string): Implementer;
function pick(from: object, tool: string, call: string): unknown {
  const part = (from as Record<string, Record<string, unknown>>)[tool];
  return part?.[call];
}

/** A stream's errors come after the border's middleware has returned; they are translated on their way here. */
function guardStream(result: unknown, call: string, signal: AbortSignal, log: Log): unknown {
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) return result;
  const events = result as AsyncIterable<unknown>;
  return (async function* () {
    const startedAt = performance.now();
    try {
      yield* events;
    } catch (error) {
      if (signal.aborted) return;
      throw toCaller(call, error, log, performance.now() - startedAt);
    }
  })();
}

function toCaller(call: string, error: unknown, log: Log, milliseconds: number): ORPCError<'PROBLEM', Problem> {
  const found = problemOf(error);
  log.called(call, milliseconds, found.code);
  if (found.code === 'internal') log.failed(call, error);
  return new ORPCError('PROBLEM', { defined: true, status: 422, message: found.code, data: found });
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof ORPCError && error.code === 'PROBLEM') return error.data as Problem;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    const [issue] = error.cause.issues;
    const keys = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
    return problem('input-invalid', { field: keys.join('.') || '(input)', reason: issue?.message ?? 'not accepted' });
  }
  if (error instanceof Error && error.name === 'AbortError') return problem('cancelled');
  return problem('internal', {}, error instanceof Error ? error.message : String(error));
}
