import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { etherTypes, etherTypeText } from './ethernet.ts';
import { field, named } from './field.ts';
import { colonHexAt, ipv4At, putIpv4, putMac, putUint16, uint16At } from './octets.ts';

/** An ARP packet for IPv4 over Ethernet (RFC 826). */
export interface ArpPacket {
  /** 1 request, 2 reply. */
  operation: number;
  senderMac: string;
  senderAddress: string;
  targetMac: string;
  targetAddress: string;
  /** Where it starts in the frame. */
  offset: number;
}

export const arpLength = 28;
export const arpOperations = { request: 1, reply: 2 } as const;

const operationNames = new Map([
  [1, 'request'],
  [2, 'reply'],
  [3, 'reverse request'],
  [4, 'reverse reply'],
]);

export function decodeArp(bytes: Uint8Array, offset: number, faults: PacketFault[]): ArpPacket | undefined {
  if (bytes.length - offset < arpLength) {
    faults.push({ offset: bytes.length, reason: `ARP needs 28 bytes, ${Math.max(0, bytes.length - offset)} there` });
    return undefined;
  }
  const hardware = uint16At(bytes, offset);
  const protocol = uint16At(bytes, offset + 2);
  if (hardware !== 1 || protocol !== etherTypes.ipv4 || uint16At(bytes, offset + 4) !== 0x0604) {
    faults.push({ offset, reason: 'ARP is not for IPv4 over Ethernet' });
    return undefined;
  }
  return {
    operation: uint16At(bytes, offset + 6),
    senderMac: colonHexAt(bytes, offset + 8, 6),
    senderAddress: ipv4At(bytes, offset + 14),
    targetMac: colonHexAt(bytes, offset + 18, 6),
    targetAddress: ipv4At(bytes, offset + 24),
    offset,
  };
}

export function encodeArp(packet: Omit<ArpPacket, 'offset'>): Uint8Array {
  const bytes = new Uint8Array(arpLength);
  putUint16(bytes, 0, 1);
  putUint16(bytes, 2, etherTypes.ipv4);
  putUint16(bytes, 4, 0x0604);
  putUint16(bytes, 6, packet.operation);
  putMac(bytes, 8, packet.senderMac);
  putIpv4(bytes, 14, packet.senderAddress);
  putMac(bytes, 18, packet.targetMac);
  putIpv4(bytes, 24, packet.targetAddress);
  return bytes;
}

export function describeArp(bytes: Uint8Array, packet: ArpPacket): PacketField {
  const at = packet.offset;
  const summary =
    packet.operation === arpOperations.request
      ? `who has ${packet.targetAddress}? tell ${packet.senderAddress}`
      : `${packet.senderAddress} is at ${packet.senderMac}`;
  return field('arp', 'ARP', summary, at, arpLength, {
    children: [
      field('arp.hardwareType', 'hardware type', 'Ethernet (1)', at, 2),
      field('arp.protocolType', 'protocol type', etherTypeText(uint16At(bytes, at + 2)), at + 2, 2),
      field('arp.hardwareLength', 'hardware address length', String(bytes[at + 4] ?? 0), at + 4, 1),
      field('arp.protocolLength', 'protocol address length', String(bytes[at + 5] ?? 0), at + 5, 1),
      field('arp.operation', 'operation', named(operationNames, packet.operation), at + 6, 2),
      field('arp.senderMac', 'sender hardware address', packet.senderMac, at + 8, 6),
      field('arp.senderAddress', 'sender protocol address', packet.senderAddress, at + 14, 4),
      field('arp.targetMac', 'target hardware address', packet.targetMac, at + 18, 6),
      field('arp.targetAddress', 'target protocol address', packet.targetAddress, at + 24, 4),
    ],
  });
}
