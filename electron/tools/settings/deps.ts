import type { Store } from '#electron/storage/store.ts';

export interface SettingsDeps {
  store: Store;
}
