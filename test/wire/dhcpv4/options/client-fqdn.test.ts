import { describe } from 'vitest';
import { clientFqdn } from '#electron/wire/dhcpv4/options/client-fqdn.ts';
import { testCodec } from '../round-trip.ts';

describe('client FQDN', () => {
  testCodec(
    clientFqdn,
    [
      {
        value: { flags: 5, rcode1: 0, rcode2: 255, name: 'host.example.' },
        hex: '0500ff04686f7374076578616d706c6500',
        text: 'host.example.',
      },
      { value: { flags: 4, rcode1: 0, rcode2: 0, name: 'host' }, hex: '04000004686f7374' },
      { value: { flags: 4, rcode1: 0, rcode2: 0, name: '' }, hex: '040000' },
      { value: { flags: 1, rcode1: 0, rcode2: 0, name: 'host.example' }, hex: '010000686f73742e6578616d706c65' },
      { value: { flags: 0, rcode1: 0, rcode2: 0, name: '' }, hex: '000000' },
    ],
    [
      { hex: '0100', fault: 'at least 3' },
      { hex: '0400000561', fault: 'label needs 5 bytes', offset: 4 },
      { hex: '0400000161c003', fault: 'must be at most 63' },
      { hex: '0400000161000162', fault: 'left over' },
    ],
  );
});
