import { describe, expect, it } from 'vitest';
import { duid } from '#electron/wire/dhcpv4/options/duid.ts';
import { fromHex } from '#shared/model/hex.ts';
import { testCodec } from '../round-trip.ts';

function lines(hex: string): string[] {
  const [line] = duid.decode(fromHex(hex) ?? new Uint8Array()).children ?? [];
  return (line?.children ?? []).map(({ name, text }) => `${name}: ${text}`);
}

describe('DUID', () => {
  testCodec(
    duid,
    [
      { value: '0003000102005e102030', hex: '0003000102005e102030' },
      { value: '000901', hex: '000901' },
    ],
    [{ hex: '0001', fault: 'at least 3' }],
  );

  it('shows link-layer address plus time', () => {
    expect(lines('000100010000000002005e102030')).toEqual([
      'type: link-layer address plus time (1)',
      'hardware type: 1',
      'time: 2000-01-01T00:00:00.000Z',
      'link-layer address: 02:00:5e:10:20:30',
    ]);
  });

  it('shows enterprise number, link-layer address, UUID', () => {
    expect(lines('000200000009abcd')).toEqual([
      'type: enterprise number (2)',
      'enterprise number: 9',
      'identifier: abcd',
    ]);
    expect(lines('0003000102005e102030')).toContain('link-layer address: 02:00:5e:10:20:30');
    expect(lines('000400112233445566778899aabbccddeeff')).toEqual([
      'type: UUID (4)',
      'UUID: 00112233-4455-6677-8899-aabbccddeeff',
    ]);
  });

  it('shows a type nobody knows, or one that is too short, in hex', () => {
    expect(lines('0077aabb')).toEqual(['type: unknown (119)', 'identifier: aabb']);
    expect(lines('0004aabb')).toEqual(['type: UUID (4)', 'identifier: aabb']);
  });
});
