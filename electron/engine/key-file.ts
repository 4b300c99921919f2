import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A small file of this person's own, as it was found. */
export interface KeyFile {
  text: string;
  /** Who else may read it, by its mode; undefined: nobody. */
  exposed: string | undefined;
}

/** More than any key needs: whatever is larger is not ours. In bytes. */
const largest = 16_384;

/**
 * Reads a file, or makes it with the text given when there is none. One that is there is never written over, and of two
 * programs that start at once both get what the first one wrote.
 *
 * @throws Error of the system when it can be neither read nor made.
 */
export async function readOrCreate(file: string, make: () => string): Promise<KeyFile> {
  const found = await read(file);
  if (found !== undefined) return found;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await createWhole(file, make());
  const made = await read(file);
  if (made === undefined) throw new Error(`${file} is gone right after it was made`);
  return made;
}

/** A file of this name appears with all its text or not at all. */
async function createWhole(file: string, text: string): Promise<void> {
  const partial = `${file}.${randomUUID()}`;
  try {
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      await link(partial, file);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return;
      // A file system without hard links. For a moment the copy may be read before it is whole; `read` looks again.
      await copyFile(partial, file, constants.COPYFILE_EXCL).catch((failure: unknown) => {
        if (codeOf(failure) !== 'EEXIST') throw failure;
      });
    }
  } finally {
    await rm(partial, { force: true });
  }
}

async function read(file: string): Promise<KeyFile | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      // A pipe or a device would keep us waiting.
      if (!(await stat(file)).isFile()) throw new Error(`${file} is no plain file`);
      const handle = await open(file, 'r');
      try {
        const { mode, size } = await handle.stat();
        if (size > largest) throw new Error(`${file} has ${size} bytes, which is no key`);
        const text = await handle.readFile('utf8');
        if (text !== '' || attempt === 5) return { text, exposed: exposure(mode) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    await delay(20);
  }
}

/** Windows keeps a person's folders to that person without modes. */
function exposure(mode: number): string | undefined {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return undefined;
  return `mode ${(mode & 0o777).toString(8).padStart(4, '0')}`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
