import { addressNumbers } from '../names/address-numbers.ts';
import { readSocketAddress, writeSocketAddress } from '../names/socket-address.ts';
import { type SystemCalls, socketNumbers } from './system-calls.ts';

/** One end as texts and numbers. An address of a link has its zone: "fe80::1%eth0". */
interface SocketEnd {
  address: string;
  port: number;
}

/** struct sockaddr_in6, the longest that comes here. */
const longest = 28;
const linux = addressNumbers('linux');

/** A sockaddr. A zone that there is not is left to the system to refuse. */
export function sockaddrOf({ address, port }: SocketEnd, calls: Pick<SystemCalls, 'if_nametoindex'>): Uint8Array {
  const [bare = '', zone] = address.split('%', 2);
  const scope = zone === undefined ? 0 : /^\d+$/.test(zone) ? Number(zone) : calls.if_nametoindex(zone);
  return writeSocketAddress({ address: bare, port, scope }, linux, 'linux');
}

/** Room for a sockaddr that a call fills in, and what it says then. */
export class SockaddrRoom {
  readonly #calls: Pick<SystemCalls, 'if_indextoname'>;
  readonly bytes = Buffer.alloc(longest);
  readonly length = Buffer.alloc(4);

  constructor(calls: Pick<SystemCalls, 'if_indextoname'>) {
    this.#calls = calls;
  }

  /** To be called before each use. */
  clear(): this {
    this.length.writeInt32LE(longest);
    return this;
  }

  read(): SocketEnd {
    const parts = readSocketAddress(this.bytes, this.bytes.readUInt16LE(0), linux);
    if (parts === undefined) return { address: '', port: 0 };
    const { address, port, scope = 0 } = parts;
    return { address: withZone(address, scope, this.#calls), port };
  }
}

export function familyOf(address: string): number {
  return address.includes(':') ? socketNumbers.AF_INET6 : socketNumbers.AF_INET;
}

/** Room for the name of an interface (IF_NAMESIZE). */
const interfaceName = Buffer.alloc(16);

/** An address of a link with the interface that it is on; `scope` 0: it is of no link. */
export function withZone(address: string, scope: number, calls: Pick<SystemCalls, 'if_indextoname'>): string {
  return scope === 0 ? address : `${address}%${calls.if_indextoname(scope, interfaceName) ?? scope}`;
}
