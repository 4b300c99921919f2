import { octetCount } from '../field.ts';
import { ipv6At } from '../ipv6-address.ts';
import { colonHexAt, hexAt, ipv4At, uint32At } from '../octets.ts';
import { escapeText } from '../text.ts';

/** What an engine ID says of its engine (RFC 3411 section 5, SnmpEngineID). */
export interface EngineIdParts {
  /** IANA private enterprise number; undefined for an engine ID too short to have one. */
  enterprise: number | undefined;
  /** The fifth octet; undefined in the older form that has none. */
  format: number | undefined;
  /** "MAC 00:1b:21:0a:0b:0c", "IPv4 10.0.0.1", 'text "core-1"', "octets 0a0b". */
  form: string;
  fault?: string;
}

const enterpriseLength = 4;
const formatAt = 4;
const dataAt = 5;
const lengths = { least: 5, most: 32 } as const;

const formatNames = new Map([
  [1, 'IPv4'],
  [2, 'IPv6'],
  [3, 'MAC'],
  [4, 'text'],
  [5, 'octets'],
  // RFC 5343 section 3.2: stands for the engine that is asked.
  [6, 'local engine'],
]);

/** "MAC (3)", "enterprise's own (128)" */
export function engineFormatText(format: number): string {
  return `${formatNames.get(format) ?? (format >= 128 ? "enterprise's own" : 'reserved')} (${format})`;
}

export function readEngineId(engineId: Uint8Array): EngineIdParts {
  const { length } = engineId;
  const fault =
    length < lengths.least || length > lengths.most
      ? `engine ID of ${octetCount(length)}, must have ${lengths.least} to ${lengths.most}`
      : undefined;
  if (length < enterpriseLength) {
    return { enterprise: undefined, format: undefined, form: hexAt(engineId, 0, length), ...(fault && { fault }) };
  }
  const first = uint32At(engineId, 0);
  const enterprise = first & 0x7fff_ffff;
  // The first bit set says that the fifth octet tells how the rest is made.
  const format = first >>> 31 === 1 && length > formatAt ? engineId[formatAt] : undefined;
  const form =
    format === undefined ? `octets ${hexAt(engineId, enterpriseLength, length)}`.trimEnd() : formOf(engineId, format);
  return { enterprise, format, form, ...(fault && { fault }) };
}

function formOf(engineId: Uint8Array, format: number): string {
  const length = engineId.length - dataAt;
  if (format === 1 && length === 4) return `IPv4 ${ipv4At(engineId, dataAt)}`;
  if (format === 2 && length === 16) return `IPv6 ${ipv6At(engineId, dataAt)}`;
  if (format === 3 && length === 6) return `MAC ${colonHexAt(engineId, dataAt, 6)}`;
  if (format === 4) return `text "${escapeText(engineId.subarray(dataAt))}"`;
  if (format === 5) return `octets ${hexAt(engineId, dataAt, length)}`;
  return `${engineFormatText(format)} ${hexAt(engineId, dataAt, length)}`.trimEnd();
}
