import { ipv4Bytes, ipv4Number, uint16At } from '#electron/wire/octets.ts';

const groupCount = 8;

/** An IPv6 address in the form of RFC 5952: lower case, the longest run of zero groups (the first of equals) as "::". */
export function ipv6Text(bytes: Uint8Array, offset: number): string {
  const groups = Array.from({ length: groupCount }, (_, i) => uint16At(bytes, offset + 2 * i));
  const { start, length } = longestZeros(groups);
  const text = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  if (length < 2) return text(0, groupCount);
  return `${text(0, start)}::${text(start + length, groupCount)}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [i, group] of groups.entries()) {
    if (group !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  }
  return best;
}

/** The 16 bytes of an IPv6 address in any form of RFC 4291 section 2.2; undefined when it is none. Without a zone. */
export function ipv6Bytes(text: string): Uint8Array | undefined {
  if (text.length > 45) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before = '', after] = halves;
  const head = groupBytes(before, after === undefined);
  const tail = groupBytes(after ?? '', true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 2 * groupCount - head.length - tail.length;
  // "::" stands for one group at least (RFC 5952 section 4.2.2 would write it out, but it is read).
  if (after === undefined ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...head, ...new Uint8Array(missing), ...tail]);
}

function groupBytes(text: string, mayEndInIpv4: boolean): number[] | undefined {
  const bytes: number[] = [];
  if (text === '') return bytes;
  const groups = text.split(':');
  for (const [i, group] of groups.entries()) {
    if (mayEndInIpv4 && i === groups.length - 1 && ipv4Number(group) !== undefined) bytes.push(...ipv4Bytes(group));
    else if (/^[0-9a-fA-F]{1,4}$/.test(group))
      bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255);
    else return undefined;
  }
  return bytes;
}
