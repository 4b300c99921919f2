import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Migration } from '#electron/storage/store.ts';
import { openWorkspace, type Workspace } from '#electron/storage/workspace.ts';
import type { Problem } from '#shared/problem/problem.ts';

const table: Migration = { tool: 'things', number: 1, sql: 'CREATE TABLE thing (name TEXT NOT NULL) STRICT' };
let folder: string;
let file: string;
let opened: Workspace[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
  file = join(folder, 'deep', 'work.punchdown');
});

afterEach(() => {
  for (const workspace of opened.splice(0)) workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(migrations: readonly Migration[] = [table], at: string | undefined = file): Workspace {
  const workspace = openWorkspace({ file: at, program: 'the test', migrations });
  opened.push(workspace);
  return workspace;
}

function close(workspace: Workspace): void {
  opened = opened.filter((other) => other !== workspace);
  workspace.close();
}

function problemOf(action: () => unknown): Problem {
  try {
    action();
  } catch (error) {
    return (error as { problem: Problem }).problem;
  }
  throw new Error('expected a problem');
}

const names = (workspace: Workspace) =>
  workspace.prepare('SELECT name FROM thing ORDER BY rowid').all() as { name: string }[];

test('what was written is there after closing and opening again', async () => {
  const first = open();
  await first.writer.write(() => first.prepare('INSERT INTO thing VALUES (?)').run('kept'));
  close(first);
  expect(names(open())).toEqual([{ name: 'kept' }]);
});

test('a second process is refused and told who has the workspace', async () => {
  const script = `
    import { openWorkspace } from '#electron/storage/workspace.ts';
    try { openWorkspace({ file: process.argv[1], program: 'other', migrations: [] }); console.log('{}'); }
    catch (error) { console.log(JSON.stringify(error.problem ?? { code: String(error) })); }`;
  open();
  const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script, file], {
    encoding: 'utf8',
  });
  const problem = JSON.parse(child.stdout) as Problem;
  expect(problem.code).toBe('workspace-in-use');
  expect(problem.params).toMatchObject({ program: 'the test', pid: process.pid });
});

test('a holder that died leaves no lock behind', async () => {
  const child = holder('setInterval(() => {}, 1000)');
  await once(createInterface({ input: child.stdout }), 'line');
  expect(problemOf(() => open()).code).toBe('workspace-in-use');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(() => open()).not.toThrow();
});

test('killed at any moment: everything reported as stored is there', async () => {
  for (let round = 0; round < 3; round++) {
    const child = holder(`
      for (let n = 0; ; n++) {
        await workspace.writer.write(() => workspace.prepare('INSERT INTO thing VALUES (?)').run(String(n)));
        console.log(n);
      }`);
    let stored = -1;
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'open') continue;
      stored = Number(line);
      if (++lines === 10 + 7 * round) child.kill('SIGKILL');
    }
    const workspace = open();
    const kept = names(workspace).length;
    expect(kept).toBeGreaterThan(stored);
    workspace.prepare('DELETE FROM thing').run();
    expect(workspace.notices).toEqual([]);
    close(workspace);
  }
});

function holder(body: string) {
  const script = `
    import { openWorkspace } from '#electron/storage/workspace.ts';
    const workspace = openWorkspace({ file: process.argv[1], program: 'holder',
      migrations: [{ tool: 'things', number: 1, sql: 'CREATE TABLE thing (name TEXT NOT NULL) STRICT' }] });
    console.log('open');
    ${body}`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return child;
}

test('a file that is no database is set aside whole and reported, never overwritten', () => {
  close(open());
  writeFileSync(file, 'precious, but no database');
  const workspace = open();
  const [notice] = workspace.notices;
  expect(notice?.code).toBe('workspace-damaged');
  expect(readFileSync(String(notice?.params.kept), 'utf8')).toBe('precious, but no database');
  expect(names(workspace)).toEqual([]);
});

test('a database with damaged pages is set aside after an unclean end', async () => {
  const child = holder(`
    await workspace.writer.write(() => {
      for (let n = 0; n < 5000; n++) workspace.prepare('INSERT INTO thing VALUES (?)').run('x'.repeat(100));
    });
    workspace.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    console.log('written');
    setInterval(() => {}, 1000);`);
  for await (const line of createInterface({ input: child.stdout })) if (line === 'written') child.kill('SIGKILL');
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 8192, 40_960);
  writeFileSync(file, bytes);
  const workspace = open();
  expect(workspace.notices.map(({ code }) => code)).toEqual(['workspace-damaged']);
  expect(readdirSync(join(folder, 'deep')).filter((name) => name.includes('.damaged-')).length).toBeGreaterThan(0);
});

test('a file from a newer program is refused and left as it is', () => {
  close(open([table, { tool: 'things', number: 2, sql: 'ALTER TABLE thing ADD COLUMN size INTEGER' }]));
  const before = readFileSync(file);
  expect(problemOf(() => open()).code).toBe('workspace-newer');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a later migration keeps the rows of the earlier one', async () => {
  const old = open();
  await old.writer.write(() => old.prepare('INSERT INTO thing VALUES (?)').run('old'));
  close(old);
  const now = open([table, { tool: 'things', number: 2, sql: 'ALTER TABLE thing ADD COLUMN size INTEGER DEFAULT 7' }]);
  expect(now.prepare('SELECT name, size FROM thing').all()).toEqual([{ name: 'old', size: 7 }]);
});

test('a migration that fails leaves the version before it', () => {
  close(open());
  const broken: Migration = {
    tool: 'things',
    number: 2,
    sql: 'CREATE TABLE other (a TEXT); CREATE TABLE thing (b TEXT)',
  };
  expect(() => open([table, broken])).toThrow();
  const workspace = open();
  expect(workspace.prepare("SELECT name FROM sqlite_schema WHERE name = 'other'").all()).toEqual([]);
});

test('migrations out of order are a mistake found at the first start', () => {
  expect(() => open([{ ...table, number: 2 }])).toThrow(/out of order/);
});

test('one failing piece of work does not take its batch with it', async () => {
  const workspace = open();
  const insert = (value: string | null) =>
    workspace.writer.write(() => workspace.prepare('INSERT INTO thing VALUES (?)').run(value));
  const outcomes = await Promise.allSettled([insert('a'), insert(null), insert('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(names(workspace)).toEqual([{ name: 'a' }, { name: 'b' }]);
});

test('a full disk rejects the work with its own problem and recovers', async () => {
  const workspace = open();
  const insert = (value: string) =>
    workspace.writer.write(() => workspace.prepare('INSERT INTO thing VALUES (?)').run(value));
  workspace.prepare('PRAGMA max_page_count = 8').get();
  await expect(insert('x'.repeat(1_000_000))).rejects.toMatchObject({ problem: { code: 'workspace-full' } });
  workspace.prepare('PRAGMA max_page_count = 100000').get();
  await insert('fits');
  expect(names(workspace)).toEqual([{ name: 'fits' }]);
});

test('a throw-away workspace leaves nothing behind', () => {
  const workspace = openWorkspace({ file: undefined, program: 'the test', migrations: [table] });
  expect(workspace.temporary).toBe(true);
  expect(existsSync(workspace.file)).toBe(true);
  workspace.close();
  expect(existsSync(workspace.file)).toBe(false);
});

test('a place that cannot be written is named', () => {
  writeFileSync(join(folder, 'plain'), '');
  expect(problemOf(() => open([table], join(folder, 'plain', 'work.punchdown'))).code).toBe('workspace-unwritable');
});
