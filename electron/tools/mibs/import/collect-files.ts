import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isZip, readZip, type ZipEntry } from './zip-archive.ts';

/** Something that may be a MIB, in a folder or in an archive. */
export interface SourceFile {
  path: string;
  /** Octets; undefined where it is larger than any MIB. Throws where it cannot be read. */
  read(): Uint8Array | undefined;
}

/** What nobody has: a folder with more is somebody's whole disk. */
const mostFiles = 100_000;
const deepest = 32;
/** Larger than any MIB, and larger than any archive of them. */
const largestFile = 32 * 1024 * 1024;
const largestArchive = 512 * 1024 * 1024;

export interface CollectedFiles {
  files: SourceFile[];
  /** What was named or found and cannot be read. */
  unreadable: string[];
}

/**
 * Files in what was named: files, folders with everything below, zip archives. In the order of their paths. Each folder is entered once,
 * however many links lead to it.
 */
export function collectFiles(paths: readonly string[]): CollectedFiles {
  const found: CollectedFiles = { files: [], unreadable: [] };
  const entered = new Set<string>();
  for (const path of paths) collect(path, 0, found, entered);
  found.files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return found;
}

function collect(path: string, depth: number, found: CollectedFiles, entered: Set<string>): void {
  if (found.files.length >= mostFiles || depth > deepest) return;
  try {
    const about = statSync(path);
    if (about.isDirectory()) {
      const real = realpathSync(path);
      if (entered.has(real)) return;
      entered.add(real);
      for (const name of readdirSync(path).sort()) {
        if (!name.startsWith('.')) collect(join(path, name), depth + 1, found, entered);
      }
    } else if (about.isFile()) {
      if (isArchive(path, about.size)) collectArchive(path, about.size, found);
      else found.files.push({ path, read: () => (about.size > largestFile ? undefined : readFileSync(path)) });
    }
  } catch {
    found.unreadable.push(path);
  }
}

function isArchive(path: string, size: number): boolean {
  return size > 0 && /\.(?:zip|jar)$/i.test(basename(path));
}

function collectArchive(path: string, size: number, found: CollectedFiles): void {
  if (size > largestArchive) {
    found.files.push({ path, read: () => undefined });
    return;
  }
  const octets = readFileSync(path);
  const entries = isZip(octets) ? readZip(octets) : undefined;
  if (entries === undefined) {
    found.files.push({ path, read: () => octets.subarray(0, largestFile) });
    return;
  }
  for (const entry of entries.slice(0, mostFiles - found.files.length)) found.files.push(fileOf(path, entry));
}

function fileOf(archive: string, entry: ZipEntry): SourceFile {
  return { path: `${archive}/${entry.name}`, read: () => entry.read(largestFile) };
}
