import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import type { WriteCheck } from './lab-objects.ts';

/** Error statuses of RFC 3416 section 3 that the lab gives. */
export const errors = {
  tooBig: 1,
  noSuchName: 2,
  badValue: 3,
  genErr: 5,
  noAccess: 6,
  wrongType: 7,
  wrongLength: 8,
  wrongValue: 10,
  noCreation: 11,
  inconsistentValue: 12,
  resourceUnavailable: 13,
  authorizationError: 16,
  notWritable: 17,
  inconsistentName: 18,
} as const;

/** An INTEGER from `least` to `most`. */
export function integerWithin(least: number, most: number): WriteCheck {
  return (value) => {
    if (value.type !== 'INTEGER') return errors.wrongType;
    return value.value < least || value.value > most ? errors.wrongValue : 0;
  };
}

/** Octets, so many at most. */
export function octetsUpTo(most: number, least = 0): WriteCheck {
  return (value) => {
    if (value.type !== 'OCTET STRING') return errors.wrongType;
    return value.value.length < least || value.value.length > most ? errors.wrongLength : 0;
  };
}

export const anOid: WriteCheck = (value) => (value.type === 'OBJECT IDENTIFIER' ? 0 : errors.wrongType);

export const integer = (value: number): SnmpValue => ({ type: 'INTEGER', value });
export const text = (value: string): SnmpValue => ({ type: 'OCTET STRING', value: new TextEncoder().encode(value) });
export const oid = (value: string): SnmpValue => ({ type: 'OBJECT IDENTIFIER', value });
export const gauge = (value: number): SnmpValue => ({ type: 'Gauge32', value });
export const counter = (value: number): SnmpValue => ({ type: 'Counter32', value });
/** Milliseconds as hundredths of a second, which begin anew at 2^32. */
export const hundredths = (milliseconds: number): number => Math.floor(milliseconds / 10) % 2 ** 32;
export const ticks = (value: number): SnmpValue => ({ type: 'TimeTicks', value });
export const address = (value: string): SnmpValue => ({ type: 'IpAddress', value });
