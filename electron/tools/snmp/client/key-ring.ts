import { createHmac, randomBytes } from 'node:crypto';
import { PasswordKeys, type UserKeys, userKeys } from '#electron/usm/user-keys.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import type { Agent } from './agent.ts';
import type { Engine } from './engines.ts';

/** Where derived keys are kept between two runs, encrypted. Only those of saved profiles are. */
export interface KeyStore {
  /** The keys kept, unless they were derived from other credentials than these. */
  load(profile: string, engine: string, credentials: Credentials): UserKeys | undefined;
  save(profile: string, engine: string, credentials: Credentials, keys: UserKeys): void;
  /** Keys of any profile for a user of an engine: to read what was recorded earlier. */
  ofUser(engine: string, user: string): UserKeys[];
}

const limit = 10_000;
const keysOfUser = 50;

/** Derives the keys of a user for an engine once, and remembers them for as long as the engine runs. */
export class KeyRing {
  readonly #store: KeyStore;
  readonly #passwords = new PasswordKeys();
  /** Passwords are compared by a keyed hash, whose key dies with this object. */
  readonly #secret = randomBytes(32);
  readonly #keys = new Map<string, UserKeys>();
  /** Keys by engine and user, for what is read from the timeline. */
  readonly #users = new Map<string, Set<UserKeys>>();

  constructor(store: KeyStore) {
    this.#store = store;
  }

  /** @throws ProblemError snmp-key-length */
  keysFor({ credentials, profile }: Agent, engine: Pick<Engine, 'id' | 'hex'>): UserKeys {
    const name = this.#name(credentials, engine.hex);
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const kept = profile === undefined ? undefined : this.#store.load(profile, engine.hex, credentials);
    const keys = kept ?? userKeys(credentials, engine.id, this.#passwords);
    if (profile !== undefined && kept === undefined) this.#store.save(profile, engine.hex, credentials, keys);
    if (this.#keys.size >= limit) this.#keys.clear();
    this.#keys.set(name, keys);
    this.#remember(engine.hex, credentials.user ?? '', keys);
    return keys;
  }

  /** Every set of keys that may open what was recorded with a user of an engine. */
  ofUser(engine: string, user: string): UserKeys[] {
    return [...(this.#users.get(`${engine} ${user}`) ?? []), ...this.#store.ofUser(engine, user)];
  }

  #remember(engine: string, user: string, keys: UserKeys): void {
    if (keys.priv === undefined) return;
    const name = `${engine} ${user}`;
    const known = this.#users.get(name) ?? new Set();
    // Many may be tried on one user; the newest are enough.
    known.add(keys);
    const oldest = known.values().next();
    if (known.size > keysOfUser && !oldest.done) known.delete(oldest.value);
    if (this.#users.size >= limit) this.#users.clear();
    this.#users.set(name, known);
  }

  #name({ user, auth, priv }: Credentials, engine: string): string {
    return createHmac('sha256', this.#secret)
      .update(JSON.stringify([engine, user, auth, priv]))
      .digest('base64');
  }
}
