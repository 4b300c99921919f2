import type { Migration } from '#electron/storage/store.ts';

/**
 * Tables of the receiver. What came is in `trap_datagram`, written before anything else is done with it; what was read out of it is in
 * `notification`, one row for each, written with the next commit. The codes of a row are in row-codes.ts. `trap_progress` tells the greatest id
 * ever given, up to which one all have been read, how many there are and how many were lost; who deletes datagrams needs not care for it.
 */
export const trapsMigrations: readonly Migration[] = [
  {
    tool: 'traps',
    number: 1,
    sql: `
      CREATE TABLE trap_datagram (
        id INTEGER PRIMARY KEY,
        at REAL NOT NULL,
        address TEXT NOT NULL,
        port INTEGER NOT NULL,
        receiver INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;
      CREATE TABLE notification (
        id INTEGER PRIMARY KEY REFERENCES trap_datagram (id) ON DELETE CASCADE,
        at REAL NOT NULL,
        address TEXT NOT NULL,
        state INTEGER NOT NULL,
        version INTEGER,
        kind INTEGER,
        acknowledged INTEGER NOT NULL DEFAULT 0,
        oid TEXT,
        uptime INTEGER,
        severity INTEGER NOT NULL,
        category TEXT,
        colour TEXT,
        rule TEXT,
        user TEXT,
        level INTEGER,
        engine TEXT,
        context TEXT,
        profile TEXT,
        reason TEXT,
        text TEXT NOT NULL,
        marked INTEGER NOT NULL DEFAULT 0,
        note TEXT,
        repeats INTEGER NOT NULL DEFAULT 0,
        last_repeat_at REAL,
        repeat_of INTEGER,
        clear_key TEXT,
        cleared_by INTEGER,
        cleared_at REAL
      ) STRICT;
      CREATE INDEX notification_open ON notification (address, oid, clear_key)
        WHERE clear_key IS NOT NULL AND cleared_by IS NULL;
      CREATE INDEX notification_refused ON notification (state) WHERE state > 1;
      CREATE INDEX notification_cleared ON notification (cleared_by) WHERE cleared_by IS NOT NULL;
      CREATE INDEX notification_repeat ON notification (repeat_of) WHERE repeat_of IS NOT NULL;
      CREATE TABLE trap_loss (
        at REAL NOT NULL,
        until REAL NOT NULL,
        cause INTEGER NOT NULL,
        receiver INTEGER NOT NULL,
        address TEXT,
        count INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE trap_engine (
        engine TEXT PRIMARY KEY,
        boots INTEGER NOT NULL,
        time INTEGER NOT NULL,
        at REAL NOT NULL
      ) STRICT;
      CREATE TABLE trap_self (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        engine BLOB NOT NULL,
        boots INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE trap_progress (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        last INTEGER NOT NULL,
        decoded INTEGER NOT NULL,
        total INTEGER NOT NULL,
        lost INTEGER NOT NULL
      ) STRICT;
      INSERT INTO trap_progress VALUES (1, 0, 0, 0, 0);
      CREATE TRIGGER trap_datagram_deleted AFTER DELETE ON trap_datagram BEGIN
        UPDATE trap_progress SET total = total - 1;
      END;
      CREATE TABLE trap_rule (
        id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        rule TEXT NOT NULL
      ) STRICT;
      CREATE TABLE trap_receiver (
        port INTEGER PRIMARY KEY,
        address TEXT
      ) STRICT;
      CREATE TABLE trap_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    `,
  },
  // Absent where it came before, and where there is no community.
  { tool: 'traps', number: 2, sql: 'ALTER TABLE trap_datagram ADD COLUMN community_digest BLOB' },
  {
    tool: 'traps',
    number: 3,
    sql: `
      ALTER TABLE notification ADD COLUMN fold_name TEXT;
      ALTER TABLE notification ADD COLUMN fold_until REAL;
      CREATE INDEX notification_fold ON notification (fold_until) WHERE fold_name IS NOT NULL;
    `,
  },
  { tool: 'traps', number: 4, sql: 'ALTER TABLE trap_engine ADD COLUMN reset_at REAL' },
  { tool: 'traps', number: 5, sql: 'ALTER TABLE trap_datagram ADD COLUMN local_address TEXT' },
];
