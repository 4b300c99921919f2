import { decodeDhcp, dhcpLayout, findOption, magicCookie, messageType } from '#electron/wire/dhcpv4/message.ts';
import { endCode, padCode } from '#electron/wire/dhcpv4/option-area.ts';
import { colonHexAt, uint32At } from '#electron/wire/octets.ts';

/** What tells to which exchange a DHCP message belongs, and what it is. */
export interface MessageGlance {
  op: number;
  xid: number;
  /** Colon hex; empty when the message has none. */
  chaddr: string;
  /** Option 53; undefined when it is missing or not one byte. */
  type: number | undefined;
  /** The address a server gives; 0 when it gives none. */
  yiaddr: number;
}

const typeCode = 53;
const clientIdentifierCode = 61;
/** Longest client identifier shown in a subject, in bytes. */
const identifierLimit = 20;

/** Reads a message at bytes `start` to `end`; what is not there reads as zero. */
export function glanceAt(bytes: Uint8Array, start: number, end: number): MessageGlance {
  const whole = end - start >= dhcpLayout.sname;
  const message = whole ? bytes : padded(bytes, start, end);
  const at = whole ? start : 0;
  return {
    op: message[at] ?? 0,
    xid: uint32At(message, at + dhcpLayout.xid),
    chaddr: chaddrAt(message, at),
    type: typeAt(bytes, start, end),
    yiaddr: uint32At(message, at + dhcpLayout.yiaddr),
  };
}

function padded(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const message = new Uint8Array(dhcpLayout.sname);
  message.set(bytes.subarray(start, end));
  return message;
}

/** Where hlen cannot be right, the six bytes of an Ethernet address: the other side's messages will have them. */
function chaddrAt(message: Uint8Array, at: number): string {
  const hlen = message[at + 2] ?? 0;
  const from = at + dhcpLayout.chaddr;
  const length = hlen >= 1 && hlen <= 16 ? hlen : 6;
  for (let i = from; i < from + length; i++) if (message[i] !== 0) return colonHexAt(message, from, length);
  return '';
}

function typeAt(bytes: Uint8Array, start: number, end: number): number | undefined {
  const options = start + dhcpLayout.options;
  if (end < options || uint32At(bytes, start + dhcpLayout.cookie) !== magicCookie) return undefined;
  for (let at = options; at < end; ) {
    const code = bytes[at] ?? endCode;
    if (code === endCode) break;
    if (code === padCode) at++;
    else if (code !== typeCode) at += 2 + (bytes[at + 1] ?? 0);
    else if (bytes[at + 1] === 1 && at + 2 < end) return bytes[at + 2];
    else break;
  }
  // It may still stand in the fields that option 52 opens.
  return messageType(decodeDhcp(bytes.subarray(start, end)));
}

/** The client identifier of a message without chaddr, in colon hex; undefined when it has none. */
export function clientIdentifierAt(bytes: Uint8Array, start: number, end: number): string | undefined {
  const value = findOption(decodeDhcp(bytes.subarray(start, end)), clientIdentifierCode);
  if (value === undefined || value.length === 0) return undefined;
  return colonHexAt(value, 0, Math.min(value.length, identifierLimit));
}
