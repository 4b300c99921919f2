import type { Migration } from '#electron/storage/store.ts';

export const mibsMigrations: readonly Migration[] = [
  {
    tool: 'mibs',
    number: 1,
    // Rows are written while nobody sees them (`live` 0) and shown all at once. Texts, details and diagnostics are packed, see `packed-octets.ts`.
    sql: `
      CREATE TABLE mib_file (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        hash TEXT NOT NULL,
        strict INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE mib_text (
        file INTEGER PRIMARY KEY,
        text BLOB NOT NULL
      ) STRICT;
      CREATE TABLE mib_module (
        id INTEGER PRIMARY KEY,
        live INTEGER NOT NULL,
        name TEXT NOT NULL,
        file INTEGER NOT NULL,
        state TEXT NOT NULL,
        language TEXT NOT NULL,
        revision TEXT,
        objects INTEGER NOT NULL,
        lost INTEGER NOT NULL,
        missing TEXT NOT NULL,
        imports TEXT NOT NULL,
        errors INTEGER NOT NULL,
        warnings INTEGER NOT NULL,
        notes INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE mib_diagnostic (
        module INTEGER PRIMARY KEY,
        list BLOB NOT NULL
      ) STRICT;
      CREATE TABLE mib_detail (
        id INTEGER PRIMARY KEY,
        nodes BLOB NOT NULL
      ) STRICT;
      CREATE TABLE mib_index (
        id INTEGER PRIMARY KEY,
        generation INTEGER NOT NULL,
        part TEXT NOT NULL,
        octets BLOB NOT NULL
      ) STRICT;
      CREATE INDEX mib_index_generation ON mib_index (generation);
      CREATE TABLE mib_current (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        generation INTEGER NOT NULL,
        built_in TEXT NOT NULL
      ) STRICT;
      CREATE TABLE mib_bookmark (
        oid TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        added_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    tool: 'mibs',
    number: 2,
    // Whether a module did not find all that it needs where it should be: then it is compiled again whenever something comes.
    sql: 'ALTER TABLE mib_module ADD COLUMN lacking INTEGER NOT NULL DEFAULT 0;',
  },
];
