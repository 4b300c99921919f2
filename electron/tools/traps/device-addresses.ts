import type { Device } from '#shared/contract/devices.ts';
import type { KnownDevices } from './deps.ts';
import type { HostAddresses } from './host-addresses.ts';
import { addressOctets } from './rules/address-prefix.ts';

/** A saved device with the addresses that it is known by. */
interface KnownDevice {
  device: Device;
  addresses: readonly string[];
}

/** Saved devices as senders: by the address that they are saved with, or those that their host name stands for. */
export class DeviceAddresses {
  readonly #devices: Pick<KnownDevices, 'device' | 'devices'>;
  readonly #hosts: HostAddresses;
  #known: { devices: readonly KnownDevice[]; byAddress: Map<string, Device> } | undefined;

  constructor(devices: Pick<KnownDevices, 'device' | 'devices'>, hosts: HostAddresses) {
    this.#devices = devices;
    this.#hosts = hosts;
  }

  /** Devices, or what host names stand for, are others. */
  changed(): void {
    this.#known = undefined;
  }

  all(): readonly KnownDevice[] {
    return this.#get().devices;
  }

  /** Of a device by its id or name; none while its host name is not resolved. @throws ProblemError device-unknown */
  of(idOrName: string): readonly string[] {
    return this.#addresses(this.#devices.device(idOrName));
  }

  /** Of two with one address the one that is saved with it, and then the first by name. */
  at(address: string): Device | undefined {
    return this.#get().byAddress.get(keyOf(address));
  }

  #get() {
    if (this.#known === undefined) {
      const devices = this.#devices.devices().map((device) => ({ device, addresses: this.#addresses(device) }));
      const byName = devices.filter(({ device }) => isHostName(device.address));
      this.#hosts.keepOnly(byName.map(({ device }) => device.address));
      const byAddress = new Map<string, Device>();
      // What is put last stays.
      const ranked = [...devices.filter(({ device }) => !isHostName(device.address)), ...byName].reverse();
      for (const { device, addresses } of ranked) for (const one of addresses) byAddress.set(keyOf(one), device);
      this.#known = { devices, byAddress };
    }
    return this.#known;
  }

  #addresses({ address }: Device): readonly string[] {
    return isHostName(address) ? this.#hosts.of(address) : [address];
  }
}

function isHostName(address: string): boolean {
  return addressOctets(address) === undefined;
}

/** One text for all ways to write an address. */
function keyOf(address: string): string {
  return addressOctets(address)?.join('.') ?? address;
}
