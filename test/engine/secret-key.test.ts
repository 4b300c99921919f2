import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { readSecretKey } from '#electron/engine/secret-key.ts';
import { memorySecrets } from '#electron/storage/vault.ts';
import { testEngine } from '#test/fakes/test-engine.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('a key is made once, for this person only, and found again', async () => {
  const home = join(folder(), 'deep', 'data');
  const first = await readSecretKey(home);
  expect(first).toEqual({ key: expect.any(Uint8Array), protection: 'file', file: join(home, 'secret.key') });
  expect(first.key).toHaveLength(32);
  expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(home)).toEqual(['secret.key']);
  expect(await readSecretKey(home)).toEqual(first);
});

test('programs that start at once share one key', async () => {
  const home = folder();
  const script = `
    import { readSecretKey } from '#electron/engine/secret-key.ts';
    const { key, protection } = await readSecretKey(process.argv[1]);
    console.log(protection, Buffer.from(key).toString('hex'));`;
  const others = Array.from({ length: 3 }, () =>
    text(
      spawn(process.execPath, ['--input-type=module-typescript', '-e', script, home], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }).stdout,
    ),
  );
  const here = await Promise.all(Array.from({ length: 20 }, () => readSecretKey(home)));
  const lines = [
    ...(await Promise.all(others)),
    ...here.map(({ key, protection }) => `${protection} ${Buffer.from(key).toString('hex')}\n`),
  ];
  expect(new Set(lines).size).toBe(1);
  expect(lines[0]).toMatch(/^file [0-9a-f]{64}\n$/);
  expect(readdirSync(home)).toEqual(['secret.key']);
});

test.skipIf(process.platform === 'win32')('a key that others may read is used, and called weak', async () => {
  const home = folder();
  const { key } = await readSecretKey(home);
  chmodSync(join(home, 'secret.key'), 0o644);
  const again = await readSecretKey(home);
  expect(again).toMatchObject({ key, protection: 'file', weak: expect.stringContaining('mode 0644') });
  const engine = await testEngine({ workspace: join(home, 'work.punchdown'), secrets: again });
  const { notices } = await engine.client.app.info();
  expect(notices).toEqual([{ code: 'secrets-weak', params: { reason: again.weak } }]);
  expect(await engine.client.devices.protection()).toEqual({ by: 'file', file: again.file, weak: again.weak });
});

test.each([
  ['', 'empty'],
  ['something else\n', 'foreign'],
  ['punchdown secret key 1\nAAAA\n', 'too short'],
  [`punchdown secret key 2\n${Buffer.alloc(32).toString('base64')}\n`, 'of a later form'],
  ['x'.repeat(100_000), 'large'],
])('a file that holds no key stays as it is, and is named (%#)', async (content) => {
  const home = folder();
  const file = join(home, 'secret.key');
  writeFileSync(file, content, { mode: 0o600 });
  const secrets = await readSecretKey(home);
  expect(secrets).toMatchObject({ protection: 'memory', problem: { code: 'secrets-unreadable', params: { file } } });
  expect(secrets.key).toHaveLength(32);
  expect(readFileSync(file, 'utf8')).toBe(content);
  const engine = await testEngine({ workspace: join(home, 'work.punchdown'), secrets });
  expect((await engine.client.app.info()).notices.map(({ code }) => code)).toEqual(['secrets-unreadable']);
});

test('a folder in place of the file, or of no use, is named', async () => {
  const home = folder();
  mkdirSync(join(home, 'secret.key'));
  writeFileSync(join(home, 'plain'), '');
  for (const place of [home, join(home, 'plain')]) {
    expect(await readSecretKey(place)).toMatchObject({ protection: 'memory', problem: { code: 'secrets-unreadable' } });
  }
});

test('a throw-away workspace has a throw-away key', async () => {
  const secrets = { ...memorySecrets(), protection: 'file' as const, file: 'never', weak: 'never' };
  const engine = await testEngine({ secrets });
  expect(await engine.client.devices.protection()).toEqual({ by: 'memory' });
  expect((await engine.client.app.info()).notices).toEqual([]);
  expect(existsSync('never')).toBe(false);
});
