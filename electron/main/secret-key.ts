import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { problem } from '#shared/problem/problem.ts';
import { readOrCreate } from '../engine/key-file.ts';
import { keyText, parseKey, readSecretKey } from '../engine/secret-key.ts';
import type { EngineStart } from '../engine/utility-process-protocol.ts';

type Secrets = NonNullable<EngineStart['secrets']>;

/** The key for the vault, encrypted by the system's key store. Without one: the key file of the other hosts. After `ready` only. */
export async function desktopSecretKey(): Promise<Secrets> {
  const missing = missingKeyStore();
  if (missing !== undefined) {
    const secrets = await readSecretKey();
    // Two reasons at once: the one that somebody can mend comes first.
    return { ...secrets, weak: [secrets.weak, missing].filter((reason) => reason !== undefined).join('; ') };
  }
  // Not the name of the other hosts' file: on Windows and macOS both lie in one folder.
  const file = join(app.getPath('userData'), 'secret-sealed.key');
  try {
    const { text } = await readOrCreate(file, () => sealed(randomBytes(32)));
    const key = parseKey(safeStorage.decryptString(Buffer.from(text, 'base64')));
    if (key === undefined) throw new Error(`${file} does not hold a key in the form of this program`);
    return { key, protection: 'system' };
  } catch (error) {
    return {
      key: randomBytes(32),
      protection: 'memory',
      problem: problem('secrets-unreadable', { file }, String(error)),
    };
  }
}

function sealed(key: Uint8Array): string {
  return safeStorage.encryptString(keyText(key)).toString('base64');
}

/** Why the system's key store cannot be used. With `basic_text` Chromium encrypts with a password that is in its source. */
function missingKeyStore(): string | undefined {
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    return 'this session has no Secret Service or KWallet (safeStorage: basic_text)';
  }
  return safeStorage.isEncryptionAvailable() ? undefined : 'the key store of the system is not available (safeStorage)';
}
