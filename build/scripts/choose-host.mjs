import { downloadElectron, electronBinary, sandboxObstacle } from './electron-binary.mjs';

const real = { electronBinary, downloadElectron, sandboxObstacle };

/**
 * Which host, and why not the window. The reason is a code that the page has words for; the text is the one line a person
 * reads in the terminal.
 * @param {{ browser?: boolean, say?: (text: string) => void, platform?: string, uid?: number, env?: Record<string, string | undefined>, electron?: typeof real }} circumstances
 * @returns {Promise<{ binary: string } | { reason: 'chosen' | 'root' | 'no-display' | 'no-binary' | 'no-sandbox', text: string }>}
 */
export async function chooseHost({
  browser = false,
  say = () => undefined,
  platform = process.platform,
  uid = process.getuid?.(),
  env = process.env,
  electron = real,
}) {
  if (browser) return { reason: 'chosen', text: 'Browser host, as chosen with --browser.' };
  if (platform === 'linux' && uid === 0) {
    return { reason: 'root', text: 'Browser host: the desktop window does not run as root.' };
  }
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { reason: 'no-display', text: 'Browser host: there is no display (DISPLAY and WAYLAND_DISPLAY are empty).' };
  }
  const present = electron.electronBinary();
  const { binary, why } = present ? { binary: present } : await electron.downloadElectron(say);
  if (!binary) return { reason: 'no-binary', text: `Browser host: no Electron binary, ${why}.` };
  const obstacle = electron.sandboxObstacle(binary);
  if (obstacle) {
    const text = `Browser host: this system does not let Chromium's sandbox start. To allow it: ${obstacle}`;
    return { reason: 'no-sandbox', text };
  }
  return { binary };
}
