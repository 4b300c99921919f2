import { describe, expect, it } from 'vitest';
import { dhcpOptions, optionLabel, optionType } from '#electron/wire/dhcpv4/options.ts';
import { dhcpOptionNames } from '#shared/model/dhcp-option-names.ts';
import { sampleValues } from '../sample-messages.ts';

describe('the registry of options', () => {
  it('knows every option of RFC 2132 and the others we promise', () => {
    const promised = [43, 60, 61, 66, 67, 77, 81, 82, 90, 93, 94, 97, 114, 116, 119, 121, 125, 150, 249, 252];
    for (let code = 1; code <= 76; code++) promised.push(code);
    expect(promised.filter((code) => !dhcpOptions.has(code))).toEqual([]);
  });

  it('has a name for each, and a sample value in the tests', () => {
    for (const [code, type] of dhcpOptions) {
      expect(type.code).toBe(code);
      expect(type.name).toBe(dhcpOptionNames.get(code));
      expect(sampleValues.has(code), `a sample of option ${code}`).toBe(true);
    }
  });

  it('brings every sample value there and back', () => {
    for (const [code, value] of sampleValues) {
      const type = optionType(code);
      const bytes = type.encode(value) ?? new Uint8Array();
      expect(type.decode(bytes), `option ${code}`).toMatchObject({ value, faults: [] });
      expect(type.encode(type.decode(bytes).value)).toEqual(bytes);
    }
  });

  it('keeps the bytes of an option nobody knows', () => {
    const type = optionType(200);
    expect(type.decode(Uint8Array.of(1, 255))).toEqual({ value: '01ff', text: '01ff', faults: [] });
    expect(type.encode('01ff')).toEqual(Uint8Array.of(1, 255));
    expect([optionLabel(200), optionLabel(3)]).toEqual(['Option 200', 'Router (3)']);
  });
});
