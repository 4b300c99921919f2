import { createHash } from 'node:crypto';
import type { Store } from '#electron/storage/store.ts';
import type { Vault } from '#electron/storage/vault.ts';
import { keysFromBytes, keysToBytes } from '#electron/usm/key-store-form.ts';
import type { UserKeys } from '#electron/usm/user-keys.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import type { KeyStore } from './client/key-ring.ts';

const hashLength = 32;

/** Derived keys of saved profiles, sealed. With them lies, sealed too, a hash of what they were derived from: a changed password makes them void. */
export function createKeyStore(store: Store, vault: Vault): KeyStore {
  const one = store.prepare('SELECT sealed FROM snmp_key WHERE profile = ? AND engine = ?');
  const byUser = store.prepare('SELECT sealed FROM snmp_key WHERE engine = ? AND user = ?');
  const put = store.prepare('INSERT OR REPLACE INTO snmp_key (profile, engine, user, sealed) VALUES (?, ?, ?, ?)');
  return {
    load(profile, engine, credentials) {
      const row = one.get(profile, engine) as { sealed: Uint8Array } | undefined;
      const opened = row === undefined ? undefined : vault.open(row.sealed);
      if (opened === undefined || !Buffer.from(opened.subarray(0, hashLength)).equals(hashOf(credentials))) {
        return undefined;
      }
      return keysFromBytes(opened.subarray(hashLength));
    },
    save(profile, engine, credentials, keys) {
      const sealed = vault.seal(Buffer.concat([hashOf(credentials), keysToBytes(keys)]));
      // Keys that could not be kept are derived again.
      store.writer.write(() => put.run(profile, engine, credentials.user ?? '', sealed)).catch(() => {});
    },
    ofUser(engine, user) {
      const rows = byUser.all(engine, user) as { sealed: Uint8Array }[];
      return rows.flatMap(({ sealed }): UserKeys[] => {
        const opened = vault.open(sealed);
        const keys = opened === undefined ? undefined : keysFromBytes(opened.subarray(hashLength));
        return keys === undefined ? [] : [keys];
      });
    },
  };
}

function hashOf({ user, auth, priv }: Credentials): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify([user, auth, priv]))
    .digest();
}
