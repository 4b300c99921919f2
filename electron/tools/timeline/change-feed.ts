/** Least time between two notices to one listener, in milliseconds: at most ten a second. */
const pause = 100;

/**
 * Tells listeners which keys changed. Each listener has its own set of changed keys, so a slow one misses nothing and
 * makes nobody wait; what changed often since its last notice is told once.
 */
export class ChangeFeed {
  readonly #listeners = new Set<(key: string) => void>();

  tell(key: string): void {
    for (const listener of this.#listeners) listener(key);
  }

  async *listen(signal: AbortSignal): AsyncGenerator<string[]> {
    const changed = new Set<string>();
    let wake: () => void = () => {};
    const listener = (key: string) => {
      changed.add(key);
      wake();
    };
    const onAbort = () => wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        if (changed.size === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const keys = [...changed];
        changed.clear();
        yield keys;
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', onAbort);
    }
  }
}
