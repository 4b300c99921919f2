import type { StreamBase } from '#shared/model/packet-record.ts';
import { addressOption, messageName, textOption, uint32Option } from './dhcpv4/message.ts';
import type { Frame } from './frame.ts';
import { icmpFact, icmpName } from './icmp.ts';
import { type ObjectWords, revealPdu, type SnmpSight, snmpFact, snmpMessageName } from './snmp/message-summary.ts';
import type { Pdu } from './snmp/pdu.ts';
import { tcpFact, tcpName } from './tcp.ts';
import { shorten } from './text.ts';

/** What a list of packets says about one of them. Names and facts are protocol terms, the same in every language. */
export interface FrameSummary {
  /** DISCOVER, get-request, ARP request, UDP ...; "?" for bytes nobody could name. */
  name: string;
  /** The sender's IP address, its MAC where it has none, "?" where neither could be read. */
  source: string;
  destination: string;
  /** Sent to everybody. */
  broadcast: boolean;
  /** The outermost VLAN id. */
  vlan?: number;
  fact?: string;
}

const cookedBroadcast = 1;
const everybody = new Set(['ff:ff:ff:ff:ff:ff', '255.255.255.255']);

/** `sight`: what is known of SNMP besides; `stream`: what a TCP segment's numbers count from. */
export function summarize(frame: Frame, sight?: SnmpSight, stream?: StreamBase): FrameSummary {
  const vlan = frame.vlans[0]?.id;
  const { reveal, words } = sight ?? {};
  const decrypted =
    frame.snmp === undefined || reveal === undefined ? undefined : revealPdu(frame.snmp, frame.bytes, reveal)?.pdu;
  const destination =
    frame.ipv4?.destination ??
    frame.ipv6?.destination ??
    frame.arp?.targetAddress ??
    frame.upper?.destination ??
    frame.ethernet?.destination ??
    '?';
  const fact = frame.tcp === undefined ? factOf(frame, decrypted, words) : tcpFact(frame.tcp, stream);
  return {
    name: nameOf(frame, decrypted),
    source: sourceOf(frame),
    destination,
    // ff:ff:... is for everybody whatever the layers above say; so is 255.255.255.255 in a unicast frame (kea does that).
    // A cooked header says only that it was.
    broadcast:
      frame.arp === undefined &&
      (everybody.has(destination) ||
        everybody.has(frame.ethernet?.destination ?? '') ||
        frame.cooked?.packetType === cookedBroadcast),
    ...(vlan === undefined ? {} : { vlan }),
    ...(fact === undefined ? {} : { fact }),
  };
}

function nameOf(frame: Frame, decrypted: Pdu | undefined): string {
  const { dhcp, snmp, arp, tcp, udp, icmp, upper, ipv4, ipv6, ethernet, cooked, loopback } = frame;
  if (upper !== undefined) return 'data';
  if (dhcp !== undefined) return messageName(dhcp);
  if (snmp !== undefined) return snmpMessageName(snmp, decrypted);
  if (arp !== undefined)
    return arp.operation === 1 ? 'ARP request' : arp.operation === 2 ? 'ARP reply' : `ARP ${arp.operation}`;
  if (tcp !== undefined) return tcpName(tcp);
  if (udp !== undefined) return 'UDP';
  if (icmp !== undefined) return icmpName(icmp);
  if (ipv4 !== undefined) return `IPv4 protocol ${ipv4.protocol}`;
  if (ipv6 !== undefined) return `IPv6 protocol ${ipv6.protocol}`;
  if (loopback !== undefined) return `address family ${loopback.family}`;
  const type = (ethernet ?? cooked)?.type;
  return type === undefined ? '?' : `EtherType 0x${type.toString(16).padStart(4, '0')}`;
}

function sourceOf({ ipv4, ipv6, arp, upper, ethernet, cooked }: Frame): string {
  const address = ipv4?.source ?? ipv6?.source ?? arp?.senderAddress ?? upper?.source;
  if (address !== undefined && address !== '0.0.0.0' && address !== '::') return address;
  return ethernet?.source ?? arp?.senderMac ?? cooked?.source ?? address ?? '?';
}

function factOf(
  { dhcp, snmp, arp, icmp, upper, bytes }: Frame,
  decrypted: Pdu | undefined,
  words?: ObjectWords,
): string | undefined {
  const pdu = decrypted ?? snmp?.pdu;
  if (pdu !== undefined) return snmpFact(pdu, words);
  if (icmp !== undefined) return icmpFact(icmp);
  if (upper !== undefined) return `${bytes.length - upper.offset} bytes`;
  if (arp !== undefined)
    return arp.operation === 1 ? `who has ${arp.targetAddress}` : `${arp.senderAddress} is at ${arp.senderMac}`;
  if (dhcp === undefined) return undefined;
  switch (messageName(dhcp)) {
    case 'OFFER':
    case 'ACK': {
      const seconds = uint32Option(dhcp, 51);
      return seconds === undefined ? dhcp.yiaddr : `${dhcp.yiaddr}, ${leaseText(seconds)}`;
    }
    case 'NAK':
      return shorten(textOption(dhcp, 56) ?? '', 200) || undefined;
    case 'RELEASE':
      return dhcp.ciaddr;
    default:
      return addressOption(dhcp, 50);
  }
}

/** A lease time in its largest whole unit: "12 h", "90 s"; 0xffffffff is infinity (RFC 2131 section 3.3). */
function leaseText(seconds: number): string {
  if (seconds === 0xffffffff) return 'infinite';
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ] as const) {
    if (seconds > 0 && seconds % size === 0) return `${seconds / size} ${unit}`;
  }
  return `${seconds} s`;
}
