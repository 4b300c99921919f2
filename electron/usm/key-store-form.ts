import type { AuthProtocol, PrivProtocol } from '#shared/model/snmp-target.ts';
import { authAlgorithms, privAlgorithms } from './protocols.ts';
import type { UserKeys } from './user-keys.ts';

const version = 1;
/** A protocol is stored as its place here: new ones go to the end. */
const auths: readonly AuthProtocol[] = ['MD5', 'SHA', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'];
const privs: readonly PrivProtocol[] = ['DES', '3DES', 'AES', 'AES-192', 'AES-256', 'AES-192-C', 'AES-256-C'];

/** Keys as bytes to be sealed: a version, then a protocol and its key for authentication and for privacy, as far as there are any. */
export function keysToBytes({ auth, priv }: UserKeys): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(version)];
  if (auth !== undefined) parts.push(Uint8Array.of(auths.indexOf(auth.protocol)), auth.key);
  if (auth !== undefined && priv !== undefined) parts.push(Uint8Array.of(privs.indexOf(priv.protocol)), priv.key);
  return Uint8Array.from(Buffer.concat(parts));
}

/** @returns undefined when the bytes are not what `keysToBytes` writes. */
export function keysFromBytes(bytes: Uint8Array): UserKeys | undefined {
  if (bytes[0] !== version) return undefined;
  if (bytes.length === 1) return {};
  const auth = auths[bytes[1] ?? auths.length];
  if (auth === undefined) return undefined;
  const authEnd = 2 + authAlgorithms[auth].keyLength;
  if (bytes.length < authEnd) return undefined;
  const keys: UserKeys = { auth: { protocol: auth, key: Uint8Array.from(bytes.subarray(2, authEnd)) } };
  if (bytes.length === authEnd) return keys;
  const priv = privs[bytes[authEnd] ?? privs.length];
  if (priv === undefined || bytes.length !== authEnd + 1 + privAlgorithms[priv].keyLength) return undefined;
  return { ...keys, priv: { protocol: priv, key: Uint8Array.from(bytes.subarray(authEnd + 1)) } };
}
