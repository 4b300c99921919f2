import type { Meaning } from '#electron/objects/object-definition.ts';

/** A type with everything that its chain of textual conventions says. Plain data, kept as JSON. */
export interface TypedSyntax {
  /** As the object has it. */
  name: string;
  /** At the end of the chain: "Integer32", "OCTET STRING", "BITS"; one of `baseTypes`. */
  base: string;
  labels?: [label: string, value: number][];
  /** Of numbers and of the size of octets; as text, for 64 bits are too many for a number. */
  ranges?: [low: string, high: string][];
  hint?: string;
  meaning?: Meaning;
  /** The textual convention, and where its description is. */
  convention?: { module: string; description?: [start: number, end: number] };
}

/** What SMI builds on: the type that travels, and the least and greatest number. */
export const baseTypes: Readonly<Record<string, { travels: string; low?: string; high?: string }>> = {
  INTEGER: { travels: 'INTEGER', low: '-2147483648', high: '2147483647' },
  Integer32: { travels: 'INTEGER', low: '-2147483648', high: '2147483647' },
  Integer64: { travels: 'INTEGER', low: '-9223372036854775808', high: '9223372036854775807' },
  Unsigned32: { travels: 'Gauge32', low: '0', high: '4294967295' },
  UInteger32: { travels: 'Gauge32', low: '0', high: '4294967295' },
  Unsigned64: { travels: 'Counter64', low: '0', high: '18446744073709551615' },
  Gauge: { travels: 'Gauge32', low: '0', high: '4294967295' },
  Gauge32: { travels: 'Gauge32', low: '0', high: '4294967295' },
  Counter: { travels: 'Counter32', low: '0', high: '4294967295' },
  Counter32: { travels: 'Counter32', low: '0', high: '4294967295' },
  Counter64: { travels: 'Counter64', low: '0', high: '18446744073709551615' },
  TimeTicks: { travels: 'TimeTicks', low: '0', high: '4294967295' },
  IpAddress: { travels: 'IpAddress' },
  NetworkAddress: { travels: 'IpAddress' },
  Opaque: { travels: 'Opaque', low: '0', high: '65535' },
  'OCTET STRING': { travels: 'OCTET STRING', low: '0', high: '65535' },
  'OBJECT IDENTIFIER': { travels: 'OBJECT IDENTIFIER' },
  BITS: { travels: 'OCTET STRING' },
  Float: { travels: 'Float' },
  Double: { travels: 'Double' },
  NULL: { travels: 'NULL' },
};

/** Types that stand in a MIB without being imported. */
export const inbornTypes: ReadonlySet<string> = new Set([
  'INTEGER',
  'OCTET STRING',
  'OBJECT IDENTIFIER',
  'BITS',
  'NULL',
]);
