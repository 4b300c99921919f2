import { describe } from 'vitest';
import {
  duration,
  enumeration,
  signedDuration,
  uint8,
  uint16,
  uint16List,
  uint32,
} from '#electron/wire/dhcpv4/options/integers.ts';
import { testCodec } from '../round-trip.ts';

describe('8 bits', () => {
  testCodec(
    uint8('s'),
    [
      { value: 0, hex: '00', text: '0 s' },
      { value: 255, hex: 'ff' },
    ],
    [
      { hex: '', fault: 'must be 1' },
      { hex: '0102', fault: 'must be 1' },
    ],
  );
});

describe('16 bits', () => {
  testCodec(uint16('bytes'), [{ value: 1500, hex: '05dc', text: '1500 bytes' }], [{ hex: '05', fault: 'must be 2' }]);
});

describe('32 bits', () => {
  testCodec(uint32, [{ value: 0xfffffffe, hex: 'fffffffe', text: '4294967294' }], [{ hex: '00', fault: 'must be 4' }]);
});

describe('a duration', () => {
  testCodec(
    duration,
    [
      { value: 120, hex: '00000078', text: '120 s (2 min)' },
      { value: 59, hex: '0000003b', text: '59 s' },
      { value: 93_784, hex: '00016e58', text: '93784 s (1 d 2 h 3 min 4 s)' },
      { value: 0xffffffff, hex: 'ffffffff', text: '4294967295 s (for ever)' },
    ],
    [{ hex: '000078', fault: 'length 3, must be 4' }],
  );
});

describe('a signed duration', () => {
  testCodec(
    signedDuration,
    [
      { value: -3600, hex: 'fffff1f0', text: '-3600 s (-1 h)' },
      { value: 3600, hex: '00000e10', text: '+3600 s (1 h)' },
      { value: -2147483648, hex: '80000000' },
      { value: -1, hex: 'ffffffff', text: '-1 s' },
    ],
    [{ hex: '', fault: 'must be 4' }],
  );
});

describe('an enumeration', () => {
  testCodec(
    enumeration(new Map([[1, 'one']])),
    [
      { value: 1, hex: '01', text: 'one (1)' },
      { value: 9, hex: '09', text: 'unknown (9)' },
    ],
    [{ hex: '', fault: 'must be 1' }],
  );
});

describe('a list of 16 bits', () => {
  testCodec(
    uint16List(),
    [{ value: [68, 1500], hex: '004405dc', text: '68, 1500' }],
    [
      { hex: '', fault: 'multiple of 2' },
      { hex: '004405', fault: 'multiple of 2', offset: 2, value: [68] },
    ],
  );
});
