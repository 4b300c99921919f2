import type { PacketPort } from '#electron/net/packet/packet-io.ts';
import type { HeldLease } from '#shared/contract/dhcp.ts';
import type { DhcpVerb, ExchangeResult, Lease } from '#shared/model/dhcp-exchange.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { DhcpDeps } from './deps.ts';
import type { KnownLease } from './plan.ts';
import { type FinishedRun, type RunInput, runExchange } from './run.ts';
import type { DhcpStore, StoredLease } from './store.ts';

interface Held extends StoredLease {
  /** Open while its address is answered for; a lease of an earlier run has none. */
  port: PacketPort | undefined;
  cancelTimer: () => void;
}

const forEver = 0xffffffff;
/** setTimeout cannot wait longer than this many milliseconds; a longer wait is taken in parts. */
const longestTimer = 2 ** 31 - 1;
/** Least wait between two tries to extend a lease, in milliseconds (RFC 2131 section 4.4.5: 60 seconds). */
const leastRetry = 60_000;

/** Addresses that stay ours after their exchange: each has a clock with T1, T2 and its end, and renews itself if asked. */
export class HeldLeases {
  readonly #deps: DhcpDeps;
  readonly #store: DhcpStore;
  readonly #held = new Map<string, Held>();
  readonly #closing = new AbortController();
  readonly #renewals = new Set<Promise<void>>();

  constructor(deps: DhcpDeps, store: DhcpStore) {
    this.#deps = deps;
    this.#store = store;
    for (const stored of store.leases()) {
      this.#held.set(stored.exchange, { ...stored, port: undefined, cancelTimer: () => {} });
      this.#schedule(stored.exchange);
    }
  }

  list(): HeldLease[] {
    this.#dropExpired();
    return [...this.#held.values()].map(describe);
  }

  /** The lease named, else the newest on the interface. */
  find(interfaceName: string, exchange: string | undefined): HeldLease | undefined {
    this.#dropExpired();
    if (exchange !== undefined) {
      const named = this.#held.get(exchange);
      if (named === undefined) throw new ProblemError('lease-unknown', { exchange });
      return describe(named);
    }
    const [newest] = [...this.#held.values()]
      .filter((held) => held.interface === interfaceName)
      .sort((a, b) => b.obtainedAt - a.obtainedAt);
    return newest === undefined ? undefined : describe(newest);
  }

  async keep(input: RunInput, { result, bound }: FinishedRun): Promise<void> {
    if (result.lease === undefined || bound === undefined) return;
    const { exchange, lease } = result;
    const { exchange: _ours, ...settings } = input;
    const stored: StoredLease = {
      exchange,
      interface: input.interface,
      lease,
      input: settings,
      obtainedAt: this.#deps.clock.now(),
      renewing: false,
    };
    await this.#put({ ...stored, port: bound.port, cancelTimer: () => {} });
  }

  async setRenewing(exchange: string, renewing: boolean): Promise<HeldLease> {
    const held = this.#held.get(exchange);
    if (held === undefined) throw new ProblemError('lease-unknown', { exchange });
    held.renewing = renewing;
    await this.#store.saveLease(held);
    this.#schedule(exchange);
    return describe(held);
  }

  /** Does something about a held lease and keeps what comes of it: a longer lease, or none. */
  async run(verb: DhcpVerb, exchange: string, change: Partial<RunInput>, signal: AbortSignal): Promise<ExchangeResult> {
    const held = this.#held.get(exchange);
    if (held === undefined) throw new ProblemError('lease-unknown', { exchange });
    // Two UDP sockets on one port would take each other's answers; raw ports stand side by side.
    if (held.port?.transport === 'udp') await this.#closePort(held);
    const { mac, clientIdentifier } = held.lease;
    const input: RunInput = {
      ...held.input,
      ...change,
      mac,
      ...(clientIdentifier === undefined ? {} : { clientIdentifier }),
    };
    const finished = await runExchange(this.#deps, verb, input, knownLease(held.lease), signal);
    const { result, bound } = finished;
    if (result.outcome === 'nak' || result.outcome === 'released' || result.outcome === 'declined') {
      await this.#drop(exchange);
    } else if (result.outcome === 'bound' && result.lease !== undefined && this.#held.has(exchange)) {
      await this.#closePort(held);
      // An ACK to a renewal may leave out what has not changed; what it does say counts.
      const lease = { ...held.lease, ...result.lease };
      await this.#put({ ...held, lease, obtainedAt: this.#deps.clock.now(), port: bound?.port });
    } else {
      await bound?.port.close();
    }
    return result;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#renewals);
    for (const held of this.#held.values()) {
      held.cancelTimer();
      await this.#closePort(held);
    }
    this.#held.clear();
  }

  async #put(held: Held): Promise<void> {
    this.#held.set(held.exchange, held);
    held.port?.ended.then(() => {
      const now = this.#held.get(held.exchange);
      if (now?.port === held.port && now !== undefined) now.port = undefined;
    });
    await this.#store.saveLease(held);
    this.#schedule(held.exchange);
  }

  async #drop(exchange: string): Promise<void> {
    const held = this.#held.get(exchange);
    if (held === undefined) return;
    this.#held.delete(exchange);
    held.cancelTimer();
    await this.#closePort(held);
    await this.#store.deleteLease(exchange);
  }

  async #closePort(held: Held): Promise<void> {
    const { port } = held;
    held.port = undefined;
    await port?.close();
  }

  #dropExpired(): void {
    const now = this.#deps.clock.now();
    for (const held of this.#held.values()) if ((times(held).expiresAt ?? now) < now) void this.#drop(held.exchange);
  }

  /** Sets the one timer of a lease: the next try to extend it, or its end. */
  #schedule(exchange: string, failedBefore = false): void {
    const held = this.#held.get(exchange);
    if (held === undefined || this.#closing.signal.aborted) return;
    held.cancelTimer();
    const now = this.#deps.clock.now();
    const { t1At = Number.POSITIVE_INFINITY, t2At = t1At, expiresAt = Number.POSITIVE_INFINITY } = times(held);
    if (expiresAt === Number.POSITIVE_INFINITY) return;
    const next = held.renewing && now < expiresAt ? nextTry({ now, t1At, t2At, expiresAt, failedBefore }) : expiresAt;
    const wait = Math.max(0, Math.min(next - now, longestTimer));
    held.cancelTimer = this.#deps.clock.after(wait, () => {
      const later = this.#deps.clock.now();
      if (later >= expiresAt) void this.#drop(exchange);
      else if (held.renewing && later >= t1At) this.#extend(exchange, later < t2At ? 'renew' : 'rebind');
      else this.#schedule(exchange);
    });
  }

  #extend(exchange: string, verb: 'renew' | 'rebind'): void {
    const renewal = this.run(verb, exchange, { attempts: 1 }, this.#closing.signal)
      .then(({ outcome }) => outcome !== 'bound' && this.#schedule(exchange, true))
      .catch(() => this.#schedule(exchange, true))
      .then(() => void this.#renewals.delete(renewal));
    this.#renewals.add(renewal);
  }
}

interface Times {
  t1At?: number;
  t2At?: number;
  expiresAt?: number;
}

/** When to try: at T1; after a failure at half of what remains to T2, then of what remains to the end (RFC 2131 section 4.4.5). */
function nextTry(at: { now: number; t1At: number; t2At: number; expiresAt: number; failedBefore: boolean }): number {
  const { now, t1At, t2At, expiresAt, failedBefore } = at;
  if (now < t1At) return t1At;
  if (!failedBefore) return now;
  const limit = now < t2At ? t2At : expiresAt;
  return Math.min(now + Math.max(leastRetry, (limit - now) / 2), limit);
}

function times({ lease, obtainedAt }: StoredLease): Times {
  const { leaseTime, t1, t2 } = lease;
  if (leaseTime === undefined || leaseTime === forEver) return {};
  return {
    ...(t1 === undefined ? {} : { t1At: obtainedAt + t1 * 1000 }),
    ...(t2 === undefined ? {} : { t2At: obtainedAt + t2 * 1000 }),
    expiresAt: obtainedAt + leaseTime * 1000,
  };
}

function describe(held: Held): HeldLease {
  const { exchange, lease, obtainedAt, renewing, port } = held;
  return {
    exchange,
    interface: held.interface,
    lease,
    obtainedAt,
    ...times(held),
    answering: port !== undefined,
    renewing,
  };
}

function knownLease({ address, server, serverMac }: Lease): KnownLease {
  return { address, server, serverMac };
}
