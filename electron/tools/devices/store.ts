import { randomUUID } from 'node:crypto';
import type { Store } from '#electron/storage/store.ts';
import type { Device } from '#shared/contract/devices.ts';
import { ProblemError } from '#shared/problem/problem.ts';

/** What a device says of itself in its system group. */
export interface SystemSeen {
  sysName?: string | undefined;
  sysDescr?: string | undefined;
  sysObjectId?: string | undefined;
}

export interface DeviceToSave extends SystemSeen {
  id?: string | undefined;
  name: string;
  address: string;
  port: number;
  /** By id. */
  profile?: string | undefined;
  note: string;
}

interface DeviceRow {
  id: string;
  name: string;
  address: string;
  port: number;
  profile: string | null;
  note: string;
  sys_name: string | null;
  sys_descr: string | null;
  sys_object_id: string | null;
  seen_at: number | null;
  created_at: number;
}

/** The table of devices. */
export class DeviceStore {
  readonly #store: Store;
  readonly #now: () => number;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  list(): Device[] {
    return (this.#store.prepare('SELECT * FROM device ORDER BY name, id').all() as DeviceRow[]).map(toDevice);
  }

  /** @throws ProblemError device-unknown. */
  find(idOrName: string): Device {
    const row =
      this.#store.prepare('SELECT * FROM device WHERE id = ?').get(idOrName) ??
      this.#store.prepare('SELECT * FROM device WHERE name = ?').get(idOrName);
    if (row === undefined) throw new ProblemError('device-unknown', { device: idOrName });
    return toDevice(row as DeviceRow);
  }

  /** What the device said of itself stays where nothing newer is given. @throws ProblemError device-unknown, name-taken. */
  async save(device: DeviceToSave): Promise<Device> {
    const { name, address, port, profile, note } = device;
    const id = await this.#store.writer.write(() => {
      const known = device.id === undefined ? undefined : this.find(device.id).id;
      const holder = this.#store.prepare('SELECT id FROM device WHERE name = ?').get(name);
      if (holder !== undefined && (holder as { id: string }).id !== known)
        throw new ProblemError('name-taken', { name });
      const written = known ?? randomUUID();
      this.#store
        .prepare(
          `INSERT INTO device (id, name, address, port, profile, note, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, port = excluded.port,
             profile = excluded.profile, note = excluded.note`,
        )
        .run(written, name, address, port, profile ?? null, note, Math.round(this.#now()));
      this.#keep(written, device);
      return written;
    });
    return this.find(id);
  }

  /** Keeps what a device said of itself now; one that was deleted meanwhile is passed over. */
  async seen(id: string, system: SystemSeen): Promise<void> {
    await this.#store.writer.write(() => this.#keep(id, system));
  }

  async delete(id: string): Promise<boolean> {
    const { changes } = await this.#store.writer.write(() =>
      this.#store.prepare('DELETE FROM device WHERE id = ?').run(id),
    );
    return changes > 0;
  }

  #keep(id: string, { sysName, sysDescr, sysObjectId }: SystemSeen): void {
    if (sysName === undefined && sysDescr === undefined && sysObjectId === undefined) return;
    this.#store
      .prepare(
        `UPDATE device SET sys_name = coalesce(?, sys_name), sys_descr = coalesce(?, sys_descr),
           sys_object_id = coalesce(?, sys_object_id), seen_at = ? WHERE id = ?`,
      )
      .run(sysName ?? null, sysDescr ?? null, sysObjectId ?? null, Math.round(this.#now()), id);
  }
}

function toDevice(row: DeviceRow): Device {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    port: row.port,
    ...(row.profile === null ? {} : { profile: row.profile }),
    note: row.note,
    ...(row.sys_name === null ? {} : { sysName: row.sys_name }),
    ...(row.sys_descr === null ? {} : { sysDescr: row.sys_descr }),
    ...(row.sys_object_id === null ? {} : { sysObjectId: row.sys_object_id }),
    ...(row.seen_at === null ? {} : { seenAt: row.seen_at }),
    createdAt: row.created_at,
  };
}
