import type { DurableConnection } from '#electron/storage/durable-connection.ts';
import type { SeenClock, SeenEngines } from '../open/seen-engines.ts';
import { TwoGenerations } from '../open/two-generations.ts';

/** Engines whose clocks are held in memory; all are in storage. */
const remembered = 20_000;
/** Engines that are kept at all: those heard last. */
const mostKept = 200_000;

/** Clocks of senders' engines, in memory and, once written, in the workspace: what was replayed is found out after a restart too. */
export class SenderEngines implements SeenEngines {
  readonly #connection: DurableConnection;
  readonly #known = new TwoGenerations<SeenClock | 'none'>(remembered);
  #changed = new Map<string, SeenClock>();

  constructor(connection: DurableConnection) {
    this.#connection = connection;
  }

  get(engine: string): SeenClock | undefined {
    const known = this.#changed.get(engine) ?? this.#known.get(engine);
    if (known !== undefined) return known === 'none' ? undefined : known;
    const row = this.#connection
      .prepare('SELECT boots, time, at, reset_at AS resetAt FROM trap_engine WHERE engine = ?')
      .get(engine);
    this.#known.set(engine, (row as SeenClock | undefined) ?? 'none');
    return row as SeenClock | undefined;
  }

  put(engine: string, clock: SeenClock): void {
    this.#known.set(engine, clock);
    this.#changed.set(engine, clock);
  }

  /** There is something to write. */
  get changed(): boolean {
    return this.#changed.size > 0;
  }

  /** Writes what changed; in a transaction. */
  write(): void {
    const put = this.#connection.prepare(
      'INSERT OR REPLACE INTO trap_engine (engine, boots, time, at, reset_at) VALUES (?, ?, ?, ?, ?)',
    );
    for (const [engine, { boots, time, at, resetAt = null }] of this.#changed)
      put.run(engine, boots, time, at, resetAt);
  }

  /** What was written is in storage. */
  written(): void {
    this.#changed.clear();
  }

  /** Forgets those not heard for longest; in a transaction. */
  prune(): void {
    this.#connection
      .prepare(
        `DELETE FROM trap_engine WHERE engine IN (
           SELECT engine FROM trap_engine ORDER BY at DESC LIMIT -1 OFFSET ${mostKept})`,
      )
      .run();
  }
}
