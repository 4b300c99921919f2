import { describe, expect, it } from 'vitest';
import { uint8 } from '#electron/wire/dhcpv4/options/integers.ts';
import { decodeSuboptions, encodeSuboptions } from '#electron/wire/dhcpv4/options/suboptions.ts';

const table = new Map([[1, { name: 'First', codec: uint8() }]]);
const bytes = Uint8Array.of(0xa5, 1, 1, 5, 200, 2, 0xab, 0xcd, 7, 0, 0xa5);
const list = [
  { code: 1, hex: '05' },
  { code: 200, hex: 'abcd' },
  { code: 7, hex: '' },
];

describe('suboptions', () => {
  it('reads known and unknown ones with their places', () => {
    const result = decodeSuboptions(bytes, 1, 10, table);
    expect(result.faults).toEqual([]);
    expect(result.list).toEqual(list);
    expect(result.children.map(({ name, text, offset, length }) => [name, text, offset, length])).toEqual([
      ['First (1)', '5', 1, 3],
      ['Suboption 200', 'abcd', 4, 4],
      ['Suboption 7', '', 8, 2],
    ]);
  });

  it('encodes what it decoded', () => {
    expect(encodeSuboptions(list)).toEqual(bytes.slice(1, 10));
  });

  it('keeps what stands before an overrun', () => {
    const result = decodeSuboptions(bytes, 1, 7, table);
    expect(result.list).toEqual(list.slice(0, 1));
    expect(result.faults).toEqual([{ offset: 4, reason: 'suboption 200 claims 2 bytes, 1 left' }]);
  });

  it('reports a code without length', () => {
    expect(decodeSuboptions(Uint8Array.of(5), 0, 1, table).faults).toEqual([
      { offset: 0, reason: 'suboption 5 has no length' },
    ]);
  });

  it('passes on the fault of a value, with its place', () => {
    const result = decodeSuboptions(Uint8Array.of(2, 0, 1, 2, 8, 8), 0, 6, table);
    expect(result.faults).toEqual([{ offset: 4, reason: 'suboption 1: length 2, must be 1' }]);
    expect(result.children[1]?.fault).toBe('length 2, must be 1');
  });

  it('refuses a suboption that does not fit its length byte', () => {
    expect(encodeSuboptions([{ code: 1, hex: '00'.repeat(256) }])).toBeUndefined();
    expect(encodeSuboptions([{ code: 256, hex: '' }])).toBeUndefined();
  });
});
