import type { PacketField } from '#shared/model/packet-field.ts';
import { field, hexNumber, named, seconds } from '../field.ts';
import { colonHexAt, hexAt, ipv4At, uint32At } from '../octets.ts';
import { escapeText } from '../text.ts';
import { describeOption } from './describe-option.ts';
import {
  areaEnd,
  broadcastFlag,
  type DhcpMessage,
  dhcpLayout,
  magicCookie,
  messageName,
  type OptionArea,
  overloadedAreas,
} from './message.ts';
import { type OptionSink, scanOptions } from './option-area.ts';
import { optionLabel } from './options.ts';

const operations = new Map([
  [1, 'BOOTREQUEST'],
  [2, 'BOOTREPLY'],
]);
const hardwareTypes = new Map([
  [1, 'Ethernet'],
  [6, 'IEEE 802'],
  [7, 'ARCNET'],
  [15, 'frame relay'],
  [20, 'serial line'],
  [24, 'IEEE 1394'],
  [32, 'InfiniBand'],
]);

/** A DHCP message field by field; `bytes` is the frame and `start` to `end` the message in it. */
export function describeDhcp(bytes: Uint8Array, start: number, end: number, message: DhcpMessage): PacketField {
  const overloaded = areasOf(message);
  const whole = (line: PacketField) => line.offset + line.length <= end;
  const children = describeFixed(bytes, start, message, overloaded).filter(whole);
  const covered = children.reduce((to, line) => Math.max(to, line.offset + line.length), start);
  if (covered < end && covered < start + dhcpLayout.options) {
    const cut = end - covered;
    children.push(field('dhcp.rest', 'rest', hexAt(bytes, covered, cut), covered, cut, { fault: 'not decoded' }));
  } else if (message.options.length > 0 || hasCookie(bytes, start, end)) {
    for (const option of message.options) children.push(describeOption(option));
    children.push(...describeRest(bytes, start, end, overloaded));
  }
  return field('dhcp', 'DHCP', messageName(message), start, end - start, { children });
}

function hasCookie(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= dhcpLayout.options && uint32At(bytes, start + dhcpLayout.cookie) === magicCookie;
}

function areasOf(message: DhcpMessage): OptionArea[] {
  // The same rule as in decoding: only an option 52 that stands in the options field opens the others.
  const overload = message.options.find((option) => option.code === 52);
  return overload?.parts[0]?.area === 'options' ? overloadedAreas(overload.bytes[0] ?? 0) : [];
}

function describeFixed(bytes: Uint8Array, at: number, message: DhcpMessage, areas: OptionArea[]): PacketField[] {
  const address = (name: 'ciaddr' | 'yiaddr' | 'siaddr' | 'giaddr') =>
    field(`dhcp.${name}`, name, message[name], at + dhcpLayout[name], 4);
  const hardwareLength = Math.min(message.hlen, 16);
  const chaddr = at + dhcpLayout.chaddr;
  const broadcast = (message.flags & broadcastFlag) !== 0;
  const lines = [
    field('dhcp.op', 'op', named(operations, message.op), at, 1),
    field('dhcp.htype', 'htype', named(hardwareTypes, message.htype), at + 1, 1),
    field('dhcp.hlen', 'hlen', String(message.hlen), at + 2, 1, {
      fault: message.hlen > 16 ? 'chaddr holds 16 bytes' : undefined,
    }),
    field('dhcp.hops', 'hops', String(message.hops), at + 3, 1),
    field('dhcp.xid', 'xid', hexNumber(message.xid, 8), at + dhcpLayout.xid, 4),
    field('dhcp.secs', 'secs', seconds(message.secs), at + dhcpLayout.secs, 2),
    field('dhcp.flags', 'flags', hexNumber(message.flags, 4), at + dhcpLayout.flags, 2, {
      children: [
        field('dhcp.flags.broadcast', 'BROADCAST', broadcast ? 'yes (1)' : 'no (0)', at + dhcpLayout.flags, 1),
        field('dhcp.flags.reserved', 'reserved', hexNumber(message.flags & 0x7fff, 4), at + dhcpLayout.flags, 2),
      ],
    }),
    address('ciaddr'),
    address('yiaddr'),
    address('siaddr'),
    address('giaddr'),
    field('dhcp.chaddr', 'chaddr', message.chaddr, chaddr, hardwareLength),
  ];
  if (hardwareLength < 16) {
    const length = 16 - hardwareLength;
    const padding = colonHexAt(bytes, chaddr + hardwareLength, length);
    lines.push(field('dhcp.chaddr.padding', 'chaddr padding', padding, chaddr + hardwareLength, length));
  }
  const text = (name: 'sname' | 'file', length: number) =>
    field(`dhcp.${name}`, name, areas.includes(name) ? '(options)' : message[name], at + dhcpLayout[name], length);
  lines.push(text('sname', 64), text('file', 128));
  const cookie = uint32At(bytes, at + dhcpLayout.cookie);
  const right = cookie === magicCookie;
  lines.push(
    field('dhcp.cookie', 'magic cookie', ipv4At(bytes, at + dhcpLayout.cookie), at + dhcpLayout.cookie, 4, {
      fault: right ? undefined : 'must be 99.130.83.99',
    }),
  );
  return lines;
}

/** Pads and ends say little, but every byte of the message belongs to some line. Long runs of lines are cut. */
class RestDescriber implements OptionSink {
  readonly lines: PacketField[] = [];
  readonly #bytes: Uint8Array;
  readonly #maximum = 512;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  #add(line: PacketField): void {
    if (this.lines.length < this.#maximum) this.lines.push(line);
  }

  option(): void {}

  overrun(code: number, offset: number, length: number | undefined, end: number): void {
    const claim = length === undefined ? 'no length' : `length ${length}, ${end - offset - 2} bytes left`;
    const value = hexAt(this.#bytes, offset, end - offset);
    this.#add(field(`dhcp.option.${code}.cut`, optionLabel(code), value, offset, end - offset, { fault: claim }));
  }

  pad(offset: number, length: number): void {
    this.#add(field('dhcp.option.0', 'Pad (0)', `${length} bytes`, offset, length));
  }

  end(offset: number, rest: number): void {
    this.#add(field('dhcp.option.255', 'End (255)', '', offset, 1));
    if (rest === 0) return;
    const zero = this.#bytes.subarray(offset + 1, offset + 1 + rest).every((byte) => byte === 0);
    const value = zero ? `${rest} bytes, zero` : escapeText(this.#bytes.subarray(offset + 1, offset + 1 + rest));
    this.#add(field('dhcp.padding', 'padding', value, offset + 1, rest));
  }

  unended(): void {}
}

function describeRest(bytes: Uint8Array, start: number, end: number, areas: OptionArea[]): PacketField[] {
  const describer = new RestDescriber(bytes);
  scanOptions(bytes, start + dhcpLayout.options, end, describer);
  for (const area of areas) {
    scanOptions(bytes, start + dhcpLayout[area === 'file' ? 'file' : 'sname'], start + areaEnd(area), describer);
  }
  return describer.lines;
}
