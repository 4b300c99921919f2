// `npm start`: installs what is missing, builds what changed, starts the desktop window or, where that cannot be, the browser host.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadElectron, electronBinary, sandboxObstacle } from './electron-binary.mjs';
import { handOver, reportFailure, root } from './process.mjs';
import { ensureBuilt, ensureInstalled, ensureNative, pinnedEnvironment, pinnedNode } from './setup.mjs';

const usage = `npm start -- [options]

  --browser          the browser host instead of the desktop window
  --port N           port of the browser host (default: a free one)
  --host ADDRESS     address the browser host listens on (default: 127.0.0.1)
  --workspace FILE   the workspace file to open
  --no-open          print the URL only, open no browser
  --verbose          log more
  --help             this text
`;

const say = (text) => process.stderr.write(`${text}\n`);

function readArguments() {
  const options = {
    browser: { type: 'boolean' },
    port: { type: 'string' },
    host: { type: 'string' },
    workspace: { type: 'string' },
    'no-open': { type: 'boolean' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  const { values } = parseArgs({ options, strict: true });
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65535)) {
    throw new TypeError(`--port ${values.port}: a number from 0 to 65535 is needed`);
  }
  return values;
}

/**
 * Which host, and why not the window. The reason is a code that the page knows words for.
 * @returns {Promise<{ binary: string } | { reason: string, text: string }>}
 */
async function chooseHost(values) {
  if (values.browser) return { reason: 'chosen', text: 'Browser host, as chosen with --browser.' };
  if (process.getuid?.() === 0 && process.platform === 'linux') {
    return { reason: 'root', text: 'Browser host: the desktop window does not run as root.' };
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: 'no-display', text: 'Browser host: there is no display (DISPLAY and WAYLAND_DISPLAY are empty).' };
  }
  const present = electronBinary();
  const { binary, why } = present ? { binary: present } : await downloadElectron(say);
  if (!binary) return { reason: 'no-binary', text: `Browser host: no Electron binary, ${why}.` };
  const obstacle = sandboxObstacle(binary);
  if (obstacle) {
    return {
      reason: 'no-sandbox',
      text: `Browser host: Chromium's sandbox is not allowed here. To allow it: ${obstacle}`,
    };
  }
  return { binary };
}

async function main() {
  let values;
  try {
    values = readArguments();
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  await ensureInstalled();
  const choice = await chooseHost(values);
  await ensureNative({ runtime: choice.binary ? 'electron' : 'node' });
  await ensureBuilt();

  // npm changes into the repository; a relative file is meant from where the person stands.
  const from = process.env.INIT_CWD ?? process.cwd();
  const shared = values.workspace === undefined ? [] : ['--workspace', resolve(from, values.workspace)];
  if (values.verbose) shared.push('--verbose');
  if (choice.binary) {
    process.exitCode = await handOver(choice.binary, [root, ...shared]);
    return;
  }
  say(choice.text);
  const args = [join(root, 'out/serve/main.js'), '--reason', choice.reason, ...shared];
  if (values.port !== undefined) args.push('--port', values.port);
  if (values.host !== undefined) args.push('--host', values.host);
  args.push(values['no-open'] ? '--no-open' : '--open');
  process.exitCode = await handOver(pinnedNode(), args, { env: pinnedEnvironment() });
}

main().catch(reportFailure);
