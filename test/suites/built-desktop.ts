import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type DesktopApp, type LaunchOptions, launchDouble } from '../fakes/electron/launch.ts';
import type { TestClient } from './desktop-page-client.ts';

export const root = resolve(import.meta.dirname, '../..');

declare global {
  interface Window {
    test: TestClient;
    violations: string[];
    commands: string[];
  }
}

/** Builds what changed, as `npm run build` does. */
export function buildDesktop(): void {
  execFileSync(process.execPath, ['build/scripts/build.mjs', '--no-setup'], { cwd: root, stdio: 'pipe' });
}

/** A copy of the built app, so that a build during the tests does not take it away from under them. */
export function copyOfDesktop(): { folder: string; remove(): void } {
  buildDesktop();
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-app-'));
  for (const part of ['main', 'preload', 'engine', 'packet', 'chunks', 'renderer']) {
    cpSync(join(root, 'out', part), join(folder, 'out', part), { recursive: true });
  }
  symlinkSync(join(root, 'out/native'), join(folder, 'out/native'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The page once it is connected to its engine, with a client of the contract as `window.test`. */
export async function connectedPage(app: DesktopApp): Promise<Page> {
  const page = await app.page();
  await page.waitForFunction(() => document.body.textContent?.includes('Engine ok'));
  clientScript ??= buildClient();
  await page.evaluate(`${await clientScript}; pageClient.connect().then((test) => { window.test = test; })`);
  return page;
}

let clientScript: Promise<string> | undefined;

/** The client of the contract as one script. */
async function buildClient(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      write: false,
      minify: false,
      lib: {
        entry: join(root, 'test/suites/desktop-page-client.ts'),
        formats: ['iife'],
        name: 'pageClient',
        fileName: 'client',
      },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (bundle === undefined || !('output' in bundle)) throw new Error('Nothing was built.');
  return bundle.output[0].code;
}

/** A folder for one app's user data, and the arguments that send it there. */
export function temporaryData(): { folder: string; args: string[]; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'punchdown-desktop-'));
  return {
    folder,
    args: [`--user-data-dir=${folder}`, '--workspace', join(folder, 'test.punchdown')],
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** For a describe: apps under the double of Electron, of one copy of the build. What a test started and made is gone after it. */
export function desktopTests() {
  const running: DesktopApp[] = [];
  const folders: { remove(): void }[] = [];
  let copy: ReturnType<typeof copyOfDesktop>;
  beforeAll(() => {
    copy = copyOfDesktop();
  });
  afterAll(() => copy?.remove());
  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.quit()));
    for (const folder of folders.splice(0)) folder.remove();
  });
  return {
    /** The folder of the copy. */
    get folder() {
      return copy.folder;
    },
    data(): ReturnType<typeof temporaryData> {
      const made = temporaryData();
      folders.push(made);
      return made;
    },
    async launch(args: string[], env: LaunchOptions['env'] = {}): Promise<DesktopApp> {
      const app = await launchDouble({ folder: copy.folder, args, env });
      running.push(app);
      return app;
    },
  };
}
