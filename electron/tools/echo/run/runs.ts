import { randomUUID } from 'node:crypto';
import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import type { EchoRunInput, EchoRunResult, EchoStatistics } from '#shared/model/echo.ts';
import { brokenProblem, connectProblem } from '#shared/problem/connect-problem.ts';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import { Captures } from '../capture/captures.ts';
import { LogCapture } from '../capture/log-capture.ts';
import type { EchoDeps, Feed } from '../deps.ts';
import { EchoLog } from '../echo-log.ts';
import { connectFailure } from '../link/connect-failure.ts';
import { openWay } from '../link/open-way.ts';
import { resolveTarget } from '../resolve-target.ts';
import { EchoRun } from './echo-run.ts';

/** Pieces of a run's traffic on the timeline. */
const mostKept = 1000;
/** Milliseconds for the look-up. */
const lookUpPatience = 10_000;
/** Milliseconds between two looks at what is late. */
const lookEvery = 20;

interface Progress {
  exchange: string;
  messages: number;
  statistics: EchoStatistics;
  recent: { at: number; ms: number }[];
}

/** What a run writes to, opened. */
interface OpenWire {
  send(octets: Uint8Array): void;
  /** What waits for the other side to take it. */
  waiting(): number;
  close(): void;
}

/** Echo runs: each ends as complete, cancelled or failed, with what was measured until then. */
export class Runs {
  readonly #deps: EchoDeps;
  readonly #captures: Captures;
  readonly #feed: Feed;
  readonly #running = new Map<string, { run: EchoRun; messages: number }>();

  constructor(deps: EchoDeps, captures = new Captures(deps)) {
    this.#deps = deps;
    this.#captures = captures;
    this.#feed = deps.newFeed();
  }

  /** @throws ProblemError connect-*, names-unknown, input-invalid. */
  async run(input: EchoRunInput, signal: AbortSignal): Promise<EchoRunResult> {
    const { protocol, address, port, exchange = randomUUID() } = input;
    const recording = this.#deps.recorder.begin({
      id: exchange,
      tool: 'echo',
      verb: 'run',
      target: `${protocol} ${address}:${port}`,
    });
    const log = new EchoLog(recording, protocol, mostKept);
    const startedAt = this.#deps.clock.now();
    log.note('started', { interface: `${address} ${port}`, transport: protocol });
    const capture = new LogCapture(this.#captures, this.#deps, log, () => {});
    try {
      const result = await this.#measure(input, log, capture, signal);
      const duration = this.#deps.clock.now() - startedAt - capture.waited;
      if (result.problem !== undefined) log.note('problem', {}, result.problem);
      await capture.finish();
      const captured = capture.shown();
      await log.end(result.ended);
      return { exchange, duration, ...result, ...(captured === undefined ? {} : { captured }) };
    } catch (error) {
      if (error instanceof ProblemError) log.note('problem', {}, error.problem);
      await capture.finish();
      await log.end(signal.aborted ? 'cancelled' : 'failed');
      throw error;
    }
  }

  async *progress(signal: AbortSignal): AsyncGenerator<Progress> {
    for await (const keys of this.#feed.listen(signal)) {
      for (const exchange of keys) {
        const known = this.#running.get(exchange);
        if (known === undefined) continue;
        const { run, messages } = known;
        yield { exchange, messages, statistics: run.statistics(), recent: run.takeRecent() };
      }
    }
  }

  async #measure(
    input: EchoRunInput,
    log: EchoLog,
    capture: LogCapture,
    signal: AbortSignal,
  ): Promise<Omit<EchoRunResult, 'exchange' | 'duration'>> {
    const { clock } = this.#deps;
    let finish: (ended: EchoRunResult['ended'], found?: Problem) => void = () => {};
    const finished = new Promise<{ ended: EchoRunResult['ended']; found?: Problem | undefined }>((resolve) => {
      finish = (ended, found) => resolve({ ended, found });
    });
    const pending: { octets: Uint8Array; at: number }[] = [];
    let run: EchoRun | undefined;
    const wire = await this.#open(input, log, capture, signal, {
      received: (octets, at) => {
        if (run === undefined) {
          pending.push({ octets: Uint8Array.from(octets), at });
          return;
        }
        run.received(octets, at);
        step(run);
      },
      drained: () => {
        if (run !== undefined) step(run);
      },
      broken: (found) => finish('failed', found),
    });
    run = new EchoRun(input, wire, () => clock.now());
    this.#running.set(log.id, { run, messages: input.messages });
    let cancelDue: (() => void) | undefined;
    const step = (current: EchoRun) => {
      // What the other side does not take waits here, not in memory.
      if (wire.waiting() < 1 << 20) current.sendDue();
      if (current.done) finish('complete');
      const due = current.dueIn;
      if (due === undefined || cancelDue !== undefined) return;
      cancelDue = clock.after(due, () => {
        cancelDue = undefined;
        step(current);
      });
    };
    let cancelLook = () => {};
    const look = () => {
      cancelLook = clock.after(lookEvery, () => {
        if (run === undefined) return;
        if (input.protocol === 'udp') run.expire();
        else if (run.silence > input.timeout) {
          finish(
            'failed',
            problem('echo-stalled', { address: input.address, port: input.port, timeout: input.timeout }),
          );
          return;
        }
        step(run);
        this.#feed.tell(log.id);
        look();
      });
    };
    const aborted = () => finish('cancelled');
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    for (const { octets, at } of pending) run.received(octets, at);
    step(run);
    look();
    const { ended, found } = await finished;
    signal.removeEventListener('abort', aborted);
    cancelLook();
    cancelDue?.();
    wire.close();
    run.giveUp();
    this.#running.delete(log.id);
    const { firstCorruption } = run;
    return {
      ended,
      ...(found === undefined ? {} : { problem: found }),
      statistics: run.statistics(),
      ...(firstCorruption === undefined ? {} : { firstCorruption }),
    };
  }

  async #open(
    input: EchoRunInput,
    log: EchoLog,
    capture: LogCapture,
    signal: AbortSignal,
    events: { received(octets: Uint8Array, at: number): void; drained(): void; broken(found: Problem): void },
  ): Promise<OpenWire> {
    const { port, sourceAddress, timeout } = input;
    const [{ address, family }] = await resolveTarget(
      this.#deps,
      { host: input.address, family: input.family, timeout: lookUpPatience },
      signal,
    );
    const way = { address, family, port, localAddress: sourceAddress, localPort: undefined };
    if (input.capture === 'auto') await capture.open({ ...way, protocol: input.protocol }, signal);
    const started = (local: TcpEnd) => capture.isFrom(local);
    const options = { ...input, many: false, keepAlive: 0, started, eager: true };
    try {
      const link = await openWay(this.#deps, way, options, signal, ({ local, remote }) => {
        capture.isFrom(local);
        return {
          received: (bytes, at) => {
            log.data('received', local, remote, bytes, at);
            events.received(bytes, at);
          },
          drained: events.drained,
          finished: () => events.broken(problem('echo-ended-early', { address, port })),
          told: (code) => events.broken(connectProblem(code, { address, port, timeout })),
          closed: (code = 'FIN') => events.broken(brokenProblem(code, { address, port })),
        };
      });
      return {
        send: (octets) => {
          link.write(octets);
          if (log.keeps) log.data('sent', link.local, link.remote, octets, this.#deps.clock.now());
        },
        waiting: () => link.waiting,
        close: () => link.destroy(),
      };
    } catch (error) {
      throw error instanceof ProblemError
        ? error
        : ProblemError.of(await connectFailure(this.#deps, input, way, error));
    }
  }
}
