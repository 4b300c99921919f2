import type { LinkType } from '#shared/model/packet-event.ts';
import type { DecodedPacket, PacketField } from '#shared/model/packet-field.ts';
import type { StreamBase } from '#shared/model/packet-record.ts';
import { arpLength, describeArp } from './arp.ts';
import { cookedHeaderLength, describeCooked } from './cooked.ts';
import { describeDhcp } from './dhcpv4/describe-dhcp.ts';
import { opaqueText } from './dhcpv4/option-type.ts';
import { describeEthernet, ethernetHeaderLength } from './ethernet.ts';
import { field } from './field.ts';
import { type Frame, parseFrame } from './frame.ts';
import { describeIcmp } from './icmp.ts';
import { describeIpv4 } from './ipv4.ts';
import { describeIpv6 } from './ipv6.ts';
import { describeLoopback, loopbackHeaderLength } from './loopback.ts';
import { hexAt } from './octets.ts';
import { describeSnmp } from './snmp/describe-snmp.ts';
import type { SnmpSight } from './snmp/message-summary.ts';
import { describeTcp } from './tcp.ts';
import { describeUdp, udpHeaderLength } from './udp.ts';
import { describeUpperPdu } from './upper-pdu.ts';
import { describeVlan, vlanTagLength } from './vlan.ts';

/**
 * The whole frame as a tree for people: a layer a branch, every field with its place in the bytes. Texts are bounded,
 * control characters escaped. Bytes that no layer explains are a payload, those behind the IP datagram padding. `sight`
 * is what is known of SNMP besides, `stream` what a TCP segment's numbers count from.
 */
export function describeFrame(
  bytes: Uint8Array,
  link: LinkType,
  sight?: SnmpSight,
  stream?: StreamBase,
): DecodedPacket {
  const frame = parseFrame(bytes, link);
  const layers: PacketField[] = [];
  let at = describeLink(bytes, frame, layers);
  let end = bytes.length;
  if (frame.arp !== undefined) {
    layers.push(describeArp(bytes, frame.arp));
    at += arpLength;
    end = at;
  }
  if (frame.ipv4 !== undefined) {
    layers.push(describeIpv4(bytes, frame.ipv4));
    at += frame.ipv4.headerLength;
    end = frame.ipv4.end;
  }
  if (frame.ipv6 !== undefined) {
    layers.push(describeIpv6(bytes, frame.ipv6));
    at += frame.ipv6.headerLength;
    end = frame.ipv6.end;
  }
  at = describeDatagram(frame, layers, at, sight, stream);
  if (at < end) layers.push(field('payload', 'Payload', opaqueText(bytes.subarray(at, end)), at, end - at));
  if (end < bytes.length) {
    const length = bytes.length - end;
    const zero = bytes.subarray(end).every((byte) => byte === 0);
    layers.push(field('padding', 'Padding', zero ? `${length} bytes, zero` : hexAt(bytes, end, length), end, length));
  }
  return { layers, faults: frame.faults, hex: hexAt(bytes, 0, bytes.length) };
}

/** The link header and its VLAN tags; gives the offset behind what was described. */
function describeLink(
  bytes: Uint8Array,
  { ethernet, cooked, loopback, upper, vlans }: Frame,
  layers: PacketField[],
): number {
  let at = 0;
  if (ethernet !== undefined) {
    layers.push(describeEthernet(bytes, ethernet));
    at = ethernetHeaderLength;
  } else if (cooked !== undefined) {
    layers.push(describeCooked(bytes, cooked));
    at = cookedHeaderLength[cooked.version];
  } else if (loopback !== undefined) {
    layers.push(describeLoopback(loopback));
    at = loopbackHeaderLength;
  } else if (upper !== undefined) {
    layers.push(describeUpperPdu(upper));
    at = upper.offset;
  }
  layers.push(...vlans.map((tag, index) => describeVlan(bytes, tag, index, at)));
  return at + vlanTagLength * vlans.length;
}

/** TCP, UDP or ICMP and what it carries; gives the offset behind what was described. */
function describeDatagram(
  frame: Frame,
  layers: PacketField[],
  at: number,
  sight?: SnmpSight,
  stream?: StreamBase,
): number {
  const { bytes, tcp, udp, icmp, dhcp, snmp } = frame;
  if (tcp !== undefined) {
    layers.push(describeTcp(tcp, stream));
    return tcp.dataOffset;
  }
  if (icmp !== undefined) {
    layers.push(describeIcmp(bytes, icmp));
    return icmp.end;
  }
  if (udp === undefined) return at;
  layers.push(describeUdp(udp));
  if (dhcp !== undefined) {
    layers.push(describeDhcp(bytes, udp.offset + udpHeaderLength, udp.end, dhcp));
    return udp.end;
  }
  if (snmp === undefined) return udp.offset + udpHeaderLength;
  const { layer, faults } = describeSnmp(bytes, snmp, sight);
  layers.push(layer);
  frame.faults.push(...faults);
  return snmp.end;
}
