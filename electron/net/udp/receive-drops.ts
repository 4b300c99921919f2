import { readSocketTable, tableAddress } from '../socket-table.ts';
import type { IpFamily } from './datagram-io.ts';

/** A socket of this process. */
export interface BoundSocket {
  family: IpFamily;
  /** What it was bound to; undefined: all addresses. */
  address: string | undefined;
  port: number;
}

/**
 * How many datagrams the system dropped because the receive buffer of a socket was full, since it was opened, for each of the sockets.
 * Undefined where the system does not tell (all but Linux). Nobody else can have the same address and port.
 */
export async function readReceiveDrops(sockets: readonly BoundSocket[]): Promise<(number | undefined)[]> {
  if (process.platform !== 'linux' || sockets.length === 0) return sockets.map(() => undefined);
  const rows = await readSocketTable('udp', [...new Set(sockets.map(({ family }) => family))]);
  return sockets.map(({ family, address = family === 'ipv4' ? '0.0.0.0' : '::', port }) => {
    const text = tableAddress(address);
    return rows.find((row) => row.family === family && row.port === port && row.address === text)?.drops;
  });
}
