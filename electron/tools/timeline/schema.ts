import type { Migration } from '#electron/storage/store.ts';

export const timelineMigrations: readonly Migration[] = [
  {
    tool: 'timeline',
    number: 1,
    sql: `
      CREATE TABLE exchange (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        tool TEXT NOT NULL,
        verb TEXT NOT NULL,
        target TEXT NOT NULL,
        started_at REAL NOT NULL,
        ended_at REAL,
        outcome TEXT,
        lost INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX exchange_by_session ON exchange (session, number);
      CREATE TABLE timeline_event (
        id INTEGER PRIMARY KEY,
        exchange INTEGER NOT NULL REFERENCES exchange (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        at REAL NOT NULL,
        direction TEXT,
        link TEXT,
        interface TEXT,
        bytes BLOB,
        attempt INTEGER,
        ignored TEXT,
        note TEXT,
        note_params TEXT,
        note_problem TEXT,
        UNIQUE (exchange, position)
      ) STRICT;
    `,
  },
  { tool: 'timeline', number: 2, sql: 'ALTER TABLE exchange ADD COLUMN subject TEXT' },
  // JSON: what the numbers of a TCP segment count from.
  { tool: 'timeline', number: 3, sql: 'ALTER TABLE timeline_event ADD COLUMN stream TEXT' },
];
