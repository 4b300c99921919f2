import { createCipheriv, createSecretKey, type KeyObject } from 'node:crypto';

/*
 * Node takes four times as long with a key in plain bytes as with a key object, and making one takes as long as hashing a message. So what is
 * made of a key is remembered as long as the key's bytes are: those of `UserKeys`, which nobody writes to.
 */

const secrets = new WeakMap<Uint8Array, KeyObject>();
const blockCiphers = new WeakMap<Uint8Array, ReturnType<typeof createCipheriv>>();

/** The key object of a key's bytes. `make` gives others to be wrapped in their place. */
export function secretOf(key: Uint8Array, make: (key: Uint8Array) => Uint8Array = same): KeyObject {
  let secret = secrets.get(key);
  if (secret === undefined) {
    secret = createSecretKey(make(key));
    secrets.set(key, secret);
  }
  return secret;
}

/** Encrypts whole blocks of 16 octets, each by itself. With no state between blocks one cipher serves all messages. */
export function encryptBlocks(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  let cipher = blockCiphers.get(key);
  if (cipher === undefined) {
    cipher = createCipheriv(`aes-${key.length * 8}-ecb`, secretOf(key), null).setAutoPadding(false);
    blockCiphers.set(key, cipher);
  }
  return cipher.update(blocks);
}

function same(key: Uint8Array): Uint8Array {
  return key;
}
