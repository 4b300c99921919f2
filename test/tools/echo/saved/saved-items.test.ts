import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '#electron/storage/workspace.ts';
import { SavedItems } from '#electron/tools/echo/saved/saved-items.ts';
import { echoMigrations } from '#electron/tools/echo/schema.ts';
import { connectInputSchema, serveInputSchema } from '#shared/model/echo.ts';

let workspace: Workspace;
let saved: SavedItems;
beforeEach(() => {
  workspace = openWorkspace({ file: undefined, program: 'test', migrations: echoMigrations });
  saved = new SavedItems(workspace);
});
afterEach(() => workspace.close());

const server = serveInputSchema.parse({ protocol: 'tcp', port: 7, framing: { kind: 'netstring' } });
const connection = connectInputSchema.parse({ protocol: 'udp', address: 'host.example', port: 7 });

it('keeps servers and requests in folders, changes and forgets them', async () => {
  const first = await saved.save({ folder: 'b', name: 'echo', server });
  const payload = { text: 'hello', as: 'mixed', end: 'lf' } as const;
  const second = await saved.save({ folder: 'a', name: 'ask', connection: { ...connection, payload } });
  expect(saved.list()).toEqual([
    { id: second, folder: 'a', name: 'ask', connection: { ...connection, payload } },
    { id: first, folder: 'b', name: 'echo', server },
  ]);
  await saved.save({ id: first, folder: '', name: 'renamed', server });
  expect(saved.list().map(({ name }) => name)).toEqual(['renamed', 'ask']);
  expect(await saved.forget(first)).toBe(true);
  expect(await saved.forget(first)).toBe(false);
  await expect(saved.save({ id: first, folder: '', name: 'x', server })).rejects.toMatchObject({
    problem: { code: 'echo-saved-unknown' },
  });
});

it('leaves out what it cannot read, and keeps it', async () => {
  await saved.save({ folder: '', name: 'good', server });
  await workspace.writer.write(() =>
    workspace.prepare("INSERT INTO echo_saved VALUES ('x', '', 'newer', '{\"protocol\":\"sctp\"}', NULL)").run(),
  );
  expect(saved.list().map(({ name }) => name)).toEqual(['good']);
  expect(workspace.prepare('SELECT count(*) AS count FROM echo_saved').get()).toEqual({ count: 2 });
});
