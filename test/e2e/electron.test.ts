import { type ChildProcess, spawn } from 'node:child_process';
import { _electron } from 'playwright';
import { describe } from 'vitest';
import type { DesktopApp } from '../fakes/electron/launch.ts';
import { electronFile, need } from '../lab/need.ts';
import { describeDesktopApp } from '../suites/desktop-app.ts';

/** What Electron is started with: as root, and in many containers, Chromium's sandbox cannot be had. */
const extra = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

async function launch({ folder, args }: { folder: string; args: string[] }): Promise<DesktopApp> {
  const executablePath = electronFile() ?? '';
  const electronApp = await _electron.launch({ executablePath, args: [...extra, folder, ...args] });
  const child: ChildProcess = electronApp.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    // The module has the double's names; what only the double has, this suite does not use.
    evaluate: (run, argument) => electronApp.evaluate(run as never, argument) as Promise<never>,
    page: () => electronApp.firstWindow(),
    async quit() {
      await electronApp.close();
      return exited;
    },
    exited,
    process: child,
    output: () => output,
  };
}

function launchAgain({ folder, args }: { folder: string; args: string[] }): Promise<number | null> {
  const child = spawn(electronFile() ?? '', [...extra, folder, ...args], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

describe.skipIf(!need('electron'))('the desktop app in Electron', () => {
  describeDesktopApp('the real one', { launch, launchAgain });
});
