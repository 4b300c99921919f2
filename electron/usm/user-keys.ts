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

/** Where stretched passwords come from. */
type StretchedPasswords = Pick<PasswordKeys, 'keyOf'>;

/**
 * The keys of a user for one engine, from passwords or from keys that are localized already. A localized privacy key may have the
 * cipher's length, or that of the authentication protocol's hash: then it is cut or lengthened as that of a password is.
 *
 * @throws {ProblemError} snmp-key-length for a localized key of another length.
 */
export function userKeys(
  { auth, priv }: Pick<Credentials, 'auth' | 'priv'>,
  engineId: Uint8Array,
  known: StretchedPasswords = new PasswordKeys(),
): UserKeys {
  if (auth === undefined) {
    if (priv !== undefined) throw new Error('Privacy needs authentication (RFC 3411 section 3.4.3)');
    return {};
  }
  const keys: UserKeys = { auth: authKeyOf(auth, engineId, known) };
  return priv === undefined ? keys : { ...keys, priv: privKeyOf(priv, auth.protocol, engineId, known) };
}

/** As `userKeys`, the key of authentication alone: one hash once the password is stretched. */
export function authKeyOf(
  auth: NonNullable<Credentials['auth']>,
  engineId: Uint8Array,
  known: StretchedPasswords,
): AuthKey {
  const key = localized(auth, auth.protocol, engineId, known);
  checkLength(auth.protocol, key, [authAlgorithms[auth.protocol].keyLength]);
  return { protocol: auth.protocol, key };
}

/** As `userKeys`, the key of privacy alone. Reeder's extension of a short hash costs another 1 MiB of hashing. */
export function privKeyOf(
  priv: NonNullable<Credentials['priv']>,
  auth: AuthProtocol,
  engineId: Uint8Array,
  known: StretchedPasswords,
): PrivKey {
  const key = localized(priv, auth, engineId, known);
  checkLength(priv.protocol, key, [privAlgorithms[priv.protocol].keyLength, authAlgorithms[auth].keyLength]);
  return { protocol: priv.protocol, key: privacyKey(priv.protocol, auth, key, engineId) };
}

function localized(
  { password, key }: { password?: string | undefined; key?: string | undefined },
  auth: AuthProtocol,
  engineId: Uint8Array,
  known: StretchedPasswords,
): Uint8Array {
  return password === undefined ? hexKey(key) : localizeKey(auth, known.keyOf(auth, password), engineId);
}

function hexKey(hex: string | undefined): Uint8Array {
  return fromHex(hex ?? '') ?? new Uint8Array();
}

function checkLength(protocol: AuthProtocol | PrivProtocol, key: Uint8Array, allowed: readonly number[]): void {
  if (allowed.includes(key.length)) return;
  const expected = [...new Set(allowed)].sort((a, b) => a - b).join(' / ');
  throw new ProblemError('snmp-key-length', { protocol, length: key.length, expected });
}
