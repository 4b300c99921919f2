/** What a server listens on. */
export interface Bound {
  address: string;
  port: number;
  family: 'ipv4' | 'ipv6';
}

/**
 * Listens on one address, or on all of both families at the same port. `listen` listens on one and gives what it got. A system without IPv6 serves
 * IPv4 alone.
 *
 * @throws the system's error; what was bound before it is in `bound`.
 */
export async function listenOnAll(
  { address, port }: { address?: string | undefined; port: number },
  bound: Bound[],
  listen: (address: string, family: Bound['family'], port: number) => Promise<Omit<Bound, 'family'>>,
): Promise<void> {
  for (const one of address === undefined ? ['0.0.0.0', '::'] : [address]) {
    const family = one.includes(':') ? 'ipv6' : 'ipv4';
    try {
      const got = await listen(one, family, bound[0]?.port ?? port);
      bound.push({ address: got.address, port: got.port, family });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (bound.length === 0 || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL')) throw error;
    }
  }
}
