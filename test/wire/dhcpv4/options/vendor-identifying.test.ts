import { describe, expect, it } from 'vitest';
import { vendorIdentifying } from '#electron/wire/dhcpv4/options/vendor-identifying.ts';
import { fromHex } from '#shared/model/hex.ts';
import { testCodec } from '../round-trip.ts';

describe('vendor-identifying vendor-specific information', () => {
  testCodec(
    vendorIdentifying('125'),
    [
      {
        value: [
          { enterprise: 9, hex: '0103616263' },
          { enterprise: 4294967295, hex: '' },
        ],
        hex: '00000009050103616263ffffffff00',
        text: 'enterprise 9 (Cisco): Suboption 1: "abc"; enterprise 4294967295: ',
      },
    ],
    [
      { hex: '', fault: 'at least 5' },
      { hex: '000000', fault: 'enterprise number needs 4 bytes' },
      { hex: '0000000903aabb', fault: 'data needs 3 bytes', offset: 5 },
    ],
  );

  it('shows data that are no suboptions as bytes', () => {
    const [block] = vendorIdentifying('125').decode(fromHex('0000000902ffff') ?? new Uint8Array()).children ?? [];
    expect(block?.text).toBe('ffff');
  });
});

describe('vendor-identifying vendor class', () => {
  testCodec(
    vendorIdentifying('124'),
    [
      {
        value: [{ enterprise: 3561, hex: '0161026263' }],
        hex: '00000de9050161026263',
        text: 'enterprise 3561 (Broadband Forum): item 1: "a"; item 2: "bc"',
      },
    ],
    [{ hex: '00000de9', fault: 'data length needs 1 bytes' }],
  );
});
