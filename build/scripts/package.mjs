// `npm run package [-- --dir] [-- --stand-in]`: packs the desktop app into dist/ with electron-builder.
// With --dir only the unpacked folder; where the Electron binary cannot be had, that with a stand-in, for looking at what is packed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadElectron, electronBinary } from './electron-binary.mjs';
import { handOver, reportFailure, root, SetupError } from './process.mjs';
import { ensureBuilt, ensureInstalled, ensureNative, pinnedEnvironment, pinnedNode } from './setup.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

const standInNotice = `
  ****************************************************************
  *  STAND-IN: there is no Electron in this package.             *
  *  The result shows what is packed; it does not run.           *
  ****************************************************************
`;

/** The folder of an Electron distribution for this machine, or a stand-in where only the folder is wanted. */
async function distribution({ dir, standIn }) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  let why = 'chosen with --stand-in';
  if (!standIn) {
    const present = electronBinary();
    const answer = present ? { binary: present } : await downloadElectron(say);
    if (answer.binary) {
      const inBundle = process.platform === 'darwin' ? '../../../..' : '..';
      return { folder: join(answer.binary, inBundle), real: true };
    }
    why = answer.why;
  }
  if (!dir || process.platform !== 'linux') {
    throw new SetupError({
      what: 'There is no Electron to pack with.',
      why: `${why}.`,
      advice:
        'Run `npx install-electron` where it can be downloaded, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked one.',
    });
  }
  say(`No Electron binary: ${why}.`);
  say(standInNotice);
  const { writeStandInDist } = await import('../package/stand-in-dist.mjs');
  const folder = join(root, 'out/stand-in-electron');
  writeStandInDist(folder, version);
  return { folder, real: false };
}

async function pack({ dir, standIn }) {
  const { folder, real } = await distribution({ dir, standIn });
  const { build } = await import('electron-builder');
  const { packageConfiguration } = await import('../package/electron-builder.mjs');
  await build({
    projectDir: root,
    dir,
    publish: 'never',
    config: packageConfiguration({ electronDist: folder }),
  });
  if (!real) say(standInNotice);
}

async function main() {
  const { values } = parseArgs({
    options: { dir: { type: 'boolean' }, 'stand-in': { type: 'boolean' }, 'no-setup': { type: 'boolean' } },
  });
  if (values['no-setup']) {
    await pack({ dir: values.dir ?? false, standIn: values['stand-in'] ?? false });
    return;
  }
  await ensureInstalled();
  await ensureNative({ runtime: 'electron' });
  await ensureBuilt({ strict: true });
  // electron-builder 26 wants a newer Node than the one that may have started us.
  const args = [process.argv[1], '--no-setup', ...process.argv.slice(2)];
  process.exitCode = await handOver(pinnedNode(), args, { env: pinnedEnvironment() });
}

main().catch(reportFailure);
