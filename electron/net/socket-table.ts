import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { octetsOfIpv6 } from '#electron/wire/ipv6-address.ts';
import { octetsOfIpv4 } from '#electron/wire/octets.ts';
import { canonicalAddress, type IpFamily } from './udp/datagram-io.ts';

/** A socket of this machine as Linux lists it (proc_net_udp(5), proc_net_tcp(5)). */
export interface SocketRow {
  family: IpFamily;
  /** As in the table: 32-bit words in hex, each in this machine's order of octets. */
  address: string;
  port: number;
  inode: string;
  /** TCP: it waits for connections. */
  listening: boolean;
  /** Datagrams that did not fit into its receive buffer, since it was opened. */
  drops: number;
}

export const socketTableFiles = {
  udp: { ipv4: '/proc/net/udp', ipv6: '/proc/net/udp6' },
  tcp: { ipv4: '/proc/net/tcp', ipv6: '/proc/net/tcp6' },
} as const;
/** TCP_LISTEN. */
const listenState = '0A';

/** The sockets of this network namespace; none where the system has no such table. */
export async function readSocketTable(
  protocol: 'udp' | 'tcp',
  families: readonly IpFamily[] = ['ipv4', 'ipv6'],
): Promise<SocketRow[]> {
  const tables = await Promise.all(
    families.map(async (family) => {
      const text = await readFile(socketTableFiles[protocol][family], 'utf8').catch(() => '');
      return text
        .split('\n')
        .slice(1)
        .flatMap((line) => readRow(family, line));
    }),
  );
  return tables.flat();
}

/** "sl local_address rem_address st tx_queue:rx_queue tr:when retrnsmt uid timeout inode ref pointer drops" */
function readRow(family: IpFamily, line: string): SocketRow[] {
  const columns = line.trim().split(/\s+/);
  const [address, port] = (columns[1] ?? '').split(':');
  const inode = columns[9];
  if (address === undefined || port === undefined || inode === undefined) return [];
  return [
    {
      family,
      address,
      port: Number.parseInt(port, 16),
      inode,
      listening: columns[3] === listenState,
      drops: Number(columns[12] ?? 0),
    },
  ];
}

/** A bound address as the table writes it; undefined for what is no address. */
export function tableAddress(address: string): string | undefined {
  const known = canonicalAddress(address);
  const octets = known?.family === 'ipv4' ? octetsOfIpv4(known.address) : octetsOfIpv6(known?.address ?? '');
  if (octets === undefined) return undefined;
  let text = '';
  for (let word = 0; word < octets.length; word += 4) {
    const four = [...octets.subarray(word, word + 4)];
    if (endianness() === 'LE') four.reverse();
    text += four.map((octet) => octet.toString(16).toUpperCase().padStart(2, '0')).join('');
  }
  return text;
}
