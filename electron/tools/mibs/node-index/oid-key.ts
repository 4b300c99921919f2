/**
 * OIDs as sortable keys: a string of octets (characters below 256), each arc in one to five of them, the more the greater it is. Keys sort by
 * arcs, and the key of an OID begins with the keys of those above it and of no others.
 */

const maximumArc = 0xffff_ffff;
/** SMI allows 128; a key that is longer is nobody's. */
const maximumArcs = 128;

export function arcKey(arc: number): string {
  if (arc < 0x80) return String.fromCharCode(arc);
  if (arc < 0x4000) return String.fromCharCode(0x80 | (arc >> 8), arc & 0xff);
  if (arc < 0x20_0000) return String.fromCharCode(0xc0 | (arc >> 16), (arc >> 8) & 0xff, arc & 0xff);
  if (arc < 0x1000_0000)
    return String.fromCharCode(0xe0 | (arc >> 24), (arc >> 16) & 0xff, (arc >> 8) & 0xff, arc & 0xff);
  return String.fromCharCode(0xf0, arc >>> 24, (arc >> 16) & 0xff, (arc >> 8) & 0xff, arc & 0xff);
}

/** How many octets the arc has whose key begins with this one. */
export function arcLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc0) return 2;
  if (first < 0xe0) return 3;
  return first < 0xf0 ? 4 : 5;
}

const lowBits = [0, 0x7f, 0x3f, 0x1f, 0x0f, 0] as const;

/** Of a dotted OID, with or without a dot before it. Undefined for what is none. */
export function oidKey(oid: string): string | undefined {
  let key = '';
  let arcs = 0;
  let at = oid.charCodeAt(0) === 46 ? 1 : 0;
  if (at === oid.length) return undefined;
  while (at <= oid.length) {
    let arc = 0;
    const start = at;
    for (; at < oid.length; at++) {
      const digit = oid.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      arc = arc * 10 + digit;
      if (arc > maximumArc) return undefined;
    }
    if (at === start || (at < oid.length && oid.charCodeAt(at) !== 46) || ++arcs > maximumArcs) return undefined;
    key += arcKey(arc);
    at++;
  }
  return key;
}

/** The dotted OID of a key. */
export function keyOid(key: string): string {
  let oid = '';
  let at = 0;
  while (at < key.length) {
    const first = key.charCodeAt(at);
    const length = arcLength(first);
    let arc = first & (lowBits[length] ?? 0);
    for (let i = at + 1; i < at + length; i++) arc = arc * 256 + key.charCodeAt(i);
    oid += oid === '' ? arc : `.${arc}`;
    at += length;
  }
  return oid;
}

/** How many arcs a key has. */
export function keyArcs(key: string): number {
  let arcs = 0;
  for (let at = 0; at < key.length; at += arcLength(key.charCodeAt(at))) arcs++;
  return arcs;
}
