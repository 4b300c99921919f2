import { createHash } from 'node:crypto';
import type { LoopbackPort } from '#electron/net/udp/loopback-port.ts';
import type { LabAgent } from '#shared/contract/lab.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { LabDeps } from '../deps.ts';
import { startLabAgent } from './lab-agent.ts';
import type { LabObjects } from './lab-objects.ts';
import { labTargets } from './lab-users.ts';
import { loadNetSnmp } from './net-snmp-library.ts';
import { printer } from './printer.ts';
import { router } from './router.ts';
import type { RowTable } from './row-table.ts';
import { accessSwitch } from './switch.ts';

/** Days since each device was switched on, when the lab starts: what it has counted is not nothing. */
const devices: readonly {
  kind: LabAgent['kind'];
  days: number;
  make: () => { objects: LabObjects; rows: readonly RowTable[] };
}[] = [
  { kind: 'router', days: 41, make: router },
  { kind: 'switch', days: 12, make: accessSwitch },
  { kind: 'printer', days: 3, make: printer },
];
const day = 86_400_000;

/** The simulated SNMP devices. They start when somebody asks for them and answer until the lab is closed. */
export class SnmpLab {
  readonly #deps: LabDeps;
  readonly #ports: LoopbackPort[] = [];
  #started: Promise<LabAgent[]> | undefined;
  #closed = false;

  constructor(deps: LabDeps) {
    this.#deps = deps;
  }

  /** @throws ProblemError lab-agents-failed; the next call tries again. */
  agents(): Promise<LabAgent[]> {
    this.#started ??= this.#start().catch(async (error) => {
      this.#started = undefined;
      await this.#closePorts();
      throw new ProblemError('lab-agents-failed', {}, String(error));
    });
    return this.#started;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#started?.catch(() => {});
    await this.#closePorts();
  }

  async #start(): Promise<LabAgent[]> {
    if (this.#closed) throw new Error('closed');
    const { clock, openLoopbackPort } = this.#deps;
    const library = await loadNetSnmp();
    const agents: LabAgent[] = [];
    for (const { kind, days, make } of devices) {
      const bootedAt = clock.now() - days * day;
      const uptime = () => clock.now() - bootedAt;
      const port = await startLabAgent({
        library,
        device: { ...make(), uptime },
        engine: { id: engineId(kind), boots: 1, time: () => Math.floor(uptime() / 1000) },
        openPort: openLoopbackPort,
      });
      this.#ports.push(port);
      agents.push({ kind, address: port.address, port: port.port, targets: [...labTargets] });
    }
    return agents;
  }

  async #closePorts(): Promise<void> {
    await Promise.all(this.#ports.splice(0).map((port) => port.close()));
  }
}

/** RFC 3411 section 5: the documentation enterprise (RFC 5612), octets of its own. The same in every run, as a device's is. */
function engineId(kind: string): Buffer {
  const own = createHash('sha256').update(`punchdown lab ${kind}`).digest().subarray(0, 8);
  return Buffer.concat([Buffer.from('80007ed905', 'hex'), own]);
}
