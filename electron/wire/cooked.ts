import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { etherTypeText } from './ethernet.ts';
import { field, named } from './field.ts';
import { colonHexAt, uint16At, uint32At } from './octets.ts';

/**
 * What Linux puts before a packet captured on "any" (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 of the tcpdump group): the
 * sender's address and the protocol, no receiver.
 */
export interface CookedHeader {
  version: 1 | 2;
  /** 0 to us, 1 broadcast, 2 multicast, 3 to another host, 4 sent by us. */
  packetType: number;
  /** ARPHRD number of the interface: 1 is Ethernet. */
  hardwareType: number;
  /** Of the sender's address, as the header says; at most 8 bytes are there. */
  addressLength: number;
  /** The sender's address in colon hex; undefined where the interface has none. */
  source: string | undefined;
  /** Type of what the packet carries, behind any VLAN tags. */
  type: number;
  /** Version 2 only. */
  interfaceIndex?: number;
}

/** Bytes by version. */
export const cookedHeaderLength = { 1: 16, 2: 20 } as const;

/** Where the fields lie. */
const layouts = {
  1: {
    packetType: 0,
    packetTypeLength: 2,
    hardwareType: 2,
    addressLength: 4,
    addressLengthLength: 2,
    address: 6,
    type: 14,
  },
  2: {
    packetType: 10,
    packetTypeLength: 1,
    hardwareType: 8,
    addressLength: 11,
    addressLengthLength: 1,
    address: 12,
    type: 0,
  },
} as const;

const packetTypeNames = new Map([
  [0, 'to us'],
  [1, 'broadcast'],
  [2, 'multicast'],
  [3, 'to another host'],
  [4, 'sent by us'],
]);

const hardwareNames = new Map([
  [1, 'Ethernet'],
  [32, 'InfiniBand'],
  [512, 'PPP'],
  [772, 'loopback'],
  [65534, 'none'],
]);

export function decodeCooked(bytes: Uint8Array, version: 1 | 2, faults: PacketFault[]): CookedHeader | undefined {
  const needed = cookedHeaderLength[version];
  if (bytes.length < needed) {
    faults.push({ offset: bytes.length, reason: `Linux cooked header needs ${needed} bytes, ${bytes.length} there` });
    return undefined;
  }
  const at = layouts[version];
  const addressLength = version === 1 ? uint16At(bytes, at.addressLength) : (bytes[at.addressLength] ?? 0);
  if (addressLength > 8) {
    faults.push({ offset: at.addressLength, reason: `address length ${addressLength}, the header holds 8 bytes` });
  }
  return {
    version,
    packetType: version === 1 ? uint16At(bytes, at.packetType) : (bytes[at.packetType] ?? 0),
    hardwareType: uint16At(bytes, at.hardwareType),
    addressLength,
    source: addressLength === 0 ? undefined : colonHexAt(bytes, at.address, Math.min(addressLength, 8)),
    type: uint16At(bytes, at.type),
    ...(version === 1 ? {} : { interfaceIndex: uint32At(bytes, 4) }),
  };
}

export function describeCooked(bytes: Uint8Array, header: CookedHeader): PacketField {
  const at = layouts[header.version];
  const children = [
    field(
      'cooked.packetType',
      'packet type',
      named(packetTypeNames, header.packetType),
      at.packetType,
      at.packetTypeLength,
    ),
    field('cooked.hardwareType', 'hardware type', named(hardwareNames, header.hardwareType), at.hardwareType, 2),
    field(
      'cooked.addressLength',
      'address length',
      String(header.addressLength),
      at.addressLength,
      at.addressLengthLength,
    ),
    field('cooked.source', 'source', header.source ?? 'none', at.address, 8),
    field('cooked.type', 'protocol', etherTypeText(uint16At(bytes, at.type)), at.type, 2),
  ];
  if (header.interfaceIndex !== undefined) {
    children.push(field('cooked.interfaceIndex', 'interface index', String(header.interfaceIndex), 4, 4));
  }
  const type = packetTypeNames.get(header.packetType) ?? `type ${header.packetType}`;
  const summary = header.source === undefined ? type : `${header.source}, ${type}`;
  const name = header.version === 1 ? 'Linux cooked' : 'Linux cooked 2';
  return field('cooked', name, summary, 0, cookedHeaderLength[header.version], {
    children: children.sort((a, b) => a.offset - b.offset),
  });
}
