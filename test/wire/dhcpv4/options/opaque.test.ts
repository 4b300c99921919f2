import { describe } from 'vitest';
import { opaque } from '#electron/wire/dhcpv4/options/opaque.ts';
import { testCodec } from '../round-trip.ts';

describe('bytes of unknown meaning', () => {
  testCodec(
    opaque,
    [
      { value: '', hex: '', text: '' },
      { value: '0001ff', hex: '0001ff', text: '0001ff' },
      { value: '616263', hex: '616263', text: '"abc"' },
    ],
    [],
  );
});
