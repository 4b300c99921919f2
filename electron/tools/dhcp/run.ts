import type { z } from 'zod';
import type { PacketPort, ReceivedFrame } from '#electron/net/packet/packet-io.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import {
  type DhcpVerb,
  type ExchangeResult,
  type exchangeInputSchema,
  handshakeInputSchema,
  type obtainInputSchema,
} from '#shared/model/dhcp-exchange.ts';
import { type Problem, ProblemError, problem, problemOf } from '#shared/problem/problem.ts';
import type { DhcpDeps } from './deps.ts';
import { ExchangeLog, round, sentBytes } from './exchange-log.ts';
import { identityOf } from './identity.ts';
import { stepExchange } from './machine.ts';
import {
  beginExchange,
  type ExchangeAction,
  type ExchangePlan,
  type ExchangeState,
  type ExchangeStep,
  type KnownLease,
  type ExchangeInput as MachineInput,
} from './plan.ts';

export type RunInput = z.output<typeof handshakeInputSchema>;
type Outcome = ExchangeResult['outcome'];

export interface FinishedRun {
  result: ExchangeResult;
  /** The port of an address that stays ours: still open, still answering ARP. Whoever gets it closes it. */
  bound?: { port: PacketPort; plan: ExchangePlan };
}

/** The settings of an exchange that cannot keep or hold what it obtains. */
export function givingBack(input: z.output<typeof obtainInputSchema> | z.output<typeof exchangeInputSchema>): RunInput {
  return { ...handshakeInputSchema.parse({ interface: input.interface }), ...input };
}

/** Drives one exchange from click to last packet. Never rejects once it has begun: whatever happens is its result. */
export function runExchange(
  deps: DhcpDeps,
  verb: DhcpVerb,
  input: RunInput,
  lease: KnownLease | undefined,
  signal: AbortSignal,
): Promise<FinishedRun> {
  const recording = deps.recorder.begin({ id: input.exchange, tool: 'dhcp', verb, target: input.interface });
  return new ExchangeRun(deps, verb, input, lease, new ExchangeLog(recording, deps.clock.now())).drive(signal);
}

class ExchangeRun {
  readonly #deps: DhcpDeps;
  readonly #verb: DhcpVerb;
  readonly #input: RunInput;
  readonly #lease: KnownLease | undefined;
  readonly #log: ExchangeLog;
  readonly #timers = new Map<string, () => void>();
  readonly #sends = new Set<Promise<void>>();
  /** Frames of any kind, whether recorded or not: what was checked when nobody answered. */
  #framesSent = 0;
  #framesSeen = 0;
  #port: PacketPort | undefined;
  #state: ExchangeState | undefined;
  #finish: (outcome: Outcome) => void = () => {};

  constructor(deps: DhcpDeps, verb: DhcpVerb, input: RunInput, lease: KnownLease | undefined, log: ExchangeLog) {
    this.#deps = deps;
    this.#verb = verb;
    this.#input = input;
    this.#lease = lease;
    this.#log = log;
  }

  async drive(signal: AbortSignal): Promise<FinishedRun> {
    const startedAt = this.#deps.clock.now();
    const outcome = await this.#untilDone(signal);
    for (const cancel of this.#timers.values()) cancel();
    // Each may have been waiting for another.
    while (this.#sends.size > 0) await Promise.allSettled(this.#sends);
    const port = this.#port;
    this.#log.lost(port?.lost() ?? 0);
    const bound = this.#state?.phase === 'bound' && port !== undefined ? { port, plan: this.#state.plan } : undefined;
    if (bound === undefined) await port?.close();
    const duration = this.#deps.clock.now() - startedAt;
    const { link = 'unknown' } = (await this.#deps.findInterface(this.#input.interface)) ?? {};
    const result = this.#result(outcome, duration, link);
    await this.#log.end(outcome);
    return { result, ...(bound === undefined ? {} : { bound }) };
  }

  async #untilDone(signal: AbortSignal): Promise<Outcome> {
    const done = new Promise<Outcome>((resolve) => {
      this.#finish = resolve;
    });
    const onAbort = () => this.#feed({ type: 'cancel' });
    try {
      const port = await this.#open(signal);
      if (port === undefined) return signal.aborted ? 'cancelled' : 'failed';
      this.#state = beginExchange(this.#plan(port), this.#deps.clock.now());
      signal.addEventListener('abort', onAbort, { once: true });
      port.ended.then(({ problem }) => problem && this.#fail(problem));
      this.#feed({ type: 'start' });
      if (signal.aborted) onAbort();
      return await done;
    } catch (error) {
      this.#fail(problemOf(error));
      return 'failed';
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #open(signal: AbortSignal): Promise<PacketPort | undefined> {
    const { interface: name, transport } = this.#input;
    try {
      const { port, limits } = await this.#deps.openPort({
        interface: name,
        transport,
        onFrame: (frame) => this.#receive(frame),
        signal,
      });
      this.#port = port;
      this.#log.note('started', { interface: name, transport: port.transport });
      for (const limit of limits) this.#log.problem(limit);
      if (port.mac === undefined && this.#input.mac === undefined) {
        throw new ProblemError('interface-no-mac', { interface: name });
      }
      return port;
    } catch (error) {
      if (signal.aborted) this.#log.note('cancelled');
      else this.#log.problem(problemOf(error));
      return undefined;
    }
  }

  #plan(port: PacketPort): ExchangePlan {
    const { random } = this.#deps;
    const { requestedAddress, rapidCommit, vlan, server, offerWindow, attempts, firstTimeout, keep, hold } =
      this.#input;
    return {
      verb: this.#verb,
      identity: identityOf(this.#input, port),
      xid: random.xid(),
      lease: this.#lease,
      jitter: Array.from({ length: attempts * 2 }, () => random.spread()),
      ...{ requestedAddress, rapidCommit, vlan, server, offerWindow, attempts, firstTimeout, keep, hold },
    };
  }

  #receive(received: ReceivedFrame): void {
    this.#framesSeen++;
    const { bytes, link, at } = received;
    const frame = parseFrame(bytes, link);
    const before = this.#state;
    const step = before === undefined ? undefined : stepExchange(before, { type: 'frame', frame }, at);
    const ignored = step === undefined ? 'not-expected-now' : step.ignored;
    // The ARP of other hosts is no part of any exchange, and a busy segment is full of it.
    const isOthersArp = ignored === 'not-for-us' && frame.arp !== undefined && !this.#concerns(frame.arp);
    if (!isOthersArp && ignored !== 'not-dhcp') {
      this.#log.packet({ bytes, link, interface: this.#input.interface, at, direction: 'received', ignored });
    }
    // What it causes comes after it on the timeline.
    if (step !== undefined) this.#take(step);
  }

  /** ARP from somebody who claims an address that was offered to us: evidence of its being in use. */
  #concerns({ senderAddress }: { senderAddress: string }): boolean {
    const { offers = [], holding } = this.#state ?? {};
    return holding?.address === senderAddress || offers.some(({ address }) => address === senderAddress);
  }

  /** One turn of the machine. */
  #feed(input: MachineInput, now = this.#deps.clock.now()): void {
    if (this.#state !== undefined) this.#take(stepExchange(this.#state, input, now));
  }

  #take({ state, actions }: ExchangeStep): void {
    this.#state = state;
    for (const action of actions) this.#act(action);
  }

  #act(action: ExchangeAction): void {
    switch (action.type) {
      case 'send':
        this.#track(this.#send(action.frame, action.attempt));
        return;
      case 'set-timer':
        this.#timers.get(action.timer)?.();
        this.#timers.set(
          action.timer,
          this.#deps.clock.after(action.after, () => this.#feed({ type: 'timer', timer: action.timer })),
        );
        return;
      case 'clear-timer':
        this.#timers.get(action.timer)?.();
        return;
      case 'note':
        // A note about what is being sent stands behind it.
        if (this.#sends.size === 0) this.#log.note(action.code, action.params);
        else this.#track(Promise.allSettled(this.#sends).then(() => this.#log.note(action.code, action.params)));
        return;
      case 'done':
        for (const found of action.problems) this.#log.problem(found);
        this.#finish(action.outcome);
    }
  }

  #track(work: Promise<void>): void {
    const tracked: Promise<void> = work.finally(() => this.#sends.delete(tracked));
    this.#sends.add(tracked);
  }

  async #send(bytes: Uint8Array, attempt: number | undefined): Promise<void> {
    const port = this.#port;
    if (port === undefined) return;
    try {
      const at = await port.send(bytes);
      this.#framesSent++;
      this.#log.packet({ ...sentBytes(port, bytes), interface: port.interface, at, direction: 'sent', attempt });
      if (attempt !== undefined) this.#feed({ type: 'sent' }, at);
    } catch (error) {
      if (this.#state?.released) {
        const { address = '?', server = '?' } = this.#state.lease ?? {};
        this.#log.problem(problem('dhcp-release-not-sent', { address, server }));
      }
      this.#fail(problemOf(error));
    }
  }

  #fail(found: Problem): void {
    // A port that ends reports it once by its end and once by each send that was under way.
    if (!this.#log.problems.some(({ code }) => code === found.code)) this.#log.problem(found);
    this.#finish('failed');
  }

  #result(outcome: Outcome, duration: number, link: string): ExchangeResult {
    const state = this.#state;
    return {
      outcome,
      exchange: this.#log.exchange,
      transport: this.#port?.transport ?? 'raw',
      ...(state?.lease === undefined ? {} : { lease: state.lease }),
      offers: (state?.offers ?? []).map(({ serverMac, response, ...offer }) => ({
        ...offer,
        ...(serverMac === undefined ? {} : { serverMac }),
        response: round(response),
      })),
      released: state?.released ?? false,
      packets: this.#log.packets(),
      packetsTotal: this.#log.packetsTotal,
      problems: this.#log.problems,
      findings: this.#log.verdict({
        ended: outcome !== 'cancelled',
        circumstances: { link, framesSent: this.#framesSent, framesSeen: this.#framesSeen },
      }),
      duration: round(duration),
    };
  }
}
