import { describe } from 'vitest';
import { clientNdi } from '#electron/wire/dhcpv4/options/client-ndi.ts';
import { testCodec } from '../round-trip.ts';

describe('client network interface identifier', () => {
  testCodec(
    clientNdi,
    [
      { value: { type: 1, major: 3, minor: 16 }, hex: '010310', text: 'UNDI 3.16' },
      { value: { type: 2, major: 0, minor: 1 }, hex: '020001', text: 'type 2 0.1' },
    ],
    [{ hex: '0103', fault: 'must be 3' }],
  );
});
