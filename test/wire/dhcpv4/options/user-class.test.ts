import { describe } from 'vitest';
import { userClass } from '#electron/wire/dhcpv4/options/user-class.ts';
import { testCodec } from '../round-trip.ts';

describe('user class', () => {
  testCodec(
    userClass,
    [
      { value: ['iPXE'], hex: '0469505845', text: 'iPXE' },
      { value: ['a', 'b\\x00'], hex: '0161026200', text: 'a, b\\x00' },
    ],
    [
      { hex: '', fault: 'RFC 3004', value: [''] },
      { hex: '69505845', fault: 'read as bare text', value: ['iPXE'] },
      { hex: '016100', fault: 'RFC 3004' },
    ],
  );
});
