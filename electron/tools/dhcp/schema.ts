import type { Migration } from '#electron/storage/store.ts';

export const dhcpMigrations: readonly Migration[] = [
  {
    tool: 'dhcp',
    number: 1,
    sql: `
      CREATE TABLE dhcp_lease (
        exchange TEXT PRIMARY KEY,
        interface TEXT NOT NULL,
        lease TEXT NOT NULL,
        input TEXT NOT NULL,
        obtained_at REAL NOT NULL,
        renewing INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE dhcp_server (
        interface TEXT NOT NULL,
        server TEXT NOT NULL,
        mac TEXT,
        allowed INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (interface, server)
      ) STRICT;
      CREATE TABLE dhcp_profile (name TEXT PRIMARY KEY, profile TEXT NOT NULL) STRICT;
    `,
  },
];
