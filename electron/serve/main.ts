import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultLogFolder, defaultWorkspace } from '#electron/engine/data-folder.ts';
import { startEngine } from '#electron/engine/engine.ts';
import { readSecretKey } from '#electron/engine/secret-key.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { problemText } from '#shared/problem/problem-text.ts';
import { isLoopback, startBrowserHost } from './browser-host.ts';
import { openBrowser } from './open-browser.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';

/** The browser host's entry, built to out/serve/main.js. Prints the page's address on standard output, all else on standard error. */
async function main(options: StartOptions): Promise<void> {
  const engine = await startEngine({
    host: 'browser',
    workspace: options.workspace ?? defaultWorkspace(),
    secrets: await readSecretKey(),
    startPacketProcess: startChildProcess({ entry: built('../packet/packet-process.js') }),
    version: JSON.parse(readFileSync(built('../../package.json'), 'utf8')).version,
    ...(options.reason === undefined ? {} : { hostReason: options.reason }),
    logFolder: defaultLogFolder(),
    verbose: options.verbose,
  });
  try {
    const host = await startBrowserHost({
      engine,
      page: built('../renderer'),
      address: options.address,
      port: options.port,
    });
    process.stdout.write(`${host.url}\n`);
    if (!isLoopback(options.address)) {
      process.stderr.write(
        'Anyone on the network who learns this address can use it; the connection is not encrypted.\n',
      );
    }
    if (options.open) openBrowser(host.url);
    const stop = async () => {
      await engine.close();
      await host.close();
      process.exit(0);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    process.once('SIGHUP', stop);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function built(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

try {
  await main(readStartOptions(process.argv.slice(2)));
} catch (error) {
  if (error instanceof ProblemError) {
    const { what, why, todo } = problemText(error.problem);
    process.stderr.write(`${[what, why, todo].filter(Boolean).join('\n')}\n`);
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  process.exitCode = 1;
}
