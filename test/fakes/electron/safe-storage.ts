import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';

/**
 * The system's key store of the double: a password in the app's data, which lasts from start to start as a real one does.
 * ELECTRON_DOUBLE_KEY_STORE chooses the backend; `basic_text` has no encryption, as Electron without `setUsePlainTextEncryption`.
 */
const backend = (): string => process.env.ELECTRON_DOUBLE_KEY_STORE ?? 'gnome_libsecret';

function key(): Uint8Array {
  const file = join(app.getPath('userData'), 'double-key-store');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'));
  return createHash('sha256').update(readFileSync(file)).digest();
}

function readyOrThrow(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
  if (backend() === 'basic_text') throw new Error('Encryption is not available.');
}

export const safeStorage = {
  isEncryptionAvailable: (): boolean => app.isReady() && backend() !== 'basic_text',
  getSelectedStorageBackend: (): string => (app.isReady() ? backend() : 'unknown'),
  encryptString(plain: string): Buffer {
    readyOrThrow();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key(), nonce);
    return Buffer.concat([
      Buffer.from('v11'),
      nonce,
      cipher.update(plain, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
  },
  decryptString(encrypted: Buffer): string {
    readyOrThrow();
    if (encrypted.length < 31)
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15));
    decipher.setAuthTag(encrypted.subarray(-16));
    return decipher.update(encrypted.subarray(15, -16), undefined, 'utf8') + decipher.final('utf8');
  },
};
