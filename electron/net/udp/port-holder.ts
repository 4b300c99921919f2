import { readdir, readFile, readlink } from 'node:fs/promises';

export interface PortHolder {
  program: string;
  pid: number;
}

const maximumProcesses = 20_000;
const maximumDescriptors = 4096;
const timeLimit = 1000;

/** The program that holds a local UDP port, as far as Linux lets this user see; undefined when it cannot be told. */
export async function findUdpPortHolder(port: number): Promise<PortHolder | undefined> {
  if (process.platform !== 'linux') return undefined;
  const inodes = await socketsOn(port);
  if (inodes.size === 0) return undefined;
  const deadline = performance.now() + timeLimit;
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of processes.slice(0, maximumProcesses)) {
    if (performance.now() > deadline) return undefined;
    const folder = `/proc/${pid}/fd`;
    const descriptors = await readdir(folder).catch(() => []);
    for (const descriptor of descriptors.slice(0, maximumDescriptors)) {
      const inode = /^socket:\[(\d+)\]$/.exec(await readlink(`${folder}/${descriptor}`).catch(() => ''))?.[1];
      if (inode === undefined || !inodes.has(inode)) continue;
      const program = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim().slice(0, 64);
      return { program, pid: Number(pid) };
    }
  }
  return undefined;
}

/** Inodes of the IPv4 sockets bound to a port, from proc_net_udp(5): "sl local_address rem_address ... inode ...". */
async function socketsOn(port: number): Promise<Set<string>> {
  const inodes = new Set<string>();
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const table = await readFile('/proc/net/udp', 'utf8').catch(() => '');
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    const inode = columns[9];
    if (columns[1]?.endsWith(suffix) && inode !== undefined && inode !== '0') inodes.add(inode);
  }
  return inodes;
}
