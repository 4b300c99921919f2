import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault, memorySecrets } from '#electron/storage/vault.ts';

const key = randomBytes(32);
const vault = createVault({ key, protection: 'file' });
const secret = new TextEncoder().encode('a community that nobody may read');

test('opens what it sealed, and says who keeps the key', () => {
  expect(vault.protection).toBe('file');
  for (const bytes of [secret, new Uint8Array(), randomBytes(100_000)]) {
    expect(Buffer.from(vault.open(vault.seal(bytes)) ?? 'closed').equals(bytes)).toBe(true);
  }
});

test('another process with the same key opens it', () => {
  const other = createVault({ key: Uint8Array.from(key), protection: 'file' });
  expect(other.open(vault.seal(secret))).toEqual(Buffer.from(secret));
});

test('nothing of the secret is seen, and the same one looks different each time', () => {
  const sealed = vault.seal(secret);
  expect(Buffer.from(sealed).includes('community')).toBe(false);
  const nonces = new Set(
    Array.from({ length: 500 }, () => Buffer.from(vault.seal(secret).subarray(1, 13)).toString('hex')),
  );
  expect(nonces.size).toBe(500);
});

test('another key opens nothing', () => {
  expect(createVault(memorySecrets()).open(vault.seal(secret))).toBeUndefined();
});

test('a single changed bit or a missing byte anywhere closes it', () => {
  const sealed = vault.seal(secret);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(vault.open(changed)).toBeUndefined();
    expect(vault.open(sealed.subarray(0, at))).toBeUndefined();
  }
  expect(vault.open(Buffer.concat([sealed, Uint8Array.of(0)]))).toBeUndefined();
  for (let length = 0; length < 80; length += 1) expect(vault.open(randomBytes(length))).toBeUndefined();
});

test('a key for one purpose is the same each time, and for each purpose another', () => {
  const derived = vault.derive('one purpose');
  expect(derived).toHaveLength(32);
  expect(createVault({ key: Uint8Array.from(key), protection: 'memory' }).derive('one purpose')).toEqual(derived);
  expect(vault.derive('another purpose')).not.toEqual(derived);
  expect(createVault(memorySecrets()).derive('one purpose')).not.toEqual(derived);
  expect(derived).not.toEqual(Uint8Array.from(key));
  expect(createVault({ key: derived, protection: 'memory' }).open(vault.seal(secret))).toBeUndefined();
});

test('a key of another length is a mistake of the program', () => {
  expect(() => createVault({ key: new Uint8Array(16), protection: 'memory' })).toThrow(RangeError);
});
