import type { Migration } from '#electron/storage/store.ts';

export const settingsMigrations: readonly Migration[] = [
  {
    tool: 'settings',
    number: 1,
    sql: 'CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT',
  },
];
