import { spawnSync } from 'node:child_process';
import { accessSync, appendFileSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { findCap } from '#electron/net/packet/cap-location.ts';
import { pcapFault } from '#electron/net/packet/pcap-library.ts';

const root = resolve(import.meta.dirname, '../..');

/** One line for each missing tool, for the runner to print; it empties the file before a run. */
export const missingToolsFile = process.env.PUNCHDOWN_MISSING_TOOLS ?? join(root, 'out/test/missing-tools.txt');

/** Debian package that brings a tool, where it is named otherwise. */
const packages: Record<string, string> = {
  arping: 'iputils-arping',
  cap: 'libpcap-dev g++ make python3',
  cc: 'gcc',
  dhcpd: 'isc-dhcp-server',
  dnsmasq: 'dnsmasq-base',
  ip: 'iproute2',
  'kea-dhcp4': 'kea-dhcp4-server',
  libpcap: 'libpcap0.8',
  mibs: 'libsnmp-base',
  netns: 'iproute2',
  setpriv: 'util-linux',
  smidump: 'smitools',
  smilint: 'smitools',
  snmpbulkwalk: 'snmp',
  snmpget: 'snmp',
  snmpinform: 'snmp',
  snmpset: 'snmp',
  snmptranslate: 'snmp',
  snmptrap: 'snmp',
  snmpwalk: 'snmp',
};

/** File of a program, also in the folders for administrators, which the path of a plain user leaves out. */
export function programFile(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The Chromium that the tests drive. */
export function chromiumFile(): string | undefined {
  const named = ['chromium', 'chromium-browser', 'google-chrome'].map(programFile);
  return [process.env.PUNCHDOWN_CHROMIUM, ...named].find((file) => file !== undefined && isExecutable(file));
}

/** The Electron binary, if it was downloaded. */
export function electronFile(): string | undefined {
  const folder = join(root, 'node_modules/electron');
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
    const file = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
    return isExecutable(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Whether namespaces and veth pairs can really be made: containers often have the tool but not the right. */
function canMakeNetworks(): boolean {
  if (process.getuid?.() !== 0 || programFile('ip') === undefined) return false;
  const name = `pd-${process.pid}-probe`;
  const ip = (...args: string[]) => spawnSync('ip', args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
  try {
    return (
      ip('netns', 'add', name) && ip('-n', name, 'link', 'add', 'probe0', 'type', 'veth', 'peer', 'name', 'probe1')
    );
  } finally {
    ip('netns', 'del', name);
  }
}

const checks: Record<string, () => boolean> = {
  root: () => process.getuid?.() === 0,
  'libpcap-dev': () => ['/usr/include', '/usr/local/include'].some((folder) => existsSync(`${folder}/pcap/pcap.h`)),
  mibs: () => existsSync('/usr/share/snmp/mibs/UCD-SNMP-MIB.txt'),
  linux: () => process.platform === 'linux',
  netns: canMakeNetworks,
  cap: () => findCap() !== undefined,
  libpcap: () => pcapFault() === undefined,
  chromium: () => chromiumFile() !== undefined,
  electron: () => electronFile() !== undefined,
  xvfb: () => programFile('Xvfb') !== undefined,
};

const known = new Map<string, boolean>();

function isThere(name: string): boolean {
  let there = known.get(name);
  if (there === undefined) {
    there = (checks[name] ?? (() => programFile(name) !== undefined))();
    known.set(name, there);
    if (!there) record(name);
  }
  return there;
}

function record(name: string): void {
  mkdirSync(dirname(missingToolsFile), { recursive: true });
  appendFileSync(missingToolsFile, `${name}\t${packages[name] ?? name}\n`);
}

/**
 * Whether everything a test needs from the system is there: `describe.skipIf(!need('tshark', 'netns'))`. What is not becomes
 * a line of `missingToolsFile`, and an error where everything is required (PUNCHDOWN_REQUIRE_ALL=1).
 *
 * Names are programs, or: root, linux, libpcap-dev, mibs (those of net-snmp), netns (namespaces and veth can be made), cap (built for this Node), chromium, electron
 * (its binary), xvfb. The Electron binary cannot be had everywhere, hence is never required.
 */
export function need(...names: string[]): boolean {
  const missing = names.filter((name) => !isThere(name));
  const required = missing.filter((name) => name !== 'electron');
  if (required.length > 0 && process.env.PUNCHDOWN_REQUIRE_ALL === '1') {
    throw new Error(`Missing on this machine, and everything is required: ${required.join(', ')}`);
  }
  return missing.length === 0;
}
