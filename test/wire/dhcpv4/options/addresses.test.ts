import { describe } from 'vitest';
import { address, addresses, addressPairs } from '#electron/wire/dhcpv4/options/addresses.ts';
import { testCodec } from '../round-trip.ts';

describe('one address', () => {
  testCodec(
    address,
    [
      { value: '192.0.2.1', hex: 'c0000201', text: '192.0.2.1' },
      { value: '0.0.0.0', hex: '00000000' },
      { value: '255.255.255.255', hex: 'ffffffff' },
    ],
    [
      { hex: '', fault: 'length 0, must be 4' },
      { hex: 'c00002', fault: 'length 3, must be 4' },
      { hex: 'c000020100', fault: 'length 5, must be 4' },
    ],
  );
});

describe('addresses', () => {
  testCodec(
    addresses({ minimum: 1 }),
    [
      { value: ['192.0.2.1'], hex: 'c0000201' },
      { value: ['192.0.2.1', '10.0.0.1'], hex: 'c00002010a000001', text: '192.0.2.1, 10.0.0.1' },
    ],
    [
      { hex: '', fault: 'at least 4' },
      { hex: 'c00002010a', fault: 'must be a multiple of 4', offset: 4, value: ['192.0.2.1'] },
    ],
  );
});

describe('addresses that may be none', () => {
  testCodec(addresses({ minimum: 0 }), [{ value: [], hex: '' }], [{ hex: '01', fault: 'multiple of 4' }]);
});

describe('pairs of addresses', () => {
  testCodec(
    addressPairs('destination', 'router'),
    [
      {
        value: [
          { destination: '10.0.0.9', router: '192.0.2.1' },
          { destination: '10.0.0.10', router: '192.0.2.2' },
        ],
        hex: '0a000009c00002010a00000ac0000202',
        text: '10.0.0.9, 192.0.2.1; 10.0.0.10, 192.0.2.2',
      },
    ],
    [
      { hex: '', fault: 'multiple of 8' },
      {
        hex: '0a000009c000020101',
        fault: 'multiple of 8',
        offset: 8,
        value: [{ destination: '10.0.0.9', router: '192.0.2.1' }],
      },
    ],
  );
});
