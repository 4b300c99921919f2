import { createHash } from 'node:crypto';
import type { LoopbackPort } from '#electron/net/udp/loopback-port.ts';
import type { LabAgent } from '#shared/contract/lab.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { LabDeps } from '../deps.ts';
import { startLabAgent } from './lab-agent.ts';
import { LabLinksState, type LinkedDevice } from './lab-links.ts';
import type { LabMake } from './lab-make.ts';
import { labTargets } from './lab-users.ts';
import { loadNetSnmp } from './net-snmp-library.ts';
import { printer } from './printer.ts';
import { router } from './router.ts';
import { accessSwitch } from './switch.ts';

/** Days since each device was switched on, when the lab starts: what it has counted is not nothing. */
const devices: readonly {
  kind: LabAgent['kind'];
  days: number;
  make: () => LabMake;
}[] = [
  { kind: 'router', days: 41, make: router },
  { kind: 'switch', days: 12, make: accessSwitch },
  { kind: 'printer', days: 3, make: printer },
];
const day = 86_400_000;

/** The simulated SNMP devices. They start when somebody asks for them and answer until the lab is closed. */
export class SnmpLab {
  readonly #deps: Pick<LabDeps, 'clock' | 'openLoopbackPort'>;
  readonly #onLinks: () => void;
  readonly #ports: LoopbackPort[] = [];
  #started: Promise<{ agents: LabAgent[]; links: LabLinksState }> | undefined;
  #closed = false;

  /** `onLinks`: an interface turned, or a notification did. */
  constructor(deps: Pick<LabDeps, 'clock' | 'openLoopbackPort'>, onLinks: () => void = () => {}) {
    this.#deps = deps;
    this.#onLinks = onLinks;
  }

  /** @throws ProblemError lab-agents-failed; the next call tries again. */
  async agents(): Promise<LabAgent[]> {
    return (await this.#running()).agents;
  }

  /** Interfaces, and notifications about them. @throws ProblemError lab-agents-failed */
  async links(): Promise<LabLinksState> {
    return (await this.#running()).links;
  }

  #running(): Promise<{ agents: LabAgent[]; links: LabLinksState }> {
    this.#started ??= this.#start().catch(async (error) => {
      this.#started = undefined;
      await this.#closePorts();
      throw new ProblemError('lab-agents-failed', {}, String(error));
    });
    return this.#started;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const started = await this.#started?.catch(() => undefined);
    await started?.links.close();
    await this.#closePorts();
  }

  async #start(): Promise<{ agents: LabAgent[]; links: LabLinksState }> {
    if (this.#closed) throw new Error('closed');
    const { clock, openLoopbackPort } = this.#deps;
    const library = await loadNetSnmp();
    const agents: LabAgent[] = [];
    const linked: LinkedDevice[] = [];
    const boots = bootsAt(clock.now());
    for (const { kind, days, make } of devices) {
      const bootedAt = clock.now() - days * day;
      const uptime = () => clock.now() - bootedAt;
      const device = { ...make(), uptime };
      const engine = { id: engineId(kind), boots, time: () => Math.floor(uptime() / 1000) };
      const port = await startLabAgent({ library, device, engine, openPort: openLoopbackPort });
      if (kind !== 'printer') linked.push({ kind, links: device.links, engine, uptime });
      this.#ports.push(port);
      agents.push({ kind, address: port.address, port: port.port, targets: [...labTargets] });
    }
    const need = { library, openPort: openLoopbackPort, clock, onChanged: this.#onLinks };
    return { agents, links: new LabLinksState(need, linked) };
  }

  async #closePorts(): Promise<void> {
    await Promise.all(this.#ports.splice(0).map((port) => port.close()));
  }
}

/**
 * Minutes since 2025: more with each start of the program, so that a receiver that remembers the clock of a device takes the next one. Within
 * one minute the clocks of two starts differ by less than the time window.
 */
function bootsAt(now: number): number {
  return Math.max(1, Math.floor((now - Date.UTC(2025, 0)) / 60_000));
}

/** RFC 3411 section 5: the documentation enterprise (RFC 5612), octets of its own. The same in every run, as a device's is. */
function engineId(kind: string): Buffer {
  const own = createHash('sha256').update(`punchdown lab ${kind}`).digest().subarray(0, 8);
  return Buffer.concat([Buffer.from('80007ed905', 'hex'), own]);
}
