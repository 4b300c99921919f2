import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { field, hexNumber } from './field.ts';
import { colonHexAt, putMac, putUint16, uint16At } from './octets.ts';

export const ethernetHeaderLength = 14;
/** IEEE 802.3 section 4A.4.2: 64 bytes with the frame check sequence that is not in our frames. */
export const ethernetMinimumLength = 60;

export const etherTypes = {
  ipv4: 0x0800,
  arp: 0x0806,
  vlan: 0x8100,
  serviceVlan: 0x88a8,
  oldServiceVlan: 0x9100,
  ipv6: 0x86dd,
} as const;

const etherTypeNames = new Map<number, string>([
  [0x0800, 'IPv4'],
  [0x0806, 'ARP'],
  [0x8100, '802.1Q VLAN'],
  [0x86dd, 'IPv6'],
  [0x88a8, '802.1ad service VLAN'],
  [0x9100, 'old service VLAN'],
  [0x88cc, 'LLDP'],
  [0x888e, 'EAPOL'],
  [0x8863, 'PPPoE discovery'],
  [0x8864, 'PPPoE session'],
]);

/** Below 0x0600 the field is the length of an IEEE 802.3 frame rather than a type (IEEE 802.3 section 3.2.6). */
export function etherTypeText(type: number): string {
  if (type < 0x0600) return `802.3 length ${type}`;
  return `${etherTypeNames.get(type) ?? 'unknown'} (${hexNumber(type, 4)})`;
}

export interface EthernetHeader {
  destination: string;
  source: string;
  /** Type of what the frame carries, behind any VLAN tags. */
  type: number;
}

export function decodeEthernet(bytes: Uint8Array, faults: PacketFault[]): EthernetHeader | undefined {
  if (bytes.length < ethernetHeaderLength) {
    faults.push({ offset: bytes.length, reason: `Ethernet header needs 14 bytes, ${bytes.length} there` });
    return undefined;
  }
  return { destination: colonHexAt(bytes, 0, 6), source: colonHexAt(bytes, 6, 6), type: uint16At(bytes, 12) };
}

/** Writes the two addresses; the type at offset 12 follows after any VLAN tags. */
export function putEthernetAddresses(bytes: Uint8Array, destination: string, source: string): void {
  putMac(bytes, 0, destination);
  putMac(bytes, 6, source);
}

export function putEtherType(bytes: Uint8Array, offset: number, type: number): void {
  putUint16(bytes, offset, type);
}

function macText(mac: string): string {
  if (mac === 'ff:ff:ff:ff:ff:ff') return `${mac} (broadcast)`;
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1 ? `${mac} (multicast)` : mac;
}

export function describeEthernet(bytes: Uint8Array, header: EthernetHeader): PacketField {
  return field('ethernet', 'Ethernet', `${header.source} → ${header.destination}`, 0, ethernetHeaderLength, {
    children: [
      field('ethernet.destination', 'destination', macText(header.destination), 0, 6),
      field('ethernet.source', 'source', macText(header.source), 6, 6),
      field('ethernet.type', 'type', etherTypeText(uint16At(bytes, 12)), 12, 2),
    ],
  });
}
