import type { Migration } from '#electron/storage/store.ts';

export const snmpMigrations: readonly Migration[] = [
  {
    tool: 'snmp',
    number: 1,
    sql: `
      CREATE TABLE snmp_result (
        exchange TEXT PRIMARY KEY REFERENCES exchange (id) ON DELETE CASCADE,
        verb TEXT NOT NULL,
        result TEXT NOT NULL
      ) STRICT;
      CREATE TABLE snmp_rows (
        exchange TEXT NOT NULL REFERENCES exchange (id) ON DELETE CASCADE,
        chunk INTEGER NOT NULL,
        first INTEGER NOT NULL,
        rows INTEGER NOT NULL,
        varbinds BLOB NOT NULL,
        UNIQUE (exchange, chunk)
      ) STRICT;
      CREATE TABLE snmp_key (
        profile TEXT NOT NULL,
        engine TEXT NOT NULL,
        user TEXT NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (profile, engine)
      ) STRICT;
      CREATE INDEX snmp_key_by_user ON snmp_key (engine, user);
      CREATE TABLE snmp_journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at REAL NOT NULL,
        undone_by INTEGER,
        entry TEXT NOT NULL
      ) STRICT;
      CREATE TABLE snmp_watch (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        watch TEXT NOT NULL
      ) STRICT;
      CREATE TABLE snmp_poll (
        watch INTEGER NOT NULL REFERENCES snmp_watch (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at REAL NOT NULL,
        samples TEXT NOT NULL,
        PRIMARY KEY (watch, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX snmp_poll_by_time ON snmp_poll (watch, at);
    `,
  },
];
