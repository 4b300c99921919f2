import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Entries that are counted; a folder with more has many. */
const mostCounted = 50_000;

/** Folders that usually hold MIBs, as far as they are there, with the number of files in and below them. */
export function systemFolders(): { path: string; files: number }[] {
  const home = homedir();
  const usual = [
    join(home, '.snmp', 'mibs'),
    '/usr/share/snmp/mibs',
    '/usr/local/share/snmp/mibs',
    '/usr/share/mibs',
    '/var/lib/mibs',
    '/var/lib/snmp/mibs',
    '/opt/homebrew/share/snmp/mibs',
    'C:\\usr\\share\\snmp\\mibs',
  ];
  const named = (process.env.MIBDIRS ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .map((path) => path.replace(/^\+/, ''));
  return [...new Set([...named, ...usual])].flatMap((path) => {
    const files = path === '' ? 0 : countFiles(path);
    return files === 0 ? [] : [{ path, files }];
  });
}

function countFiles(path: string): number {
  let files = 0;
  try {
    // Links to folders are not followed here: it is only a count.
    for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
      if (!entry.isDirectory() && !entry.name.startsWith('.')) files++;
      if (files >= mostCounted) break;
    }
  } catch {
    return 0;
  }
  return files;
}
