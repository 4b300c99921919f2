import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import { statementsOf } from './statements.ts';
import type { Migration, Store } from './store.ts';
import { BatchWriter } from './writer.ts';

/** Storage in memory, for what is tried out and not kept. Rows may refer to rows that are not there. */
export function openThrowAwayStore(migrations: readonly Migration[]): Store & { close(): void } {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = OFF');
  migrate(database, migrations, ':memory:');
  const writer = new BatchWriter(database);
  return {
    writer,
    prepare: statementsOf(database),
    close() {
      writer.drain();
      database.close();
    },
  };
}
