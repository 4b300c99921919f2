import { getServers, Resolver } from 'node:dns/promises';

export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'PTR';

export interface DnsAnswer {
  answers: { value: string; ttl?: number }[];
  /** The resolver's code where there is no answer: ENOTFOUND, ENODATA, ETIMEOUT, ECONNREFUSED, ... */
  error?: string;
}

/** Questions to DNS servers, past the system's resolver with its hosts file and caches. */
export interface DirectDns {
  /** The servers that the system is configured with, as "192.0.2.53" or "[2001:db8::53]:5353". */
  servers(): string[];
  /** `timeout`: milliseconds. Never rejects. */
  ask(server: string, name: string, type: RecordType, timeout: number): Promise<DnsAnswer>;
}

export const directDns: DirectDns = {
  servers: () => getServers(),
  async ask(server, name, type, timeout) {
    const resolver = new Resolver({ timeout, tries: 1 });
    try {
      resolver.setServers([server]);
      switch (type) {
        case 'A':
          return { answers: (await resolver.resolve4(name, { ttl: true })).map(withTtl) };
        case 'AAAA':
          return { answers: (await resolver.resolve6(name, { ttl: true })).map(withTtl) };
        case 'CNAME':
          return { answers: (await resolver.resolveCname(name)).map((value) => ({ value })) };
        case 'PTR':
          return { answers: (await resolver.reverse(name)).map((value) => ({ value })) };
      }
    } catch (error) {
      return { answers: [], error: (error as NodeJS.ErrnoException).code ?? String(error) };
    }
  },
};

const withTtl = ({ address, ttl }: { address: string; ttl: number }) => ({ value: address, ttl });
