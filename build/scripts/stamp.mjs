import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

/**
 * What is built, from what. `outputs` must exist for a part to count as built; those whose source does not exist are left out.
 * @typedef {{ inputs: string[], outputs: Record<string, string> }} Part
 */

/** @type {Record<string, Part>} */
export const parts = {
  messages: {
    inputs: ['shared/messages/en', 'shared/messages/zh-CN', 'build/messages/punchdown.inlang/settings.json'],
    outputs: { 'shared/messages/compiled/messages.js': 'build/messages/punchdown.inlang/settings.json' },
  },
  node: {
    inputs: ['electron', 'shared', 'build/vite/node.config.ts'],
    outputs: {
      'out/main/main.js': 'electron/main/main.ts',
      'out/preload/preload.cjs': 'electron/preload/preload.ts',
      'out/engine/utility-process.js': 'electron/engine/utility-process.ts',
      'out/packet/packet-process.js': 'electron/net/packet/packet-process.ts',
      'out/serve/main.js': 'electron/serve/main.ts',
      'out/cli/main.js': 'electron/cli/main.ts',
    },
  },
  makers: {
    inputs: ['build/scripts/mac-makers.mjs'],
    outputs: { 'out/data/mac-makers.txt': 'build/scripts/mac-makers.mjs' },
  },
  renderer: {
    inputs: ['renderer', 'shared', 'build/vite/renderer.config.ts'],
    outputs: { 'out/renderer/index.html': 'build/vite/renderer.config.ts' },
  },
};

const compiled = 'shared/messages/compiled';

/** Every file below a folder, or the file itself; paths relative to the root, sorted. Compiled messages are not a source. */
export function filesBelow(path) {
  const full = join(root, path);
  if (path === compiled || !existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}

function fingerprint(part) {
  const hash = createHash('sha256');
  for (const path of [...part.inputs, 'package-lock.json', 'build/scripts/build.mjs'].flatMap(filesBelow)) {
    // Contents, not times: the message compiler writes its settings again as they were, and so does a change of branch.
    const content = readFileSync(join(root, path));
    hash.update(`${path}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

const stampFile = (name) => join(root, `out/stamps/${name}`);

/** Whether a part's sources are the ones it was last built from. */
export function isCurrent(name) {
  const part = parts[name];
  const missing = Object.entries(part.outputs).some(
    ([output, source]) => existsSync(join(root, source)) && !existsSync(join(root, output)),
  );
  if (missing || !existsSync(stampFile(name))) return false;
  return readFileSync(stampFile(name), 'utf8') === fingerprint(part);
}

/** Takes the fingerprint before a build; call the result when it succeeded, so that an edit made meanwhile builds again. */
export function beginStamp(name) {
  const value = fingerprint(parts[name]);
  return () => {
    mkdirSync(dirname(stampFile(name)), { recursive: true });
    writeFileSync(stampFile(name), value);
  };
}
