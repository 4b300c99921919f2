import type { PacketField } from '#shared/model/packet-field.ts';
import { shorten } from './text.ts';

/** One line of a decoded packet with its value bounded. */
export function field(
  id: string,
  name: string,
  value: string,
  offset: number,
  length: number,
  more: { fault?: string | undefined; children?: PacketField[] | undefined } = {},
): PacketField {
  const line: PacketField = { id, name, value: shorten(value), offset, length };
  if (more.fault !== undefined) line.fault = more.fault;
  if (more.children !== undefined) line.children = more.children;
  return line;
}

/** "DISCOVER (1)"; "unknown (77)" for numbers without a name. */
export function named(names: ReadonlyMap<number, string>, value: number): string {
  return `${names.get(value) ?? 'unknown'} (${value})`;
}

/** "1 octet", "5 octets" */
export function octetCount(count: number): string {
  return count === 1 ? '1 octet' : `${count} octets`;
}

/** "0x0800" */
export function hexNumber(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** Seconds with the same in larger units: "120 s (2 min)", "93784 s (1 d 2 h 3 min 4 s)". */
export function seconds(value: number): string {
  // RFC 2131 section 3.3: 0xffffffff represents "infinity".
  if (value === 0xffffffff) return `${value} s (for ever)`;
  let rest = Math.abs(value);
  if (rest < 60) return `${value} s`;
  const parts: string[] = [];
  for (const [size, unit] of units) {
    if (rest >= size) parts.push(`${Math.floor(rest / size)} ${unit}`);
    rest %= size;
  }
  if (rest > 0) parts.push(`${rest} s`);
  return `${value} s (${value < 0 ? '-' : ''}${parts.join(' ')})`;
}
