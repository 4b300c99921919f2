import type { Device, devicesContract, Profile } from '#shared/contract/devices.ts';
import type { Handlers } from '#shared/contract/handlers.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import type { DevicesDeps } from './deps.ts';
import { ProfileStore } from './profile-store.ts';
import { DeviceStore, type SystemSeen } from './store.ts';

export interface Devices {
  handlers: Handlers<typeof devicesContract>;
  /** @throws ProblemError device-unknown. */
  findDevice(idOrName: string): Device;
  /** With the secrets: for whoever talks to a device, never for a caller. @throws ProblemError profile-unknown, profile-locked. */
  credentialsOf(profileIdOrName: string): Credentials;
  /** @throws ProblemError profile-unknown. */
  findProfile(idOrName: string): Profile;
  /** The profiles in the order in which they are tried on a new device. */
  profileOrder(): Profile[];
  /** Every saved device. */
  list(): Device[];
  /** Calls back whenever a profile was saved or deleted. */
  onProfilesChanged(listener: () => void): void;
  /** Calls back whenever a device was saved or deleted. */
  onDevicesChanged(listener: () => void): void;
  /** Keeps what a device said of itself now. */
  seen(deviceId: string, system: SystemSeen): Promise<void>;
}

/** Names are told apart without regard to case, and an id goes before a name. */
export function createDevices({ store, vault, keptKey, now }: DevicesDeps): Devices {
  const profiles = new ProfileStore(store, vault);
  const devices = new DeviceStore(store, now);
  const ofProfiles: (() => void)[] = [];
  const ofDevices: (() => void)[] = [];
  const telling = async <T>(listeners: readonly (() => void)[], change: Promise<T>): Promise<T> => {
    const value = await change;
    for (const listener of listeners) listener();
    return value;
  };
  return {
    handlers: {
      list: () => devices.list(),
      save: async ({ profile, ...device }) => {
        const known = profile === undefined ? undefined : profiles.find(profile).id;
        return telling(ofDevices, devices.save({ ...device, profile: known }));
      },
      delete: async ({ id }) => ({ deleted: await telling(ofDevices, devices.delete(id)) }),
      profiles: () => profiles.list(),
      saveProfile: ({ id, name, credentials }) => telling(ofProfiles, profiles.save(id, name, credentials)),
      deleteProfile: async ({ id }) => ({ deleted: await telling(ofProfiles, profiles.delete(id)) }),
      orderProfiles: ({ ids }) => telling(ofProfiles, profiles.order(ids)),
      protection: () => {
        const { file, weak } = keptKey;
        return {
          by: vault.protection,
          ...(file === undefined ? {} : { file }),
          ...(weak === undefined ? {} : { weak }),
        };
      },
    },
    findDevice: (idOrName) => devices.find(idOrName),
    credentialsOf: (idOrName) => profiles.credentials(idOrName),
    findProfile: (idOrName) => profiles.find(idOrName),
    profileOrder: () => profiles.list(),
    list: () => devices.list(),
    onProfilesChanged: (listener) => ofProfiles.push(listener),
    onDevicesChanged: (listener) => ofDevices.push(listener),
    seen: (id, system) => devices.seen(id, system),
  };
}
