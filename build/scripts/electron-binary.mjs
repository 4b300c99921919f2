import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, logFolder, plainEnvironment, root } from './process.mjs';
import { pinnedNode } from './setup.mjs';

const folder = join(root, 'node_modules/electron');
const failureFile = join(root, 'out/electron-download-failed.json');
/** A download that brings nothing for this long is given up. */
const stallMilliseconds = 60_000;
/** A failed download is not tried again for this long: every start would pay for it. */
const failureLifetime = 6 * 3_600_000;

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

/** The Electron binary's path when the right version is there. */
export function electronBinary() {
  const version = JSON.parse(read(join(folder, 'package.json')) || '{}').version;
  const name = read(join(folder, 'path.txt'));
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist');
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    const binary = join(dist, name || (process.platform === 'win32' ? 'electron.exe' : 'electron'));
    return existsSync(binary) ? binary : undefined;
  }
  if (!name || read(join(dist, 'version')).replace(/^v/, '') !== version) return undefined;
  return existsSync(join(dist, name)) ? join(dist, name) : undefined;
}

/** What decides whether a download can succeed; a change of it is worth another try. */
function circumstances() {
  const names = ['ELECTRON_MIRROR', 'ELECTRON_CUSTOM_DIR', 'HTTPS_PROXY', 'https_proxy', 'ELECTRON_GET_USE_PROXY'];
  const { version } = JSON.parse(read(join(folder, 'package.json')) || '{}');
  return JSON.stringify([version, ...names.map((name) => process.env[name] ?? '')]);
}

function rememberedFailure() {
  try {
    const failure = JSON.parse(read(failureFile));
    const fresh = Date.now() - failure.at < failureLifetime && failure.circumstances === circumstances();
    return fresh ? failure.why : undefined;
  } catch {
    return undefined;
  }
}

function bytesBelow(path) {
  try {
    const status = statSync(path);
    if (!status.isDirectory()) return status.size;
    return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
  } catch {
    return 0; // moved away meanwhile
  }
}

function reasonIn(output) {
  const code = output.match(/\b(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET)\b/)?.[1];
  if (code || /fetch failed/.test(output)) return `the download server could not be reached${code ? ` (${code})` : ''}`;
  const status = output.match(/Response code (\d+)/)?.[1];
  return status ? `the download server answered ${status}` : lastLines(output, 1).slice(0, 120);
}

/**
 * Downloads the binary once, giving up when nothing arrives for a minute.
 * @returns {Promise<{ binary: string } | { why: string }>}
 */
export async function downloadElectron(say) {
  const remembered = rememberedFailure();
  if (remembered) return { why: remembered };
  const temporary = join(root, 'out/electron-download');
  mkdirSync(temporary, { recursive: true });
  mkdirSync(logFolder, { recursive: true });
  const log = join(logFolder, 'electron.log');
  say('Downloading the Electron binary (once; about 120 MB)...');
  // The downloader writes below the temporary folder: that is where progress shows.
  const env = { ...plainEnvironment(), TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const descriptor = openSync(log, 'w');
  const child = spawn(pinnedNode(), [join(folder, 'install.js')], { env, stdio: ['ignore', descriptor, descriptor] });
  let stalled = false;
  let seen = -1;
  let since = Date.now();
  const watch = setInterval(() => {
    const bytes = bytesBelow(temporary) + bytesBelow(join(folder, 'dist'));
    if (bytes !== seen) {
      seen = bytes;
      since = Date.now();
    } else if (Date.now() - since > stallMilliseconds) {
      stalled = true;
      child.kill('SIGKILL');
    }
  }, 1000);
  const interrupt = () => child.kill('SIGKILL');
  process.once('exit', interrupt);
  await new Promise((done) => {
    child.once('error', done);
    child.once('close', done);
  });
  process.off('exit', interrupt);
  clearInterval(watch);
  rmSync(temporary, { recursive: true, force: true });
  const binary = electronBinary();
  if (binary) {
    rmSync(failureFile, { force: true });
    return { binary };
  }
  const why = stalled ? 'the download stood still for a minute' : reasonIn(read(log));
  writeFileSync(failureFile, JSON.stringify({ at: Date.now(), circumstances: circumstances(), why }));
  return { why };
}

/**
 * Why Chromium's sandbox cannot start here, with the command that helps; undefined when nothing speaks against it. Some
 * systems forbid user namespaces to ordinary programs; then the helper beside the binary must belong to root.
 */
export function sandboxObstacle(binary) {
  if (process.platform !== 'linux') return undefined;
  const restricted =
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0';
  if (!restricted) return undefined;
  const helper = join(binary, '..', 'chrome-sandbox');
  try {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o4000) !== 0) return undefined;
  } catch {
    // No helper: the same advice would not help, but the obstacle stays.
  }
  return `sudo chown root ${helper} && sudo chmod 4755 ${helper}`;
}
