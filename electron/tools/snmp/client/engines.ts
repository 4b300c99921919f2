import { toHex } from '#shared/model/hex.ts';
import type { EngineTurn } from './request.ts';

/** What is known of an agent's authoritative engine (RFC 3414 section 2.2 and 2.3). */
export interface Engine {
  readonly id: Uint8Array;
  readonly hex: string;
  boots: number;
  /** snmpEngineTime at `at`. */
  time: number;
  /** Milliseconds since the epoch by the wall clock, which goes on while the machine sleeps. */
  at: number;
}

/** The engine's time now, in seconds, by our estimate. */
export function engineTime(engine: Engine, now: number): number {
  return Math.min(0x7fffffff, engine.time + Math.max(0, Math.floor((now - engine.at) / 1000)));
}

/** Agents remembered; the one heard longest ago is forgotten beyond, and discovered again when it is asked. */
const limit = 10_000;

/** The engines of the agents asked so far, by `agentKey`. */
export class Engines {
  readonly #engines = new Map<string, Engine>();
  /** The wall clock in milliseconds: a monotonic one stands still while the machine sleeps. */
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): Engine | undefined {
    return this.#engines.get(key);
  }

  forget(key: string): void {
    this.#engines.delete(key);
  }

  /** Takes what discovery, or the report of an unknown engine, told. */
  found(key: string, id: Uint8Array, boots: number, time: number): { engine: Engine; turn?: EngineTurn } {
    const before = this.#engines.get(key);
    const engine: Engine = { id: new Uint8Array(id), hex: toHex(id), boots, time, at: this.#now() };
    this.#engines.delete(key);
    this.#engines.set(key, engine);
    const oldest = this.#engines.keys().next();
    if (this.#engines.size > limit && !oldest.done) this.#engines.delete(oldest.value);
    if (before === undefined || before.hex === engine.hex) return { engine };
    return { engine, turn: { kind: 'engine-changed', before: before.hex, after: engine.hex } };
  }

  /**
   * Takes boots and time of an authenticated message that answers a request of ours. RFC 3414 section 3.2 step 7b lets them only rise, against
   * replays; the msgID of a request still open is fresh and under the same authentication, so that a clock that was set back is followed too.
   */
  heard(engine: Engine, boots: number, time: number): EngineTurn | undefined {
    const restarted = boots > engine.boots && engine.boots > 0;
    engine.boots = boots;
    engine.time = time;
    engine.at = this.#now();
    return restarted ? { kind: 'restarted', boots } : undefined;
  }
}
