/**
 * Builds the `cap` package (raw frames) for the Node or the Electron that will load it, into
 * `out/native/cap-<NODE_MODULE_VERSION>/`, so that builds for several of them live side by side. npm itself never builds it.
 */
import { execFile } from 'node:child_process';
import { access, constants, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const ownFolder = join(root, 'out/native');
/** Where builds go; the program that loads them looks in the same place. */
const nativeFolder = process.env.PUNCHDOWN_NATIVE || ownFolder;
const require = createRequire(join(root, 'package.json'));
const windows = process.platform === 'win32';

const compileLimit = 5 * 60_000;
/** A failed build is not tried again with unchanged tools for this long: every start would pay for it. */
const failureLifetime = 24 * 60 * 60_000;

/** Runs a program to its end; never rejects. */
function run(file, args, options = {}) {
  return new Promise((done) => {
    execFile(file, args, { maxBuffer: 16 << 20, ...options }, (error, stdout, stderr) => {
      done({ ok: error === null, stdout: String(stdout), stderr: String(stderr || error || '') });
    });
  });
}

async function exists(path, mode = constants.F_OK) {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && (await exists(join(folder, name), constants.X_OK))) return join(folder, name);
  }
  return undefined;
}

async function readJson(file) {
  return readFile(file, 'utf8').then(JSON.parse, () => undefined);
}

function folderOf(packageName, from = require) {
  try {
    return dirname(from.resolve(`${packageName}/package.json`));
  } catch {
    return undefined;
  }
}

/** The Node that package.json pins, or this one where the pinned one is not installed. */
async function pinnedNode() {
  const file = join(root, windows ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node');
  const node = (await exists(file)) ? file : process.execPath;
  const answer = await run(node, [
    '-p',
    'JSON.stringify([process.versions.modules, process.versions.node, process.arch])',
  ]);
  if (!answer.ok) return undefined;
  const [modules, version, arch] = JSON.parse(answer.stdout);
  return { file: node, modules, version, arch };
}

async function headersVersion(folder) {
  const text = await readFile(join(folder, 'include/node/node_version.h'), 'utf8').catch(() => '');
  const numbers = ['MAJOR', 'MINOR', 'PATCH'].map(
    (part) => text.match(new RegExp(`#define NODE_${part}_VERSION (\\d+)`))?.[1],
  );
  return numbers.join('.');
}

/**
 * Folder with include/node/ of exactly this version. The npm package of the binary ships it, but npm takes that package away
 * again at the next install (a script put it there, not the lock file); then it is fetched once more, from the registry that
 * the binary came from. Undefined: node-gyp may try to download them.
 */
async function headersOf(node) {
  const name = `node-${windows ? 'win' : process.platform}-${node.arch}`;
  const kept = join(ownFolder, `headers-${node.version}`);
  const folders = [
    kept,
    resolve(dirname(node.file), '..'),
    join(root, 'node_modules/node/node_modules', name),
    join(root, 'node_modules', name),
  ];
  for (const folder of folders) {
    if ((await headersVersion(folder)) === node.version) return folder;
  }
  const work = join(ownFolder, `.headers-${process.pid}`);
  try {
    await mkdir(work, { recursive: true });
    await writeFile(join(work, 'package.json'), '{"private":true}');
    const args = ['install', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--no-package-lock'];
    await run('npm', [...args, `${name}@${node.version}`], { cwd: work, shell: windows, timeout: 120_000 });
    const fetched = join(work, 'node_modules', name);
    if ((await headersVersion(fetched)) !== node.version) return undefined;
    await rm(kept, { recursive: true, force: true });
    await mkdir(kept, { recursive: true });
    await rename(join(fetched, 'include'), join(kept, 'include'));
    await rm(join(kept, 'include/node/openssl'), { recursive: true, force: true }); // 60 MB that no addon of ours includes
    return kept;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What has to be there before compiling makes sense; all of it is cheap to look up. */
async function tools() {
  if (windows) return { python: await onPath('python.exe') };
  const compiler = (await onPath('c++')) ?? (await onPath('g++')) ?? (await onPath('clang++'));
  const found = { python: await onPath('python3'), make: await onPath('make'), compiler };
  if (compiler !== undefined) {
    const probe = join(nativeFolder, `.probe-${process.pid}.cc`);
    await mkdir(nativeFolder, { recursive: true });
    await writeFile(probe, '#include <pcap/pcap.h>\n');
    found.pcap = (await run(compiler, ['-E', probe], { timeout: 20_000 })).ok ? 'yes' : undefined;
    await rm(probe, { force: true });
  }
  return found;
}

/** The command that brings what is missing, for this machine's package manager. */
async function commandFor(missing) {
  if (windows) return 'winget install Python.Python.3.13 Microsoft.VisualStudio.2022.BuildTools';
  if (process.platform === 'darwin') return 'xcode-select --install';
  if (missing === 'headers') return 'node build/scripts/native.mjs --force';
  if (missing === 'package') return 'npm install --include=optional';
  if (await onPath('dnf')) return 'sudo dnf install libpcap-devel gcc-c++ make python3';
  if (await onPath('pacman')) return 'sudo pacman -S --needed libpcap gcc make python';
  if (await onPath('apk')) return 'sudo apk add libpcap-dev g++ make python3';
  return 'sudo apt-get install libpcap-dev g++ make python3';
}

/** node-gyp lets npm's environment (nodedir of another Node, say) win over its command line; so it gets none of it. */
function cleanEnvironment(node, modulesFolder) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_(config|package)_/i.test(name) && !/^npm_config_(cafile|https?[-_]?proxy|proxy|noproxy)$/i.test(name)) {
      delete env[name];
    }
  }
  // binding.gyp runs `node -e "require('nan')"`.
  return { ...env, PATH: `${dirname(node.file)}${delimiter}${env.PATH ?? ''}`, NODE_PATH: modulesFolder };
}

async function targetOf(runtime, node) {
  if (runtime === 'node') return { modules: node.modules, version: node.version, loader: node.file, env: {} };
  const folder = folderOf('electron');
  if (folder === undefined) return undefined;
  const modules = (await readFile(join(folder, 'abi_version'), 'utf8').catch(() => '')).trim();
  const version = (await readJson(join(folder, 'package.json')))?.version;
  if (!/^\d+$/.test(modules) || version === undefined) return undefined;
  const name = (await readFile(join(folder, 'path.txt'), 'utf8').catch(() => '')).trim();
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const binary = join(dist, name || 'electron');
  const loader = (await exists(binary)) ? binary : undefined;
  return { modules, version, loader, env: { ELECTRON_RUN_AS_NODE: '1' } };
}

/** Undefined when the addon loads, else why not. Without a binary to load it with, building is all that can be said. */
async function loadFault(folder, target) {
  if (target.loader === undefined) return undefined;
  const script = `if (typeof require(${JSON.stringify(folder)}).Cap !== 'function') process.exit(1)`;
  const answer = await run(target.loader, ['-e', script], { env: { ...process.env, ...target.env }, timeout: 20_000 });
  return answer.ok ? undefined : answer.stderr.trim().slice(-500);
}

async function compile({ node, target, runtime, capFolder, nanFolder, work, log }) {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  for (const part of ['package.json', 'binding.gyp', 'LICENSE', 'lib', 'src', 'deps']) {
    await cp(join(capFolder, part), join(work, part), { recursive: true }).catch((error) => {
      if (part !== 'LICENSE' && part !== 'deps') throw error;
    });
  }
  const args = [require.resolve('node-gyp/bin/node-gyp.js'), 'rebuild', '--release'];
  if (runtime === 'electron') {
    args.push(`--target=${target.version}`, `--arch=${process.arch}`, '--dist-url=https://electronjs.org/headers');
  } else {
    const headers = await headersOf(node);
    args.push(headers === undefined ? `--target=${node.version}` : `--nodedir=${headers}`);
  }
  log?.(`Building cap for ${runtime} ${target.version}`);
  const env = cleanEnvironment(node, dirname(nanFolder));
  return run(node.file, args, { cwd: work, env, timeout: compileLimit });
}

/**
 * Makes sure that `cap` is there for the runtime. Never throws.
 * @param {{ runtime?: 'node' | 'electron', log?: (line: string) => void, force?: boolean }} options
 * @returns {Promise<{ ok: true, folder: string, built: boolean } | { ok: false, missing: string, command: string, details?: string }>}
 */
export async function buildCap({ runtime = 'node', log, force = false } = {}) {
  const failed = async (missing, details) => {
    const answer = { ok: false, missing, command: await commandFor(missing) };
    return details === undefined ? answer : { ...answer, details };
  };
  try {
    const capFolder = folderOf('cap');
    const nanFolder = folderOf(
      'nan',
      capFolder === undefined ? require : createRequire(join(capFolder, 'package.json')),
    );
    if (capFolder === undefined || nanFolder === undefined) return await failed('package');
    const node = await pinnedNode();
    const target = node === undefined ? undefined : await targetOf(runtime, node);
    if (target === undefined) return await failed('runtime');

    const folder = join(nativeFolder, `cap-${target.modules}`);
    const stamp = JSON.stringify({
      cap: (await readJson(join(capFolder, 'package.json')))?.version,
      nan: (await readJson(join(nanFolder, 'package.json')))?.version,
      runtime,
      modules: target.modules,
      platform: process.platform,
      arch: process.arch,
    });
    const addon = join(folder, 'build/Release/cap.node');
    if (
      !force &&
      (await readFile(join(folder, 'stamp.json'), 'utf8').catch(() => '')) === stamp &&
      (await exists(addon))
    ) {
      return { ok: true, folder, built: false };
    }

    const failureFile = `${folder}.failed.json`;
    const found = await tools();
    const attempt = JSON.stringify({ stamp, found });
    /** Leaves word for the program, which then can say what is missing, and for the next start. */
    const failedFor = async (missing, details) => {
      const answer = await failed(missing, details);
      await mkdir(nativeFolder, { recursive: true });
      await writeFile(failureFile, JSON.stringify({ attempt, at: Date.now(), answer }));
      return answer;
    };
    if (!windows) {
      if (found.compiler === undefined) return await failedFor('compiler');
      if (found.make === undefined) return await failedFor('make');
      if (found.python === undefined) return await failedFor('python3');
      if (found.pcap === undefined) return await failedFor('libpcap-dev');
    }
    const last = await readJson(failureFile);
    if (!force && last?.attempt === attempt && Date.now() - last.at < failureLifetime) return last.answer;

    const work = join(nativeFolder, `.work-${target.modules}-${process.pid}`);
    try {
      const outcome = await compile({ node, target, runtime, capFolder, nanFolder, work, log });
      const builtAddon = join(work, 'build/Release/cap.node');
      if (!outcome.ok || !(await exists(builtAddon))) {
        const noHeaders = /node\.h: No such file|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|getaddrinfo|network/i.test(
          outcome.stderr,
        );
        return await failedFor(noHeaders ? 'headers' : 'compiler', outcome.stderr.slice(-2000));
      }
      const fault = await loadFault(work, target);
      if (fault !== undefined) return await failedFor('libpcap', fault);
      const staged = join(work, 'staged');
      await mkdir(join(staged, 'build/Release'), { recursive: true });
      await cp(join(work, 'package.json'), join(staged, 'package.json'));
      await cp(join(work, 'LICENSE'), join(staged, 'LICENSE')).catch(() => undefined);
      await cp(join(work, 'lib'), join(staged, 'lib'), { recursive: true });
      await cp(builtAddon, join(staged, 'build/Release/cap.node'));
      await writeFile(join(staged, 'stamp.json'), stamp);
      const old = join(work, 'old');
      await rename(folder, old).catch(() => undefined);
      await rename(staged, folder).catch(async (error) => {
        // Another process built the same meanwhile.
        if ((await readFile(join(folder, 'stamp.json'), 'utf8').catch(() => '')) !== stamp) throw error;
      });
      await rm(failureFile, { force: true });
      return { ok: true, folder, built: true };
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  } catch (error) {
    return failed('compiler', String(error?.stack ?? error).slice(-2000));
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const runtime = process.argv.includes('--electron') ? 'electron' : 'node';
  const answer = await buildCap({ runtime, force: process.argv.includes('--force'), log: console.log });
  if (answer.ok) {
    console.log(`${answer.built ? 'Built' : 'Already there:'} ${answer.folder}`);
  } else {
    console.error(`cap cannot be built for ${runtime}: ${answer.missing} is missing.\n${answer.command}`);
    if (answer.details !== undefined) console.error(answer.details);
    process.exitCode = 1;
  }
}
