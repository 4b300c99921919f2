import { describe, expect, it } from 'vitest';
import { authentication } from '#electron/wire/dhcpv4/options/authentication.ts';
import { fromHex } from '#shared/model/hex.ts';
import { testCodec } from '../round-trip.ts';

const delayed = `010100000000000000000700000005${'ab'.repeat(16)}`;

describe('authentication', () => {
  testCodec(
    authentication,
    [
      {
        value: {
          protocol: 1,
          algorithm: 1,
          replayMethod: 0,
          replayDetection: '0000000000000007',
          information: `00000005${'ab'.repeat(16)}`,
        },
        hex: delayed,
        text: 'delayed authentication (1), replay detection 0000000000000007',
      },
      {
        value: { protocol: 0, algorithm: 0, replayMethod: 0, replayDetection: '0000000000000001', information: '' },
        hex: '0000000000000000000001',
      },
    ],
    [{ hex: '00000000000000000000', fault: 'at least 11' }],
  );

  it('names the parts of a delayed authentication', () => {
    const children = authentication.decode(fromHex(delayed) ?? new Uint8Array()).children ?? [];
    expect(children.map(({ name, text, offset }) => [name, text, offset]).slice(4)).toEqual([
      ['secret ID', '5', 11],
      ['HMAC-MD5', 'ab'.repeat(16), 15],
    ]);
  });
});
