import { ipv4At, ipv4Number, putUint16, putUint32, uint16At } from './octets.ts';

export const ipv6AddressLength = 16;
const groups = 8;

/** An IPv6 address as RFC 5952 section 4 writes it; missing bytes read as zero. */
export function ipv6At(bytes: Uint8Array, offset: number): string {
  const words = Array.from({ length: groups }, (_, group) => uint16At(bytes, offset + 2 * group));
  if (words[5] === 0xffff && words.slice(0, 5).every((word) => word === 0))
    return `::ffff:${ipv4At(bytes, offset + 12)}`;
  const hole = longestZeros(words);
  const text = (from: number, to: number) =>
    words
      .slice(from, to)
      .map((word) => word.toString(16))
      .join(':');
  return hole === undefined ? text(0, groups) : `${text(0, hole.from)}::${text(hole.to, groups)}`;
}

/** The first of the longest runs of zero groups; one group alone is not shortened. */
function longestZeros(words: readonly number[]): { from: number; to: number } | undefined {
  let best: { from: number; to: number } | undefined;
  for (let from = 0; from < groups; from++) {
    let to = from;
    while (to < groups && words[to] === 0) to++;
    if (to - from > (best === undefined ? 1 : best.to - best.from)) best = { from, to };
  }
  return best;
}

/** The 16 bytes of an IPv6 address, a zone ("%eth0") left out; undefined when it is none. */
export function octetsOfIpv6(text: string): Uint8Array | undefined {
  const [address = ''] = text.split('%', 1);
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (head === undefined) return undefined;
  // Only the last of all may be written as an IPv4 address.
  const front = wordsOf(head, tail === undefined);
  const back = wordsOf(tail ?? [], true);
  if (front === undefined || back === undefined) return undefined;
  const missing = groups - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const bytes = new Uint8Array(ipv6AddressLength);
  for (const [index, word] of front.entries()) putUint16(bytes, 2 * index, word);
  for (const [index, word] of back.entries()) putUint16(bytes, 2 * (groups - back.length + index), word);
  return bytes;
}

function wordsOf(parts: readonly string[], last: boolean): number[] | undefined {
  const words: number[] = [];
  for (const [index, part] of parts.entries()) {
    const dotted = last && index === parts.length - 1 && part.includes('.') ? ipv4Number(part) : undefined;
    if (dotted !== undefined) words.push(dotted >>> 16, dotted & 0xffff);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) words.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return words.length > groups ? undefined : words;
}

/** Writes an IPv6 address as 16 bytes; what is no address becomes zeros. */
export function putIpv6(bytes: Uint8Array, offset: number, address: string): void {
  for (let i = 0; i < ipv6AddressLength; i += 4) putUint32(bytes, offset + i, 0);
  const octets = octetsOfIpv6(address);
  if (octets !== undefined) bytes.set(octets, offset);
}
