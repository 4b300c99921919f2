import type { Overview } from '#shared/contract/snmp.ts';
import { formatCount } from '../../ui/format.ts';

const speedUnits = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];

/** "10 Gbit/s"; empty where the agent gave none. */
export function speedText(speed: string | undefined): string {
  if (speed === undefined) return '';
  let value = Number(speed);
  let unit = 0;
  while (value >= 1000 && unit < speedUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${speedUnits[unit]}`;
}

/** For sorting. */
export function speedValue(speed: string | undefined): number {
  return speed === undefined ? -1 : Number(speed);
}

/** An exact count with the language's separators; empty where the agent gave none. */
export function countText(count: string | undefined, language: string): string {
  if (count === undefined) return '';
  return /^\d+$/.test(count) ? formatCount(BigInt(count), language) : count;
}

/** What an interface is for: what people named it, else what the agent calls it where that is not its name. */
export function describedAs({ alias, description, name }: Overview['interfaces'][number]): string {
  return alias || (description === name ? '' : description);
}
