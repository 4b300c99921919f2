import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { ethernetHeaderLength, etherTypes, etherTypeText } from './ethernet.ts';
import { field } from './field.ts';
import { putUint16, uint16At } from './octets.ts';

export interface VlanTag {
  /** 0..4095; 0 means priority only (IEEE 802.1Q section 9.6). */
  id: number;
  priority: number;
  dropEligible: boolean;
  /** The tag protocol identifier: 0x8100, or 0x88a8 for a service tag, for which 0x9100 was used before there was a standard. */
  protocol: number;
}

export const vlanTagLength = 4;
/** Nobody stacks more; beyond it we do not look further. */
export const maximumVlanTags = 8;

export function isVlanTag(type: number): boolean {
  return type === etherTypes.vlan || type === etherTypes.serviceVlan || type === etherTypes.oldServiceVlan;
}

/**
 * Reads the tags behind the link header, which ends at `start`, pushes them to `vlans` and moves the header's `type` to what
 * they carry. Gives the offset of the payload.
 */
export function decodeVlans(
  bytes: Uint8Array,
  header: { type: number },
  vlans: VlanTag[],
  faults: PacketFault[],
  start: number = ethernetHeaderLength,
): number {
  let offset = start;
  while (isVlanTag(header.type)) {
    if (offset + vlanTagLength > bytes.length) {
      faults.push({ offset, reason: `VLAN tag needs 4 bytes, ${bytes.length - offset} left` });
      break;
    }
    if (vlans.length === maximumVlanTags) {
      faults.push({ offset, reason: `more than ${maximumVlanTags} VLAN tags` });
      break;
    }
    const control = uint16At(bytes, offset);
    vlans.push({
      id: control & 0xfff,
      priority: control >> 13,
      dropEligible: (control & 0x1000) !== 0,
      protocol: header.type,
    });
    header.type = uint16At(bytes, offset + 2);
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
export function describeVlan(
  bytes: Uint8Array,
  tag: VlanTag,
  index: number,
  start: number = ethernetHeaderLength,
): PacketField {
  const id = index === 0 ? 'vlan' : `vlan${index + 1}`;
  const offset = start + vlanTagLength * index;
  const name = tag.protocol === etherTypes.vlan ? '802.1Q' : '802.1ad';
  return field(id, name, `VLAN ${tag.id}`, offset, vlanTagLength, {
    children: [
      field(`${id}.priority`, 'priority', String(tag.priority), offset, 1),
      field(`${id}.dei`, 'drop eligible', tag.dropEligible ? 'yes (1)' : 'no (0)', offset, 1),
      field(`${id}.id`, 'VLAN id', String(tag.id), offset, 2),
      field(`${id}.type`, 'type', etherTypeText(uint16At(bytes, offset + 2)), offset + 2, 2),
    ],
  });
}
