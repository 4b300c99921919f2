import type { Handlers } from '#shared/contract/handlers.ts';
import type { Session, sessionsContract } from '#shared/contract/sessions.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { SessionsDeps } from './deps.ts';
import { exportSession } from './export.ts';

export interface Sessions {
  handlers: Handlers<typeof sessionsContract>;
  /** The session that new work is recorded in. */
  current(): { id: number; name: string };
}

interface Row {
  id: number;
  name: string;
  created_at: number;
}

/** The session last opened goes on at the next start; a new workspace gets one named after the day. */
export function createSessions(deps: SessionsDeps): Sessions {
  const { store } = deps;
  const insert = store.prepare('INSERT INTO session (name, created_at, opened_at) VALUES (?, ?, ?)');
  const touch = store.prepare(
    'UPDATE session SET opened_at = (SELECT max(?, max(opened_at) + 1) FROM session) WHERE id = ?',
  );
  const newest = store.prepare('SELECT id, name, created_at FROM session ORDER BY opened_at DESC, id DESC LIMIT 1');
  const byId = store.prepare('SELECT id, name, created_at FROM session WHERE id = ?');

  function add(name: string | undefined): number {
    const now = Date.now();
    const { lastInsertRowid } = insert.run(name ?? dayName(new Date(now)), now, now);
    touch.run(now, lastInsertRowid);
    return Number(lastInsertRowid);
  }

  let current = (newest.get() as Row | undefined)?.id ?? add(undefined);

  function become(id: number): void {
    if (id === current) return;
    current = id;
    deps.onCurrentChanged();
  }

  function row(id: number): Row {
    const found = byId.get(id) as Row | undefined;
    if (found === undefined) throw new ProblemError('session-unknown', { id });
    return found;
  }

  function session({ id, name, created_at }: Row): Session {
    return { id, name, createdAt: created_at, ...deps.counts(id), current: id === current };
  }

  return {
    current: () => row(current),
    handlers: {
      list: () =>
        (store.prepare('SELECT id, name, created_at FROM session ORDER BY id DESC').all() as Row[]).map(session),
      async create({ name }) {
        become(await store.writer.write(() => add(name)));
        return session(row(current));
      },
      async rename({ id, name }) {
        row(id);
        await store.writer.write(() => store.prepare('UPDATE session SET name = ? WHERE id = ?').run(name, id));
        return session(row(id));
      },
      async open({ id }) {
        row(id);
        await store.writer.write(() => touch.run(Date.now(), id));
        become(id);
        return session(row(id));
      },
      async delete({ id }) {
        row(id);
        if (deps.isRunningIn(id)) throw new ProblemError('session-busy', { name: row(id).name });
        const next = await store.writer.write(() => {
          store.prepare('DELETE FROM session WHERE id = ?').run(id);
          return id === current ? ((newest.get() as Row | undefined)?.id ?? add(undefined)) : undefined;
        });
        if (next !== undefined) become(next);
        return { current: session(row(current)) };
      },
      export: ({ session: id, format, file }) => {
        const { name } = row(id ?? current);
        return exportSession(deps, session(row(id ?? current)), { name, format, file });
      },
    },
  };
}

/** "2026-11-22": sorts by day and reads the same in every language. */
function dayName(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
