import { describe } from 'vitest';
import { launchDouble } from '../fakes/electron/launch.ts';
import { need } from '../lab/need.ts';
import { describeDesktopApp, root } from '../suites/desktop-app.ts';

describe.skipIf(!need('chromium'))('the desktop app', () => {
  describeDesktopApp('under the double of Electron', {
    launch: ({ args }) => launchDouble({ folder: root, args }),
    launchAgain: async ({ args }) => (await launchDouble({ folder: root, args })).exited,
  });
});
