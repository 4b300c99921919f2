import type { ObjectDefinition } from '#electron/objects/object-definition.ts';
import type { Store } from '#electron/storage/store.ts';

export interface MibsDeps {
  store: Store;
  /** Objects that are known without any file. Asked for once, when they are needed. */
  builtIn(): Iterable<ObjectDefinition>;
  /** Tells listeners what changed, at most ten times a second each. */
  newFeed(): Feed;
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface Feed {
  tell(key: string): void;
  listen(signal: AbortSignal): AsyncIterable<string[]>;
}
