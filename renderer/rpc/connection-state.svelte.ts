import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import type { Client } from '#shared/contract/index.ts';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import { toProblem } from './to-problem.ts';
import type { Transport } from './transport.ts';

/** Milliseconds. */
const firstWait = 500;
const longestWait = 10_000;

/**
 * The line to the engine, and the one client made from it. The client stays the same object however often the line is
 * lost and found again: calls wait for the first connection, and fail with `connection-lost` while there is none.
 */
export class ConnectionState {
  phase = $state<'connecting' | 'open' | 'lost'>('connecting');
  /** Counts connections. What was read over an earlier one is read again when this changes. */
  generation = $state(0);
  /** Why there is no line now. */
  problem = $state.raw<Problem>();
  /** When the next attempt is made, in milliseconds since the epoch. */
  retryAt = $state(0);
  readonly client: Client;

  readonly #open: () => Promise<Transport>;
  #transport: Transport | undefined;
  /** Resolves with the first attempt, however it ends: until then calls wait. */
  readonly #first = Promise.withResolvers<void>();
  /** Resolves once there is a line; a new one after each loss. */
  #up = Promise.withResolvers<void>();
  #wake: (() => void) | undefined;
  #stopped = false;

  constructor(open: () => Promise<Transport>) {
    this.#open = open;
    const link: ClientLink<ClientContext> = {
      call: async (path, input, options) => {
        await this.#first.promise;
        const transport = this.#transport;
        if (!transport) throw this.#lost();
        try {
          return await transport.link.call(path, input, options);
        } catch (thrown) {
          // A line that breaks under a call rejects it as if it had been aborted.
          throw this.#transport === transport || options.signal?.aborted ? thrown : this.#lost();
        }
      },
    };
    this.client = createORPCClient(link);
    void this.#keepOpen();
  }

  /** Tries at once rather than at the next turn. */
  retry(): void {
    this.#wake?.();
  }

  /** Gives up the line; for tests and for a page that goes away. */
  stop(): void {
    this.#stopped = true;
    this.retry();
  }

  /**
   * Reads an event stream for as long as the page wants it, over every connection. `onlost` hears of problems that are not
   * the connection's. Returns how to stop.
   */
  follow<Value>(
    open: (signal: AbortSignal) => Promise<AsyncIterable<Value>>,
    onvalue: (value: Value) => void,
    onproblem?: (problem: Problem) => void,
  ): () => void {
    const stop = new AbortController();
    const read = async () => {
      let wait = firstWait;
      while (!stop.signal.aborted) {
        await this.#up.promise;
        try {
          for await (const value of await open(stop.signal)) {
            wait = firstWait;
            onvalue(value);
          }
        } catch (thrown) {
          if (stop.signal.aborted) return;
          if (this.phase !== 'open') continue;
          onproblem?.(toProblem(thrown));
        }
        // A stream that ended although the line holds: not at once again.
        await sleep(wait, stop.signal);
        wait = Math.min(2 * wait, longestWait);
      }
    };
    void read();
    return () => stop.abort();
  }

  async #keepOpen(): Promise<void> {
    let wait = firstWait;
    while (!this.#stopped) {
      try {
        const transport = await this.#open();
        this.#transport = transport;
        this.phase = 'open';
        this.problem = undefined;
        this.generation++;
        this.#first.resolve();
        this.#up.resolve();
        wait = firstWait;
        await transport.closed;
        this.#transport = undefined;
        this.#up = Promise.withResolvers();
        this.problem = problem('connection-lost');
      } catch (thrown) {
        this.problem = problem('connection-lost', {}, toProblem(thrown).details);
      }
      this.phase = 'lost';
      this.#first.resolve();
      this.retryAt = Date.now() + wait;
      await this.#pause(wait);
      wait = Math.min(2 * wait, longestWait);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await sleep(milliseconds, woken.signal);
    this.#wake = undefined;
  }

  #lost(): ProblemError {
    return new ProblemError('connection-lost', {}, this.problem?.details);
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
