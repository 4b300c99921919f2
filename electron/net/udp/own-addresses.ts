import { networkInterfaces } from 'node:os';
import type { IpFamily } from './datagram-io.ts';

export interface OwnAddress {
  /** As `canonicalAddress` writes it, with a zone where it has one. */
  address: string;
  family: IpFamily;
}

/** The addresses that this machine has now, those of loopback too. */
export function ownAddresses(): OwnAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, entries = []]) =>
    entries.map(({ address, family, scopeid }): OwnAddress => {
      if (family === 'IPv4') return { address, family: 'ipv4' };
      const zone = process.platform === 'win32' ? scopeid : name;
      return { address: scopeid ? `${address}%${zone}` : address, family: 'ipv6' };
    }),
  );
}
