import type { Migration } from '#electron/storage/store.ts';

export const sessionsMigrations: readonly Migration[] = [
  {
    tool: 'sessions',
    number: 1,
    sql: `
      CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        opened_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
];
