import { createHmac, randomBytes } from 'node:crypto';
import { fromHex } from '#shared/model/hex.ts';
import type { AuthProtocol, Credentials, PrivProtocol } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { localizeKey, passwordToKey, privacyKey } from './keys.ts';
import { type AuthKey, authAlgorithms, type PrivKey, privAlgorithms } from './protocols.ts';

/** What a user needs for one engine: nothing for noAuthNoPriv, `auth` for authNoPriv, both for authPriv. */
export interface UserKeys {
  auth?: AuthKey;
  priv?: PrivKey;
}

const rememberedKeys = 256;

/**
 * Remembers the keys that passwords were stretched to, the most recently used ones, in memory only. A password is looked up by a keyed
 * hash of itself, whose key dies with this object: neither it nor anything that could be compared between two runs is kept.
 */
export class PasswordKeys {
  readonly #keys = new Map<string, Uint8Array>();
  readonly #secret = randomBytes(32);
  readonly #limit: number;

  constructor(limit = rememberedKeys) {
    this.#limit = limit;
  }

  /** As `passwordToKey`. Not to be written to. */
  keyOf(protocol: AuthProtocol, password: string): Uint8Array {
    const name = createHmac('sha256', this.#secret).update(`${protocol}\0${password}`).digest('base64');
    const key = this.#keys.get(name) ?? passwordToKey(protocol, password);
    this.#keys.delete(name);
    this.#keys.set(name, key);
    const oldest = this.#keys.keys().next();
    if (this.#keys.size > this.#limit && !oldest.done) this.#keys.delete(oldest.value);
    return key;
  }
}

/**
 * The keys of a user for one engine, from passwords or from keys that are localized already. A localized privacy key may have the
 * cipher's length, or that of the authentication protocol's hash: then it is cut or lengthened as that of a password is.
 *
 * @throws {ProblemError} snmp-key-length for a localized key of another length.
 */
export function userKeys(
  credentials: Pick<Credentials, 'auth' | 'priv'>,
  engineId: Uint8Array,
  known: PasswordKeys = new PasswordKeys(),
): UserKeys {
  const { auth, priv } = credentials;
  if (auth === undefined) {
    if (priv !== undefined) throw new Error('Privacy needs authentication (RFC 3411 section 3.4.3)');
    return {};
  }
  const localized = ({ password, key }: { password?: string | undefined; key?: string | undefined }) =>
    password === undefined ? hexKey(key) : localizeKey(auth.protocol, known.keyOf(auth.protocol, password), engineId);

  const authKey = localized(auth);
  const hashLength = authAlgorithms[auth.protocol].keyLength;
  checkLength(auth.protocol, authKey, [hashLength]);
  const keys: UserKeys = { auth: { protocol: auth.protocol, key: authKey } };
  if (priv === undefined) return keys;

  const key = localized(priv);
  const { keyLength } = privAlgorithms[priv.protocol];
  checkLength(priv.protocol, key, [keyLength, hashLength]);
  return { ...keys, priv: { protocol: priv.protocol, key: privacyKey(priv.protocol, auth.protocol, key, engineId) } };
}

function hexKey(hex: string | undefined): Uint8Array {
  return fromHex(hex ?? '') ?? new Uint8Array();
}

function checkLength(protocol: AuthProtocol | PrivProtocol, key: Uint8Array, allowed: readonly number[]): void {
  if (allowed.includes(key.length)) return;
  const expected = [...new Set(allowed)].sort((a, b) => a - b).join(' / ');
  throw new ProblemError('snmp-key-length', { protocol, length: key.length, expected });
}
