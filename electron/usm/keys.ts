import { createHash } from 'node:crypto';
import type { AuthProtocol, PrivProtocol } from '#shared/model/snmp-target.ts';
import { authAlgorithms, privAlgorithms } from './protocols.ts';

const stretchedLength = 1 << 20;
/** Octets handed to the hash at once: enough that the calls cost nothing, little enough to stay in the processor's cache. */
const pieceLength = 1 << 15;

/**
 * Ku: the hash of the password (its UTF-8 octets) repeated to 1 MiB (RFC 3414 appendix A.2, RFC 7860 section 9.3). About a
 * millisecond; `PasswordKeys` remembers.
 *
 * @throws {RangeError} for an empty password.
 */
export function passwordToKey(protocol: AuthProtocol, password: string): Uint8Array {
  return stretch(protocol, Buffer.from(password, 'utf8'));
}

function stretch(protocol: AuthProtocol, secret: Uint8Array): Uint8Array {
  if (secret.length === 0) throw new RangeError('An empty password makes no key');
  const piece = Buffer.alloc(Math.ceil(pieceLength / secret.length) * secret.length, secret);
  const hash = createHash(authAlgorithms[protocol].hash);
  let left = stretchedLength;
  for (; left >= piece.length; left -= piece.length) hash.update(piece);
  hash.update(piece.subarray(0, left));
  piece.fill(0);
  return new Uint8Array(hash.digest());
}

/** Kul: a key that is good for one engine only (RFC 3414 section 2.6). */
export function localizeKey(protocol: AuthProtocol, key: Uint8Array, engineId: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(authAlgorithms[protocol].hash).update(key).update(engineId).update(key).digest());
}

/**
 * The key of a privacy protocol from the localized key of the user's privacy password: cut or lengthened to what the cipher wants.
 * Reeder's way costs another 1 MiB of hashing where the hash is shorter than the cipher's key.
 */
export function privacyKey(
  priv: PrivProtocol,
  auth: AuthProtocol,
  localized: Uint8Array,
  engineId: Uint8Array,
): Uint8Array {
  const { keyLength, extension } = privAlgorithms[priv];
  const key = new Uint8Array(keyLength);
  let last = localized.subarray(0, keyLength);
  key.set(last);
  for (let length = last.length; length < keyLength; length += last.length) {
    // Blumenthal section 3.1.2.1: the hash of all so far. Reeder: the last part as a password, localized again.
    const more =
      extension === 'reeder'
        ? localizeKey(auth, stretch(auth, last), engineId)
        : createHash(authAlgorithms[auth].hash).update(key.subarray(0, length)).digest();
    last = more.subarray(0, keyLength - length);
    key.set(last, length);
  }
  return key;
}
