import { dhcpOptionNames } from '#shared/model/dhcp-option-names.ts';
import { messageTypeNames } from './message-types.ts';
import type { DhcpOptionType, OptionCodec } from './option-type.ts';
import { address, addresses, addressPairs } from './options/addresses.ts';
import { authentication } from './options/authentication.ts';
import { classlessRoutes } from './options/classless-routes.ts';
import { architectures } from './options/client-architecture.ts';
import { clientFqdn } from './options/client-fqdn.ts';
import { clientIdentifier } from './options/client-identifier.ts';
import { clientMachine } from './options/client-machine.ts';
import { clientNdi } from './options/client-ndi.ts';
import { domainSearch } from './options/domain-search.ts';
import { presence, yesNo } from './options/flags.ts';
import { duration, enumeration, signedDuration, uint8, uint16, uint16List } from './options/integers.ts';
import { opaque } from './options/opaque.ts';
import { parameterRequestList } from './options/parameter-request-list.ts';
import { relayAgent } from './options/relay-agent.ts';
import { text } from './options/text.ts';
import { userClass } from './options/user-class.ts';
import { vendorIdentifying } from './options/vendor-identifying.ts';
import { vendorSpecific } from './options/vendor-specific.ts';

const oneOrMore = addresses({ minimum: 1 });

const nodeTypes = new Map([
  [1, 'B-node'],
  [2, 'P-node'],
  [4, 'M-node'],
  [8, 'H-node'],
]);
const overloads = new Map([
  [1, 'file holds options'],
  [2, 'sname holds options'],
  [3, 'file and sname hold options'],
]);
const autoConfigure = new Map([
  [0, 'do not auto-configure'],
  [1, 'auto-configure'],
]);

/** RFC 2242 section 3. */
const netWareSuboptions = new Map([
  [1, { name: 'NWIP does not exist on subnet', codec: presence }],
  [2, { name: 'NWIP exists in options area', codec: presence }],
  [3, { name: 'NWIP exists in sname and file', codec: presence }],
  [4, { name: 'NWIP exists but too big', codec: presence }],
  [5, { name: 'NSQ broadcast', codec: yesNo }],
  [6, { name: 'preferred DSS', codec: oneOrMore }],
  [7, { name: 'nearest NWIP server', codec: oneOrMore }],
  [8, { name: 'autoretries', codec: uint8() }],
  [9, { name: 'autoretry delay', codec: uint8('s') }],
  [10, { name: 'support NetWare 1.1', codec: yesNo }],
  [11, { name: 'primary DSS', codec: address }],
]);

/** The kind of value of each option. RFC 2132 where nothing else is said. */
const codecs: readonly (readonly [OptionCodec, ...number[]])[] = [
  [address, 1, 16, 28, 32, 50, 54],
  [oneOrMore, 3, 4, 5, 6, 7, 8, 9, 10, 11, 41, 42, 44, 45, 48, 49, 65, 69, 70, 71, 72, 73, 74, 75, 76],
  // RFC 2132 section 8.13: a home agent list may be empty.
  [addresses({ minimum: 0 }), 68],
  [addressPairs('address', 'mask'), 21],
  [addressPairs('destination', 'router'), 33],
  [text, 12, 14, 15, 17, 18, 40, 47, 56, 60, 62, 64, 66, 67],
  [yesNo, 19, 20, 27, 29, 30, 31, 34, 36, 39],
  [signedDuration, 2],
  [duration, 24, 35, 38, 51, 58, 59],
  [uint8(), 23, 37],
  [uint16('× 512 bytes'), 13],
  [uint16('bytes'), 22, 26, 57],
  [uint16List(), 25],
  [enumeration(nodeTypes), 46],
  [enumeration(overloads), 52],
  [enumeration(messageTypeNames), 53],
  [parameterRequestList, 55],
  [vendorSpecific(), 43],
  [clientIdentifier, 61],
  [vendorSpecific(netWareSuboptions), 63],
  [userClass, 77],
  // RFC 4039
  [presence, 80],
  [clientFqdn, 81],
  [relayAgent, 82],
  [authentication, 90],
  // RFC 4388 section 6.1
  [duration, 91],
  [oneOrMore, 92],
  [uint16List(architectures), 93],
  [clientNdi, 94],
  [clientMachine, 97],
  // RFC 4833
  [text, 100, 101],
  // RFC 8925
  [duration, 108],
  // RFC 8910
  [text, 114],
  // RFC 2563
  [enumeration(autoConfigure), 116],
  // RFC 3011
  [address, 118],
  [domainSearch, 119],
  [classlessRoutes, 121, 249],
  [vendorIdentifying('124'), 124],
  [vendorIdentifying('125'), 125],
  // RFC 5417
  [oneOrMore, 138],
  // RFC 5859
  [oneOrMore, 150],
  // RFC 5071
  [text, 209, 210],
  [duration, 211],
  // Web proxy auto-discovery, never an RFC
  [text, 252],
];

/** Every option with a known kind of value, by code. */
export const dhcpOptions: ReadonlyMap<number, DhcpOptionType> = new Map(
  codecs.flatMap(([codec, ...codes]) =>
    codes.map((code): [number, DhcpOptionType] => [code, { ...codec, code, name: nameOf(code) }]),
  ),
);

/** "Router (3)"; "Option 200" for a code without a name. */
export function optionLabel(code: number): string {
  const name = dhcpOptionNames.get(code);
  return name === undefined ? `Option ${code}` : `${name} (${code})`;
}

/** The type of an option; one that keeps the bytes as they are for a code nobody knows. */
export function optionType(code: number): DhcpOptionType {
  return dhcpOptions.get(code) ?? { ...opaque, code, name: nameOf(code) };
}

function nameOf(code: number): string {
  return dhcpOptionNames.get(code) ?? `Option ${code}`;
}
