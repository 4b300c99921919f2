import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';

const script = resolve(import.meta.dirname, '../../build/scripts/native.mjs');
const modules = process.versions.modules;

describe.skipIf(!need('linux'))('building cap', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pd-native-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const build = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    run(process.execPath, [script, ...args], {
      env: { ...process.env, PUNCHDOWN_NATIVE: folder, ...env },
      timeout: 120_000,
    });

  it('names what is missing and the command that brings it, and leaves word for the program', async () => {
    const { code, stderr } = await build({ PATH: '/nonexistent' });
    expect(code).toBe(1);
    expect(stderr).toContain('compiler is missing');
    const env = { ...process.env, PUNCHDOWN_NATIVE: folder };
    const location = resolve(packetProcessEntry, '../cap-location.ts');
    const ask = `import(${JSON.stringify(location)}).then((m) => console.log(JSON.stringify([m.findCap() ?? null, m.capMissingProblem()])))`;
    const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', ask], { env });
    expect(JSON.parse(stdout)).toEqual([
      null,
      { code: 'raw-not-built', params: { missing: 'compiler', command: expect.stringContaining('libpcap') } },
    ]);
  });

  it.skipIf(!need('g++', 'make', 'python3', 'libpcap-dev'))(
    'builds for this Node even when npm is told the headers of another, and only once',
    async () => {
      const first = await build({
        npm_config_nodedir: '/nonexistent',
        npm_package_config_node_gyp_nodedir: '/nonexistent',
      });
      expect(first.stderr).toBe('');
      expect(first.stdout).toContain('Built');
      const addon = join(folder, `cap-${modules}/build/Release/cap.node`);
      const { mtimeMs } = await stat(addon);
      const load = `console.log(typeof require(${JSON.stringify(join(folder, `cap-${modules}`))}).Cap)`;
      expect((await run(process.execPath, ['-e', load])).stdout.trim()).toBe('function');
      expect(JSON.parse(await readFile(join(folder, `cap-${modules}/stamp.json`), 'utf8'))).toMatchObject({ modules });

      const second = await build({});
      expect(second.stdout).toContain('Already there');
      expect((await stat(addon)).mtimeMs).toBe(mtimeMs);
    },
    120_000,
  );
});
