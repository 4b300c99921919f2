import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colonHexAt, colonHexBytes, hexAt, ipv4At, ipv4Number, octetsOfIpv4, putMac } from '#electron/wire/octets.ts';
import { parseIpv4 } from '#shared/model/ip-address.ts';

describe('octets', () => {
  it('reads past the end without complaint', () => {
    const bytes = Uint8Array.of(1, 2);
    expect(ipv4At(bytes, 1)).toBe('2.0.0.0');
    expect(hexAt(bytes, 1, 9)).toBe('02');
    expect(colonHexAt(bytes, 2, 6)).toBe('');
  });

  it('writes all six bytes of a MAC into a used buffer', () => {
    const bytes = new Uint8Array(8).fill(0xa5);
    putMac(bytes, 1, '02:00:5E:10:20:30');
    expect(hexAt(bytes, 0, 8)).toBe('a502005e102030a5');
    putMac(bytes, 1, '02:zz');
    expect(hexAt(bytes, 0, 8)).toBe('a5020000000000a5');
  });

  it('agrees with the shared model on what an address is', () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 300 }).map(String),
      fc.constantFrom('', '00', '01', ' 1', '1e1', '-1'),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 5 }), (parts) => {
        const text = parts.join('.');
        expect(ipv4Number(text)).toBe(parseIpv4(text));
      }),
    );
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        expect(octetsOfIpv4(ipv4At(bytes, 0))).toEqual(bytes);
        expect(colonHexBytes(colonHexAt(bytes, 0, 4), 16)).toEqual(bytes);
      }),
    );
  });
});
