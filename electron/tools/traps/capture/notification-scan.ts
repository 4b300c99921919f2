import type { WantedPacket } from '#electron/wire/capture/capture-item.ts';
import { NetworkScan } from '#electron/wire/capture/network-scan.ts';
import { etherTypes } from '#electron/wire/ethernet.ts';
import { type Frame, parseFrame } from '#electron/wire/frame.ts';
import { ipProtocols, ipv4HeaderLength } from '#electron/wire/ipv4.ts';
import { ipv6HeaderLength } from '#electron/wire/ipv6.ts';
import { uint16At } from '#electron/wire/octets.ts';
import { udpHeaderLength } from '#electron/wire/udp.ts';
import type { LinkType } from '#shared/model/packet-event.ts';
import type { Arrival } from '../opened-notification.ts';

/** Finds the UDP datagrams to some ports in frames, over IPv4 and IPv6, with VLAN tags and without. */
export class NotificationScan {
  readonly #ports: ReadonlySet<number>;
  readonly #scan = new NetworkScan();

  constructor(ports: readonly number[]) {
    this.#ports = new Set(ports);
  }

  /** Whether `read` may find anything in a frame. Quick. */
  readonly wanted: WantedPacket = (bytes, start, end, link) => {
    const type = this.#scan.scan(bytes, start, end, link);
    const at = this.#scan.network;
    if (type === etherTypes.ipv4) return this.#isWantedIpv4(bytes, at, end);
    return type === etherTypes.ipv6 && this.#isWantedIpv6(bytes, at, end);
  };

  /** The datagram of a frame, `fragment` for the first part of one, undefined for anything else. The octets are a copy. */
  read({
    bytes,
    link,
    at,
  }: {
    bytes: Uint8Array;
    link: LinkType;
    /** Milliseconds since the epoch. */
    at: number;
  }): Arrival | 'fragment' | undefined {
    const frame = parseFrame(bytes, link);
    const { udp, ipv4, ipv6 } = frame;
    const { source, destination: localAddress } = ipv4 ?? ipv6 ?? {};
    if (udp === undefined || source === undefined || !this.#ports.has(udp.destinationPort)) return undefined;
    if (isFirstFragment(frame)) return 'fragment';
    const payload = bytes.slice(udp.offset + udpHeaderLength, udp.end);
    return { bytes: payload, address: source, port: udp.sourcePort, receiver: 0, localAddress, at };
  }

  #isWantedIpv4(bytes: Uint8Array, at: number, end: number): boolean {
    if (end - at < ipv4HeaderLength || bytes[at + 9] !== ipProtocols.udp) return false;
    // Ports are in the first fragment only.
    if ((uint16At(bytes, at + 6) & 0x1fff) !== 0) return false;
    return this.#isWantedUdp(bytes, at + ((bytes[at] ?? 0) & 15) * 4, end);
  }

  #isWantedIpv6(bytes: Uint8Array, at: number, end: number): boolean {
    if (end - at < ipv6HeaderLength) return false;
    const next = bytes[at + 6];
    if (next === ipProtocols.udp) return this.#isWantedUdp(bytes, at + ipv6HeaderLength, end);
    // Behind extension headers, which are few, anything may come.
    return next !== ipProtocols.tcp && next !== icmpv6;
  }

  #isWantedUdp(bytes: Uint8Array, at: number, end: number): boolean {
    return end - at >= udpHeaderLength && this.#ports.has(uint16At(bytes, at + 2));
  }
}

const icmpv6 = 58;

function isFirstFragment({ ipv4, ipv6 }: Frame): boolean {
  return ipv4?.moreFragments === true || ipv6?.fragment?.more === true;
}
