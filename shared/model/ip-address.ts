import { z } from 'zod';

/** Reads a dotted-quad IPv4 address into its 32-bit number; undefined when it is not one. No octal, no short forms. */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

export function printIpv4(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

/** Length of a contiguous netmask ("255.255.255.0" is 24); undefined when the mask has holes. */
export function prefixLength(mask: string): number | undefined {
  const value = parseIpv4(mask);
  if (value === undefined) return undefined;
  const inverse = ~value >>> 0;
  return (inverse & (inverse + 1)) === 0 ? 32 - (inverse === 0 ? 0 : Math.log2(inverse + 1)) : undefined;
}

export const ipv4Schema = z
  .string()
  .refine((text) => parseIpv4(text) !== undefined, 'not an IPv4 address such as 192.0.2.1');
