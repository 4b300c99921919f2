import type { Store } from '#electron/storage/store.ts';
import { handshakeInputSchema, type Lease, leaseSchema } from '#shared/model/dhcp-exchange.ts';
import { type DhcpProfile, dhcpProfileSchema } from '#shared/model/dhcp-profile.ts';
import type { AllowedServer } from '#shared/model/dhcp-servers.ts';
import type { RunInput } from './run.ts';

/** A kept lease as it is stored: enough to go on with it in a later run of the program. */
export interface StoredLease {
  exchange: string;
  interface: string;
  lease: Lease;
  /** Settings of the exchange that got it: who we said we are, VLAN, transport. */
  input: RunInput;
  obtainedAt: number;
  renewing: boolean;
}

/** The DHCP tool's tables. Rows that a newer or damaged program left unreadable are passed over. */
export class DhcpStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  leases(): StoredLease[] {
    const rows = this.#store.prepare('SELECT * FROM dhcp_lease ORDER BY obtained_at').all() as {
      exchange: string;
      interface: string;
      lease: string;
      input: string;
      obtained_at: number;
      renewing: number;
    }[];
    return rows.flatMap((row) => {
      const lease = leaseSchema.safeParse(parseJson(row.lease));
      const input = handshakeInputSchema.safeParse(parseJson(row.input));
      if (!lease.success || !input.success) return [];
      const { exchange, obtained_at, renewing } = row;
      return [
        {
          exchange,
          interface: row.interface,
          lease: lease.data,
          input: input.data,
          obtainedAt: obtained_at,
          renewing: renewing === 1,
        },
      ];
    });
  }

  async saveLease({ exchange, lease, input, obtainedAt, renewing, ...rest }: StoredLease): Promise<void> {
    const statement = this.#store.prepare(
      'INSERT OR REPLACE INTO dhcp_lease (exchange, interface, lease, input, obtained_at, renewing) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const values = [JSON.stringify(lease), JSON.stringify(input), obtainedAt, renewing ? 1 : 0];
    await this.#store.writer.write(() => statement.run(exchange, rest.interface, ...values));
  }

  async deleteLease(exchange: string): Promise<void> {
    await this.#store.writer.write(() =>
      this.#store.prepare('DELETE FROM dhcp_lease WHERE exchange = ?').run(exchange),
    );
  }

  servers(interfaceName: string): AllowedServer[] {
    const rows = this.#store
      .prepare('SELECT interface, server, mac, allowed, note FROM dhcp_server WHERE interface = ? ORDER BY server')
      .all(interfaceName) as { interface: string; server: string; mac: string | null; allowed: number; note: string }[];
    return rows.map(({ mac, allowed, ...row }) => ({
      ...row,
      allowed: allowed === 1,
      ...(mac === null ? {} : { mac }),
    }));
  }

  async saveServer({ server, mac, allowed, note, ...rest }: AllowedServer): Promise<void> {
    const statement = this.#store.prepare(
      'INSERT OR REPLACE INTO dhcp_server (interface, server, mac, allowed, note) VALUES (?, ?, ?, ?, ?)',
    );
    await this.#store.writer.write(() => statement.run(rest.interface, server, mac ?? null, allowed ? 1 : 0, note));
  }

  async forgetServer(interfaceName: string, server: string): Promise<boolean> {
    const statement = this.#store.prepare('DELETE FROM dhcp_server WHERE interface = ? AND server = ?');
    const { changes } = await this.#store.writer.write(() => statement.run(interfaceName, server));
    return changes > 0;
  }

  profiles(): DhcpProfile[] {
    const rows = this.#store.prepare('SELECT profile FROM dhcp_profile ORDER BY name').all() as { profile: string }[];
    return rows.flatMap(({ profile }) => {
      const parsed = dhcpProfileSchema.safeParse(parseJson(profile));
      return parsed.success ? [parsed.data] : [];
    });
  }

  async saveProfile(profile: DhcpProfile): Promise<void> {
    const statement = this.#store.prepare('INSERT OR REPLACE INTO dhcp_profile (name, profile) VALUES (?, ?)');
    await this.#store.writer.write(() => statement.run(profile.name, JSON.stringify(profile)));
  }

  async deleteProfile(name: string): Promise<boolean> {
    const statement = this.#store.prepare('DELETE FROM dhcp_profile WHERE name = ?');
    const { changes } = await this.#store.writer.write(() => statement.run(name));
    return changes > 0;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
