import { uint32At } from '../octets.ts';

/** What a file that is no capture we read turned out to be. */
export const foreignKinds = [
  'empty',
  'too-short',
  'gzip',
  'zstd',
  'xz',
  'bzip2',
  'lz4',
  'zip',
  'snoop',
  'btsnoop',
  'network-monitor',
  'sniffer',
  'iptrace',
  'erf',
  'pcap-variant',
  'json',
  'xml',
  'text',
  'unknown',
] as const;
export type ForeignKind = (typeof foreignKinds)[number];

/** In words for a fault. */
export const foreignWords: Readonly<Record<ForeignKind, string>> = {
  empty: 'the file is empty',
  'too-short': 'too short for a capture file',
  gzip: 'compressed with gzip: unpack it first',
  zstd: 'compressed with zstd: unpack it first',
  xz: 'compressed with xz: unpack it first',
  bzip2: 'compressed with bzip2: unpack it first',
  lz4: 'compressed with LZ4: unpack it first',
  zip: 'a zip archive: unpack it first',
  snoop: 'a snoop file: convert it to pcapng',
  btsnoop: 'a btsnoop file of Bluetooth packets',
  'network-monitor': 'a Network Monitor file: convert it to pcapng',
  sniffer: 'a Sniffer file: convert it to pcapng',
  iptrace: 'an iptrace file: convert it to pcapng',
  erf: 'looks like an ERF file: convert it to pcapng',
  'pcap-variant': 'a pcap variant that is not read: convert it to pcapng',
  json: 'JSON, no capture file',
  xml: 'XML, no capture file',
  text: 'text, no capture file',
  unknown: 'no capture file',
};

/** Bytes at the start of a file by which a format is known. As text: one character a byte. */
const signatures: readonly (readonly [string, ForeignKind])[] = [
  ['\x1f\x8b', 'gzip'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['\xfd7zXZ', 'xz'],
  ['BZh', 'bzip2'],
  ['\x04\x22\x4d\x18', 'lz4'],
  ['PK\x03\x04', 'zip'],
  ['snoop\0\0\0', 'snoop'],
  ['btsnoop\0', 'btsnoop'],
  ['GMBU', 'network-monitor'],
  ['RTSS', 'network-monitor'],
  ['TRSNIFF data', 'sniffer'],
  ['XCP\0', 'sniffer'],
  ['iptrace ', 'iptrace'],
];

/** Magic numbers of pcap's relatives: modified (24-byte records), IXIA (two), Nokia; either byte order. */
const variantMagics = new Set([
  0xa1b2cd34, 0x34cdb2a1, 0xa1b2c3cd, 0xcdc3b2a1, 0x1c0001ac, 0xac01001c, 0x1c0001ab, 0xab01001c, 0xa1b234cd,
  0xcd34b2a1,
]);

/** How many bytes of a file's start are enough for `foreignKind`. */
export const kindLength = 64;

/** Names what a file is by its first bytes, when it is neither pcap nor pcapng. */
export function foreignKind(head: Uint8Array): ForeignKind {
  if (head.length === 0) return 'empty';
  const start = String.fromCharCode(...head.subarray(0, 16));
  for (const [signature, kind] of signatures) if (start.startsWith(signature)) return kind;
  if (head.length >= 4 && variantMagics.has(uint32At(head, 0))) return 'pcap-variant';
  if (isText(head)) {
    const first = String.fromCharCode(...head).trimStart()[0];
    if (first === '{' || first === '[') return 'json';
    return first === '<' ? 'xml' : 'text';
  }
  if (head.length < 24) return 'too-short';
  return isErf(head) ? 'erf' : 'unknown';
}

/** Nothing but what a text holds: no control characters other than tab and line ends. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => (byte >= 0x20 && byte !== 0x7f) || (byte >= 9 && byte <= 13));
}

/** ERF has no magic: a time of this age, a known type, a record length that holds its header, a wire length. */
function isErf(head: Uint8Array): boolean {
  const seconds = (head[4] ?? 0) | ((head[5] ?? 0) << 8) | ((head[6] ?? 0) << 16) | ((head[7] ?? 0) << 24);
  const type = (head[8] ?? 0) & 0x7f;
  const recordLength = ((head[10] ?? 0) << 8) | (head[11] ?? 0);
  const wireLength = ((head[14] ?? 0) << 8) | (head[15] ?? 0);
  return seconds > 631_152_000 && type >= 1 && type <= 48 && recordLength >= 16 && recordLength <= wireLength + 64;
}
