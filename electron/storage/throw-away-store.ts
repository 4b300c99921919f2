import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import type { Migration, Statement, Store } from './store.ts';
import { BatchWriter } from './writer.ts';

/** Storage in memory, for what is tried out and not kept. Rows may refer to rows that are not there. */
export function openThrowAwayStore(migrations: readonly Migration[]): Store & { close(): void } {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = OFF');
  migrate(database, migrations, ':memory:');
  const writer = new BatchWriter(database);
  const statements = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql) as unknown as Statement;
    statements.set(sql, statement);
    return statement;
  };
  return {
    reader: { prepare },
    writer,
    prepare,
    close() {
      writer.drain();
      database.close();
    },
  };
}
