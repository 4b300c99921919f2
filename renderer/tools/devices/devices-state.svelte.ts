import type { Device, Profile } from '#shared/contract/devices.ts';
import type { Client } from '#shared/contract/index.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { PageViews } from '../../app/page-views.svelte.ts';
import { AttemptState } from '../../rpc/attempt-state.svelte.ts';
import { addLabDevices } from './lab-devices.ts';

export type DeviceToSave = Parameters<Client['devices']['save']>[0];
type Protection = Awaited<ReturnType<Client['devices']['protection']>>;

const titles = { list: m.devices_view_list, profiles: m.devices_view_profiles };

/** The devices and credential profiles of the workspace, and what is being done with them. */
export class DevicesState extends AttemptState {
  readonly views: PageViews<keyof typeof titles>;
  /** Undefined until the engine answered. */
  devices = $state.raw<readonly Device[]>();
  /** In the order in which they are tried. */
  profiles = $state.raw<readonly Profile[]>([]);
  protection = $state.raw<Protection>();
  /** The device and the profile the keyboard stands on. */
  selectedDevice = $state<string | number>();
  selectedProfile = $state<string | number>();
  /** What is open in a dialog: a device or profile to change, or `new`. */
  editingDevice = $state.raw<Device | 'new'>();
  editingProfile = $state.raw<Profile | 'new'>();
  /** The v3 user that a new profile begins with; empty: none. */
  newUser = '';
  deletingDevice = $state.raw<Device>();
  deletingProfile = $state.raw<Profile>();
  /** The device that profiles are tried on. */
  probing = $state.raw<Device>();
  /** The lab's agents are being started and added. */
  addingLab = $state(false);
  readonly #client: Client;

  /** `save` is called when another view was chosen. */
  constructor(client: Client, save: () => void) {
    super();
    this.#client = client;
    this.views = new PageViews({ page: 'devices', title: m.page_devices, label: m.devices_views, titles }, save);
  }

  get chosen(): Device | undefined {
    return this.devices?.find(({ id }) => id === this.selectedDevice);
  }

  profileOf(device: Device): Profile | undefined {
    return this.profiles.find(({ id }) => id === device.profile);
  }

  async load(): Promise<void> {
    await this.attempt(async () => {
      const [devices, profiles, protection] = await Promise.all([
        this.#client.devices.list(),
        this.#client.devices.profiles(),
        this.#client.devices.protection(),
      ]);
      this.devices = devices;
      this.profiles = profiles;
      this.protection = protection;
    });
  }

  /** @throws what the call throws: its dialog shows it. */
  async saveDevice(device: DeviceToSave): Promise<Device> {
    const saved = await this.#client.devices.save(device);
    await this.load();
    this.selectedDevice = saved.id;
    return saved;
  }

  /** @throws what the call throws: its dialog shows it. */
  async saveProfile(id: string | undefined, name: string, credentials: Credentials | undefined): Promise<Profile> {
    const saved = await this.#client.devices.saveProfile({
      name,
      ...(id === undefined ? {} : { id }),
      ...(credentials === undefined ? {} : { credentials }),
    });
    await this.load();
    this.selectedProfile = saved.id;
    return saved;
  }

  async deleteDevice({ id }: Device): Promise<boolean> {
    return this.attempt(async () => {
      await this.#client.devices.delete({ id });
      await this.load();
    });
  }

  async deleteProfile({ id }: Profile): Promise<boolean> {
    return this.attempt(async () => {
      await this.#client.devices.deleteProfile({ id });
      await this.load();
    });
  }

  /** Moves a profile up (-1) or down (1) in the order of trying. */
  async move(profile: Profile, by: -1 | 1): Promise<void> {
    const ids = this.profiles.map(({ id }) => id);
    const from = ids.indexOf(profile.id);
    const other = ids[from + by];
    if (from < 0 || other === undefined) return;
    ids[from + by] = profile.id;
    ids[from] = other;
    await this.attempt(async () => {
      this.profiles = await this.#client.devices.orderProfiles({ ids });
    });
  }

  /** Adds the lab's simulated devices with their credentials. Resolves with how many were added, undefined when it failed. */
  async addLab(): Promise<number | undefined> {
    if (this.addingLab) return undefined;
    this.addingLab = true;
    let added: number | undefined;
    await this.attempt(async () => {
      added = await addLabDevices(this.#client, this.devices ?? [], this.profiles);
      await this.load();
    });
    this.addingLab = false;
    return added;
  }
}
