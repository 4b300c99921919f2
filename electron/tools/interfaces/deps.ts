import type { NetworkInterface } from '#shared/contract/interfaces.ts';

export interface InterfacesDeps {
  /** The machine's own Ethernet-like interfaces. */
  listInterfaces(): Promise<NetworkInterface[]>;
  /** The lab's segments. */
  labInterfaces(): NetworkInterface[];
}
