import { optionBytes } from '#electron/wire/dhcpv4/option-text.ts';
import type { DhcpProfile } from '#shared/model/dhcp-profile.ts';
import { toHex } from '#shared/model/hex.ts';

/** An option written as a person writes it; a profile with a slip in it would fail its test, not its user. */
function option(code: number, text: string): DhcpProfile['options'][number] {
  const bytes = optionBytes(code, text);
  if (bytes === undefined) throw new Error(`profile option ${code} cannot be "${text}"`);
  return { code, hex: toHex(bytes) };
}

const builtIn = (name: string, profile: Omit<DhcpProfile, 'name' | 'builtIn'>): DhcpProfile => ({
  name,
  builtIn: true,
  ...profile,
});

/**
 * What well-known kinds of client send, from what is seen of them on the wire. Versions differ; these are the parts that
 * servers look at to tell the kind.
 */
export const readyMadeProfiles: readonly DhcpProfile[] = [
  builtIn('windows', {
    vendorClass: 'MSFT 5.0',
    requestedOptions: [1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252],
    options: [],
  }),
  builtIn('linux', {
    requestedOptions: [1, 2, 3, 6, 12, 15, 26, 28, 33, 40, 41, 42, 119, 121, 249, 252],
    options: [option(57, '576')],
  }),
  // PXE 2.1 and RFC 4578: architecture, network interface identifier and machine identifier must be there.
  builtIn('pxe_bios', {
    vendorClass: 'PXEClient:Arch:00000:UNDI:002001',
    broadcast: true,
    requestedOptions: [
      1, 2, 3, 5, 6, 12, 13, 15, 17, 18, 22, 23, 28, 40, 41, 42, 43, 50, 51, 54, 58, 59, 60, 66, 67, 97, 128,
    ],
    options: [
      option(93, '0'),
      { code: 94, hex: '010201' },
      { code: 97, hex: `00${'00'.repeat(15)}01` },
      option(57, '1260'),
    ],
  }),
  builtIn('pxe_uefi', {
    vendorClass: 'PXEClient:Arch:00007:UNDI:003016',
    broadcast: true,
    requestedOptions: [
      1, 2, 3, 4, 5, 6, 12, 13, 15, 17, 18, 22, 23, 28, 40, 41, 42, 43, 50, 51, 54, 58, 59, 60, 66, 67, 97, 128,
    ],
    options: [
      option(93, '7'),
      { code: 94, hex: '010310' },
      { code: 97, hex: `00${'00'.repeat(15)}01` },
      option(57, '1472'),
    ],
  }),
  // Voice VLAN and call server by options 43, 66, 150, 160 and 242, as the phones of several makers ask for them.
  builtIn('voice_phone', {
    vendorClass: 'ip-phone',
    requestedOptions: [1, 3, 6, 12, 15, 42, 43, 66, 67, 100, 101, 120, 125, 132, 150, 160, 242],
    options: [],
  }),
  builtIn('cisco_phone', {
    vendorClass: 'Cisco Systems, Inc. IP Phone',
    requestedOptions: [1, 3, 6, 15, 35, 66, 150],
    options: [],
  }),
  builtIn('cisco_access_point', {
    vendorClass: 'Cisco AP c9120',
    requestedOptions: [1, 3, 6, 12, 15, 43, 60],
    options: [],
  }),
  builtIn('huawei_access_point', {
    vendorClass: 'huawei AP',
    requestedOptions: [1, 3, 6, 12, 15, 43, 60],
    options: [],
  }),
  builtIn('printer', {
    vendorClass: 'Hewlett-Packard JetDirect',
    requestedOptions: [1, 3, 6, 12, 15, 18, 22, 44, 51, 54, 58, 59, 66, 67, 69, 81, 119, 144],
    options: [],
  }),
];
