import type { LinkType } from '#shared/model/packet-event.ts';

/** The number that stands for each in capture files (draft-ietf-opsawg-pcaplinktype). */
export const linkNumbers: Readonly<Record<LinkType, number>> = {
  ethernet: 1,
  ipv4: 228,
  ipv6: 229,
  'linux-cooked': 113,
  'linux-cooked-2': 276,
  null: 0,
  loop: 108,
  'upper-pdu': 252,
};

/** 12 and 14 are raw IP on some systems, 101 is the number meant for files; IPv6 in it reads as a faulty IPv4 packet. */
const linksByNumber = new Map<number, LinkType>([
  ...Object.entries(linkNumbers).map(([link, number]): [number, LinkType] => [number, link as LinkType]),
  [12, 'ipv4'],
  [14, 'ipv4'],
  [101, 'ipv4'],
]);

const otherNames = new Map([
  [6, 'Token Ring'],
  [9, 'PPP'],
  [50, 'PPP in HDLC'],
  [51, 'PPPoE'],
  [104, 'Cisco HDLC'],
  [105, 'IEEE 802.11'],
  [127, 'IEEE 802.11 with radiotap'],
  [147, 'private use 0'],
  [189, 'USB'],
  [192, 'PPI'],
  [195, 'IEEE 802.15.4'],
  [201, 'Bluetooth'],
  [220, 'USB'],
  [239, 'NFLOG'],
  [247, 'InfiniBand'],
  [249, 'USB'],
  [253, 'netlink'],
]);

/** Undefined for a link type we do not read. */
export function linkOfNumber(number: number): LinkType | undefined {
  return linksByNumber.get(number);
}

/** "105 (IEEE 802.11)" */
export function linkNumberText(number: number): string {
  const name = linksByNumber.get(number) ?? otherNames.get(number);
  return name === undefined ? String(number) : `${number} (${name})`;
}
