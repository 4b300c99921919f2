import type { SnmpValue } from '#electron/wire/snmp/value.ts';

const raw = (tag: number, ...value: number[]): SnmpValue => ({
  type: 'unknown',
  tag,
  value: Uint8Array.from(value),
  fault: '',
});

/** Values no agent may send, as objects of a scripted one. */
export const faultyValues = {
  integerOfNineBytes: raw(0x02, 1, 2, 3, 4, 5, 6, 7, 8, 9),
  integerOfEightBytes: raw(0x02, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff),
  integerWithoutBytes: raw(0x02),
  counter32OfSixBytes: raw(0x41, 0, 1, 0, 0, 0, 0),
  counter64OfTenBytes: raw(0x46, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  counter64WithoutBytes: raw(0x46),
  addressOfSixteenBytes: raw(0x40, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
  addressWithoutBytes: raw(0x40),
  oidWithoutBytes: raw(0x06),
  oidCutShort: raw(0x06, 0x2b, 0x86),
  nullWithBytes: raw(0x05, 0),
  unknownTag: raw(0x47, 1, 2, 3),
  floatOfTwoBytes: raw(0x44, 0x9f, 0x78, 0x02, 0x40, 0x49),
} satisfies Record<string, SnmpValue>;
