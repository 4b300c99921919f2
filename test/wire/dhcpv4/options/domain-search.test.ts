import { describe, expect, it } from 'vitest';
import { domainSearch } from '#electron/wire/dhcpv4/options/domain-search.ts';
import { testCodec } from '../round-trip.ts';

const apple = '056170706c6503636f6d00';

describe('domain search', () => {
  testCodec(
    domainSearch,
    [
      {
        // The example of RFC 3397 section 2, with and without its pointer.
        value: ['eng.apple.com.', 'marketing.apple.com.'],
        hex: `03656e67${apple}096d61726b6574696e67${apple}`,
        also: [`03656e67${apple}096d61726b6574696e67c004`],
        text: 'eng.apple.com., marketing.apple.com.',
      },
      { value: ['.'], hex: '00' },
      { value: ['a\\x2eb.c.'], hex: '03612e62016300' },
      { value: ['a.', 'b.a.', 'c.b.a.'], hex: '0161000162016100016301620161' + '00', also: ['0161000162c0000163c003'] },
    ],
    [
      { hex: '', fault: 'at least 1' },
      { hex: '0161', fault: 'without its end', offset: 0 },
      { hex: '0561', fault: 'label needs 5 bytes', offset: 1 },
      { hex: '016100c0', fault: 'pointer needs 1 bytes', value: ['a.'] },
      { hex: '016100c000c005', fault: 'does not lead backwards', value: ['a.', 'a.'] },
      { hex: 'c000', fault: 'does not lead backwards' },
      { hex: '0161c000', fault: 'pointer to 0 leads to' },
      { hex: '016100c00f', fault: 'does not lead backwards', value: ['a.'] },
      { hex: '4061', fault: 'must be at most 63' },
      { hex: `${`3f${'61'.repeat(63)}`.repeat(4)}00`, fault: 'longer than 255' },
    ],
  );

  it('stops at 256 names, however short the pointers are', () => {
    const bytes = new Uint8Array(2 + 2 * 1000).fill(0xc0);
    for (let i = 0; i < bytes.length; i++) bytes[i] = i < 2 ? 0 : i % 2 === 0 ? 0xc0 : 0;
    const result = domainSearch.decode(bytes);
    expect(result.value).toHaveLength(256);
    expect(result.faults[0]?.reason).toBe('more than 256 names');
  });

  it('encodes a name without its last dot as a whole one, and refuses what no name can be', () => {
    expect(domainSearch.encode(['a'])).toEqual(Uint8Array.of(1, 97, 0));
    expect(domainSearch.encode(['a..b'])).toBeUndefined();
    expect(domainSearch.encode(['x'.repeat(64)])).toBeUndefined();
    expect(domainSearch.encode([`${'x'.repeat(63)}.`.repeat(4)])).toBeUndefined();
  });
});
