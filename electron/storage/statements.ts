import type { Database } from 'better-sqlite3';
import type { Reader, Statement } from './store.ts';

/** Prepares each text once. */
export function statementsOf(database: Database): Reader['prepare'] {
  const known = new Map<string, Statement>();
  return (sql) => {
    let statement = known.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql) as unknown as Statement;
      known.set(sql, statement);
    }
    return statement;
  };
}
