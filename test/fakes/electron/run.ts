/**
 * Stands in for the Electron binary: `node run.ts FOLDER [arguments]` runs the main module of the app in FOLDER with the
 * double as its `electron`. A parent process may send it functions to run in here.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { runInThisContext } from 'node:vm';
import { app } from './app.ts';
import { browser } from './app-browser.ts';
import * as electron from './index.ts';

const double = new URL('index.ts', import.meta.url).href;
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier === 'electron/main') return { url: double, shortCircuit: true };
    return next(specifier, context);
  },
});

const [node = '', , folder = '.', ...args] = process.argv;
const manifest = JSON.parse(readFileSync(join(resolve(folder), 'package.json'), 'utf8'));
const { values } = parseArgs({ args, strict: false, options: { 'user-data-dir': { type: 'string' } } });
const userData = values['user-data-dir'];
process.argv = [node, folder, ...args];

interface Order {
  id: number;
  source: string;
  argument: unknown;
}

/** A function of the test, by its source: what Playwright's `_electron` does in the real app. */
function functionOf(source: string): (module: typeof electron, argument: unknown) => unknown {
  return runInThisContext(`(${source})`);
}

async function endpoint(): Promise<string> {
  return (await browser()).endpoint;
}

process.on('message', async ({ id, source, argument }: Order) => {
  try {
    const run = source === 'endpoint' ? endpoint : functionOf(source);
    process.send?.({ id, value: await run(electron, argument) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.on('disconnect', () => app.exit(1));
process.on('SIGTERM', () => app.quit());

const main = pathToFileURL(resolve(folder, manifest.main)).href;
await app.launch(manifest, typeof userData === 'string' ? userData : undefined, () => import(main));
