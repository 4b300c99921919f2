import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, plainEnvironment, root, runLogged, SetupError, withLock } from './process.mjs';
import { isCurrent, parts } from './stamp.mjs';

const windows = process.platform === 'win32';
const inModules = (path) => join(root, 'node_modules', path);
const say = (text) => process.stderr.write(`${text}\n`);

/** The Node that runs everything after the set-up: the one pinned in package.json, whatever the machine's own is. */
export function pinnedNode() {
  return inModules(windows ? 'node/bin/node.exe' : 'node/bin/node');
}

/** The environment for programs of this project: the pinned Node comes first on the path. */
export function pinnedEnvironment(extra = {}) {
  const separator = windows ? ';' : ':';
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: `${inModules('.bin')}${separator}${process.env[name] ?? ''}`, ...extra };
}

/**
 * How Node runs the engine. V8 would let the space for new objects grow to 100 MiB and more while much is received and stored; what it gains by
 * that is not worth the memory of a program that stays open all day.
 */
export const engineFlags = ['--max-semi-space-size=8'];

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const declared = (manifest) => ({
  ...manifest?.dependencies,
  ...manifest?.devDependencies,
  ...manifest?.optionalDependencies,
});

/** Whether the lock file knows every package that package.json asks for. One that is no longer asked for does no harm. */
function isLocked(lock, manifest) {
  const known = declared(lock?.packages?.['']);
  return Object.entries(declared(manifest)).every(([name, range]) => known[name] === range);
}

/**
 * What npm has to do so that node_modules holds what package-lock.json says. It compares with npm's own record rather than
 * with a stamp of ours, so an `npm install` by hand counts too.
 * @returns {'nothing' | 'locked' | 'unlocked'} `unlocked`: package.json asks for something that the lock file does not know.
 */
export function pendingInstall(folder = root) {
  const lock = readJson(join(folder, 'package-lock.json'));
  const installed = readJson(join(folder, 'node_modules/.package-lock.json'));
  if (!isLocked(lock, readJson(join(folder, 'package.json')))) return 'unlocked';
  if (!installed) return 'locked';
  const differs = Object.entries(lock.packages).some(([path, entry]) => {
    if (path === '' || entry.link) return false;
    const present = installed.packages[path];
    // Optional ones may be for another platform; what is there must still be the right version.
    if (!present) return !(entry.optional || entry.devOptional || entry.peer);
    return present.version !== entry.version;
  });
  return differs ? 'locked' : 'nothing';
}

/**
 * Installs the packages when something is missing or the lock file changed. Package scripts never run, on any npm: the two
 * things they would do here (fetching the pinned Node, compiling cap) are done by us, with a message when they fail.
 */
export async function ensureInstalled() {
  if (pendingInstall() === 'nothing' && existsSync(pinnedNode())) return;
  await withLock('install', async () => {
    const pending = pendingInstall();
    if (pending !== 'nothing') {
      say(existsSync(inModules('.package-lock.json')) ? 'Updating packages...' : 'Installing packages (once)...');
      const args = ['install', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
      // Not `npm ci`: it refuses a lock file that lacks the optional packages of other platforms, and removes the Electron
      // binary with everything else. Versions and checksums are the lock file's here too, and it stays as it is.
      if (pending === 'locked') args.push('--no-save');
      await npm('install', args, root);
    }
    if (existsSync(pinnedNode())) return;
    say('Fetching the pinned Node...');
    const { code, output, file } = await runLogged('node', process.execPath, ['installArchSpecificPackage.js'], {
      cwd: inModules('node'),
    });
    if (code !== 0 || !existsSync(pinnedNode()))
      throw installFailure('The pinned Node could not be fetched.', output, file);
    // npm made no link to a program that was not there yet; with it, `npm run` finds the pinned Node first.
    await npm('rebuild', ['rebuild', 'node', '--ignore-scripts'], root);
  });
}

async function npm(log, args, cwd) {
  const cli = process.env.npm_execpath;
  // The npm that runs us, if it is one; npm.cmd needs a shell on Windows.
  const viaNode = cli !== undefined && /npm-cli\.[cm]?js$/.test(cli) && existsSync(cli);
  const { code, output, file } = viaNode
    ? await runLogged(log, process.execPath, [cli, ...args], { cwd })
    : await runLogged(log, 'npm', args, { cwd, env: plainEnvironment(), shell: windows });
  if (code !== 0) throw installFailure('The packages could not be installed.', output, file);
}

function installFailure(what, output, file) {
  const network = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|network/i.test(output);
  return new SetupError({
    what,
    why: network ? 'The npm registry could not be reached.' : `npm failed; its output is in ${file}.`,
    advice: network
      ? 'Check the connection, and the proxy and registry settings of npm (npm config list), then run the same command again.'
      : 'Read the lines below. Removing node_modules and running the same command again starts afresh.',
    details: lastLines(output),
  });
}

/**
 * Builds the raw-frame package for the Node or Electron that will load it. Its absence is no failure: one line names what
 * is missing and the command that brings it, and everything that needs no raw frames works.
 * @param {{ runtime?: 'node' | 'electron', quiet?: boolean }} options
 * @returns {Promise<{ ok: boolean, notice?: string }>}
 */
export async function ensureNative({ runtime = 'node', quiet = false } = {}) {
  const { buildCap } = await import('./native.mjs');
  const result = await withLock('native', () => buildCap({ runtime, log: say }));
  if (result.ok) return { ok: true };
  const notice =
    `The npm package cap was not built (${result.missing} is missing), so raw frames need the system's libpcap. ` +
    `To have both: ${result.command}`;
  if (!quiet) say(notice);
  return { ok: false, notice };
}

/** Builds what changed since the last build; a fraction of a second when nothing did. */
export async function ensureBuilt({ only = Object.keys(parts), strict = false } = {}) {
  const due = only.filter((name) => !isCurrent(name));
  if (due.length === 0) return;
  say(`Building ${due.join(', ')}...`);
  const args = [join(root, 'build/scripts/build.mjs'), '--no-setup', `--only=${only.join(',')}`];
  if (strict) args.push('--strict');
  const { code, output, file } = await runLogged('build', pinnedNode(), args, { env: pinnedEnvironment() });
  if (code === 0) return;
  throw new SetupError({
    what: 'The build failed.',
    why: `Its output is in ${file}.`,
    advice: 'Read the lines below; `npm run check` says more about a fault in the sources.',
    details: lastLines(output, 40),
  });
}
