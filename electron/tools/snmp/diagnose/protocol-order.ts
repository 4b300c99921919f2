import { authAlgorithms, privAlgorithms } from '#electron/usm/protocols.ts';
import type { AuthProtocol, PrivProtocol } from '#shared/model/snmp-target.ts';

/** A secret to try: the one given, with what it is called where it is another. */
export interface Secret {
  password?: string | undefined;
  key?: string | undefined;
  note?: string | undefined;
}

/** What agents use, the most frequent first. */
const authOrder: readonly AuthProtocol[] = ['SHA', 'SHA-256', 'MD5', 'SHA-512', 'SHA-384', 'SHA-224'];
const privOrder: readonly PrivProtocol[] = ['AES', 'DES', 'AES-256', 'AES-256-C', 'AES-192', 'AES-192-C', '3DES'];

/** Other authentication protocols that a secret may be for: a localized key has the length of its own (RFC 3414 section 2.6). */
export function otherAuthProtocols(given: AuthProtocol, { key }: Secret): AuthProtocol[] {
  return authOrder.filter(
    (protocol) => protocol !== given && (key === undefined || authAlgorithms[protocol].keyLength === key.length / 2),
  );
}

/** Other privacy protocols that a secret may be for, without those that would make the same key of it. */
export function otherPrivProtocols(given: PrivProtocol, auth: AuthProtocol, { key }: Secret): PrivProtocol[] {
  const hashLength = authAlgorithms[auth].keyLength;
  const likeOneBefore = new Set([given].map((protocol) => cipherName(protocol, hashLength)));
  return privOrder.filter((protocol) => {
    const { keyLength } = privAlgorithms[protocol];
    if (key !== undefined && key.length / 2 !== keyLength && key.length / 2 !== hashLength) return false;
    const name = cipherName(protocol, hashLength);
    if (likeOneBefore.has(name)) return false;
    likeOneBefore.add(name);
    return true;
  });
}

/** The extension of a key makes no difference where the hash is long enough. */
function cipherName(protocol: PrivProtocol, hashLength: number): string {
  return privAlgorithms[protocol].keyLength <= hashLength ? protocol.replace(/-C$/, '') : protocol;
}
