import { randomUUID } from 'node:crypto';
import type { Store } from '#electron/storage/store.ts';
import type { Vault } from '#electron/storage/vault.ts';
import type { Profile } from '#shared/contract/devices.ts';
import type { AuthProtocol, Credentials, PrivProtocol, SnmpVersion } from '#shared/model/snmp-target.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { openCredentials, type SealedCredentials, sealCredentials } from './sealed-credentials.ts';

interface ProfileRow extends SealedCredentials {
  id: string;
  name: string;
  devices: number;
}

const columns = `id, name, version, user, auth_protocol, priv_protocol, context, context_engine, secrets,
  (SELECT count(*) FROM device WHERE device.profile = credential_profile.id) AS devices`;
const fields = ['version', 'user', 'auth_protocol', 'priv_protocol', 'context', 'context_engine', 'secrets'] as const;

/** The table of credential profiles. */
export class ProfileStore {
  readonly #store: Store;
  readonly #vault: Vault;

  constructor(store: Store, vault: Vault) {
    this.#store = store;
    this.#vault = vault;
  }

  /** In the order in which they are tried. */
  list(): Profile[] {
    const rows = this.#store.prepare(`SELECT ${columns} FROM credential_profile ORDER BY place, id`).all();
    return (rows as ProfileRow[]).map((row) => this.#profile(row));
  }

  /** @throws ProblemError profile-unknown. */
  find(idOrName: string): Profile {
    return this.#profile(this.#row(idOrName));
  }

  /** @throws ProblemError profile-unknown, profile-locked. */
  credentials(idOrName: string): Credentials {
    const row = this.#row(idOrName);
    const credentials = openCredentials(this.#vault, row);
    if (credentials === undefined) throw new ProblemError('profile-locked', { name: row.name });
    return credentials;
  }

  /** @throws ProblemError profile-unknown, name-taken; input-invalid for a new one without credentials. */
  async save(id: string | undefined, name: string, credentials: Credentials | undefined): Promise<Profile> {
    if (id === undefined && credentials === undefined) {
      throw new ProblemError('input-invalid', { field: 'credentials', reason: 'a new profile needs them' });
    }
    const sealed = credentials && sealCredentials(this.#vault, credentials);
    const saved = await this.#store.writer.write(() => {
      const known = id === undefined ? undefined : this.#row(id).id;
      const holder = this.#store.prepare('SELECT id FROM credential_profile WHERE name = ?').get(name);
      if (holder !== undefined && (holder as { id: string }).id !== known)
        throw new ProblemError('name-taken', { name });
      const written = known ?? this.#insert(name);
      this.#store.prepare('UPDATE credential_profile SET name = ? WHERE id = ?').run(name, written);
      if (sealed !== undefined) this.#write(written, sealed);
      return written;
    });
    return this.find(saved);
  }

  /** @throws ProblemError profile-in-use. */
  async delete(id: string): Promise<boolean> {
    return this.#store.writer.write(() => {
      const row = this.#store.prepare(`SELECT ${columns} FROM credential_profile WHERE id = ?`).get(id);
      if (row === undefined) return false;
      const { name, devices } = row as ProfileRow;
      if (devices > 0) throw new ProblemError('profile-in-use', { name, devices });
      return this.#store.prepare('DELETE FROM credential_profile WHERE id = ?').run(id).changes > 0;
    });
  }

  /** Those named come first, in their order; the others keep theirs. @throws ProblemError profile-unknown. */
  async order(ids: readonly string[]): Promise<Profile[]> {
    await this.#store.writer.write(() => {
      const named = ids.map((id) => this.#row(id).id);
      const place = this.#store.prepare('UPDATE credential_profile SET place = ? WHERE id = ?');
      const ordered = new Set([...named, ...this.list().map(({ id }) => id)]);
      for (const [index, id] of [...ordered].entries()) place.run(index, id);
    });
    return this.list();
  }

  #insert(name: string): string {
    const id = randomUUID();
    this.#store
      .prepare(
        `INSERT INTO credential_profile (id, name, place, version)
         VALUES (?, ?, (SELECT coalesce(max(place) + 1, 0) FROM credential_profile), '')`,
      )
      .run(id, name);
    return id;
  }

  #write(id: string, sealed: SealedCredentials): void {
    this.#store
      .prepare(`UPDATE credential_profile SET ${fields.map((field) => `${field} = ?`).join(', ')} WHERE id = ?`)
      .run(...fields.map((field) => sealed[field]), id);
  }

  #row(idOrName: string): ProfileRow {
    const from = `SELECT ${columns} FROM credential_profile WHERE`;
    const row =
      this.#store.prepare(`${from} id = ?`).get(idOrName) ?? this.#store.prepare(`${from} name = ?`).get(idOrName);
    if (row === undefined) throw new ProblemError('profile-unknown', { profile: idOrName });
    return row as ProfileRow;
  }

  #profile(row: ProfileRow): Profile {
    return {
      id: row.id,
      name: row.name,
      version: row.version as SnmpVersion,
      ...(row.user === null ? {} : { user: row.user }),
      ...(row.auth_protocol === null ? {} : { authProtocol: row.auth_protocol as AuthProtocol }),
      ...(row.priv_protocol === null ? {} : { privProtocol: row.priv_protocol as PrivProtocol }),
      ...(row.context === null ? {} : { context: row.context }),
      ...(row.context_engine === null ? {} : { contextEngine: row.context_engine }),
      devices: row.devices,
      locked: openCredentials(this.#vault, row) === undefined,
    };
  }
}
