import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const script = (name: string): string => join(root, 'build/scripts', name);
const run = (name: string, ...args: string[]) =>
  spawnSync(process.execPath, [script(name), ...args], { encoding: 'utf8', cwd: root });

let folder = '';
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  test('explains its options', () => {
    const { status, stdout } = run('start.mjs', '--help');
    expect(status).toBe(0);
    for (const option of ['--browser', '--port', '--workspace', '--no-open', '--verbose']) {
      expect(stdout).toContain(option);
    }
  });

  test.each([
    [['--prot', '8123'], '--prot'],
    [['--port', 'eighty'], '--port eighty'],
    [['--port', '65536'], '--port 65536'],
  ])('refuses %j with exit code 2, naming it', (args, named) => {
    const { status, stderr } = run('start.mjs', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(named);
  });

  test('starts the browser host, says why in one line, and ends with it', async () => {
    const workspace = join(folder, 'workspace.punchdown');
    const args = ['--browser', '--port', '0', '--no-open', '--workspace', workspace];
    const started = spawn(process.execPath, [script('start.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    let said = '';
    started.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    const url = await new Promise<string>((done, fail) => {
      createInterface({ input: started.stdout }).once('line', done);
      started.once('close', (code) => fail(new Error(`ended with ${code}: ${said}`)));
    });
    expect(said.split('\n').filter((line) => line.startsWith('Browser host'))).toHaveLength(1);
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<script type="module"');

    const ended = new Promise((done) => started.once('close', done));
    started.kill('SIGINT');
    expect(await ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('npm run cli', () => {
  test('hands output and exit code through, and keeps standard output for the answer', () => {
    const good = run('cli.mjs', 'call', 'lab.segments');
    expect(good.status).toBe(0);
    expect(JSON.parse(good.stdout)).toBeInstanceOf(Array);
    const bad = run('cli.mjs', 'call', 'no.such');
    expect(bad.status).toBe(2);
    expect(bad.stdout).toBe('');
    // What the set-up says, if anything, comes before.
    expect(JSON.parse(bad.stderr.slice(bad.stderr.indexOf('{')))).toMatchObject({ problem: { code: 'call-unknown' } });
  });

  test('takes a relative workspace from where the person stands, not from the repository', () => {
    const { status } = spawnSync(
      process.execPath,
      [script('cli.mjs'), 'call', 'sessions.list', '--workspace', 'here.punchdown'],
      { cwd: root, env: { ...process.env, INIT_CWD: folder } },
    );
    expect(status).toBe(0);
    expect(readdirSync(folder)).toContain('here.punchdown');
  });
});
