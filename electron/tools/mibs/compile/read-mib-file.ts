import { Buffer, isAscii } from 'node:buffer';
import type { notMibKinds } from '#shared/contract/mibs.ts';
import { findHeader } from './find-header.ts';
import { removePages } from './remove-pages.ts';

export type NotMibKind = (typeof notMibKinds)[number];

/** The largest module known has 6 MB. */
const largest = 32 * 1024 * 1024;

/** Bytes at the front by which a kind of file is told. */
const front = 8192;

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

/** First bytes of files, and where they stand. */
const signatures: readonly { kind: NotMibKind; bytes: readonly number[]; at?: number }[] = [
  { kind: 'pdf', bytes: ascii('%PDF-') },
  { kind: 'archive', bytes: [0x50, 0x4b, 3, 4] },
  { kind: 'archive', bytes: [0x50, 0x4b, 5, 6] },
  { kind: 'archive', bytes: [0x1f, 0x8b] },
  { kind: 'archive', bytes: ascii('BZh') },
  { kind: 'archive', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] },
  { kind: 'archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'archive', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'archive', bytes: ascii('Rar!') },
  { kind: 'archive', bytes: ascii('ustar'), at: 257 },
  { kind: 'image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'image', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'image', bytes: ascii('GIF8') },
  { kind: 'utf-16', bytes: [0xff, 0xfe] },
  { kind: 'utf-16', bytes: [0xfe, 0xff] },
];

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** A text, and its octets in UTF-8. */
export interface MibText {
  text: string;
  octets: Uint8Array;
}

/** The text of a MIB file as `mibTextOf` has it, or what the file is instead. */
export function readMibText(bytes: Uint8Array): MibText | { notMib: NotMibKind } {
  const foreign = foreignKind(bytes);
  if (foreign !== undefined) return { notMib: foreign };
  const read = mibTextOf(bytes);
  if (findHeader(read.text, 0) !== undefined) return read;
  if (read.text.trim() === '') return { notMib: 'empty' };
  return { notMib: isHtml(read.text) ? 'html' : 'no-module' };
}

/**
 * The text of a file with `\n` at the ends of lines and without the page breaks of RFCs. Text that is no UTF-8 is taken for windows-1252. The
 * octets are those given, where nothing had to be changed.
 */
export function mibTextOf(bytes: Uint8Array): MibText {
  const octets = withLineFeeds(withoutMark(bytes));
  const decoded = decode(octets);
  const text = removePages(decoded.text);
  return text === decoded.text ? decoded : { text, octets: Buffer.from(text, 'utf8') };
}

function foreignKind(bytes: Uint8Array): NotMibKind | undefined {
  if (bytes.length === 0) return 'empty';
  const signature = signatures.find(({ bytes: wanted, at = 0 }) => wanted.every((byte, i) => bytes[at + i] === byte));
  if (signature !== undefined) return signature.kind;
  if (bytes.length > largest) return 'too-large';
  return binaryKind(bytes.subarray(0, front));
}

/** Text has hardly any control characters; UTF-16 without a mark has a zero in every second octet. */
function binaryKind(bytes: Uint8Array): NotMibKind | undefined {
  let controls = 0;
  const zeros = [0, 0];
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 7 || (byte > 13 && byte < 0x20 && byte !== 0x1a)) controls++;
    if (byte === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  }
  if (Math.max(...zeros) > bytes.length * 0.4 && Math.min(...zeros) < bytes.length * 0.1) return 'utf-16';
  return controls > bytes.length * 0.02 ? 'binary' : undefined;
}

function decode(octets: Uint8Array): MibText {
  if (isAscii(octets)) return { text: bufferOf(octets).toString('latin1'), octets };
  try {
    return { text: utf8.decode(octets), octets };
  } catch {
    const text = windows1252.decode(octets);
    return { text, octets: Buffer.from(text, 'utf8') };
  }
}

/** The mark of UTF-8 at the front. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

const returnSign = 13;
const lineFeed = 10;

/** `\r\n`, what two conversions make of it (`\r\r\n`), and `\r` alone. */
function withLineFeeds(bytes: Uint8Array): Uint8Array {
  let at = bytes.indexOf(returnSign);
  if (at < 0) return bytes;
  const octets = new Uint8Array(bytes.length);
  octets.set(bytes.subarray(0, at));
  let to = at;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte !== returnSign) octets[to++] = byte;
    else if (bytes[at + 1] !== lineFeed && !(bytes[at + 1] === returnSign && bytes[at + 2] === lineFeed))
      octets[to++] = lineFeed;
  }
  return octets.subarray(0, to);
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function isHtml(text: string): boolean {
  return /<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]/i.test(text.slice(0, 4000));
}
