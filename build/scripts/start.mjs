// `npm start`: installs what is missing, builds what changed, starts the desktop window or, where that cannot be, the browser host.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseHost } from './choose-host.mjs';
import { handOver, reportFailure, root } from './process.mjs';
import { engineFlags, ensureBuilt, ensureInstalled, ensureNative, pinnedEnvironment, pinnedNode } from './setup.mjs';

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
  const choice = await chooseHost({ browser: values.browser, say });
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
  const args = [...engineFlags, join(root, 'out/serve/main.js'), '--reason', choice.reason, ...shared];
  if (values.port !== undefined) args.push('--port', values.port);
  if (values.host !== undefined) args.push('--host', values.host);
  args.push(values['no-open'] ? '--no-open' : '--open');
  process.exitCode = await handOver(pinnedNode(), args, { env: pinnedEnvironment() });
}

main().catch(reportFailure);
