import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Profile } from '#shared/contract/devices.ts';
import { run } from '#test/lab/namespace.ts';

const script = resolve(import.meta.dirname, '../../out/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = { ...process.env, XDG_DATA_HOME: folder };
const keyFile = join(folder, 'punchdown', 'secret.key');
const workspace = ['--workspace', join(folder, 'work.punchdown')];
const office = JSON.stringify({ name: 'office', credentials: { version: '2c', community: 'mellon-7431' } });

async function call<Result>(name: string, ...args: string[]): Promise<Result> {
  const { code, stdout, stderr } = await run(process.execPath, [script, 'call', name, ...args], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Result;
}

test('a profile saved by one run is readable in the next, by a key of the person’s own', async () => {
  await call('devices.saveProfile', office, ...workspace);
  const [profile] = await call<Profile[]>('devices.profiles', '{}', ...workspace);
  expect(profile).toMatchObject({ name: 'office', locked: false });
  expect(await call('devices.protection', '{}', ...workspace)).toEqual({ by: 'file', file: keyFile });
  if (process.platform !== 'win32') expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(readFileSync(workspace[1] ?? '').includes('mellon')).toBe(false);
});

test('without a workspace the key is of this run only', async () => {
  expect(await call('devices.protection')).toEqual({ by: 'memory' });
});

test('a wrong secret is refused without repeating it', async () => {
  const credentials = { version: '3', user: 'x', auth: { protocol: 'SHA', password: '7431' } };
  const input = JSON.stringify({ name: 'a', credentials });
  const { code, stderr } = await run(process.execPath, [script, 'call', 'devices.saveProfile', input], { env });
  expect(code).toBe(2);
  expect(stderr).toContain('credentials.auth.password');
  expect(stderr).not.toContain('7431');
});
