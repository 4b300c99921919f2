import type { LinkType } from '#shared/model/packet-event.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import { type ArpPacket, arpLength, decodeArp, encodeArp } from './arp.ts';
import { type CookedHeader, cookedHeaderLength, decodeCooked } from './cooked.ts';
import { type DhcpMessage, decodeDhcp, dhcpLayout, magicCookie } from './dhcpv4/message.ts';
import {
  decodeEthernet,
  type EthernetHeader,
  ethernetHeaderLength,
  ethernetMinimumLength,
  etherTypes,
  putEthernetAddresses,
  putEtherType,
} from './ethernet.ts';
import { decodeIcmp, type IcmpMessage, icmpv6Protocol } from './icmp.ts';
import { decodeIpv4, type Ipv4Header, ipProtocols, ipv4HeaderLength, putIpv4Header } from './ipv4.ts';
import { decodeIpv6, type Ipv6Header, ipv6HeaderLength, putIpv6Header } from './ipv6.ts';
import { decodeLoopback, etherTypeOfFamily, type LoopbackHeader, loopbackHeaderLength } from './loopback.ts';
import { uint32At } from './octets.ts';
import { decodeSnmp, isSnmp, type SnmpMessage } from './snmp/message.ts';
import { decodeTcp, type TcpHeader } from './tcp.ts';
import { decodeUdp, dhcpPorts, putUdp, snmpPorts, type UdpHeader, udpHeaderLength } from './udp.ts';
import { decodeUpperPdu, type UpperPdu } from './upper-pdu.ts';
import { decodeVlans, putVlan, type VlanTag, vlanTagLength } from './vlan.ts';

/** What one frame holds, as far as it could be decoded. Views in it (option bytes) share the frame's memory. */
export interface Frame {
  bytes: Uint8Array;
  link: LinkType;
  ethernet?: EthernetHeader;
  cooked?: CookedHeader;
  loopback?: LoopbackHeader;
  /** Octets of a stream, of which no packet was seen. */
  upper?: UpperPdu;
  /** Outermost first. */
  vlans: VlanTag[];
  arp?: ArpPacket;
  ipv4?: Ipv4Header;
  ipv6?: Ipv6Header;
  udp?: UdpHeader;
  tcp?: TcpHeader;
  icmp?: IcmpMessage;
  dhcp?: DhcpMessage;
  /** Its places are in the frame's bytes. */
  snmp?: SnmpMessage;
  /** In the order they were met, those of `dhcp` and `snmp` included; offsets from the start of the frame. */
  faults: PacketFault[];
}

/** Decodes one frame into records. Never throws; what it does not know it leaves alone. */
export function parseFrame(bytes: Uint8Array, link: LinkType): Frame {
  const frame: Frame = { bytes, link, vlans: [], faults: [] };
  const carried = parseLink(bytes, frame);
  if (carried?.type === etherTypes.ipv4) parseIpv4(bytes, carried.offset, frame);
  else if (carried?.type === etherTypes.ipv6) parseIpv6(bytes, carried.offset, frame);
  else if (carried?.type === etherTypes.arp) {
    const arp = decodeArp(bytes, carried.offset, frame.faults);
    if (arp !== undefined) frame.arp = arp;
  }
  return frame;
}

/** Reads the link header and gives where its payload starts and of which type it is; undefined when there is no telling. */
function parseLink(bytes: Uint8Array, frame: Frame): { offset: number; type: number | undefined } | undefined {
  switch (frame.link) {
    case 'ipv4':
      return { offset: 0, type: etherTypes.ipv4 };
    case 'ipv6':
      return { offset: 0, type: etherTypes.ipv6 };
    case 'ethernet': {
      const ethernet = decodeEthernet(bytes, frame.faults);
      if (ethernet === undefined) return undefined;
      frame.ethernet = ethernet;
      const offset = decodeVlans(bytes, ethernet, frame.vlans, frame.faults);
      return { offset, type: ethernet.type };
    }
    case 'linux-cooked':
    case 'linux-cooked-2': {
      const version = frame.link === 'linux-cooked' ? 1 : 2;
      const cooked = decodeCooked(bytes, version, frame.faults);
      if (cooked === undefined) return undefined;
      frame.cooked = cooked;
      const offset = decodeVlans(bytes, cooked, frame.vlans, frame.faults, cookedHeaderLength[version]);
      return { offset, type: cooked.type };
    }
    case 'null':
    case 'loop': {
      const loopback = decodeLoopback(bytes, frame.faults);
      if (loopback === undefined) return undefined;
      frame.loopback = loopback;
      return { offset: loopbackHeaderLength, type: etherTypeOfFamily(loopback.family) };
    }
    case 'upper-pdu': {
      const upper = decodeUpperPdu(bytes, frame.faults);
      if (upper !== undefined) frame.upper = upper;
      return undefined;
    }
  }
}

function parseIpv4(bytes: Uint8Array, offset: number, frame: Frame): void {
  const ipv4 = decodeIpv4(bytes, offset, frame.faults);
  if (ipv4 === undefined) return;
  frame.ipv4 = ipv4;
  // Only the first fragment carries the header of what is in it.
  if (ipv4.fragmentOffset > 0) return;
  if (ipv4.protocol === ipProtocols.icmp) parseIcmp(bytes, ipv4, frame);
  if (!isTransport(ipv4.protocol)) return;
  if (ipv4.moreFragments)
    frame.faults.push({ offset: offset + 6, reason: 'first fragment only, the rest is elsewhere' });
  if (ipv4.protocol === ipProtocols.tcp) {
    parseTcp(bytes, ipv4, frame);
    return;
  }
  const udp = decodeUdp(bytes, ipv4, frame.faults);
  if (udp === undefined) return;
  frame.udp = udp;
  const start = udp.offset + udpHeaderLength;
  if (start >= udp.end) return;
  if (!(isDhcp(udp) || isProxyDhcp(bytes, udp))) {
    parseSnmp(bytes, udp, frame);
    return;
  }
  const dhcp = decodeDhcp(bytes.subarray(start, udp.end), start);
  frame.dhcp = dhcp;
  for (const fault of dhcp.faults) frame.faults.push(fault);
}

function parseIpv6(bytes: Uint8Array, offset: number, frame: Frame): void {
  const ipv6 = decodeIpv6(bytes, offset, frame.faults);
  if (ipv6 === undefined) return;
  frame.ipv6 = ipv6;
  const { fragment, protocol } = ipv6;
  if (fragment !== undefined && fragment.offset > 0) return;
  if (protocol === icmpv6Protocol) parseIcmp(bytes, ipv6, frame);
  if (!isTransport(protocol)) return;
  if (fragment?.more) {
    const at = ipv6.extensions.at(-1)?.offset ?? offset;
    frame.faults.push({ offset: at, reason: 'first fragment only, the rest is elsewhere' });
  }
  if (protocol === ipProtocols.tcp) {
    parseTcp(bytes, ipv6, frame);
    return;
  }
  const udp = decodeUdp(bytes, ipv6, frame.faults);
  if (udp === undefined) return;
  frame.udp = udp;
  if (udp.offset + udpHeaderLength < udp.end) parseSnmp(bytes, udp, frame);
}

function isTransport(protocol: number): boolean {
  return protocol === ipProtocols.udp || protocol === ipProtocols.tcp;
}

function parseTcp(bytes: Uint8Array, ip: Ipv4Header | Ipv6Header, frame: Frame): void {
  const tcp = decodeTcp(bytes, ip, frame.faults);
  if (tcp !== undefined) frame.tcp = tcp;
}

function parseIcmp(bytes: Uint8Array, ip: Ipv4Header | Ipv6Header, frame: Frame): void {
  const icmp = decodeIcmp(bytes, ip, frame.faults);
  if (icmp !== undefined) frame.icmp = icmp;
}

/** On its ports everything is SNMP, on others what is a whole message: agents may listen anywhere. */
function parseSnmp(bytes: Uint8Array, udp: UdpHeader, frame: Frame): void {
  const start = udp.offset + udpHeaderLength;
  const ports = [udp.sourcePort, udp.destinationPort];
  const expected = ports.includes(snmpPorts.agent) || ports.includes(snmpPorts.trap);
  if (!expected && !isSnmp(bytes, start, udp.end)) return;
  const snmp = decodeSnmp(bytes, start, udp.end);
  frame.snmp = snmp;
  for (const fault of snmp.faults) frame.faults.push(fault);
}

function isDhcp(udp: UdpHeader): boolean {
  const { server, client } = dhcpPorts;
  return (
    udp.destinationPort === server ||
    udp.destinationPort === client ||
    udp.sourcePort === server ||
    udp.sourcePort === client
  );
}

/** Port 4011 is anybody's, so the cookie must be there too. */
function isProxyDhcp(bytes: Uint8Array, { sourcePort, destinationPort, offset, end }: UdpHeader): boolean {
  const cookie = offset + udpHeaderLength + dhcpLayout.cookie;
  return (
    (sourcePort === dhcpPorts.proxy || destinationPort === dhcpPorts.proxy) &&
    cookie + 4 <= end &&
    uint32At(bytes, cookie) === magicCookie
  );
}

export interface DatagramParts {
  sourceAddress: string;
  destinationAddress: string;
  sourcePort: number;
  destinationPort: number;
  /** At most 65,507 bytes fit an IPv4 datagram, 65,527 an IPv6 one. */
  payload: Uint8Array;
  /** Default 64. IPv6: the hop limit. */
  ttl?: number | undefined;
  /** Default 0. IPv6 has none. */
  identification?: number | undefined;
}

export interface LinkParts {
  sourceMac: string;
  destinationMac: string;
  /** 802.1Q VLAN id of one tag. */
  vlan?: number | undefined;
}

function putDatagram(bytes: Uint8Array, offset: number, parts: DatagramParts): void {
  putIpv4Header(bytes, offset, {
    identification: parts.identification ?? 0,
    ttl: parts.ttl ?? 64,
    protocol: ipProtocols.udp,
    source: parts.sourceAddress,
    destination: parts.destinationAddress,
    payloadLength: udpHeaderLength + parts.payload.length,
  });
  putUdp(bytes, offset + ipv4HeaderLength, parts);
}

/**
 * A zeroed frame padded to the shortest Ethernet frame, its link header written; gives it with the offset behind the
 * header.
 */
function newFrame(parts: LinkParts, type: number, payloadLength: number): { bytes: Uint8Array; offset: number } {
  const tagged = parts.vlan !== undefined;
  const offset = ethernetHeaderLength + (tagged ? vlanTagLength : 0);
  const bytes = new Uint8Array(Math.max(ethernetMinimumLength, offset + payloadLength));
  putEthernetAddresses(bytes, parts.destinationMac, parts.sourceMac);
  if (parts.vlan !== undefined) {
    putVlan(bytes, 12, { id: parts.vlan, priority: 0, dropEligible: false, protocol: etherTypes.vlan });
  }
  putEtherType(bytes, offset - 2, type);
  return { bytes, offset };
}

/** An IPv4 datagram with UDP, without a link header (link type `ipv4`). Both checksums are right. */
export function buildIpv4Datagram(parts: DatagramParts): Uint8Array {
  const bytes = new Uint8Array(ipv4HeaderLength + udpHeaderLength + parts.payload.length);
  putDatagram(bytes, 0, parts);
  return bytes;
}

/** An IPv6 datagram with UDP, without a link header (link type `ipv6`). The checksum is right. */
export function buildIpv6Datagram(parts: DatagramParts): Uint8Array {
  const length = udpHeaderLength + parts.payload.length;
  const bytes = new Uint8Array(ipv6HeaderLength + length);
  putIpv6Header(bytes, 0, {
    payloadLength: length,
    protocol: ipProtocols.udp,
    hopLimit: parts.ttl ?? 64,
    source: parts.sourceAddress,
    destination: parts.destinationAddress,
  });
  putUdp(bytes, ipv6HeaderLength, parts, 6);
  return bytes;
}

/** An Ethernet frame with IPv4 and UDP, padded to 60 bytes. Both checksums are right. */
export function buildUdpFrame(parts: LinkParts & DatagramParts): Uint8Array {
  const length = ipv4HeaderLength + udpHeaderLength + parts.payload.length;
  const { bytes, offset } = newFrame(parts, etherTypes.ipv4, length);
  putDatagram(bytes, offset, parts);
  return bytes;
}

/** An Ethernet frame with an ARP packet, padded to 60 bytes. */
export function buildArpFrame(parts: LinkParts & Omit<ArpPacket, 'offset'>): Uint8Array {
  const { bytes, offset } = newFrame(parts, etherTypes.arp, arpLength);
  bytes.set(encodeArp(parts), offset);
  return bytes;
}
