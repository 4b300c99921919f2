import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { readSocketTable } from './socket-table.ts';

export interface PortHolder {
  program: string;
  pid: number;
}

const maximumProcesses = 20_000;
const maximumDescriptors = 4096;
const timeLimit = 1000;

/** The program that holds a local port (of TCP: that listens on it), as far as Linux lets this user see; undefined when it cannot be told. */
export async function findPortHolder(protocol: 'udp' | 'tcp', port: number): Promise<PortHolder | undefined> {
  if (process.platform !== 'linux') return undefined;
  const inodes = await socketsOn(protocol, port);
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
      return { program: await programOf(pid), pid: Number(pid) };
    }
  }
  return undefined;
}

/** Node calls its main thread so, which Linux then takes for the name of the process. */
const threadNames = new Set(['MainThread']);

async function programOf(pid: string): Promise<string> {
  const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const name = (await read('comm')).trim();
  const program = threadNames.has(name) ? basename((await read('cmdline')).split('\0', 1)[0] ?? '') : name;
  return program.slice(0, 64);
}

/** Inodes of the sockets bound to a port, of both families. */
async function socketsOn(protocol: 'udp' | 'tcp', port: number): Promise<Set<string>> {
  const inodes = (await readSocketTable(protocol))
    .filter((row) => row.port === port && (protocol === 'udp' || row.listening))
    .map(({ inode }) => inode);
  return new Set(inodes.filter((inode) => inode !== '0'));
}
