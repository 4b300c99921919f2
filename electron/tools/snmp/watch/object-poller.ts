import type { Varbind } from '#shared/model/snmp-varbind.ts';
import type { Operation, SnmpTool } from '../operation.ts';
import { readPresent } from '../read-present.ts';
import { systemObjects } from '../system-objects.ts';
import type { PollTime } from './rate.ts';

/** One object as a poll met it; without a varbind: v1's noSuchName. */
export interface PolledObject {
  varbind: Varbind | undefined;
  time: PollTime;
}

const { sysUpTime } = systemObjects;
/** Objects in one request besides sysUpTime; fewer once the agent says tooBig. */
const mostAtOnce = 39;
/** v1: polls after which an object that was not there is asked for again. */
const askAgainAfter = 10;

/** Reads the same objects again and again, each answer with the agent's time of it. */
export class ObjectPoller {
  readonly #tool: SnmpTool;
  readonly #oids: readonly string[];
  #atOnce = mostAtOnce;
  /** v1: asking for one of these would cost each poll one more request. */
  readonly #missing = new Set<string>();
  #polls = 0;

  constructor(tool: SnmpTool, oids: readonly string[]) {
    this.#tool = tool;
    this.#oids = oids;
  }

  /** Resolves with one a wanted object, in their order. @throws ProblemError */
  async poll(operation: Operation): Promise<PolledObject[]> {
    if (this.#polls++ % askAgainAfter === 0) this.#missing.clear();
    const found = new Map<string, PolledObject>();
    const wanted = this.#oids.filter((oid) => !this.#missing.has(oid));
    let time: PollTime = { at: this.#tool.clock.now() };
    for (let from = 0; from < wanted.length; ) {
      const some = wanted.slice(from, from + this.#atOnce);
      const oids = [...new Set(this.#missing.has(sysUpTime) ? some : [sysUpTime, ...some])];
      const present = await readPresent(this.#tool, operation, oids);
      if (present === undefined) {
        // Where even one object is too much beside sysUpTime, it goes without.
        if (some.length > 1) this.#atOnce = Math.ceil(some.length / 2);
        else this.#missing.add(sysUpTime);
        continue;
      }
      time = this.#timeOf(operation, present.at, present.varbinds.get(sysUpTime));
      for (const oid of oids) {
        const varbind = present.varbinds.get(oid);
        if (varbind === undefined) this.#missing.add(oid);
        else found.set(oid, { varbind, time });
      }
      from += some.length;
    }
    return this.#oids.map((oid) => found.get(oid) ?? { varbind: undefined, time });
  }

  #timeOf({ agent }: Operation, at: number, uptime: Varbind | undefined): PollTime {
    const ticks = uptime?.type === 'TimeTicks' && typeof uptime.value === 'number' ? uptime.value : undefined;
    const engine = agent.credentials.version === '3' ? this.#tool.client.engine(agent) : undefined;
    return { at, uptime: ticks, engine: engine?.hex, boots: engine?.boots };
  }
}
