import { describe, expect, it } from 'vitest';
import { vendorSpecific } from '#electron/wire/dhcpv4/options/vendor-specific.ts';
import { fromHex } from '#shared/model/hex.ts';
import { testCodec } from '../round-trip.ts';

function names(hex: string): string[] | undefined {
  return vendorSpecific()
    .decode(fromHex(hex) ?? new Uint8Array())
    .children?.map(({ name, text }) => `${name}: ${text}`);
}

describe('vendor-specific information', () => {
  testCodec(
    vendorSpecific(),
    [
      { value: '0104c0000201', hex: '0104c0000201' },
      { value: '', hex: '' },
      { value: 'ffffff', hex: 'ffffff' },
    ],
    [],
  );

  it('shows suboptions where the bytes have exactly that form, with or without an end', () => {
    expect(names('0104c0000201')).toEqual(['Suboption 1: c0000201']);
    expect(names('0104c0000201ff')).toEqual(['Suboption 1: c0000201']);
    expect(names('0105c0000201')).toBeUndefined();
    expect(names('')).toBeUndefined();
  });
});
