import { expect, test } from 'vitest';
import { chooseHost } from '../../build/scripts/choose-host.mjs';

const binary = '/somewhere/electron';
const electron = {
  electronBinary: (): string | undefined => binary,
  downloadElectron: async () => ({ why: 'the download server could not be reached' }),
  sandboxObstacle: (): string | undefined => undefined,
};
const desk = { platform: 'linux', uid: 1000, env: { DISPLAY: ':0' }, electron };

test('the window, where everything it needs is there', async () => {
  expect(await chooseHost(desk)).toEqual({ binary });
  expect(await chooseHost({ ...desk, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual({ binary });
  expect(await chooseHost({ ...desk, platform: 'darwin', env: {} })).toEqual({ binary });
});

test.each([
  ['chosen', { browser: true }],
  ['root', { uid: 0 }],
  ['no-display', { env: {} }],
  ['no-binary', { electron: { ...electron, electronBinary: () => undefined } }],
  ['no-sandbox', { electron: { ...electron, sandboxObstacle: () => 'sudo chmod 4755 chrome-sandbox' } }],
])('the browser host because of %s, with the reason on one line', async (reason, circumstances) => {
  const choice = await chooseHost({ ...desk, ...circumstances });
  expect(choice).toMatchObject({ reason, text: expect.stringMatching(/^Browser host[^\n]+$/) });
});

test('a download is tried only when nothing else stands against the window', async () => {
  let tries = 0;
  const downloading = {
    ...electron,
    electronBinary: () => undefined,
    downloadElectron: async () => {
      tries++;
      return { binary };
    },
  };
  await chooseHost({ ...desk, uid: 0, electron: downloading });
  await chooseHost({ ...desk, env: {}, electron: downloading });
  expect(tries).toBe(0);
  expect(await chooseHost({ ...desk, electron: downloading })).toEqual({ binary });
  expect(tries).toBe(1);
});
