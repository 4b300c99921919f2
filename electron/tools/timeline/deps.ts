import type { Store } from '#electron/storage/store.ts';

export interface TimelineDeps {
  store: Store;
  /** The session that new exchanges belong to. */
  currentSession(): number;
  /** Milliseconds since the epoch with a fraction. */
  now(): number;
}
