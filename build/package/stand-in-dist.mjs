import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The mark by which @electron/fuses finds the fuses in a binary, then version 1 and nine fuses as Electron 45 ships them. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100011'),
]);

/**
 * A folder in the shape of Electron's Linux distribution that contains no Electron: enough to pack with, so that what is
 * packed can be looked at. The result does not run.
 */
export function writeStandInDist(folder, version) {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['', 'locales', 'resources']) mkdirSync(join(folder, name), { recursive: true });
  const program = join(folder, 'electron');
  writeFileSync(
    program,
    Buffer.concat([Buffer.from('#!/bin/sh\necho "A stand-in: no Electron in here." >&2\nexit 1\n'), fuseWire]),
  );
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) writeFileSync(join(folder, name), '');
  for (const language of ['en-US', 'zh-CN', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
}
