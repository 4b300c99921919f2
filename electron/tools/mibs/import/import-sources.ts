import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { parseModules } from '../compile/parse-modules.ts';
import { type MibText, mibTextOf, type NotMibKind, readMibText } from '../compile/read-mib-file.ts';
import type { SourceFile } from './collect-files.ts';
import type { KeptFile } from './import-messages.ts';
import { type ModuleHead, scanHeads } from './scan-head.ts';

/** A new version of the compiler makes other things of the same text. */
const compilerVersion = '1';

/** A file with modules that are to be compiled. */
export interface Source {
  path: string;
  hash: string;
  read(): Uint8Array | undefined;
}

/** What the compiler is to make of the files, by a first look at each. */
export interface ScannedFiles {
  /** By the module's name: whence it comes; where several have it, the newest. */
  modules: Map<string, { head: ModuleHead; source: Source }>;
  /** Kept files that are the same as before. */
  unchanged: KeptFile[];
  notMibs: { file: string; kind: NotMibKind }[];
  /** Modules that were left out for a newer one of their name, or one that came before. */
  left: { module: string; file: string; kept: string }[];
}

/** Reads every file once, to know what there is and in which order to compile it. */
export function scanFiles(
  files: readonly SourceFile[],
  keptFiles: readonly KeptFile[],
  strict: boolean,
  onFile: (number: number, path: string) => void,
): ScannedFiles {
  const kept = new Map(keptFiles.map((file) => [file.hash, file]));
  const seen = new Set<string>();
  const found: ScannedFiles = { modules: new Map(), unchanged: [], notMibs: [], left: [] };
  for (const [number, file] of files.entries()) {
    onFile(number, file.path);
    const octets = readOrExplain(file, found);
    if (octets === undefined) continue;
    const hash = hashOf(octets, strict);
    const same = kept.get(hash);
    if (same !== undefined) {
      if (!seen.has(hash)) found.unchanged.push(same);
      seen.add(hash);
      continue;
    }
    const heads = scanHeads(asciiOf(octets));
    if (heads.length === 0) {
      const read = readMibText(octets);
      found.notMibs.push({ file: file.path, kind: 'notMib' in read ? read.notMib : 'no-module' });
      continue;
    }
    // The same text under another name is no second module.
    if (seen.has(hash)) continue;
    seen.add(hash);
    const source = { path: file.path, hash, read: file.read };
    for (const head of heads) addModule(found, head, source);
  }
  return found;
}

function readOrExplain(file: SourceFile, found: ScannedFiles): Uint8Array | undefined {
  try {
    const octets = file.read();
    if (octets === undefined) found.notMibs.push({ file: file.path, kind: 'too-large' });
    return octets;
  } catch {
    found.notMibs.push({ file: file.path, kind: 'unreadable' });
    return undefined;
  }
}

function addModule(found: ScannedFiles, head: ModuleHead, source: Source): void {
  const { name } = head;
  const other = found.modules.get(name);
  if (other === undefined) {
    found.modules.set(name, { head, source });
    return;
  }
  if (other.source === source) return;
  if (isNewer(revisionIn(source, name), revisionIn(other.source, name))) {
    found.modules.set(name, { head, source });
    found.left.push({ module: name, file: other.source.path, kept: source.path });
  } else found.left.push({ module: name, file: source.path, kept: other.source.path });
}

/** Days as "2019-03-01"; what has none is older than what has one. */
export function isNewer(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && (other === undefined || one > other);
}

function revisionIn(source: Source, module: string): string | undefined {
  return parseSource(source, false)?.modules.find(({ name }) => name === module)?.revision;
}

type ParsedSource = MibText & ReturnType<typeof parseModules>;

/** A file's modules, and its text as offsets mean it. Undefined where it is not there any more. */
export function parseSource(source: Source, strict: boolean): ParsedSource | undefined {
  const octets = readAgain(source);
  if (octets === undefined) return undefined;
  const read = mibTextOf(octets);
  return { ...read, ...parseModules(read.text, source.path, { strict }) };
}

function readAgain(source: Source): Uint8Array | undefined {
  try {
    return source.read();
  } catch {
    return undefined;
  }
}

function hashOf(octets: Uint8Array, strict: boolean): string {
  return createHash('sha256')
    .update(`${compilerVersion}${strict ? 's' : 't'}`)
    .update(octets)
    .digest('base64');
}

/** Headers and imports are ASCII, whatever else the text is. */
function asciiOf(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
}
