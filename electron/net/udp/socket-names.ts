import { addressNumbers } from '../names/address-numbers.ts';
import { readSocketAddress, writeSocketAddress } from '../names/socket-address.ts';
import { withZone } from '../sockets/socket-ends.ts';
import type { SystemCalls } from '../sockets/system-calls.ts';
import type { IpFamily } from './datagram-io.ts';

/** Octets of a sockaddr_in and a sockaddr_in6. */
export const nameLengths: Readonly<Record<IpFamily, number>> = { ipv4: 16, ipv6: 28 };

/** Addresses of IPv6 that are remembered, each way. */
const remembered = 4096;

/** Writes and reads a socket's names (sockaddr) of one family in memory that the system sees. Addresses are as `canonicalAddress` writes them. */
export class SocketNames {
  readonly #calls: Pick<SystemCalls, 'if_indextoname' | 'if_nametoindex'>;
  readonly #isIpv4: boolean;
  readonly #numbers = addressNumbers('linux');
  readonly #octets = new Map<string, Uint8Array>();
  readonly #texts = new Map<string, string>();

  constructor(family: IpFamily, calls: Pick<SystemCalls, 'if_indextoname' | 'if_nametoindex'>) {
    this.#isIpv4 = family === 'ipv4';
    this.#calls = calls;
  }

  /** False for what is no address of the family. */
  write(memory: Buffer, at: number, address: string, port: number): boolean {
    if (!this.#isIpv4) return this.#writeIpv6(memory, at, address, port);
    memory[at] = this.#numbers.families.AF_INET;
    memory[at + 1] = 0;
    memory[at + 2] = port >> 8;
    memory[at + 3] = port;
    let octet = 0;
    let dots = 0;
    for (let index = 0; index < address.length; index++) {
      const code = address.charCodeAt(index);
      if (code >= 0x30 && code <= 0x39) octet = octet * 10 + code - 0x30;
      else if (code !== 0x2e || dots === 3) return false;
      else {
        memory[at + 4 + dots++] = octet;
        octet = 0;
      }
      if (octet > 255) return false;
    }
    memory[at + 7] = octet;
    return dots === 3;
  }

  #writeIpv6(memory: Buffer, at: number, address: string, port: number): boolean {
    const [bare = '', zone] = address.split('%', 2);
    if (!bare.includes(':')) return false;
    let octets = this.#octets.get(bare);
    if (octets === undefined) {
      octets = writeSocketAddress({ address: bare, port: 0 }, this.#numbers, 'linux');
      if (this.#octets.size >= remembered) this.#octets.clear();
      this.#octets.set(bare, octets);
    }
    memory.set(octets, at);
    memory.writeUInt16BE(port, at + 2);
    if (zone !== undefined) memory.writeUInt32LE(this.#calls.if_nametoindex(zone), at + 24);
    return true;
  }

  port(memory: Buffer, at: number): number {
    return ((memory[at + 2] ?? 0) << 8) | (memory[at + 3] ?? 0);
  }

  address(memory: Buffer, at: number): string {
    if (this.#isIpv4) return `${memory[at + 4]}.${memory[at + 5]}.${memory[at + 6]}.${memory[at + 7]}`;
    const key = memory.toString('latin1', at + 8, at + 24);
    let text = this.#texts.get(key);
    if (text === undefined) {
      const name = memory.subarray(at, at + nameLengths.ipv6);
      text = readSocketAddress(name, this.#numbers.families.AF_INET6, this.#numbers)?.address ?? '';
      if (this.#texts.size >= remembered) this.#texts.clear();
      this.#texts.set(key, text);
    }
    return withZone(text, memory.readUInt32LE(at + 24), this.#calls);
  }
}
