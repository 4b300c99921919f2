import type { SnmpValue } from '#electron/wire/snmp/value.ts';

/** Seconds in which traffic swells and ebbs once, and by how much of its mean. */
const period = 300;
const swing = 0.6;
const angle = (2 * Math.PI) / period;

/** What has been counted at so many a second in the mean, after so many milliseconds: always the same, and never less than before. */
export function countedAt(rate: number, uptime: number): bigint {
  const seconds = uptime / 1000;
  return BigInt(Math.floor(rate * (seconds + (swing / angle) * (1 - Math.cos(angle * seconds)))));
}

/** A counter of 32 bits, which wraps. */
export function counter32(rate: number): (uptime: number) => SnmpValue {
  return (uptime) => ({ type: 'Counter32', value: Number(BigInt.asUintN(32, countedAt(rate, uptime))) });
}

/** The same counter with 64 bits. */
export function counter64(rate: number): (uptime: number) => SnmpValue {
  return (uptime) => ({ type: 'Counter64', value: countedAt(rate, uptime) });
}
