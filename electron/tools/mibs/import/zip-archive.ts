import { Buffer } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';

/** A file in a zip archive. */
export interface ZipEntry {
  name: string;
  /** Its octets; undefined where there would be more than `most`. Throws where they are not readable. */
  read(most: number): Uint8Array | undefined;
}

const localHeader = 0x0403_4b50;
const directoryHeader = 0x0201_4b50;
const directoryEnd = 0x0605_4b50;
/** Of the end of the directory, which a comment of 65,535 octets may follow. */
const endLength = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;

export function isZip(octets: Uint8Array): boolean {
  const start = bufferOf(octets);
  return start.length > 4 && (start.readUInt32LE(0) === localHeader || start.readUInt32LE(0) === directoryEnd);
}

/**
 * Files that the directory of an archive lists (APPNOTE.TXT sections 4.3.12 and 4.3.16), folders left out. Undefined where there is no
 * directory. Archives of 4 GB and more, and encrypted files, are not read.
 */
export function readZip(octets: Uint8Array): ZipEntry[] | undefined {
  const archive = bufferOf(octets);
  const end = endOfDirectory(archive);
  if (end === undefined) return undefined;
  const entries: ZipEntry[] = [];
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let i = 0; i < count && at + 46 <= archive.length; i++) {
    if (archive.readUInt32LE(at) !== directoryHeader) break;
    const nameEnd = at + 46 + archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, nameEnd);
    const entry = {
      flags: archive.readUInt16LE(at + 8),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      start: archive.readUInt32LE(at + 42),
    };
    if (!name.endsWith('/')) entries.push({ name: safeName(name), read: (most) => read(archive, entry, most) });
    at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(archive: Buffer): number | undefined {
  const last = archive.length - endLength;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (archive.readUInt32LE(at) === directoryEnd) return at;
  }
  return undefined;
}

interface Place {
  flags: number;
  method: number;
  packed: number;
  size: number;
  start: number;
}

function read(archive: Buffer, { flags, method, packed, size, start }: Place, most: number): Uint8Array | undefined {
  if (size > most || (method === stored && packed > most)) return undefined;
  if ((flags & 1) !== 0) throw new Error('encrypted');
  if (start + 30 > archive.length || archive.readUInt32LE(start) !== localHeader) throw new Error('no such file');
  const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
  const octets = archive.subarray(from, from + packed);
  if (method === stored) return octets;
  if (method !== deflated) throw new Error(`packed by method ${method}`);
  // The size told may be wrong; what is unpacked is bounded by what we are willing to take.
  return inflateRawSync(octets, { maxOutputLength: most });
}

/** Only for showing; nothing is ever written to it. */
function safeName(name: string): string {
  return name.replaceAll(/[^\x20-\x7e\u00a0-\uffff]/g, '?');
}

function bufferOf(octets: Uint8Array): Buffer {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
}
