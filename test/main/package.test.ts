import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchDouble } from '../fakes/electron/launch.ts';
import { need } from '../lab/need.ts';
import { buildDesktop, connectedPage, root, temporaryData } from '../suites/built-desktop.ts';

const unpacked = join(root, 'dist/linux-unpacked');
const archive = join(unpacked, 'resources/app.asar');

/** What a package brings beside itself: koffi keeps its binaries in another scope. */
const companions: Readonly<Record<string, readonly string[]>> = {
  koffi: ['@koromix'],
  'net-snmp': ['asn1-ber', 'smart-buffer'],
};

/** What the bundles leave outside. */
const packages = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies)
  .flatMap((name) => [name, ...(companions[name] ?? [])])
  .map((name) => `node_modules/${name}`)
  .sort();

describe.skipIf(!need('linux'))('the packed desktop app', () => {
  let files: string[];
  let said: string;

  beforeAll(() => {
    buildDesktop();
    const args = ['build/scripts/package.mjs', '--no-setup', '--dir', '--stand-in'];
    const packing = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    said = packing.stdout + packing.stderr;
    if (packing.status !== 0) throw new Error(said);
    files = listPackage(archive, { isPack: false }).filter((path) => !('files' in statFile(archive, path.slice(1))));
  });

  it('says loudly when there is no Electron in it', () => {
    expect(said).toContain('STAND-IN: there is no Electron in this package');
  });

  it('holds our bundles, the page, and the packages that cannot be bundled; nothing else', () => {
    const places = new Set(files.map((file) => /^\/(node_modules\/[^/]+|out\/[^/]+|[^/]+)/.exec(file)?.[1]));
    expect([...places].sort()).toEqual([
      'LICENSE',
      ...packages,
      'out/chunks',
      'out/data',
      'out/engine',
      'out/main',
      'out/packet',
      'out/preload',
      'out/renderer',
      'package.json',
    ]);
    for (const needed of [
      'main/main.js',
      'preload/preload.cjs',
      'engine/utility-process.js',
      'packet/packet-process.js',
    ]) {
      expect(files).toContain(`/out/${needed}`);
    }
    expect(files).toContain('/out/renderer/index.html');
    expect(files).toContain('/out/data/mac-makers.txt');
  });

  it('holds no sources, tests, maps or build files of anything', () => {
    const unwanted =
      /\.(ts|svelte|map|c|cc|cpp|h|hh|inc|S|asm|def|gyp|gypi|o|a|lib|tar|gz|md|yml)$|\/(tests?|deps|docs?|vendor)\//;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('holds the native binary of this platform only, outside of the archive', () => {
    const binaries = files.filter((file) => /\.(node|so|dll|dylib|exe)$/.test(file));
    const expected = [`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`];
    if (packages.includes('node_modules/koffi')) {
      expected.unshift(`/node_modules/@koromix/koffi-linux-${process.arch}/linux_${process.arch}/koffi.node`);
    }
    expect(binaries).toEqual(expected);
    for (const binary of binaries) expect(statFile(archive, binary.slice(1))).toMatchObject({ unpacked: true });
  });

  it('closes the ways around the app', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'punchdown'));
    const on = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
    expect(on(FuseV1Options.RunAsNode)).toBe(false);
    expect(on(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
    expect(on(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
    expect(on(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
    expect(on(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
  });

  it('stops when Electron has a fuse that nobody decided on', () => {
    const script = `
      const { writeStandInDist } = await import('./build/package/stand-in-dist.mjs');
      const { setFuses } = await import('./build/package/fuses.mjs');
      const { readFileSync, writeFileSync } = await import('node:fs');
      const folder = process.argv[1];
      writeStandInDist(folder, '99.0.0');
      const program = readFileSync(folder + '/electron');
      const at = program.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 33;
      program[at] += 1;
      writeFileSync(folder + '/electron', Buffer.concat([program, Buffer.from('1')]));
      const packager = { appInfo: {}, executableName: 'electron' };
      await setFuses({ appOutDir: folder, electronPlatformName: 'linux', packager });
    `;
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-fuses-'));
    try {
      const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(run.status).not.toBe(0);
      expect(run.stderr).toMatch(/fuse/i);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  describe.skipIf(!need('chromium'))('taken out of its archive', () => {
    const folder = mkdtempSync(join(tmpdir(), 'punchdown-packed-'));
    const data = temporaryData();

    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
      data.remove();
    });

    it('runs a lab handshake', async () => {
      extractAll(archive, folder);
      const app = await launchDouble({ folder, args: data.args, env: { ELECTRON_DOUBLE_PACKAGED: '1' } });
      try {
        const page = await connectedPage(app);
        const result = await page.evaluate(async () => {
          const { client } = window.test;
          const office = (await client.lab.segments()).find(({ scenario }) => scenario === 'office');
          return client.dhcp.handshake({ interface: office?.interface ?? '', offerWindow: 200 });
        });
        expect(result).toMatchObject({ outcome: 'bound', transport: 'lab' });
        const version = execFileSync(process.execPath, ['-p', "require('./package.json').version"], { cwd: root });
        const info = await page.evaluate(() => window.test.client.app.info());
        expect(info.version).toBe(version.toString().trim());
      } finally {
        await app.quit();
      }
    });
  });
});
