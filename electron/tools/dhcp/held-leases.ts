import type { PacketPort } from '#electron/net/packet/packet-io.ts';
import type { HeldLease } from '#shared/contract/dhcp.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { DhcpDeps } from './deps.ts';
import { type HandshakePlan, releaseFrame } from './machine.ts';

interface Held {
  about: HeldLease;
  port: PacketPort;
  plan: HandshakePlan;
  cancelExpiry: () => void;
}

/** setTimeout cannot wait longer; a lease that lasts longer than 24 days outlives any session of ours. */
const longestTimer = 2 ** 31 - 1;

/** Leases kept after their handshake, each on its open port until released, expired, or the engine closes. */
export class HeldLeases {
  readonly #deps: DhcpDeps;
  readonly #held = new Map<string, Held>();

  constructor(deps: DhcpDeps) {
    this.#deps = deps;
  }

  add(about: HeldLease, port: PacketPort, plan: HandshakePlan): void {
    const remaining =
      about.expiresAt === undefined ? Number.POSITIVE_INFINITY : about.expiresAt - this.#deps.clock.now();
    const cancelExpiry =
      remaining > longestTimer ? () => {} : this.#deps.clock.after(remaining, () => void this.#drop(about.exchange));
    this.#held.set(about.exchange, { about, port, plan, cancelExpiry });
    port.ended.then(() => this.#drop(about.exchange));
  }

  list(): HeldLease[] {
    return [...this.#held.values()].map(({ about }) => about);
  }

  /** @throws ProblemError lease-unknown, or what the port says when RELEASE cannot be sent. */
  async release(exchange: string): Promise<void> {
    const held = this.#held.get(exchange);
    if (held === undefined) throw new ProblemError('lease-unknown', { exchange });
    const { port, plan, about } = held;
    const recording = this.#deps.recorder.begin({ tool: 'dhcp', verb: 'release', target: about.interface });
    const frame = releaseFrame({ ...plan, xid: this.#deps.random.xid() }, about.lease);
    let outcome = 'failed';
    try {
      const at = await port.send(frame);
      recording.packet({
        bytes: frame,
        link: 'ethernet',
        interface: port.interface,
        at,
        direction: 'sent',
        attempt: 1,
      });
      recording.note('lease-released', { address: about.lease.address });
      outcome = 'released';
    } catch (error) {
      if (error instanceof ProblemError) recording.note('problem', {}, error.problem);
      throw error;
    } finally {
      await this.#drop(exchange);
      await recording.end(outcome);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((exchange) => this.#drop(exchange)));
  }

  async #drop(exchange: string): Promise<void> {
    const held = this.#held.get(exchange);
    if (held === undefined) return;
    this.#held.delete(exchange);
    held.cancelExpiry();
    await held.port.close();
  }
}
