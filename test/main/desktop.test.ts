import { describe } from 'vitest';
import { launchDouble } from '../fakes/electron/launch.ts';
import { need } from '../lab/need.ts';
import { describeDesktopApp } from '../suites/desktop-app.ts';

describe.skipIf(!need('chromium'))('the desktop app', () => {
  describeDesktopApp('under the double of Electron', {
    launch: launchDouble,
    launchAgain: async (options) => (await launchDouble(options)).exited,
  });
});
