import { z } from 'zod';

/**
 * Types of SMIv1 and SMIv2 (RFC 2578 section 7.1), the exceptions of RFC 3416 section 3, and the floating point numbers that net-snmp
 * wraps in Opaque. `unknown`: a tag nobody knows, or bytes that are no value of their type; they are in `hex`.
 */
export const smiTypes = [
  'INTEGER',
  'OCTET STRING',
  'OBJECT IDENTIFIER',
  'NULL',
  'IpAddress',
  'Counter32',
  'Gauge32',
  'TimeTicks',
  'Opaque',
  'Counter64',
  'Float',
  'Double',
  'noSuchObject',
  'noSuchInstance',
  'endOfMibView',
  'unknown',
] as const;

/** What can be written with SET. */
export const settableTypes = [
  'INTEGER',
  'OCTET STRING',
  'OBJECT IDENTIFIER',
  'NULL',
  'IpAddress',
  'Counter32',
  'Gauge32',
  'TimeTicks',
  'Opaque',
  'Counter64',
  'Float',
  'Double',
] as const;
export type SettableType = (typeof settableTypes)[number];

/** One answered object. */
export const varbindSchema = z.object({
  /** Dotted, without a leading dot. */
  oid: z.string(),
  /** "sysName.0", "ifDescr.3", where the object is known. */
  name: z.string().optional(),
  type: z.enum(smiTypes),
  /**
   * 32-bit numbers, Float and Double as numbers (not finite: their name as text); Counter64 as an exact decimal string; OCTET STRING and
   * Opaque as text where they are readable text, else as colon hex; NULL and exceptions are null.
   */
  value: z.union([z.string(), z.number(), z.null()]),
  /** For people: "up(1)", "1 d 2 h (9360000)", "00:1b:21:0a:0b:0c", with the unit. */
  text: z.string(),
  /** The value's bytes as they were received. */
  hex: z.string(),
  /** What is wrong with the value's bytes. */
  fault: z.string().optional(),
});
export type Varbind = z.infer<typeof varbindSchema>;

/** One object to be written. */
export const setVarbindSchema = z.object({
  /** Numeric or by name, with its instance: "sysName.0". */
  oid: z.string().trim().min(1).max(2000),
  /** May be left out where the object is known. */
  type: z.enum(settableTypes).optional(),
  /** Numbers in decimal, an enumeration also by its label ("up"), bytes as text or, with `hex`, as hex digits. */
  value: z.union([z.string().max(200_000), z.number()]),
  hex: z.boolean().default(false),
});
export type SetVarbind = z.output<typeof setVarbindSchema>;
