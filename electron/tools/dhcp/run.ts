import type { PacketPort, ReceivedFrame } from '#electron/net/packet/packet-io.ts';
import type { ClientIdentity } from '#electron/wire/dhcpv4/client-messages.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { summarize } from '#electron/wire/summary.ts';
import type { HandshakeInput, HandshakeResult } from '#shared/contract/dhcp.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { type Problem, ProblemError, problem } from '#shared/problem/problem.ts';
import type { DhcpDeps, DhcpRecording } from './deps.ts';
import {
  beginHandshake,
  type HandshakeAction,
  type HandshakePlan,
  type HandshakeState,
  type HandshakeInput as MachineInput,
  stepHandshake,
} from './machine.ts';

/** Packets carried in the result; all of them are on the timeline. */
const resultPackets = 1000;

type Outcome = HandshakeResult['outcome'];
type PacketRecord = Parameters<DhcpRecording['packet']>[0];

export interface FinishedRun {
  result: HandshakeResult;
  /** Still open when the lease is kept: whoever gets it answers ARP on it and closes it. */
  port?: PacketPort;
  plan?: HandshakePlan;
}

/** Drives one handshake from click to the last packet. Never rejects once it has begun: whatever happens is its result. */
export async function runHandshake(deps: DhcpDeps, input: HandshakeInput, signal: AbortSignal): Promise<FinishedRun> {
  const recording = deps.recorder.begin({
    id: input.exchange,
    tool: 'dhcp',
    verb: 'handshake',
    target: input.interface,
  });
  const run = new HandshakeRun(deps, input, recording);
  return run.drive(signal);
}

class HandshakeRun {
  readonly #deps: DhcpDeps;
  readonly #input: HandshakeInput;
  readonly #recording: DhcpRecording;
  readonly #timers = new Map<string, () => void>();
  readonly #sends = new Set<Promise<void>>();
  readonly #packets: PacketRecord[] = [];
  readonly #problems: Problem[] = [];
  #packetsTotal = 0;
  #port: PacketPort | undefined;
  #state: HandshakeState | undefined;
  #transport: HandshakeResult['transport'] = 'raw';
  #finish: (outcome: Outcome) => void = () => {};

  constructor(deps: DhcpDeps, input: HandshakeInput, recording: DhcpRecording) {
    this.#deps = deps;
    this.#input = input;
    this.#recording = recording;
  }

  async drive(signal: AbortSignal): Promise<FinishedRun> {
    const startedAt = this.#deps.clock.now();
    const outcome = await this.#untilDone(signal);
    for (const cancel of this.#timers.values()) cancel();
    await Promise.allSettled(this.#sends);
    const kept = outcome === 'bound' && this.#input.keep && this.#port !== undefined;
    this.#countLost();
    if (!kept) await this.#port?.close();
    const duration = this.#deps.clock.now() - startedAt;
    await this.#recording.end(outcome);
    const result = this.#result(outcome, startedAt, duration);
    if (!kept || this.#port === undefined || this.#state === undefined) return { result };
    return { result, port: this.#port, plan: this.#state.plan };
  }

  async #untilDone(signal: AbortSignal): Promise<Outcome> {
    const done = new Promise<Outcome>((resolve) => {
      this.#finish = resolve;
    });
    const onAbort = () => this.#feed({ type: 'cancel' });
    try {
      const port = await this.#open(signal);
      if (port === undefined) return signal.aborted ? 'cancelled' : 'failed';
      this.#state = beginHandshake(this.#plan(port), this.#deps.clock.now());
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
      this.#transport = port.transport;
      this.#recording.note('started', { interface: name, transport: port.transport });
      for (const limit of limits) this.#report(limit);
      if (port.mac === undefined && this.#input.mac === undefined) {
        throw new ProblemError('interface-no-mac', { interface: name });
      }
      return port;
    } catch (error) {
      if (signal.aborted) this.#recording.note('cancelled');
      else this.#report(problemOf(error));
      return undefined;
    }
  }

  #plan(port: PacketPort): HandshakePlan {
    const { input, deps } = { input: this.#input, deps: this.#deps };
    const { requestedAddress, vlan, server, offerWindow, attempts, firstTimeout, keep, hold } = input;
    return {
      identity: identityOf(input, port),
      xid: deps.random.xid(),
      jitter: Array.from({ length: attempts * 2 }, () => deps.random.spread()),
      ...{ requestedAddress, vlan, server, offerWindow, attempts, firstTimeout, keep, hold },
    };
  }

  #receive(received: ReceivedFrame): void {
    const { bytes, link, at } = received;
    const frame = parseFrame(bytes, link);
    const ignored = this.#state === undefined ? 'not-expected-now' : this.#feed({ type: 'frame', frame }, at);
    // The ARP of other hosts is no part of any exchange, and a busy segment is full of it.
    if (ignored === 'not-for-us' && frame.arp !== undefined) return;
    if (ignored === 'not-dhcp') return;
    this.#record({ bytes, link, interface: this.#input.interface, at, direction: 'received', ignored });
  }

  /** One turn of the machine. Returns why a frame was ignored. */
  #feed(input: MachineInput, now = this.#deps.clock.now()): PacketRecord['ignored'] {
    if (this.#state === undefined) return undefined;
    const { state, actions, ignored } = stepHandshake(this.#state, input, now);
    this.#state = state;
    for (const action of actions) this.#act(action);
    return ignored;
  }

  #act(action: HandshakeAction): void {
    switch (action.type) {
      case 'send': {
        const sent = this.#send(action.frame, action.attempt).finally(() => this.#sends.delete(sent));
        this.#sends.add(sent);
        return;
      }
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
        this.#recording.note(action.code, action.params);
        return;
      case 'done':
        for (const found of action.problems) this.#report(found);
        this.#finish(action.outcome);
    }
  }

  async #send(bytes: Uint8Array, attempt: number | undefined): Promise<void> {
    const port = this.#port;
    if (port === undefined) return;
    try {
      const at = await port.send(bytes);
      this.#record({ bytes, link: 'ethernet', interface: port.interface, at, direction: 'sent', attempt });
      if (attempt !== undefined) this.#feed({ type: 'sent' }, at);
    } catch (error) {
      if (this.#state?.released) this.#report(problem('dhcp-release-not-sent', this.#releaseParams()));
      this.#fail(problemOf(error));
    }
  }

  #releaseParams(): Problem['params'] {
    return { address: this.#state?.lease?.address ?? '?', server: this.#state?.lease?.server ?? '?' };
  }

  #fail(found: Problem): void {
    // A port that ends reports it once by its end and once by each send that was under way.
    if (!this.#problems.some(({ code }) => code === found.code)) this.#report(found);
    this.#finish('failed');
  }

  #report(found: Problem): void {
    this.#problems.push(found);
    this.#recording.note('problem', {}, found);
  }

  #record(packet: PacketRecord): void {
    this.#packetsTotal++;
    if (this.#packets.length < resultPackets) this.#packets.push(packet);
    this.#recording.packet(packet);
  }

  #countLost(): void {
    const lost = this.#port?.lost() ?? 0;
    if (lost === 0) return;
    this.#recording.addLost(lost);
    this.#report(problem('frames-lost', { count: lost }));
  }

  #result(outcome: Outcome, startedAt: number, duration: number): HandshakeResult {
    const state = this.#state;
    return {
      outcome,
      exchange: this.#recording.id,
      transport: this.#transport,
      ...(state?.lease === undefined ? {} : { lease: state.lease }),
      offers: (state?.offers ?? []).map(({ server, serverMac, address, response }) => ({
        server,
        ...(serverMac === undefined ? {} : { serverMac }),
        address,
        response: round(response),
      })),
      released: state?.released ?? false,
      packets: this.#packets.sort((a, b) => a.at - b.at).map((packet) => resultPacket(packet, startedAt)),
      packetsTotal: this.#packetsTotal,
      problems: this.#problems,
      duration: round(duration),
    };
  }
}

/** By default an identifier of our own: the server must not take us for the host's real client and touch its lease. */
function identityOf(input: HandshakeInput, port: PacketPort): ClientIdentity {
  const mac = input.mac ?? port.mac ?? '00:00:00:00:00:00';
  const own = new TextEncoder().encode(`\0punchdown ${mac}`);
  return {
    mac,
    clientIdentifier: input.clientIdentifier === undefined ? own : (fromHex(input.clientIdentifier) ?? own),
    hostName: input.hostName,
    vendorClass: input.vendorClass ?? '',
    requestedOptions: input.requestedOptions,
    // A UDP socket cannot get a unicast answer to an address that is not configured (RFC 2131 section 4.1).
    broadcast: input.broadcast || port.transport === 'udp',
    furtherOptions: input.options.map(({ code, hex }) => ({ code, bytes: fromHex(hex) ?? new Uint8Array() })),
  };
}

function resultPacket(packet: PacketRecord, startedAt: number): HandshakeResult['packets'][number] {
  const { name, source, destination } = summarize(parseFrame(packet.bytes, packet.link));
  return {
    name,
    at: packet.at,
    time: round(packet.at - startedAt),
    direction: packet.direction,
    source,
    destination,
    ...(packet.ignored === undefined ? {} : { ignored: packet.ignored }),
    hex: toHex(packet.bytes),
  };
}

/** Milliseconds to the microsecond. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : problem('internal', {}, String(error));
}
