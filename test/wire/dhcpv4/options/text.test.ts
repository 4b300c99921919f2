import { describe } from 'vitest';
import { text } from '#electron/wire/dhcpv4/options/text.ts';
import { testCodec } from '../round-trip.ts';

describe('text', () => {
  testCodec(
    text,
    [
      { value: 'host', hex: '686f7374', also: ['686f737400', '686f73740000'] },
      { value: 'grün 网', hex: '6772c3bc6e20e7bd91', text: 'grün 网' },
      { value: 'a\\x00b', hex: '610062' },
      { value: 'back\\\\slash', hex: '6261636b5c736c617368' },
      { value: '\\x1b[31m\\xff\\xfe', hex: '1b5b33316dfffe', text: '\\x1b[31m\\xff\\xfe' },
      { value: '', hex: '00' },
    ],
    [{ hex: '', fault: 'at least 1' }],
  );
});
