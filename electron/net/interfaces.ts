import { readdir, readFile, stat } from 'node:fs/promises';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { NetworkInterface } from '#shared/contract/interfaces.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import { rawFrameRights, rawRightsProblem } from './packet/raw-rights.ts';

type Kind = NetworkInterface['kind'];

/** What the system itself knows of an interface, beyond its addresses. */
interface Link {
  name: string;
  kind: Kind;
  mac: string | undefined;
  link: NetworkInterface['link'];
  mtu: number | undefined;
  speedMbps: number | undefined;
}

const linuxFolder = '/sys/class/net';
const maximumInterfaces = 512;
/** linux/if_arp.h */
const etherHardware = 1;
/** linux/if.h */
const flagUp = 1;
const maximumText = 256;

/**
 * Every Ethernet-like interface of this machine, also those that are down or have no address, by name. Loopback is none.
 * Where the system's own list cannot be read, only interfaces with an address are known.
 */
export async function listInterfaces(): Promise<NetworkInterface[]> {
  const addresses = addressesByName();
  const links = process.platform === 'linux' ? await linuxLinks() : undefined;
  const rights = rawFrameRights();
  return (links ?? linksFromAddresses(addresses))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map((link) => describe(link, addresses.get(link.name) ?? [], rights));
}

function describe(
  { name, kind, mac, link, mtu, speedMbps }: Link,
  addresses: NetworkInterfaceInfo[],
  rights: ReturnType<typeof rawFrameRights>,
): NetworkInterface {
  const why = rawFramesProblem(name, link, rights.problem);
  return {
    name,
    kind,
    ...(mac === undefined ? {} : { mac }),
    link,
    addresses: addresses.slice(0, 64).map((entry) => ({
      family: entry.family === 'IPv4' ? 'ipv4' : 'ipv6',
      address: entry.address,
      prefix: Number(entry.cidr?.split('/')[1] ?? (entry.family === 'IPv4' ? 32 : 128)),
    })),
    ...(mtu === undefined ? {} : { mtu }),
    ...(speedMbps === undefined ? {} : { speedMbps }),
    rawFrames: why === undefined ? { available: true } : { available: false, problem: why },
  };
}

/** What stands in the way of raw frames on this interface: first what holds for all, then its own state. */
function rawFramesProblem(name: string, link: Link['link'], general: Problem | undefined): Problem | undefined {
  if (general?.code === 'raw-no-rights') return rawRightsProblem(name);
  if (general !== undefined) return general;
  return link === 'down' ? problem('interface-down', { interface: name }) : undefined;
}

/** Addresses by interface; those of an alias ("eth0:1") belong to the interface. */
function addressesByName(): Map<string, NetworkInterfaceInfo[]> {
  const byName = new Map<string, NetworkInterfaceInfo[]>();
  for (const [label, entries] of Object.entries(networkInterfaces())) {
    const name = process.platform === 'linux' ? label.replace(/:.*$/, '') : label;
    byName.set(name, [...(byName.get(name) ?? []), ...(entries ?? [])]);
  }
  return byName;
}

function linksFromAddresses(addresses: Map<string, NetworkInterfaceInfo[]>): Link[] {
  const links: Link[] = [];
  for (const [name, entries] of addresses) {
    const [first] = entries;
    if (first === undefined || first.internal || links.length >= maximumInterfaces) continue;
    const mac = usableMac(first.mac);
    // No MAC: a tunnel, not an Ethernet. Being listed with an address means being up.
    if (mac === undefined) continue;
    const kind = /wi-?fi|wlan|wireless/i.test(name) ? 'wifi' : 'ethernet';
    links.push({ name, kind, mac, link: 'up', mtu: undefined, speedMbps: undefined });
  }
  return links;
}

async function linuxLinks(): Promise<Link[] | undefined> {
  const names = await readdir(linuxFolder).catch(() => undefined);
  if (names === undefined) return undefined;
  const links = await Promise.all(names.filter(isUsableName).slice(0, maximumInterfaces).map(linuxLink));
  return links.filter((link) => link !== undefined);
}

/** A name may hold anything but slashes and white space. One that is no text could neither be shown nor passed back. */
function isUsableName(name: string): boolean {
  return !/[\p{Cc}\p{Cf}\uFFFD]/u.test(name);
}

async function linuxLink(name: string): Promise<Link | undefined> {
  const folder = join(linuxFolder, name);
  const read = async (file: string) =>
    (await readFile(join(folder, file), 'utf8').catch(() => '')).slice(0, maximumText).trim();
  const has = async (file: string) =>
    stat(join(folder, file)).then(
      () => true,
      () => false,
    );
  const [hardware, flags, state, carrier, address, mtu, speed] = await Promise.all(
    ['type', 'flags', 'operstate', 'carrier', 'address', 'mtu', 'speed'].map(read),
  );
  if (Number(hardware) !== etherHardware) return undefined;
  const [wireless, bridge, device] = await Promise.all(['phy80211', 'bridge', 'device'].map(has));
  return {
    name,
    kind: wireless ? 'wifi' : bridge ? 'bridge' : device ? 'ethernet' : 'virtual',
    mac: usableMac(address ?? ''),
    link: linkState(Number(flags), state, carrier),
    mtu: positive(mtu),
    speedMbps: positive(speed),
  };
}

/** Drivers that do not report a state ("unknown") may still report a carrier. */
function linkState(flags: number, state: string | undefined, carrier: string | undefined): Link['link'] {
  if ((flags & flagUp) === 0) return 'down';
  if (state === 'up') return 'up';
  if (state === undefined || state === '' || state === 'unknown') {
    return carrier === '1' ? 'up' : carrier === '0' ? 'no-carrier' : 'unknown';
  }
  return 'no-carrier';
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}

function usableMac(text: string): string | undefined {
  const mac = text.toLowerCase();
  return /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac) && mac !== '00:00:00:00:00:00' ? mac : undefined;
}
