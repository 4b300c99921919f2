import { describe } from 'vitest';
import { clientMachine } from '#electron/wire/dhcpv4/options/client-machine.ts';
import { testCodec } from '../round-trip.ts';

describe('client machine identifier', () => {
  testCodec(
    clientMachine,
    [
      {
        value: { type: 0, hex: '00112233445566778899aabbccddeeff' },
        hex: '0000112233445566778899aabbccddeeff',
        text: '33221100-5544-7766-8899-aabbccddeeff',
      },
      { value: { type: 7, hex: 'aabb' }, hex: '07aabb', text: 'aabb' },
    ],
    [
      { hex: '', fault: 'must be 17' },
      { hex: '000011', fault: 'must be 17 for type 0' },
    ],
  );
});
