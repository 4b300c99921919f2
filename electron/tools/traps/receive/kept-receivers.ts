import type { Store } from '#electron/storage/store.ts';

export interface KeptReceiver {
  port: number;
  address: string | undefined;
}

/** Receivers that start with the program. */
export class KeptReceivers {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  all(): KeptReceiver[] {
    const rows = this.#store.prepare('SELECT port, address FROM trap_receiver ORDER BY port').all();
    return (rows as { port: number; address: string | null }[]).map(({ port, address }) => ({
      port,
      address: address ?? undefined,
    }));
  }

  async keep({ port, address }: KeptReceiver): Promise<void> {
    await this.#store.writer.write(() =>
      this.#store
        .prepare('INSERT OR REPLACE INTO trap_receiver (port, address) VALUES (?, ?)')
        .run(port, address ?? null),
    );
  }

  /** False where it was not kept. */
  async drop(port: number): Promise<boolean> {
    const { changes } = await this.#store.writer.write(() =>
      this.#store.prepare('DELETE FROM trap_receiver WHERE port = ?').run(port),
    );
    return changes > 0;
  }
}
