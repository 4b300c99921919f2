import type { Database } from 'better-sqlite3';
import { ProblemError } from '#shared/problem/problem.ts';
import type { Migration } from './store.ts';

/**
 * Brings a workspace to the tables this program knows. Each migration runs in its own transaction with its record, so a
 * crash in the middle leaves a whole version.
 *
 * @throws ProblemError `workspace-newer` when the file holds a migration this program does not know.
 */
export function migrate(database: Database, migrations: readonly Migration[], file: string): void {
  checkNumbers(migrations);
  database.exec(`CREATE TABLE IF NOT EXISTS schema_version (
    tool TEXT NOT NULL, number INTEGER NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (tool, number)
  ) STRICT`);
  const applied = database
    .prepare<[], { tool: string; number: number }>('SELECT tool, number FROM schema_version')
    .all();
  for (const { tool, number } of applied) {
    const known = migrations.filter((migration) => migration.tool === tool).length;
    if (number > known)
      throw new ProblemError('workspace-newer', { file, found: `${tool} ${number}`, known: `${tool} ${known}` });
  }
  const done = new Set(applied.map(({ tool, number }) => `${tool} ${number}`));
  for (const migration of migrations) {
    if (done.has(`${migration.tool} ${migration.number}`)) continue;
    database.transaction(() => {
      database.exec(migration.sql);
      database
        .prepare('INSERT INTO schema_version (tool, number, applied_at) VALUES (?, ?, ?)')
        .run(migration.tool, migration.number, Date.now());
    })();
  }
}

/** Numbers rise by one from 1 within a tool; anything else is a mistake in the program, found at its first start. */
function checkNumbers(migrations: readonly Migration[]): void {
  const last = new Map<string, number>();
  for (const { tool, number } of migrations) {
    if (number !== (last.get(tool) ?? 0) + 1) throw new Error(`migration ${tool} ${number} is out of order`);
    last.set(tool, number);
  }
}
