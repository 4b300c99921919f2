import { colonHexAt, hexAt } from '../../octets.ts';
import { decoded, hexBytes, type OptionCodec, refused } from '../option-type.ts';
import { address } from './addresses.ts';
import { duid } from './duid.ts';
import { presence } from './flags.ts';
import { uint32 } from './integers.ts';
import { opaque } from './opaque.ts';
import { decodeSuboptions, encodeSuboptions, type SuboptionTable, summary } from './suboptions.ts';
import { text } from './text.ts';
import { vendorIdentifying } from './vendor-identifying.ts';

/** Suboption 10 (RFC 5010 section 3): the highest bit says that the client sent its message by unicast. */
const relayFlags: OptionCodec = {
  decode(bytes) {
    if (bytes.length !== 1) return refused(bytes, `length ${bytes.length}, must be 1`);
    const flags = bytes[0] ?? 0;
    return decoded(hexAt(bytes, 0, 1), `0x${hexAt(bytes, 0, 1)} (${flags & 0x80 ? 'unicast' : 'broadcast'})`);
  },
  encode: hexBytes,
};

const bssid: OptionCodec = {
  decode(bytes) {
    if (bytes.length !== 6) return refused(bytes, `length ${bytes.length}, must be 6`);
    return decoded(hexAt(bytes, 0, 6), colonHexAt(bytes, 0, 6));
  },
  encode: hexBytes,
};

/** RADIUS attributes (RFC 4014 section 2.1) count their own two bytes of header in their length. */
const radiusAttributes: OptionCodec = {
  decode(bytes) {
    const children = [];
    let at = 0;
    while (at < bytes.length) {
      const type = bytes[at] ?? 0;
      const length = bytes[at + 1] ?? 0;
      if (length < 2 || at + length > bytes.length) return refused(bytes, `attribute ${type} has a wrong length`, at);
      const value = hexAt(bytes, at + 2, length - 2);
      children.push({ id: `attribute.${type}`, name: `attribute ${type}`, text: value, offset: at, length });
      at += length;
    }
    return decoded(hexAt(bytes, 0, bytes.length), summary(children), children);
  },
  encode: hexBytes,
};

/** IANA registry "Relay Agent Sub-Option Codes", and Cisco's three older codes. */
export const relaySuboptions: SuboptionTable = new Map([
  [1, { name: 'Agent circuit ID', codec: opaque }],
  [2, { name: 'Agent remote ID', codec: opaque }],
  [4, { name: 'DOCSIS device class', codec: uint32 }],
  [5, { name: 'Link selection', codec: address }],
  [6, { name: 'Subscriber ID', codec: text }],
  [7, { name: 'RADIUS attributes', codec: radiusAttributes }],
  [8, { name: 'Authentication', codec: opaque }],
  [9, { name: 'Vendor-specific information', codec: vendorIdentifying('125') }],
  [10, { name: 'Flags', codec: relayFlags }],
  [11, { name: 'Server identifier override', codec: address }],
  [12, { name: 'Relay agent identifier', codec: duid }],
  [13, { name: 'Access technology type', codec: opaque }],
  [14, { name: 'Access network name', codec: text }],
  [15, { name: 'Access point name', codec: text }],
  [16, { name: 'Access point BSSID', codec: bssid }],
  [17, { name: 'Operator identifier', codec: opaque }],
  [18, { name: 'Operator realm', codec: text }],
  [19, { name: 'Relay source port', codec: presence }],
  [150, { name: 'Link selection (Cisco)', codec: address }],
  [151, { name: 'Virtual subnet selection', codec: opaque }],
  [152, { name: 'Server identifier override (Cisco)', codec: address }],
]);

/** Option 82 (RFC 3046 section 2.0). The value is a list of suboptions. */
export const relayAgent: OptionCodec = {
  decode(bytes) {
    const { list, children, faults } = decodeSuboptions(bytes, 0, bytes.length, relaySuboptions);
    if (bytes.length < 2) faults.push({ offset: 0, reason: `length ${bytes.length}, must be at least 2` });
    return { value: list, text: summary(children), faults, children };
  },
  encode: encodeSuboptions,
};
