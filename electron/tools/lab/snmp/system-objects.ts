import { type LabObjects, type LabValue, octetsOf, type WriteCheck } from './lab-objects.ts';
import { address, hundredths, integer, octetsUpTo, oid, text, ticks } from './write-checks.ts';

export interface LabSystem {
  description: string;
  /** Last arc of sysObjectID, below an arc of the documentation enterprise (RFC 5612). */
  product: number;
  name: string;
  location: string;
  /** Layers it works on (RFC 3418). */
  services: number;
}

export interface LabAddress {
  address: string;
  mask: string;
  /** ifIndex. */
  on: number;
}

/** The system group (RFC 3418). */
export function putSystem(objects: LabObjects, about: LabSystem): void {
  const put = (column: number, value: LabValue, check?: WriteCheck) =>
    objects.put({ oid: octetsOf(`1.3.6.1.2.1.1.${column}.0`), value, check });
  put(1, text(about.description));
  put(2, oid(`1.3.6.1.4.1.32473.7.${about.product}`));
  put(3, (uptime) => ticks(hundredths(uptime)));
  put(4, text('noc@lab.example'), octetsUpTo(255));
  put(5, text(about.name), octetsUpTo(255));
  put(6, text(about.location), octetsUpTo(255));
  put(7, integer(about.services));
}

/** ipForwarding, and ipAddrTable (RFC 4293). */
export function putAddresses(objects: LabObjects, addresses: readonly LabAddress[], forwarding: boolean): void {
  objects.put({ oid: octetsOf('1.3.6.1.2.1.4.1.0'), value: integer(forwarding ? 1 : 2) });
  for (const one of addresses) {
    const put = (column: number, value: LabValue) =>
      objects.put({ oid: octetsOf(`1.3.6.1.2.1.4.20.1.${column}.${one.address}`), value });
    put(1, address(one.address));
    put(2, integer(one.on));
    put(3, address(one.mask));
    put(4, integer(1));
    put(5, integer(65_535));
  }
}
