import { describe } from 'vitest';
import { clientIdentifier } from '#electron/wire/dhcpv4/options/client-identifier.ts';
import { testCodec } from '../round-trip.ts';

describe('client identifier', () => {
  testCodec(
    clientIdentifier,
    [
      { value: { type: 1, hex: '02005e102030' }, hex: '0102005e102030', text: '02:00:5e:10:20:30' },
      { value: { type: 0, hex: '616263' }, hex: '00616263', text: '"abc"' },
      { value: { type: 0, hex: '010203040506' }, hex: '00010203040506', text: '010203040506' },
      {
        value: { type: 255, hex: '12345678000100012a6b1c9d02005e102030' },
        hex: 'ff12345678000100012a6b1c9d02005e102030',
        text: 'IAID 0x12345678, DUID 000100012a6b1c9d02005e102030',
      },
      { value: { type: 255, hex: '01' }, hex: 'ff01', text: '01' },
    ],
    [
      { hex: '', fault: 'at least 2' },
      { hex: '01', fault: 'at least 2' },
    ],
  );
});
