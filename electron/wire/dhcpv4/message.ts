import type { PacketFault } from '#shared/model/packet-field.ts';
import { colonHexAt, colonHexBytes, ipv4At, putIpv4, putUint16, putUint32, uint16At, uint32At } from '../octets.ts';
import { escapeText, unescapeText, withoutNuls } from '../text.ts';
import { messageTypeName } from './message-types.ts';
import { endCode, type OptionSink, padCode, scanOptions } from './option-area.ts';

export type OptionArea = 'options' | 'file' | 'sname';

/** One occurrence of an option: `length` counts its two bytes of header too. */
export interface OptionPart {
  offset: number;
  length: number;
  area: OptionArea;
}

export interface DhcpOption {
  code: number;
  /** The value; several occurrences are joined in the order of RFC 3396 section 5. */
  bytes: Uint8Array;
  /** Where it stood; empty for an option we made. */
  parts: OptionPart[];
}

/** A DHCP or BOOTP message (RFC 2131 section 2). */
export interface DhcpMessage {
  op: number;
  htype: number;
  hlen: number;
  hops: number;
  xid: number;
  /** Seconds. */
  secs: number;
  flags: number;
  ciaddr: string;
  yiaddr: string;
  siaddr: string;
  giaddr: string;
  /** Colon hex of `hlen` bytes, 16 at most. */
  chaddr: string;
  /** As in `escapeText`, up to the first NUL; empty when it holds options. */
  sname: string;
  file: string;
  /** In order of first appearance, one for each code. */
  options: DhcpOption[];
  faults: PacketFault[];
}

/** Field offsets of RFC 2131 section 2, figure 1. */
export const dhcpLayout = {
  xid: 4,
  secs: 8,
  flags: 10,
  ciaddr: 12,
  yiaddr: 16,
  siaddr: 20,
  giaddr: 24,
  chaddr: 28,
  sname: 44,
  file: 108,
  cookie: 236,
  options: 240,
} as const;

export const broadcastFlag = 0x8000;
/** RFC 2131 section 3: the four octets 99, 130, 83, 99. */
export const magicCookie = 0x63825363;
/** RFC 1542 section 2.1: some BOOTP agents drop messages shorter than the 300 bytes of RFC 951. */
export const bootpMinimumLength = 300;
const overloadCode = 52;

/** Which areas option 52 opens for options, in the order of RFC 3396 section 5: file before sname. */
export function overloadedAreas(value: number): OptionArea[] {
  const areas: OptionArea[] = [];
  if (value & 1) areas.push('file');
  if (value & 2) areas.push('sname');
  return areas;
}

/** Gathers options across areas, joining those of one code. */
class OptionCollector implements OptionSink {
  readonly options: DhcpOption[] = [];
  readonly #bytes: Uint8Array;
  readonly #base: number;
  readonly #faults: PacketFault[];
  /** Position in `options` of each code met, plus one. */
  readonly #positions = new Uint8Array(256);
  #area: OptionArea = 'options';
  #split = false;

  constructor(bytes: Uint8Array, base: number, faults: PacketFault[]) {
    this.#bytes = bytes;
    this.#base = base;
    this.#faults = faults;
  }

  scan(area: OptionArea, start: number, end: number): void {
    this.#area = area;
    scanOptions(this.#bytes, start, end, this);
  }

  option(code: number, offset: number, length: number): void {
    const part = { offset: offset + this.#base, length: length + 2, area: this.#area };
    const position = this.#positions[code] ?? 0;
    const known = position === 0 ? undefined : this.options[position - 1];
    if (known !== undefined) {
      known.parts.push(part);
      this.#split = true;
      return;
    }
    const bytes = this.#bytes.subarray(offset + 2, offset + 2 + length);
    this.#positions[code] = this.options.push({ code, bytes, parts: [part] });
  }

  overrun(code: number, offset: number, length: number | undefined): void {
    const reason =
      length === undefined
        ? `option ${code} has no length`
        : `option ${code} claims ${length} bytes, the ${this.#area} field ends before`;
    this.#faults.push({ offset: offset + this.#base, reason });
  }

  pad(): void {}

  end(): void {}

  unended(offset: number): void {
    this.#faults.push({ offset: offset + this.#base, reason: `no End option in the ${this.#area} field` });
  }

  /** RFC 3396 section 7: the parts in the order of the aggregate buffer make one option. */
  finish(): DhcpOption[] {
    if (!this.#split) return this.options;
    for (const option of this.options) {
      if (option.parts.length < 2) continue;
      const total = option.parts.reduce((sum, part) => sum + part.length - 2, 0);
      const joined = new Uint8Array(total);
      let at = 0;
      for (const part of option.parts) {
        const start = part.offset - this.#base;
        joined.set(this.#bytes.subarray(start + 2, start + part.length), at);
        at += part.length - 2;
      }
      option.bytes = joined;
    }
    return this.options;
  }
}

/**
 * Decodes a UDP payload as DHCP, as far as it goes: fields past the end read as zero, the faults say where it broke.
 * `baseOffset` is added to every offset in the result. Option bytes are views of `bytes`, unless they were joined.
 */
export function decodeDhcp(bytes: Uint8Array, baseOffset = 0): DhcpMessage {
  const faults: PacketFault[] = [];
  const { cookie, options: optionStart } = dhcpLayout;
  let fixed = bytes;
  if (bytes.length < cookie) {
    faults.push({ offset: baseOffset + bytes.length, reason: `message ends after ${bytes.length} of 236 bytes` });
    fixed = new Uint8Array(cookie);
    fixed.set(bytes);
  }
  const op = fixed[0] ?? 0;
  const hlen = fixed[2] ?? 0;
  if (op !== 1 && op !== 2 && bytes.length > 0) faults.push({ offset: baseOffset, reason: `op ${op}, must be 1 or 2` });
  if (hlen > 16) faults.push({ offset: baseOffset + 2, reason: `hlen ${hlen}, chaddr holds 16 bytes` });

  let options: DhcpOption[] = [];
  let areas: OptionArea[] = [];
  if (bytes.length >= optionStart && uint32At(bytes, cookie) === magicCookie) {
    const collector = new OptionCollector(bytes, baseOffset, faults);
    collector.scan('options', optionStart, bytes.length);
    areas = overloadOf(collector.options);
    // RFC 3396 section 5: the options field, then file, then sname.
    for (const area of areas) collector.scan(area, dhcpLayout[area === 'file' ? 'file' : 'sname'], areaEnd(area));
    options = collector.finish();
  } else if (bytes.length >= cookie) {
    faults.push({ offset: baseOffset + cookie, reason: 'no magic cookie 99.130.83.99' });
  }

  return {
    op,
    htype: fixed[1] ?? 0,
    hlen,
    hops: fixed[3] ?? 0,
    xid: uint32At(fixed, dhcpLayout.xid),
    secs: uint16At(fixed, dhcpLayout.secs),
    flags: uint16At(fixed, dhcpLayout.flags),
    ciaddr: ipv4At(fixed, dhcpLayout.ciaddr),
    yiaddr: ipv4At(fixed, dhcpLayout.yiaddr),
    siaddr: ipv4At(fixed, dhcpLayout.siaddr),
    giaddr: ipv4At(fixed, dhcpLayout.giaddr),
    chaddr: colonHexAt(fixed, dhcpLayout.chaddr, Math.min(hlen, 16)),
    sname: areas.includes('sname') ? '' : zeroEnded(fixed, dhcpLayout.sname, 64),
    file: areas.includes('file') ? '' : zeroEnded(fixed, dhcpLayout.file, 128),
    options,
    faults,
  };
}

/** Only an option 52 of the options field itself counts: one found in file or sname cannot open anything. */
function overloadOf(options: DhcpOption[]): OptionArea[] {
  for (const option of options) if (option.code === overloadCode) return overloadedAreas(option.bytes[0] ?? 0);
  return [];
}

export function areaEnd(area: OptionArea): number {
  return area === 'file' ? dhcpLayout.cookie : dhcpLayout.file;
}

function zeroEnded(bytes: Uint8Array, start: number, length: number): string {
  if (bytes[start] === 0) return '';
  let end = start;
  while (end < start + length && bytes[end] !== 0) end++;
  return escapeText(bytes.subarray(start, end));
}

/** A message with every field zero but those given, on Ethernet. */
export function newDhcpMessage(fields: Partial<Omit<DhcpMessage, 'faults'>>): DhcpMessage {
  return {
    op: 1,
    htype: 1,
    hlen: 6,
    hops: 0,
    xid: 0,
    secs: 0,
    flags: 0,
    ciaddr: '0.0.0.0',
    yiaddr: '0.0.0.0',
    siaddr: '0.0.0.0',
    giaddr: '0.0.0.0',
    chaddr: '',
    sname: '',
    file: '',
    options: [],
    ...fields,
    faults: [],
  };
}

/** An option to send. */
export function newOption(code: number, bytes: Uint8Array): DhcpOption {
  return { code, bytes, parts: [] };
}

/**
 * Encodes a message, options in their order, padded to 300 bytes. All options go into the options field, so option 52 is
 * left out; a value over 255 bytes is split (RFC 3396 section 5). Pad and End are no options to give.
 */
export function encodeDhcp(message: DhcpMessage): Uint8Array {
  let length = dhcpLayout.options + 1;
  for (const { code, bytes } of message.options) {
    if (isSent(code)) length += bytes.length + 2 * Math.max(1, Math.ceil(bytes.length / 255));
  }
  const out = new Uint8Array(Math.max(bootpMinimumLength, length));
  out[0] = message.op;
  out[1] = message.htype;
  out[2] = message.hlen;
  out[3] = message.hops;
  putUint32(out, dhcpLayout.xid, message.xid);
  putUint16(out, dhcpLayout.secs, message.secs);
  putUint16(out, dhcpLayout.flags, message.flags);
  putIpv4(out, dhcpLayout.ciaddr, message.ciaddr);
  putIpv4(out, dhcpLayout.yiaddr, message.yiaddr);
  putIpv4(out, dhcpLayout.siaddr, message.siaddr);
  putIpv4(out, dhcpLayout.giaddr, message.giaddr);
  out.set(colonHexBytes(message.chaddr, 16), dhcpLayout.chaddr);
  out.set(unescapeText(message.sname).subarray(0, 64), dhcpLayout.sname);
  out.set(unescapeText(message.file).subarray(0, 128), dhcpLayout.file);
  putUint32(out, dhcpLayout.cookie, magicCookie);
  let at: number = dhcpLayout.options;
  for (const { code, bytes } of message.options) if (isSent(code)) at = putOption(out, at, code, bytes);
  out[at] = endCode;
  return out;
}

function isSent(code: number): boolean {
  return code !== padCode && code !== endCode && code !== overloadCode;
}

function putOption(out: Uint8Array, start: number, code: number, bytes: Uint8Array): number {
  let at = start;
  let from = 0;
  do {
    const length = Math.min(255, bytes.length - from);
    out[at] = code;
    out[at + 1] = length;
    out.set(bytes.subarray(from, from + length), at + 2);
    at += 2 + length;
    from += length;
  } while (from < bytes.length);
  return at;
}

/** The value of an option; undefined when the message has none of that code. */
export function findOption(message: DhcpMessage, code: number): Uint8Array | undefined {
  for (const option of message.options) if (option.code === code) return option.bytes;
  return undefined;
}

/** Option 53; undefined when it is missing or not one byte. */
export function messageType(message: DhcpMessage): number | undefined {
  const bytes = findOption(message, 53);
  return bytes?.length === 1 ? bytes[0] : undefined;
}

/** "DISCOVER", "OFFER", ...; "BOOTREQUEST" or "BOOTREPLY" without option 53; "type 99" for a number without a name. */
export function messageName(message: DhcpMessage): string {
  const type = messageType(message);
  if (type !== undefined) return messageTypeName(type) ?? `type ${type}`;
  if (message.op === 1) return 'BOOTREQUEST';
  return message.op === 2 ? 'BOOTREPLY' : `op ${message.op}`;
}

/** An option's single address; undefined when it is missing or not four bytes. */
export function addressOption(message: DhcpMessage, code: number): string | undefined {
  const bytes = findOption(message, code);
  return bytes?.length === 4 ? ipv4At(bytes, 0) : undefined;
}

/** An option's list of addresses; empty when it is missing. A last one that is cut short is left out. */
export function addressesOption(message: DhcpMessage, code: number): string[] {
  const bytes = findOption(message, code);
  const addresses: string[] = [];
  if (bytes !== undefined) for (let at = 0; at + 4 <= bytes.length; at += 4) addresses.push(ipv4At(bytes, at));
  return addresses;
}

/** An option's 32-bit number (lease time, T1, T2 in seconds); undefined when it is missing or not four bytes. */
export function uint32Option(message: DhcpMessage, code: number): number | undefined {
  const bytes = findOption(message, code);
  return bytes?.length === 4 ? uint32At(bytes, 0) : undefined;
}

/** An option's text as in `escapeText`, without NULs at its end (RFC 2132 section 2); undefined when it is missing. */
export function textOption(message: DhcpMessage, code: number): string | undefined {
  const bytes = findOption(message, code);
  return bytes === undefined ? undefined : escapeText(withoutNuls(bytes));
}
