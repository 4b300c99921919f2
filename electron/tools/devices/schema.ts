import type { Migration } from '#electron/storage/store.ts';

export const devicesMigrations: readonly Migration[] = [
  {
    tool: 'devices',
    number: 1,
    // `secrets` is sealed by the vault; NULL where a profile has none (SNMPv3 noAuthNoPriv). `place`: the order of trying.
    sql: `
      CREATE TABLE credential_profile (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        place INTEGER NOT NULL,
        version TEXT NOT NULL,
        user TEXT,
        auth_protocol TEXT,
        priv_protocol TEXT,
        context TEXT,
        context_engine TEXT,
        secrets BLOB
      ) STRICT;
      CREATE TABLE device (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        address TEXT NOT NULL,
        port INTEGER NOT NULL,
        profile TEXT REFERENCES credential_profile (id),
        note TEXT NOT NULL,
        sys_name TEXT,
        sys_descr TEXT,
        sys_object_id TEXT,
        seen_at INTEGER,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX device_profile ON device (profile);
    `,
  },
];
