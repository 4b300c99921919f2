import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './namespace.ts';
import { need } from './need.ts';
import { createNetwork } from './network.ts';

const quiet = '--disable-warning=ExperimentalWarning';
const importing = (file: string, then: string) => [
  quiet,
  '-e',
  `import(${JSON.stringify(resolve(import.meta.dirname, file))}).then(async (m) => { ${then} })`,
];

describe('need', () => {
  const ask = `console.log(m.need('no-such-program', 'node'), m.need('node'))`;
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pd-need-'));
    file = join(folder, 'missing.txt');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const need = (required: string) =>
    run(process.execPath, importing('need.ts', ask), {
      env: { ...process.env, PUNCHDOWN_MISSING_TOOLS: file, PUNCHDOWN_REQUIRE_ALL: required },
    });

  it('tells what is there, and writes down what is not', async () => {
    expect((await need('')).stdout).toBe('false true\n');
    expect(await readFile(file, 'utf8')).toBe('no-such-program\tno-such-program\n');
  });

  it('fails where everything is required', async () => {
    const { code, stderr } = await need('1');
    expect(code).not.toBe(0);
    expect(stderr).toContain('everything is required: no-such-program');
  });
});

describe.skipIf(!need('linux', 'root', 'netns', 'dnsmasq'))('createNetwork', () => {
  const ofProcess = (pid: number | undefined) =>
    readdirSync('/run/netns').filter((name) => name.startsWith(`pd-${pid}-`));
  const make = `const net = await m.createNetwork(); await net.start('dnsmasq'); console.log('made');`;

  it('is taken down when its process ends without closing it', async () => {
    const child = spawn(process.execPath, importing('network.ts', `${make} process.exit(3)`));
    await once(child, 'exit');
    expect(child.exitCode).toBe(3);
    expect(ofProcess(child.pid)).toEqual([]);
  });

  it('is removed by the next process when its own was killed', async () => {
    const child = spawn(process.execPath, importing('network.ts', `${make} setInterval(() => 0, 1000)`));
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(ofProcess(child.pid)).toHaveLength(2);
    await run(process.execPath, importing('network.ts', 'await (await m.createNetwork()).close()'));
    expect(ofProcess(child.pid)).toEqual([]);
  });

  it('puts the log of a server that does not start into the error', async () => {
    const network = await createNetwork();
    await expect(network.start('dnsmasq', { more: ['--no-such-option'] })).rejects.toThrow(
      /dnsmasq: exit code[\s\S]*option/,
    );
    await network.close();
  });
});
