import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Problem } from '#shared/problem/problem.ts';

/** The key that secrets are sealed with, and what keeps that key. */
export interface Secrets {
  /** 32 bytes. */
  key: Uint8Array;
  /** The system's key store; a file of this person's own; nothing, so that the key ends with the process. */
  protection: 'system' | 'file' | 'memory';
  /** Where the key is kept, with `file`. */
  file?: string;
  /** Why the protection is less than one would expect: a technical reason in English. */
  weak?: string;
  /** Why the kept key could not be had. */
  problem?: Problem;
}

/** Seals what must not be readable in the workspace's file. */
export interface Vault {
  readonly protection: Secrets['protection'];
  seal(secret: Uint8Array): Uint8Array;
  /** Undefined: damaged, or sealed with another key. */
  open(sealed: Uint8Array): Uint8Array | undefined;
  /** A key of 32 bytes for this purpose alone: it opens nothing, and tells nothing of the key that it is made of (RFC 5869). */
  derive(purpose: string): Uint8Array;
}

export const keyLength = 32;

/** A key that nobody keeps. */
export function memorySecrets(problem?: Problem): Secrets {
  const kept = problem === undefined ? {} : { problem };
  return { key: randomBytes(keyLength), protection: 'memory', ...kept };
}

/** AES-256-GCM (NIST SP 800-38D). A sealed secret is a version byte, the nonce, the encrypted bytes and the tag. */
const version = 1;
const nonceLength = 12;
const tagLength = 16;
const head = Uint8Array.of(version);
const overhead = head.length + nonceLength + tagLength;

/** @throws RangeError for a key that has not 32 bytes: a mistake in the program. */
export function createVault({ key, protection }: Pick<Secrets, 'key' | 'protection'>): Vault {
  if (key.length !== keyLength) throw new RangeError(`a key has ${keyLength} bytes, not ${key.length}`);
  return {
    protection,
    seal(secret) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAAD(head);
      return Buffer.concat([head, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed) {
      if (sealed.length < overhead || sealed[0] !== version) return undefined;
      const nonce = sealed.subarray(head.length, head.length + nonceLength);
      const tag = sealed.subarray(sealed.length - tagLength);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
      decipher.setAAD(head).setAuthTag(tag);
      try {
        const encrypted = sealed.subarray(head.length + nonceLength, sealed.length - tagLength);
        return Buffer.concat([decipher.update(encrypted), decipher.final()]);
      } catch {
        return undefined;
      }
    },
    derive: (purpose) => new Uint8Array(hkdfSync('sha256', key, '', purpose, keyLength)),
  };
}
