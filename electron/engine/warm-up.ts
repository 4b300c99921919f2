import { randomInt } from 'node:crypto';
import type { Clock } from '#electron/net/clock.ts';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import { openThrowAwayStore } from '#electron/storage/throw-away-store.ts';
import { sessionsMigrations } from '#electron/tools/sessions/schema.ts';
import { snmpMigrations } from '#electron/tools/snmp/schema.ts';
import { rehearse } from '#electron/tools/snmp/warm-up/rehearse.ts';
import { ChangeFeed } from '#electron/tools/timeline/change-feed.ts';
import { createTimeline } from '#electron/tools/timeline/index.ts';
import { timelineMigrations } from '#electron/tools/timeline/schema.ts';
import type { Work } from './idle-work.ts';

/** Milliseconds of the processor's time for rehearsals, over all of them. */
const budget = 250;

/**
 * Rehearses what asks for much at once, so that a person's first walk and first poll run code that V8 has compiled. It has a storage and a
 * timeline of its own, in memory, and an agent on loopback. Of the engine's it touches the index of names only, which the first walk would have to
 * wait for.
 */
export class WarmUp implements Work {
  readonly #clock: Clock;
  readonly #readObjects: () => unknown;
  #hasObjects = false;
  #left = budget;

  /** `readObjects`: asks for an object's name, at which the index of all names is read, or made where there is none yet. */
  constructor(clock: Clock, readObjects: () => unknown) {
    this.#clock = clock;
    this.#readObjects = readObjects;
  }

  get done(): boolean {
    return this.#left <= 0;
  }

  async goOn(signal: AbortSignal): Promise<void> {
    if (!this.#hasObjects) {
      this.#hasObjects = true;
      this.#readObjects();
      await new Promise(setImmediate);
      if (signal.aborted) return;
    }
    const before = process.threadCpuUsage();
    const used = () => {
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000;
    };
    const left = this.#left;
    const clock = this.#clock;
    const store = openThrowAwayStore([...sessionsMigrations, ...timelineMigrations, ...snmpMigrations]);
    try {
      const sight = { reveal: () => undefined, words: () => ({}) };
      const { recorder } = createTimeline({ store, currentSession: () => 1, now: () => clock.now(), sight });
      const randomId = () => randomInt(1, 2 ** 31);
      await rehearse(
        { clock, store, recorder, sockets: createDatagramIo(clock), newFeed: () => new ChangeFeed(), randomId },
        () => used() < left,
        signal,
      );
    } finally {
      store.close();
      this.#left = left - used();
    }
  }
}
