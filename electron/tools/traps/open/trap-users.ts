import { timingSafeEqual } from 'node:crypto';
import type { AuthKey, PrivKey } from '#electron/usm/protocols.ts';
import { authKeyOf, type PasswordKeys, privKeyOf } from '#electron/usm/user-keys.ts';
import type { SecurityLevel } from '#shared/model/notification.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { ReceiverProfile } from '../opened-notification.ts';
import { TwoGenerations } from './two-generations.ts';

/** A profile of a user: what it asks for at least, and how it decrypts. */
export interface Grant {
  profile: string;
  level: SecurityLevel;
  priv?: NonNullable<Credentials['priv']>;
}

interface AuthWay {
  auth: NonNullable<Credentials['auth']>;
  grants: Grant[];
}

/** All profiles of one user name. */
export interface TrapUser {
  /** Those without authentication. */
  open: Grant[];
  ways: AuthWay[];
  /** Some profile can decrypt. */
  decrypts: boolean;
}

/** A key of a user at one engine, and the profiles that have it. */
export interface KeyedWay {
  auth: AuthKey;
  /** The one that decrypted last is first. */
  grants: Grant[];
  privs: Map<Grant, PrivKey | undefined>;
}

/** Engines times users whose keys are remembered: about eight thousand octets each, most of them outside of the heap. */
const rememberedKeys = 8_192;

export class TrapUsers {
  readonly #users = new Map<string, TrapUser>();
  readonly #keys = new TwoGenerations<KeyedWay[]>(rememberedKeys);
  /** Stretched passwords by protocol and password: no longer kept than the profiles, which hold them anyway. */
  readonly #stretched = new Map<string, Uint8Array>();
  readonly #passwords: PasswordKeys;

  constructor(profiles: readonly ReceiverProfile[], passwords: PasswordKeys) {
    this.#passwords = passwords;
    for (const profile of profiles) this.#add(profile);
  }

  #add({ id, credentials: { version, user, auth, priv } }: ReceiverProfile): void {
    if (version !== '3' || user === undefined) return;
    const name = Buffer.from(user, 'utf8').toString('latin1');
    const known = this.#users.get(name) ?? { open: [], ways: [], decrypts: false };
    this.#users.set(name, known);
    if (auth === undefined) {
      known.open.push({ profile: id, level: 'noAuthNoPriv' });
      return;
    }
    const grant: Grant =
      priv === undefined ? { profile: id, level: 'authNoPriv' } : { profile: id, level: 'authPriv', priv };
    const way = known.ways.find((other) => isSameSecret(other.auth, auth));
    if (way === undefined) known.ways.push({ auth, grants: [grant] });
    else way.grants.push(grant);
    if (priv !== undefined) known.decrypts = true;
  }

  /** `name` has one character an octet. */
  named(name: string): TrapUser | undefined {
    return this.#users.get(name);
  }

  /** The keys of a user at an engine, the one that fitted last first; each costs a hash where they are not remembered. */
  keysAt(user: TrapUser, name: string, engine: string, engineId: Uint8Array): KeyedWay[] {
    const remembered = this.#keys.get(`${engine}/${name}`);
    if (remembered !== undefined) return remembered;
    const keyed: KeyedWay[] = [];
    for (const { auth, grants } of user.ways) {
      const key = this.#derive(() => authKeyOf(auth, engineId, this));
      if (key === undefined) continue;
      // A password and the localized key made of it are one key.
      const same = keyed.find((other) => other.auth.protocol === key.protocol && isSame(other.auth.key, key.key));
      if (same === undefined) keyed.push({ auth: key, grants: [...grants], privs: new Map() });
      else same.grants.push(...grants);
    }
    return keyed;
  }

  /** Remembers that a key fits. Only then: nobody without a password can make others be forgotten. */
  remember(ways: KeyedWay[], fitting: KeyedWay, name: string, engine: string): void {
    toFront(ways, fitting);
    const key = `${engine}/${name}`;
    if (this.#keys.get(key) === undefined) this.#keys.set(key, ways);
  }

  /** Undefined for a localized key of a wrong length. Called for authentic messages only: some ciphers take a millisecond. */
  privKey({ auth, privs }: KeyedWay, grant: Grant, engineId: Uint8Array): PrivKey | undefined {
    const { priv } = grant;
    if (priv === undefined) return undefined;
    if (privs.has(grant)) return privs.get(grant);
    const key = this.#derive(() => privKeyOf(priv, auth.protocol, engineId, this));
    privs.set(grant, key);
    return key;
  }

  /** As `PasswordKeys`, without its price. */
  keyOf(protocol: AuthKey['protocol'], password: string): Uint8Array {
    const name = `${protocol}\0${password}`;
    let key = this.#stretched.get(name);
    if (key === undefined) {
      key = this.#passwords.keyOf(protocol, password);
      this.#stretched.set(name, key);
    }
    return key;
  }

  /** A profile whose key has a wrong length fits nobody. */
  #derive<K>(make: () => K): K | undefined {
    try {
      return make();
    } catch (error) {
      if (error instanceof ProblemError || error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

/** What is tried first next time. */
export function toFront<T>(list: T[], item: T): void {
  if (list[0] === item) return;
  list.splice(list.indexOf(item), 1);
  list.unshift(item);
}

function isSameSecret(a: AuthWay['auth'], b: AuthWay['auth']): boolean {
  return a.protocol === b.protocol && a.password === b.password && a.key === b.key;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
