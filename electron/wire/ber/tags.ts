/** Identifier octets of the ASN.1 types that SNMP is made of (X.690 section 8.1.2). */
export const berTags = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  sequence: 0x30,
} as const;

const tagNames = new Map<number, string>([
  [berTags.integer, 'INTEGER'],
  [berTags.octetString, 'OCTET STRING'],
  [berTags.null, 'NULL'],
  [berTags.objectIdentifier, 'OBJECT IDENTIFIER'],
  [berTags.sequence, 'SEQUENCE'],
]);

/** "SEQUENCE (0x30)", "tag 0x9f" */
export function tagText(tag: number): string {
  const name = tagNames.get(tag);
  const number = `0x${tag.toString(16).padStart(2, '0')}`;
  return name === undefined ? `tag ${number}` : `${name} (${number})`;
}
