import { open } from 'node:fs/promises';
import { join } from 'node:path';

export interface HostsEntry {
  /** From 1. */
  line: number;
  address: string;
  names: string[];
}

/** Octets read of it; some block lists are large, and this takes any of them. */
const mostRead = 64 << 20;

export function hostsFile(): string {
  if (process.platform !== 'win32') return '/etc/hosts';
  return join(process.env.SystemRoot ?? 'C:\\Windows', 'System32\\drivers\\etc\\hosts');
}

/** The entries of a hosts file that have a name, compared without regard to case. Rejects with the system's error. */
export async function findInHostsFile(file: string, name: string): Promise<HostsEntry[]> {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const found: HostsEntry[] = [];
  const handle = await open(file);
  try {
    let line = 0;
    for await (const text of handle.readLines({ encoding: 'utf8', end: mostRead })) {
      line++;
      const [address, ...names] = text.replace(/#.*/, '').trim().split(/\s+/);
      if (address === undefined || !names.some((one) => one.toLowerCase() === wanted)) continue;
      found.push({ line, address, names });
    }
  } finally {
    await handle.close();
  }
  return found;
}
