import type { z } from 'zod';
import { nameOf } from '#electron/objects/object-names.ts';
import type { Sample, SnmpWatch, watchInputSchema } from '#shared/model/snmp-watch.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { Feed } from '../deps.ts';
import { Exchange } from '../exchange.ts';
import { readOid } from '../get.ts';
import type { SnmpTool } from '../operation.ts';
import { findTarget } from '../targets.ts';
import { RunningWatch } from './running-watch.ts';
import { WatchStore } from './watch-store.ts';

/** Watches that run at a time. */
const runningLimit = 50;

/** Watches that run, and those of earlier with what they read. One that ran when the program ended is stopped. */
export class Watches {
  readonly #tool: SnmpTool;
  readonly #store: WatchStore;
  readonly #feed: Feed;
  readonly #running = new Map<number, RunningWatch>();
  #starting = 0;

  constructor(tool: SnmpTool) {
    this.#tool = tool;
    this.#store = new WatchStore(tool.store);
    this.#feed = tool.newFeed();
  }

  /** @throws ProblemError snmp-too-many-watches, snmp-oid-unreadable, device-unknown, profile-unknown, profile-locked */
  async start(input: z.output<typeof watchInputSchema>): Promise<SnmpWatch> {
    const { clock } = this.#tool;
    if (this.#running.size + this.#starting >= runningLimit) {
      throw new ProblemError('snmp-too-many-watches', { limit: runningLimit });
    }
    const oids = [...new Set(input.oids.map((text) => readOid(this.#tool, text)))];
    const target = findTarget(this.#tool.devices, input.target);
    const exchange = new Exchange(this.#tool, 'watch', target, undefined);
    const watch: Omit<SnmpWatch, 'id'> = {
      exchange: exchange.id,
      address: target.address,
      port: target.port,
      ...(target.device === undefined ? {} : { device: target.device.id }),
      interval: input.interval,
      objects: oids.map((oid) => this.#about(oid)),
      startedAt: clock.now(),
      state: 'running',
      polls: 0,
      failed: 0,
    };
    this.#starting++;
    let id: number;
    try {
      id = await this.#store.add(watch);
    } catch (error) {
      await exchange.end('failed');
      throw error;
    } finally {
      this.#starting--;
    }
    const { timeout, retries } = input;
    const running = new RunningWatch(
      this.#tool,
      this.#store,
      { ...watch, id },
      { target, exchange, options: { timeout, retries }, onNews: () => this.#feed.tell(String(id)) },
    );
    this.#running.set(id, running);
    void running.ended.then(() => this.#running.delete(id));
    return running.state;
  }

  /** Resolves with whether it ran. @throws ProblemError snmp-watch-unknown */
  async stop(id: number): Promise<boolean> {
    const running = this.#running.get(id);
    if (running === undefined && !this.#store.knows(id)) throw new ProblemError('snmp-watch-unknown', { id });
    await running?.stop();
    return running !== undefined;
  }

  /** Its packets stay on the timeline. Resolves with whether there was one. */
  async delete(id: number): Promise<boolean> {
    await this.#running.get(id)?.stop();
    return this.#store.delete(id);
  }

  /** The newest first. */
  list(): SnmpWatch[] {
    return this.#store
      .list()
      .map((watch) => this.#running.get(watch.id)?.state ?? { ...watch, state: 'stopped' as const });
  }

  async *news(signal: AbortSignal): AsyncGenerator<SnmpWatch> {
    for await (const ids of this.#feed.listen(signal)) {
      for (const id of ids.map(Number)) {
        const watch = this.#running.get(id)?.state ?? this.#store.find(id);
        if (watch !== undefined) yield watch;
      }
    }
  }

  /** @throws ProblemError snmp-watch-unknown */
  samples({ watch, after, count }: { watch: number; after: number; count: number }): Sample[] {
    return this.#store.samples(watch, after, count);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((running) => running.stop()));
  }

  #about(oid: string): SnmpWatch['objects'][number] {
    const { objects } = this.#tool;
    const name = nameOf(objects, oid);
    const unit = objects.find(oid)?.object.unit;
    return { oid, ...(name === undefined ? {} : { name }), ...(unit === undefined ? {} : { unit }) };
  }
}
