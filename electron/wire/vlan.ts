import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { type EthernetHeader, etherTypes, etherTypeText } from './ethernet.ts';
import { field } from './field.ts';
import { putUint16, uint16At } from './octets.ts';

export interface VlanTag {
  /** 0..4095; 0 means priority only (IEEE 802.1Q section 9.6). */
  id: number;
  priority: number;
  dropEligible: boolean;
  /** The tag protocol identifier: 0x8100, or 0x88a8 for a service tag. */
  protocol: number;
}

export const vlanTagLength = 4;
/** Nobody stacks more; beyond it we do not look further. */
const maximumTags = 8;

function isTag(type: number): boolean {
  return type === etherTypes.vlan || type === etherTypes.serviceVlan;
}

/**
 * Reads the tags behind the Ethernet addresses, pushes them to `vlans` and moves `ethernet.type` to what they carry.
 * Gives the offset of the payload.
 */
export function decodeVlans(
  bytes: Uint8Array,
  ethernet: EthernetHeader,
  vlans: VlanTag[],
  faults: PacketFault[],
): number {
  let offset = 14;
  while (isTag(ethernet.type)) {
    if (offset + vlanTagLength > bytes.length) {
      faults.push({ offset, reason: `VLAN tag needs 4 bytes, ${bytes.length - offset} left` });
      break;
    }
    if (vlans.length === maximumTags) {
      faults.push({ offset, reason: `more than ${maximumTags} VLAN tags` });
      break;
    }
    const control = uint16At(bytes, offset);
    vlans.push({
      id: control & 0xfff,
      priority: control >> 13,
      dropEligible: (control & 0x1000) !== 0,
      protocol: ethernet.type,
    });
    ethernet.type = uint16At(bytes, offset + 2);
    offset += vlanTagLength;
  }
  return offset;
}

/** Writes the tag protocol identifier and the tag, at the place of the type field. */
export function putVlan(bytes: Uint8Array, offset: number, tag: VlanTag): void {
  putUint16(bytes, offset, tag.protocol);
  putUint16(bytes, offset + 2, (tag.priority << 13) | (tag.dropEligible ? 0x1000 : 0) | (tag.id & 0xfff));
}

/** One layer a tag. A tag's bytes are its control field and the type behind it; its own identifier is the type before. */
export function describeVlan(bytes: Uint8Array, tag: VlanTag, index: number): PacketField {
  const id = index === 0 ? 'vlan' : `vlan${index + 1}`;
  const offset = 14 + vlanTagLength * index;
  const name = tag.protocol === etherTypes.serviceVlan ? '802.1ad' : '802.1Q';
  return field(id, name, `VLAN ${tag.id}`, offset, vlanTagLength, {
    children: [
      field(`${id}.priority`, 'priority', String(tag.priority), offset, 1),
      field(`${id}.dei`, 'drop eligible', tag.dropEligible ? 'yes (1)' : 'no (0)', offset, 1),
      field(`${id}.id`, 'VLAN id', String(tag.id), offset, 2),
      field(`${id}.type`, 'type', etherTypeText(uint16At(bytes, offset + 2)), offset + 2, 2),
    ],
  });
}
