import { expect, test } from 'vitest';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import { folderWith, identity, mibLibrary, smiv2 } from './mib-library.ts';

const body = `
${identity('hintMIB', 'enterprises 4244')}
Level ::= TEXTUAL-CONVENTION DISPLAY-HINT "d-1" STATUS current DESCRIPTION "d" SYNTAX Integer32
Lower ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "d" SYNTAX Level (0..100)
Ipv6Address ::= TEXTUAL-CONVENTION DISPLAY-HINT "2x:" STATUS current DESCRIPTION "d" SYNTAX OCTET STRING (SIZE (16))
Dashed ::= TEXTUAL-CONVENTION DISPLAY-HINT "1x-" STATUS current DESCRIPTION "d" SYNTAX MacAddress
level OBJECT-TYPE SYNTAX Lower MAX-ACCESS read-only STATUS current DESCRIPTION "d" ::= { hintMIB 1 }
old OBJECT-TYPE SYNTAX Ipv6Address MAX-ACCESS read-only STATUS current DESCRIPTION "d" ::= { hintMIB 2 }
six OBJECT-TYPE SYNTAX InetAddressIPv6 MAX-ACCESS read-only STATUS current DESCRIPTION "d" ::= { hintMIB 3 }
zoned OBJECT-TYPE SYNTAX InetAddressIPv4z MAX-ACCESS read-only STATUS current DESCRIPTION "d" ::= { hintMIB 4 }
dashed OBJECT-TYPE SYNTAX Dashed MAX-ACCESS read-only STATUS current DESCRIPTION "d" ::= { hintMIB 5 }
`;
const imports = `TEXTUAL-CONVENTION, MacAddress FROM SNMPv2-TC
  InetAddressIPv6, InetAddressIPv4z FROM INET-ADDRESS-MIB`;

test('hints of textual conventions come with the objects, through all conventions', async () => {
  const { import: read, registry, node } = mibLibrary();
  await read(folderWith({ 'HINT-MIB': smiv2('HINT-MIB', body, imports) }));
  const text = (name: string, ...octets: number[]) =>
    toVarbind(registry, `${registry.byName(name)?.oid}.0`, { type: 'OCTET STRING', value: Uint8Array.from(octets) }, '')
      .text;
  expect(registry.byName('level')?.syntax).toMatchObject({ name: 'Lower', hint: 'd-1' });
  expect(toVarbind(registry, '1.3.6.1.4.1.4244.1.0', { type: 'INTEGER', value: 15 }, '').text).toBe('1.5');
  const address = [0x20, 1, 0x0d, 0xb8, ...Array(11).fill(0), 1];
  expect(text('six', ...address)).toBe('2001:db8::1');
  expect(text('old', ...address)).toBe('2001:db8::1');
  expect(text('zoned', 192, 0, 2, 1, 0, 0, 0, 7)).toBe('192.0.2.1%7');
  expect(text('dashed', 0, 1, 2, 3, 4, 5)).toBe('00-01-02-03-04-05');
  // Built-in modules tell theirs too.
  expect((await node('ifPhysAddress')).typed?.displayHint).toBe('1x:');
});
