import type { BerWriter } from '../ber/ber-writer.ts';
import { signedAt } from '../ber/cursor.ts';
import { oidFault, oidText, writeOid } from '../ber/oid.ts';
import { berTags } from '../ber/tags.ts';
import { octetCount } from '../field.ts';
import { ipv4At, ipv4Number, octetsOfIpv4 } from '../octets.ts';
import { snmpTags } from './names.ts';

/**
 * One value (RFC 2578 section 7.1, RFC 3416 section 3), and the numbers in floating point that net-snmp wraps in Opaque.
 * Octets in it are views of what was decoded.
 */
export type SnmpValue =
  | { type: 'INTEGER' | 'Counter32' | 'Gauge32' | 'TimeTicks'; value: number }
  | { type: 'Counter64'; value: bigint }
  | { type: 'OCTET STRING' | 'Opaque'; value: Uint8Array }
  | { type: 'OBJECT IDENTIFIER' | 'IpAddress'; value: string }
  | { type: 'Float' | 'Double'; value: number }
  | { type: 'NULL' | 'noSuchObject' | 'noSuchInstance' | 'endOfMibView' }
  /** A tag nobody knows, or octets that are no value of their type; both survive being written again. */
  | { type: 'unknown'; tag: number; value: Uint8Array; fault: string };

/** Inside Opaque: the tag in two octets and the length, as net-snmp writes them. */
const floatHeader = [0x9f, 0x78, 4] as const;
const doubleHeader = [0x9f, 0x79, 8] as const;

/** Reads the value of a tag with its content. Never throws. */
export function readValue(bytes: Uint8Array, tag: number, offset: number, length: number): SnmpValue {
  switch (tag) {
    case berTags.integer:
      return readInteger(bytes, tag, offset, length);
    case berTags.octetString:
      return { type: 'OCTET STRING', value: bytes.subarray(offset, offset + length) };
    case berTags.objectIdentifier: {
      // No octets are zeroDotZero, as some agents write it.
      if (length === 0) return { type: 'OBJECT IDENTIFIER', value: '0.0' };
      const fault = oidFault(bytes, offset, length);
      if (fault !== undefined) return unknown(bytes, tag, offset, length, fault);
      return { type: 'OBJECT IDENTIFIER', value: oidText(bytes, offset, length) };
    }
    case snmpTags.ipAddress:
      if (length !== 4) return unknown(bytes, tag, offset, length, `IpAddress of ${octetCount(length)}, must have 4`);
      return { type: 'IpAddress', value: ipv4At(bytes, offset) };
    case snmpTags.counter32:
      return readUnsigned(bytes, tag, 'Counter32', offset, length);
    case snmpTags.gauge32:
      return readUnsigned(bytes, tag, 'Gauge32', offset, length);
    case snmpTags.timeTicks:
      return readUnsigned(bytes, tag, 'TimeTicks', offset, length);
    case snmpTags.counter64:
      return readCounter64(bytes, tag, offset, length);
    case snmpTags.opaque:
      return readOpaque(bytes, offset, length);
    case berTags.null:
      return length === 0 ? { type: 'NULL' } : notEmpty(bytes, tag, 'NULL', offset, length);
    case snmpTags.noSuchObject:
      return length === 0 ? { type: 'noSuchObject' } : notEmpty(bytes, tag, 'noSuchObject', offset, length);
    case snmpTags.noSuchInstance:
      return length === 0 ? { type: 'noSuchInstance' } : notEmpty(bytes, tag, 'noSuchInstance', offset, length);
    case snmpTags.endOfMibView:
      return length === 0 ? { type: 'endOfMibView' } : notEmpty(bytes, tag, 'endOfMibView', offset, length);
    default:
      return unknown(bytes, tag, offset, length, `tag 0x${tag.toString(16).padStart(2, '0')} is no type of SNMP`);
  }
}

function unknown(bytes: Uint8Array, tag: number, offset: number, length: number, fault: string): SnmpValue {
  return { type: 'unknown', tag, value: bytes.subarray(offset, offset + length), fault };
}

function notEmpty(bytes: Uint8Array, tag: number, name: string, offset: number, length: number): SnmpValue {
  return unknown(bytes, tag, offset, length, `${name} of ${octetCount(length)}, must have none`);
}

/** Longer than it need be is read, as long as it is a number of 32 bits: agents write 00 00 00 05. */
function readInteger(bytes: Uint8Array, tag: number, offset: number, length: number): SnmpValue {
  if (length >= 1 && length <= 4) return { type: 'INTEGER', value: signedAt(bytes, offset, length) };
  const first = bytes[offset] ?? 0;
  const high = (bytes[offset + 1] ?? 0) >= 0x80;
  if (length === 5 && (high ? first === 0xff : first === 0)) {
    return { type: 'INTEGER', value: signedAt(bytes, offset + 1, 4) };
  }
  return unknown(bytes, tag, offset, length, `INTEGER of ${octetCount(length)}, must have 1 to 4`);
}

/**
 * Numbers of 32 bits without a sign. Four octets whose first bit is set lack the zero before them, but can mean nothing
 * else.
 */
function readUnsigned(
  bytes: Uint8Array,
  tag: number,
  type: 'Counter32' | 'Gauge32' | 'TimeTicks',
  offset: number,
  length: number,
): SnmpValue {
  const first = bytes[offset] ?? 0;
  if (length === 4) return { type, value: signedAt(bytes, offset, 4) >>> 0 };
  if (length === 5 && first === 0) return { type, value: signedAt(bytes, offset + 1, 4) >>> 0 };
  if (length >= 1 && length < 4 && first < 0x80) return { type, value: signedAt(bytes, offset, length) };
  const fault =
    length >= 1 && length < 4
      ? `${type} is negative`
      : `${type} of ${octetCount(length)}, must have 1 to 4, or 5 with a zero first`;
  return unknown(bytes, tag, offset, length, fault);
}

function readCounter64(bytes: Uint8Array, tag: number, offset: number, length: number): SnmpValue {
  const first = bytes[offset] ?? 0;
  if (length >= 1 && length < 8 && first >= 0x80) return unknown(bytes, tag, offset, length, 'Counter64 is negative');
  if (length === 0 || length > 9 || (length === 9 && first !== 0)) {
    const fault = `Counter64 of ${octetCount(length)}, must have 1 to 8, or 9 with a zero first`;
    return unknown(bytes, tag, offset, length, fault);
  }
  const end = offset + length;
  let high = 0;
  let low = 0;
  const middle = Math.max(offset, end - 4);
  for (let at = offset; at < middle; at++) high = high * 256 + (bytes[at] ?? 0);
  for (let at = middle; at < end; at++) low = low * 256 + (bytes[at] ?? 0);
  // Up to 2^53 a number holds it.
  const value = high < 0x20_0000 ? BigInt(high * 0x1_0000_0000 + low) : (BigInt(high) << 32n) | BigInt(low);
  return { type: 'Counter64', value };
}

function readOpaque(bytes: Uint8Array, offset: number, length: number): SnmpValue {
  const at = offset + 3;
  if (length === 7 && startsWith(bytes, offset, floatHeader)) {
    return { type: 'Float', value: viewOf(bytes, at, 4).getFloat32(0) };
  }
  if (length === 11 && startsWith(bytes, offset, doubleHeader)) {
    return { type: 'Double', value: viewOf(bytes, at, 8).getFloat64(0) };
  }
  return { type: 'Opaque', value: bytes.subarray(offset, offset + length) };
}

function startsWith(bytes: Uint8Array, offset: number, header: readonly number[]): boolean {
  return header.every((octet, index) => bytes[offset + index] === octet);
}

function viewOf(bytes: Uint8Array, offset: number, length: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + offset, length);
}

const exceptionTags = {
  NULL: berTags.null,
  noSuchObject: snmpTags.noSuchObject,
  noSuchInstance: snmpTags.noSuchInstance,
  endOfMibView: snmpTags.endOfMibView,
} as const;
const unsignedTags = {
  Counter32: snmpTags.counter32,
  Gauge32: snmpTags.gauge32,
  TimeTicks: snmpTags.timeTicks,
} as const;

/** Writes tag, length and content. Throws RangeError for what its type cannot hold. */
export function writeValue(writer: BerWriter, value: SnmpValue): void {
  switch (value.type) {
    case 'INTEGER':
      inRange(value.value, -0x8000_0000, 0x7fff_ffff, value.type);
      writer.integer(value.value);
      return;
    case 'Counter32':
    case 'Gauge32':
    case 'TimeTicks':
      inRange(value.value, 0, 0xffff_ffff, value.type);
      writer.integer(value.value, unsignedTags[value.type]);
      return;
    case 'Counter64':
      writeCounter64(writer, value.value);
      return;
    case 'OCTET STRING':
      writer.element(berTags.octetString, value.value);
      return;
    case 'Opaque':
      writer.element(snmpTags.opaque, value.value);
      return;
    case 'OBJECT IDENTIFIER':
      if (!writeOid(writer, value.value)) throw new RangeError('not an OID');
      return;
    case 'IpAddress':
      if (ipv4Number(value.value) === undefined) throw new RangeError('not an IPv4 address');
      writer.element(snmpTags.ipAddress, octetsOfIpv4(value.value));
      return;
    case 'Float':
    case 'Double':
      writeFloat(writer, value.type, value.value);
      return;
    case 'unknown':
      writer.element(value.tag, value.value);
      return;
    default:
      writer.header(exceptionTags[value.type], 0);
  }
}

function inRange(value: number, least: number, most: number, type: string): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${type} must be a whole number from ${least} to ${most}`);
}

function writeCounter64(writer: BerWriter, value: bigint): void {
  if (value < 0n || value > 0xffff_ffff_ffff_ffffn) throw new RangeError('Counter64 must be from 0 to 2^64-1');
  const since = writer.length;
  let rest = value;
  let octet = 0;
  do {
    octet = Number(rest & 0xffn);
    writer.octet(octet);
    rest >>= 8n;
  } while (rest > 0n);
  if (octet >= 0x80) writer.octet(0);
  writer.wrap(snmpTags.counter64, since);
}

function writeFloat(writer: BerWriter, type: 'Float' | 'Double', value: number): void {
  const content = new Uint8Array(type === 'Float' ? 7 : 11);
  content.set(type === 'Float' ? floatHeader : doubleHeader);
  const view = viewOf(content, 3, content.length - 3);
  if (type === 'Float') view.setFloat32(0, value);
  else view.setFloat64(0, value);
  writer.element(snmpTags.opaque, content);
}
