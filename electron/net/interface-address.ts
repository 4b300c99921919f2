import { networkInterfaces } from 'node:os';
import type { IpFamily } from './udp/datagram-io.ts';

/**
 * The address from which something is sent out of an interface; of several one that is good beyond the link, unless the other side is on it.
 * Undefined: there is no such interface, or it has no address of the family.
 */
export function interfaceAddress(name: string, family: IpFamily, onLink: boolean): string | undefined {
  const addresses = (networkInterfaces()[name] ?? [])
    .filter((entry) => entry.family === (family === 'ipv4' ? 'IPv4' : 'IPv6'))
    .map(({ address }) => address);
  const isLinkLocal = (address: string) => /^fe[89ab]/i.test(address);
  const chosen = addresses.find((address) => isLinkLocal(address) === onLink) ?? addresses[0];
  return chosen !== undefined && isLinkLocal(chosen) ? `${chosen}%${zoneOf(name, chosen)}` : chosen;
}

/** On Windows the number of the interface, elsewhere its name. */
function zoneOf(name: string, address: string): string {
  if (process.platform !== 'win32') return name;
  const entry = networkInterfaces()[name]?.find((one) => one.address === address);
  return String(entry?.family === 'IPv6' ? entry.scopeid : name);
}
