import type { BerWriter } from './ber-writer.ts';
import { berTags } from './tags.ts';

/** RFC 2578 section 7.1.3: at most 128 sub-identifiers of at most 2^32-1. */
export const maximumArcs = 128;
const maximumArc = 0xffff_ffff;
/** The first two arcs are one number: 40 times the first plus the second (X.690 section 8.19.4). */
const firstArcStep = 40;

const dot = 46;
const digitZero = 48;
/** ".0" to ".127": an arc of one octet, with the dot before it. */
const shortArcs: readonly string[] = Array.from({ length: 128 }, (_, arc) => `.${arc}`);
/** What a first octet below 128 says. */
const shortStarts: readonly string[] = Array.from({ length: 128 }, (_, number) => firstArcs(number));

function firstArcs(number: number): string {
  const first = Math.min(2, Math.floor(number / firstArcStep));
  return `${first}.${number - first * firstArcStep}`;
}

/**
 * The dotted text of the content octets of an OID. No octets at all are "0.0": some agents write zeroDotZero that way. Of
 * octets that `oidFault` finds fault with it shows what can be shown.
 */
export function oidText(bytes: Uint8Array, offset: number, length: number): string {
  const end = Math.min(offset + length, bytes.length);
  let at = offset;
  let text = '0.0';
  if (at < end) {
    let octet = bytes[at++] ?? 0;
    if (octet < 0x80) text = shortStarts[octet] ?? '';
    else {
      let number = octet & 0x7f;
      while (octet >= 0x80 && at < end) {
        octet = bytes[at++] ?? 0;
        number = number * 128 + (octet & 0x7f);
      }
      text = firstArcs(number);
    }
  }
  while (at < end) {
    let octet = bytes[at++] ?? 0;
    if (octet < 0x80) {
      text += shortArcs[octet];
      continue;
    }
    let arc = octet & 0x7f;
    while (octet >= 0x80 && at < end) {
      octet = bytes[at++] ?? 0;
      arc = arc * 128 + (octet & 0x7f);
    }
    text += `.${arc}`;
  }
  return text;
}

/** What makes octets no OID that SNMP can carry; undefined when they are one. Offsets are not needed: it is one value. */
export function oidFault(bytes: Uint8Array, offset: number, length: number): string | undefined {
  const end = offset + length;
  if (length === 0) return 'OID without octets';
  if ((bytes[end - 1] ?? 0) >= 0x80) return 'OID ends inside an arc';
  let arcs = 1;
  for (let at = offset; at < end; at++) {
    let octet = bytes[at] ?? 0;
    arcs++;
    if (octet < 0x80) continue;
    if (octet === 0x80) return 'OID arc with a leading zero';
    let arc = octet & 0x7f;
    while (octet >= 0x80) {
      octet = bytes[++at] ?? 0;
      arc = arc * 128 + (octet & 0x7f);
    }
    if (arc > (arcs === 2 ? maximumArc + 2 * firstArcStep : maximumArc)) return `OID arc above ${maximumArc}`;
  }
  return arcs > maximumArcs ? `OID of ${arcs} arcs, at most ${maximumArcs} are allowed` : undefined;
}

/** Five octets an arc, at most. */
const scratch = new Uint8Array(5 * maximumArcs);

/** Content octets of a dotted OID of at least two arcs, with or without a dot before it; undefined when it is none. */
export function oidOctets(text: string): Uint8Array | undefined {
  const length = parseOid(text);
  return length < 0 ? undefined : scratch.slice(0, length);
}

/** Writes a dotted OID with tag and length. False, and nothing written, when it is none. */
export function writeOid(writer: BerWriter, text: string): boolean {
  const length = parseOid(text);
  if (length >= 0) writer.bytes(scratch, length).header(berTags.objectIdentifier, length);
  return length >= 0;
}

/** Puts the content octets into `scratch` and gives their number; -1 when the text is no OID. */
function parseOid(text: string): number {
  const end = text.length;
  let at = end > 0 && text.charCodeAt(0) === dot ? 1 : 0;
  let first = -1;
  let arcs = 0;
  let length = 0;
  while (at <= end) {
    const start = at;
    let arc = 0;
    while (at < end) {
      const digit = text.charCodeAt(at) - digitZero;
      if (digit < 0 || digit > 9) break;
      arc = arc * 10 + digit;
      at++;
    }
    const digits = at - start;
    // A leading zero makes no number: "1.3.06" is a typing error more often than not.
    if (digits === 0 || digits > 10 || arc > maximumArc || (digits > 1 && text.charCodeAt(start) === digitZero)) {
      return -1;
    }
    if (at < end && text.charCodeAt(at) !== dot) return -1;
    at++;
    if (++arcs > maximumArcs) return -1;
    if (arcs === 1) {
      if (arc > 2) return -1;
      first = arc;
      continue;
    }
    if (arcs === 2) {
      if (first < 2 && arc >= firstArcStep) return -1;
      arc += first * firstArcStep;
    }
    length = putArc(length, arc);
  }
  return arcs < 2 ? -1 : length;
}

function putArc(at: number, arc: number): number {
  if (arc < 0x80) {
    scratch[at] = arc;
    return at + 1;
  }
  let octets = 2;
  for (let rest = Math.floor(arc / 0x4000); rest > 0; rest = Math.floor(rest / 128)) octets++;
  let rest = arc;
  for (let i = octets - 1; i >= 0; i--) {
    scratch[at + i] = (rest % 128) | (i === octets - 1 ? 0 : 0x80);
    rest = Math.floor(rest / 128);
  }
  return at + octets;
}

/**
 * Order of two OIDs by their arcs (RFC 3416 section 4.2.2: lexicographical): negative when `a` is first, 0 when they are
 * the same. Both without a fault.
 */
export function compareOids(
  a: Uint8Array,
  aStart: number,
  aLength: number,
  b: Uint8Array,
  bStart: number,
  bLength: number,
): number {
  const common = Math.min(aLength, bLength);
  let same = 0;
  while (same < common && a[aStart + same] === b[bStart + same]) same++;
  if (same === common) return aLength - bLength;
  // Arcs are written as short as they can be: the one with more octets left is greater, else the first other octet tells.
  const longer = octetsLeft(a, aStart + same, aStart + aLength) - octetsLeft(b, bStart + same, bStart + bLength);
  return longer === 0 ? (a[aStart + same] ?? 0) - (b[bStart + same] ?? 0) : longer;
}

/** Octets of an arc from `at` to its last one. */
function octetsLeft(bytes: Uint8Array, at: number, end: number): number {
  let last = at;
  while (last < end - 1 && (bytes[last] ?? 0) >= 0x80) last++;
  return last - at;
}

/** Whether the OID at `offset` is `root` or below it. */
export function isUnderOid(root: Uint8Array, bytes: Uint8Array, offset: number, length: number): boolean {
  if (length < root.length) return false;
  // The root ends at the end of an arc, so what follows it there is further arcs.
  for (let i = 0; i < root.length; i++) if (root[i] !== bytes[offset + i]) return false;
  return true;
}
