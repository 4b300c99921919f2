import type { Device } from '#shared/contract/devices.ts';
import { addressOctets } from '../rules/address-prefix.ts';

/** Saved devices by the address that they are known by; of two with one address the first by name. */
export class DeviceNames {
  readonly #list: () => readonly Device[];
  #known: { devices: readonly Device[]; byAddress: Map<string, Device> } | undefined;

  constructor(list: () => readonly Device[]) {
    this.#list = list;
  }

  changed(): void {
    this.#known = undefined;
  }

  all(): readonly Device[] {
    return this.#get().devices;
  }

  at(address: string): Device | undefined {
    return this.#get().byAddress.get(nameOf(address));
  }

  #get(): { devices: readonly Device[]; byAddress: Map<string, Device> } {
    if (this.#known === undefined) {
      const devices = this.#list();
      const byAddress = new Map(devices.toReversed().map((device) => [nameOf(device.address), device]));
      this.#known = { devices, byAddress };
    }
    return this.#known;
  }
}

/** One text for all ways to write an address; a name stands for itself. */
function nameOf(address: string): string {
  return addressOctets(address)?.join('.') ?? address.toLowerCase();
}
