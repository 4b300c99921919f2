// `npm run build [-- --force] [-- --strict]`: compiles messages, page and Node bundles into out/, only what changed.
// Runs on the pinned Node: the Vite configurations are TypeScript that it loads directly.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { handOver, reportFailure, root, SetupError, withLock } from './process.mjs';
import { ensureInstalled, ensureNative, pinnedNode } from './setup.mjs';
import { beginStamp, isCurrent, parts } from './stamp.mjs';

const inRoot = (path) => join(root, path);
const load = (path) => import(pathToFileURL(inRoot(path)).href);

async function buildMessages() {
  const { compile } = await import('@inlang/paraglide-js');
  await compile({
    project: inRoot('build/messages/punchdown.inlang'),
    outdir: inRoot('shared/messages/compiled'),
    strategy: ['globalVariable', 'baseLocale'],
    emitTsDeclarations: true,
  });
}

async function buildNode(strict) {
  const { build } = await import('vite');
  const { missingEntries, nodeBuilds } = await load('build/vite/node.config.ts');
  const missing = missingEntries(root);
  if (strict && missing.length > 0) throw new Error(`entries are missing: ${missing.join(', ')}`);
  for (const output of [...Object.keys(parts.node.outputs).map(dirname), 'out/chunks']) clear(output);
  await Promise.all(nodeBuilds(root).map((config) => build(config)));
}

async function buildRenderer(strict) {
  const configFile = 'build/vite/renderer.config.ts';
  if (!existsSync(inRoot(configFile))) {
    if (strict) throw new Error(`${configFile} is missing`);
    return;
  }
  const { build } = await import('vite');
  await build({ configFile: inRoot(configFile), logLevel: 'warn' });
}

/** Empties rather than removes: a process that runs from there keeps its working folder. */
function clear(folder) {
  if (!existsSync(inRoot(folder))) return;
  for (const name of readdirSync(inRoot(folder))) rmSync(inRoot(`${folder}/${name}`), { recursive: true });
}

async function buildMakers() {
  const { macMakers } = await load('build/scripts/mac-makers.mjs');
  mkdirSync(inRoot('out/data'), { recursive: true });
  writeFileSync(inRoot('out/data/mac-makers.txt'), macMakers());
}

const builders = { messages: buildMessages, makers: buildMakers, node: buildNode, renderer: buildRenderer };

/** Builds the parts that are not current. The messages come first: everything else imports them. */
async function buildParts(names, { force, strict }) {
  const due = names.filter((name) => force || !isCurrent(name));
  const run = async (name) => {
    const start = performance.now();
    const stamp = beginStamp(name);
    try {
      await builders[name](strict);
    } catch (error) {
      throw new SetupError({ what: `Building ${name} failed.`, details: String(error?.message ?? error) });
    }
    stamp();
    process.stderr.write(`built ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  };
  if (due.includes('messages')) await run('messages');
  const results = await Promise.allSettled(due.filter((name) => name !== 'messages').map(run));
  const failed = results.filter(({ status }) => status === 'rejected');
  for (const { reason } of failed) reportFailure(reason);
  if (failed.length > 0) return;
  if (due.length === 0) process.stderr.write('nothing to build\n');
}

async function main() {
  const args = process.argv.slice(2);
  if (!args.includes('--no-setup')) {
    await ensureInstalled();
    await ensureNative();
    process.exitCode = await handOver(pinnedNode(), [process.argv[1], '--no-setup', ...args]);
    return;
  }
  const only = args.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  const names = only ? only.split(',') : Object.keys(parts);
  await withLock('build', () =>
    buildParts(names, {
      force: args.includes('--force'),
      strict: args.includes('--strict') || process.env.PUNCHDOWN_REQUIRE_ALL === '1',
    }),
  );
}

// The message compiler leaves timers of half a minute behind; nothing waits for them.
main()
  .catch(reportFailure)
  .finally(() => process.exit());
