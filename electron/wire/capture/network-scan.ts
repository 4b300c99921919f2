import type { LinkType } from '#shared/model/packet-event.ts';
import { etherTypes } from '../ethernet.ts';
import { etherTypeOfFamily, loopbackFamily } from '../loopback.ts';
import { uint16At } from '../octets.ts';
import { isVlanTag, maximumVlanTags, vlanTagLength } from '../vlan.ts';

/** Where the link header ends and which bytes of it tell the type of the payload. */
const links: Readonly<
  Record<Exclude<LinkType, 'null' | 'loop' | 'ipv4' | 'ipv6' | 'upper-pdu'>, { length: number; type: number }>
> = {
  ethernet: { length: 14, type: 12 },
  'linux-cooked': { length: 16, type: 14 },
  'linux-cooked-2': { length: 20, type: 0 },
};

/** A quick look at where a frame's payload starts and of which type it is, for the millions of frames that nobody wants. It tells of the frame scanned last. */
export class NetworkScan {
  /** Where the IP header, or what there is in its place, starts. */
  network = 0;
  /** Outermost first; without those that only carry a priority. */
  readonly vlans: number[] = [];

  /** The EtherType of what is carried; undefined where there is no telling. */
  scan(bytes: Uint8Array, start: number, end: number, link: LinkType): number | undefined {
    if (this.vlans.length > 0) this.vlans.length = 0;
    this.network = start;
    switch (link) {
      case 'ipv4':
        return etherTypes.ipv4;
      case 'ipv6':
        return etherTypes.ipv6;
      case 'upper-pdu':
        // Octets of a stream are no frame.
        return undefined;
      case 'null':
      case 'loop':
        if (end - start < 4) return undefined;
        this.network = start + 4;
        return etherTypeOfFamily(loopbackFamily(bytes, start).family);
      default:
        return this.#scanLink(bytes, start, end, links[link]);
    }
  }

  #scanLink(bytes: Uint8Array, start: number, end: number, header: { length: number; type: number }) {
    if (end - start < header.length) return undefined;
    let type = uint16At(bytes, start + header.type);
    let at = start + header.length;
    for (let tags = 0; isVlanTag(type); tags++) {
      if (end - at < vlanTagLength || tags === maximumVlanTags) return undefined;
      const id = uint16At(bytes, at) & 0xfff;
      if (id !== 0) this.vlans.push(id);
      type = uint16At(bytes, at + 2);
      at += vlanTagLength;
    }
    this.network = at;
    return type;
  }
}
