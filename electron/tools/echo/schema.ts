import type { Migration } from '#electron/storage/store.ts';

/** `server` and `connection` are JSON of their inputs; what a newer version wrote and cannot be read is left out of lists, not deleted. */
export const echoMigrations: readonly Migration[] = [
  {
    tool: 'echo',
    number: 1,
    sql: `
      CREATE TABLE echo_saved (
        id TEXT PRIMARY KEY,
        folder TEXT NOT NULL,
        name TEXT NOT NULL,
        server TEXT,
        connection TEXT
      ) STRICT;
    `,
  },
];
