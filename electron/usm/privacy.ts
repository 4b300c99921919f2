import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { encryptBlocks, secretOf } from './key-objects.ts';
import { type EngineClock, type PrivKey, privAlgorithms } from './protocols.ts';

const desBlock = 8;
const aesBlock = 16;
/** Octets of msgPrivacyParameters with every protocol. */
const saltLength = 8;

/** Where the salts of one engine come from: none twice, and a start nobody can guess (RFC 3414 section 8.1.1.1). */
export class SaltCounter {
  #next = randomBytes(saltLength).readBigUInt64BE();

  next(): bigint {
    const salt = this.#next;
    this.#next = BigInt.asUintN(64, salt + 1n);
    return salt;
  }
}

/**
 * Encrypts a scoped PDU. `salt` is 64 bits of a `SaltCounter`; DES and 3DES take its low half and the boots. `parameters` is what goes
 * into msgPrivacyParameters. With DES and 3DES the result is padded to whole blocks.
 */
export function encrypt(
  priv: PrivKey,
  plain: Uint8Array,
  clock: EngineClock,
  salt: bigint,
): { encrypted: Uint8Array; parameters: Uint8Array } {
  const parameters = new Uint8Array(saltLength);
  const view = new DataView(parameters.buffer);
  view.setBigUint64(0, salt);
  if (privAlgorithms[priv.protocol].mode === 'CFB') {
    return { encrypted: encryptCfb(priv.key, aesIv(clock, parameters), plain), parameters };
  }
  view.setUint32(0, clock.boots);
  const cipher = createCipheriv('des-ede3-cbc', tripleKey(priv), cbcIv(priv.key, parameters)).setAutoPadding(false);
  // RFC 3414 section 8.1.1.2: the value of the padding is irrelevant.
  const padding = new Uint8Array(-plain.length & (desBlock - 1));
  const encrypted = new Uint8Array(plain.length + padding.length);
  const whole = cipher.update(plain);
  encrypted.set(whole);
  encrypted.set(cipher.update(padding), whole.length);
  return { encrypted, parameters };
}

/**
 * Decrypts msgData. What comes back may be rubbish: a wrong key does not show here. With DES and 3DES there may be padding behind the
 * scoped PDU.
 *
 * @returns undefined when the parameters or the data have a length that nothing encrypted has.
 */
export function decrypt(
  priv: PrivKey,
  encrypted: Uint8Array,
  clock: EngineClock,
  parameters: Uint8Array,
): Uint8Array | undefined {
  if (parameters.length !== saltLength || encrypted.length === 0) return undefined;
  if (privAlgorithms[priv.protocol].mode === 'CFB') {
    return decryptCfb(priv.key, aesIv(clock, parameters), encrypted);
  }
  if (encrypted.length % desBlock !== 0) return undefined;
  const cipher = createDecipheriv('des-ede3-cbc', tripleKey(priv), cbcIv(priv.key, parameters)).setAutoPadding(false);
  return new Uint8Array(cipher.update(encrypted));
}

/** OpenSSL 3 has no DES any more; three times the same key is DES. */
function tripleKey({ protocol, key }: PrivKey): KeyObject {
  return secretOf(key, () => {
    if (protocol === '3DES') return key.subarray(0, 3 * desBlock);
    const once = key.subarray(0, desBlock);
    return Buffer.concat([once, once, once]);
  });
}

/** The last eight octets of the key XOR the salt (RFC 3414 section 8.1.1.1). */
function cbcIv(key: Uint8Array, salt: Uint8Array): Uint8Array {
  return xor(key.subarray(key.length - desBlock), salt);
}

/** RFC 3826 section 3.1.2.1. Only the low 32 bits of what came from the network count; it has no more. */
function aesIv({ boots, time }: EngineClock, salt: Uint8Array): Uint8Array {
  const iv = new Uint8Array(aesBlock);
  const view = new DataView(iv.buffer);
  view.setUint32(0, boots);
  view.setUint32(4, time);
  iv.set(salt, 8);
  return iv;
}

/*
 * CFB128 is made of CBC and ECB, which every crypto library has: BoringSSL, which Electron is built with, lacks aes-192-cfb, and a path
 * that only one of the two takes would not be tested by the other.
 */

/** The keystream E(C[i-1]) = E(P[i-1] XOR keystream[i-1]) is CBC over a block of zeros and the plaintext. */
function encryptCfb(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const input = shiftedByABlock(plain);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, secretOf(key), iv).setAutoPadding(false);
  return xor(plain, cipher.update(input));
}

/** The keystream E(C[i-1]) is ECB over the IV and the ciphertext. */
function decryptCfb(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Uint8Array {
  const input = shiftedByABlock(encrypted);
  input.set(iv);
  return xor(encrypted, encryptBlocks(key, input));
}

/** A block of zeros, then the bytes, cut to as many whole blocks as the bytes begin. */
function shiftedByABlock(bytes: Uint8Array): Uint8Array {
  const shifted = new Uint8Array(Math.ceil(bytes.length / aesBlock) * aesBlock);
  if (shifted.length > aesBlock) shifted.set(bytes.subarray(0, shifted.length - aesBlock), aesBlock);
  return shifted;
}

/** In the length of `bytes`; `mask` is at least as long. */
function xor(bytes: Uint8Array, mask: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) result[i] = (bytes[i] ?? 0) ^ (mask[i] ?? 0);
  return result;
}
