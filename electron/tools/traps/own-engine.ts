import { randomBytes } from 'node:crypto';
import type { Clock } from '#electron/net/clock.ts';
import type { Store } from '#electron/storage/store.ts';
import type { OwnEngine } from './open/opener-options.ts';

/** SnmpEngineID of RFC 3411 section 5: no enterprise, and behind it (5) octets of our own. */
const prefix = [0x80, 0, 0, 0, 5];
const ownOctets = 12;

/**
 * Our engine, as receiver of informs and sender of traps: its ID is made once for a workspace, and its boots are counted when it is first
 * needed in a run of the program.
 */
export class OwnEngineKeeper {
  readonly #store: Store;
  readonly #clock: Clock;
  #engine: Promise<OwnEngine> | undefined;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  get(): Promise<OwnEngine> {
    this.#engine ??= this.#boot().catch((error) => {
      this.#engine = undefined;
      throw error;
    });
    return this.#engine;
  }

  #boot(): Promise<OwnEngine> {
    return this.#store.writer.write(() => {
      const made = Uint8Array.from([...prefix, ...randomBytes(ownOctets)]);
      this.#store.prepare('INSERT OR IGNORE INTO trap_self (one, engine, boots) VALUES (1, ?, 0)').run(made);
      const row = this.#store.prepare('UPDATE trap_self SET boots = boots + 1 RETURNING engine, boots').get();
      const { engine, boots } = row as { engine: Uint8Array; boots: number };
      return { id: Uint8Array.from(engine), boots, startedAt: this.#clock.now() };
    });
  }
}
