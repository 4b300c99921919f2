import { lookup } from 'node:dns/promises';
import { givenAddress, type IpFamily } from '../udp/datagram-io.ts';

export interface HostAddress {
  address: string;
  family: IpFamily;
}

/**
 * The addresses of a host in the order of the system, of one family or of both; an address stands for itself. Rejects with an error that has the
 * resolver's `code`: ENOTFOUND, EAI_AGAIN; EAI_ADDRFAMILY where there is none of that family; ENODEV for a zone that is none.
 */
export async function resolveHost(host: string, family?: IpFamily): Promise<HostAddress[]> {
  const given = givenAddress(host);
  const found =
    given === undefined
      ? (await lookup(host, { all: true })).map(
          (one): HostAddress => ({ address: one.address, family: one.family === 6 ? 'ipv6' : 'ipv4' }),
        )
      : [given];
  const wanted = found.filter((one) => family === undefined || one.family === family);
  if (wanted.length > 0) return wanted;
  throw Object.assign(new Error(`${host} has no address of ${family}`), { code: 'EAI_ADDRFAMILY' });
}
