import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keyLength, memorySecrets, type Secrets } from '#electron/storage/vault.ts';
import { problem } from '#shared/problem/problem.ts';
import { dataFolder } from './data-folder.ts';
import { readOrCreate } from './key-file.ts';

const heading = 'punchdown secret key 1';

/**
 * The key for hosts without a key store: in a file that only this person can read, one for all of their workspaces. A file that
 * cannot be used stays as it is; secrets are then kept until the program ends, and `problem` says so.
 */
export async function readSecretKey(folder: string = dataFolder()): Promise<Secrets> {
  const file = join(folder, 'secret.key');
  try {
    const { text, exposed } = await readOrCreate(file, () => keyText(randomBytes(keyLength)));
    const key = parseKey(text);
    if (key === undefined) throw new Error(`${file} does not hold a key in the form of this program`);
    const secrets: Secrets = { key, protection: 'file', file };
    return exposed === undefined ? secrets : { ...secrets, weak: `others may read ${file} (${exposed})` };
  } catch (error) {
    return memorySecrets(problem('secrets-unreadable', { file }, String(error)));
  }
}

/** A key as it is written into a file, in plain or, by a host that can, encrypted. */
export function keyText(key: Uint8Array): string {
  return `${heading}\n${Buffer.from(key).toString('base64')}\n`;
}

/** Undefined when the text is no key. */
export function parseKey(text: string): Uint8Array | undefined {
  const [first, encoded = '', rest, ...more] = text.split(/\r?\n/);
  if (first !== heading || (rest ?? '') !== '' || more.length > 0) return undefined;
  const key = Buffer.from(encoded, 'base64');
  return key.length === keyLength && key.toString('base64') === encoded ? Uint8Array.from(key) : undefined;
}
