import { describe, expect, test } from 'vitest';
import { optionBytes, optionForm, optionForms, optionText } from '#electron/wire/dhcpv4/option-text.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';

const hex = (code: number, text: string) => {
  const bytes = optionBytes(code, text);
  return bytes === undefined ? undefined : toHex(bytes);
};

test.each([
  [50, '192.0.2.7', 'c0000207'],
  [6, '192.0.2.53, 192.0.2.54', 'c0000235c0000236'],
  [57, '1500', '05dc'],
  [93, '7, 9', '00070009'],
  [51, '90', '0000005a'],
  [51, '1 h 30 min', '00001518'],
  [51, 'infinite', 'ffffffff'],
  [19, 'yes', '01'],
  [66, 'boot.example', '626f6f742e6578616d706c65'],
  [119, 'example.org', '076578616d706c65036f726700'],
  [121, '10.0.0.0/8 192.0.2.1, 0.0.0.0/0 192.0.2.254', '080ac0000201' + '00c00002fe'],
  [82, '1="ge-0/0/1", 2=0242ac110002', '010867652d302f302f3102060242ac110002'],
  [55, '1, 3, 6', '010306'],
  [224, '01:ff', '01ff'],
])('option %i from "%s"', (code, text, expected) => {
  expect(hex(code, text)).toBe(expected);
});

test.each([
  [50, '300.1.1.1'],
  [50, ''],
  [6, '192.0.2.1 oops'],
  [57, '70000'],
  [51, '5 fortnights'],
  [51, '99999999999'],
  [19, 'perhaps'],
  [121, '10.0.0.0 192.0.2.1'],
  [82, '1=xyz'],
  [82, '1="a" nonsense'],
  [55, '1, 300'],
  [224, '0'],
])('option %i refuses "%s"', (code, text) => {
  expect(hex(code, text)).toBeUndefined();
});

describe('every form', () => {
  test.each(optionForms())('$code $name: its example is read, and its text reads back', ({ code, example }) => {
    const bytes = optionBytes(code, example);
    if (bytes === undefined) throw new Error(`"${example}" is not read`);
    const { text, faults } = optionText(code, bytes);
    if (faults.length > 0) return;
    expect(toHex(optionBytes(code, text) ?? new Uint8Array())).toBe(toHex(bytes));
  });
});

test('a code nobody knows is hex, and faults are told with their place', () => {
  expect(optionForm(224)).toMatchObject({ kind: 'hex', name: 'Option 224' });
  expect(optionText(6, fromHex('c00002') ?? new Uint8Array())).toEqual({
    text: 'c00002',
    faults: [expect.stringContaining('byte 0')],
  });
});
