import { describe } from 'vitest';
import { presence, yesNo } from '#electron/wire/dhcpv4/options/flags.ts';
import { testCodec } from '../round-trip.ts';

describe('yes or no', () => {
  testCodec(
    yesNo,
    [
      { value: true, hex: '01', text: 'yes (1)' },
      { value: false, hex: '00', text: 'no (0)' },
    ],
    [
      { hex: '02', fault: 'must be 0 or 1' },
      { hex: '', fault: 'must be 1' },
    ],
  );
});

describe('presence', () => {
  testCodec(presence, [{ value: true, hex: '', text: 'present' }], [{ hex: '00', fault: 'must be 0' }]);
});
