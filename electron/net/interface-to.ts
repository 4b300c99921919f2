import { createSocket, type SocketOptions } from 'node:dgram';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { canonicalAddress } from './udp/datagram-io.ts';

/** Any port: nothing is sent. */
const discard = 9;

/**
 * The interface that leads to an address: the one that holds the source address which the system chooses for it, for an address of this machine
 * the loopback. Undefined where nothing leads there, or the system does not tell.
 */
export async function interfaceTo(address: string): Promise<string | undefined> {
  const known = canonicalAddress(address);
  if (known === undefined) return undefined;
  const [bare = '', zone] = known.address.split('%', 2);
  if (zone !== undefined) return nameOfZone(zone);
  if (isLoopback(bare)) return loopback();
  const source = await sourceFor(bare);
  if (source === undefined) return undefined;
  // To oneself it goes over the loopback, whatever interface has the address.
  return source === bare || isLoopback(source) ? loopback() : holderOf(source);
}

/** The interfaces by which an address of this machine is reached: the one that holds it and, from this machine itself, the loopback. */
export function interfacesAt(address: string): string[] {
  const known = canonicalAddress(address);
  if (known === undefined) return [];
  const [bare = '', zone] = known.address.split('%', 2);
  const holder = zone === undefined ? holderOf(bare) : nameOfZone(zone);
  const names = isLoopback(bare) ? [loopback()] : [holder, holder === undefined ? undefined : loopback()];
  return names.filter((name) => name !== undefined);
}

/** A connected UDP socket has the address that the system would send from; that sends nothing. */
function sourceFor(address: string): Promise<string | undefined> {
  // Only addresses come, that which it binds to among them: nothing is looked up.
  const lookup: SocketOptions['lookup'] = (host, _options, callback) => callback(null, host, isIP(host));
  const socket = createSocket({ type: isIP(address) === 6 ? 'udp6' : 'udp4', lookup });
  return new Promise((resolve) => {
    const done = (source?: string) => socket.close(() => resolve(source));
    socket.once('error', () => done());
    socket.once('connect', () => done(socket.address().address.split('%', 1)[0]));
    socket.connect(discard, address);
  });
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function loopback(): string | undefined {
  return Object.entries(networkInterfaces()).find(([, entries]) => entries?.some(({ internal }) => internal))?.[0];
}

function holderOf(address: string): string | undefined {
  const found = Object.entries(networkInterfaces()).find(([, entries]) =>
    entries?.some((entry) => entry.address === address),
  )?.[0];
  // An alias ("eth0:1") is no interface of its own.
  return process.platform === 'linux' ? found?.replace(/:.*$/, '') : found;
}

/** A zone is the interface's name; on Windows its number. */
function nameOfZone(zone: string): string | undefined {
  const all = Object.entries(networkInterfaces());
  return all.find(
    ([name, entries]) =>
      name === zone || entries?.some((entry) => entry.family === 'IPv6' && String(entry.scopeid) === zone),
  )?.[0];
}
