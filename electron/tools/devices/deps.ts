import type { Store } from '#electron/storage/store.ts';
import type { Secrets, Vault } from '#electron/storage/vault.ts';

export interface DevicesDeps {
  store: Store;
  vault: Vault;
  /** Where the vault's key is kept, and why that is less than one would expect. */
  keptKey: Pick<Secrets, 'file' | 'weak'>;
  /** Milliseconds since the epoch. */
  now(): number;
}
