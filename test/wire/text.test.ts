import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, shorten, textBytes, unescapeText, withoutNuls } from '#electron/wire/text.ts';

describe('text of bytes nobody vouches for', () => {
  it('keeps UTF-8 readable and escapes the rest', () => {
    expect(escapeText(new TextEncoder().encode('grün 网络 🦔'))).toBe('grün 网络 🦔');
    expect(escapeText(Uint8Array.of(0, 9, 10, 27, 0x7f))).toBe('\\x00\\x09\\x0a\\x1b\\x7f');
    expect(escapeText(Uint8Array.of(0xc2, 0x85))).toBe('\\xc2\\x85');
    expect(escapeText(Uint8Array.of(0x41, 0xff, 0x42))).toBe('A\\xffB');
    expect(escapeText(Uint8Array.of(0x5c))).toBe('\\\\');
  });

  it('escapes what turns or hides text', () => {
    for (const character of ['\u202e', '\u2066', '\u200b', '\ufeff', '\u2028', '\u061c', '\u00ad']) {
      expect(escapeText(textBytes(`a${character}b`))).toMatch(/^a(\\x[0-9a-f]{2})+b$/);
    }
  });

  it('escapes overlong forms, surrogates and numbers past the last character', () => {
    for (const bytes of [
      [0xc0, 0xaf],
      [0xe0, 0x80, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf0, 0x80, 0x80, 0xaf],
    ]) {
      expect(escapeText(Uint8Array.from(bytes))).toBe(bytes.map((byte) => `\\x${byte.toString(16)}`).join(''));
    }
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(unescapeText(escapeText(bytes))).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 32 }), (text) => {
        expect(textBytes(text)).toEqual(new TextEncoder().encode(text));
        expect(unescapeText(escapeText(textBytes(text)))).toEqual(textBytes(text));
      }),
    );
  });

  it('takes a lone backslash for itself', () => {
    expect(unescapeText('a\\b\\x1\\')).toEqual(textBytes('a\\b\\x1\\'));
  });

  it('shortens without cutting a character in two', () => {
    expect(shorten('abc', 3)).toBe('abc');
    expect(shorten('abcd', 3)).toBe('abc… (4 characters)');
    expect(shorten('a🦔b', 2)).toBe('a… (4 characters)');
  });

  it('drops NULs at the end only', () => {
    expect([...withoutNuls(Uint8Array.of(0, 1, 0, 0))]).toEqual([0, 1]);
    expect([...withoutNuls(Uint8Array.of(0))]).toEqual([]);
  });
});
