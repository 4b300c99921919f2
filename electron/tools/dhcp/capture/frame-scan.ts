import { arpLength } from '#electron/wire/arp.ts';
import { NetworkScan } from '#electron/wire/capture/network-scan.ts';
import { dhcpLayout, magicCookie } from '#electron/wire/dhcpv4/message.ts';
import { etherTypes } from '#electron/wire/ethernet.ts';
import { ipProtocols, ipv4HeaderLength } from '#electron/wire/ipv4.ts';
import { uint16At, uint32At } from '#electron/wire/octets.ts';
import { dhcpPorts, udpHeaderLength } from '#electron/wire/udp.ts';
import type { LinkType } from '#shared/model/packet-event.ts';

export type FrameKind = 'dhcp' | 'arp' | 'fragment' | 'other';

/**
 * A look at a frame that stops as soon as it cannot be DHCP: made for the millions of frames that are not. It sees a DHCP
 * message in every frame in which `parseFrame` does. The fields tell of the frame scanned last; offsets are in its bytes.
 */
export class FrameScan {
  /** Of a DHCP message: where it starts and ends, as far as it was captured. */
  payload = 0;
  payloadEnd = 0;
  /** More fragments follow. */
  moreFragments = false;
  readonly #carried = new NetworkScan();

  /** Where the IPv4 header or the ARP packet starts. */
  get network(): number {
    return this.#carried.network;
  }

  /** Outermost first; without those that only carry a priority. */
  get vlans(): readonly number[] {
    return this.#carried.vlans;
  }

  scan(bytes: Uint8Array, start: number, end: number, link: LinkType): FrameKind {
    const type = this.#carried.scan(bytes, start, end, link);
    const at = this.#carried.network;
    if (type === etherTypes.ipv4) return this.#scanIpv4(bytes, at, end);
    return type === etherTypes.arp && isArp(bytes, at, end) ? 'arp' : 'other';
  }

  #scanIpv4(bytes: Uint8Array, at: number, end: number): FrameKind {
    if (end - at < ipv4HeaderLength) return 'other';
    const first = bytes[at] ?? 0;
    if (first >> 4 !== 4 || bytes[at + 9] !== ipProtocols.udp) return 'other';
    const fragment = uint16At(bytes, at + 6);
    if ((fragment & 0x1fff) !== 0) return 'fragment';
    const udp = at + (first & 15) * 4;
    if (udp - at < ipv4HeaderLength || end - udp <= udpHeaderLength) return 'other';
    const total = uint16At(bytes, at + 2);
    const length = uint16At(bytes, udp + 4);
    this.payload = udp + udpHeaderLength;
    // What cannot be right is not believed, as in decodeIpv4 and decodeUdp.
    this.payloadEnd = total < udp - at ? end : Math.min(end, at + total);
    if (length >= udpHeaderLength) this.payloadEnd = Math.min(this.payloadEnd, udp + length);
    if (this.payloadEnd <= this.payload) return 'other';
    const source = uint16At(bytes, udp);
    const destination = uint16At(bytes, udp + 2);
    if (!isDhcpPort(source) && !isDhcpPort(destination)) {
      if (source !== dhcpPorts.proxy && destination !== dhcpPorts.proxy) return 'other';
      // Anybody may use that port.
      if (this.payloadEnd - this.payload < dhcpLayout.options) return 'other';
      if (uint32At(bytes, this.payload + dhcpLayout.cookie) !== magicCookie) return 'other';
    }
    this.moreFragments = (fragment & 0x2000) !== 0;
    return 'dhcp';
  }
}

function isDhcpPort(port: number): boolean {
  return port === dhcpPorts.server || port === dhcpPorts.client;
}

/** For IPv4 over Ethernet (RFC 826). */
function isArp(bytes: Uint8Array, at: number, end: number): boolean {
  return (
    end - at >= arpLength &&
    uint16At(bytes, at) === 1 &&
    uint16At(bytes, at + 2) === etherTypes.ipv4 &&
    uint16At(bytes, at + 4) === 0x0604
  );
}
