import { readableText } from '#electron/objects/readable-text.ts';
import { isUnderOid } from '#electron/wire/ber/oid.ts';
import { colonHexAt } from '#electron/wire/octets.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { CompiledCondition } from './compiled-rule.ts';
import type { Expression } from './expression.ts';

/** Octets of a value that are looked at. */
const octetLimit = 1000;
/** Varbinds that are looked at: what one datagram can hold of the shortest would take long with many rules. */
const varbindLimit = 1000;

/**
 * Whether a condition holds for one of the varbinds that are its object or an instance of it; `not-equal` must hold for all of them, and there
 * must be one.
 */
export function conditionHolds(
  condition: CompiledCondition,
  expression: Expression | undefined,
  list: VarbindList,
): boolean {
  let found = false;
  const count = Math.min(list.count, varbindLimit);
  for (let i = 0; i < count; i++) {
    if (!isUnderOid(condition.object, list.bytes, list.oidStart(i), list.oidLength(i))) continue;
    if (condition.is === 'present') return true;
    const holds = valueFits(condition, expression, list.value(i));
    if (condition.is !== 'not-equal') {
      if (holds) return true;
    } else if (!holds) return false;
    found = true;
  }
  return found && condition.is === 'not-equal';
}

function valueFits(condition: CompiledCondition, expression: Expression | undefined, value: SnmpValue): boolean {
  const { is } = condition;
  switch (is) {
    case 'equal':
      return isEqual(condition, value);
    case 'not-equal':
      return !isEqual(condition, value);
    case 'contains':
      return valueText(value, condition.labels).toLowerCase().includes(condition.value);
    case 'matches':
      return expression?.test(valueText(value, condition.labels)) ?? false;
    case 'less':
    case 'greater': {
      const number = valueNumber(value);
      if (number === undefined || condition.number === undefined) return false;
      return is === 'less' ? number < condition.number : number > condition.number;
    }
    default:
      return true;
  }
}

function isEqual({ value: wanted, number, oid }: CompiledCondition, value: SnmpValue): boolean {
  const own = valueNumber(value);
  // A bigint and a number of the same value are equal here.
  // biome-ignore lint/suspicious/noDoubleEquals: see above
  if (own !== undefined) return number !== undefined && own == number;
  if (value.type === 'OBJECT IDENTIFIER') return value.value === oid;
  if (value.type === 'OCTET STRING' || value.type === 'Opaque') {
    return octetsText(value.value) === wanted || sameHex(value.value, wanted);
  }
  return valueText(value) === wanted;
}

/** "02:00:5e", "02 00 5E" and "0x02005e" are the same octets. */
function sameHex(octets: Uint8Array, text: string): boolean {
  if (octets.length === 0 || octets.length > octetLimit) return false;
  const digits = text.replace(/^0x|[\s:.-]/gi, '').toLowerCase();
  return digits.length === 2 * octets.length && digits === colonHexAt(octets, 0, octets.length).replaceAll(':', '');
}

function valueNumber(value: SnmpValue): number | bigint | undefined {
  switch (value.type) {
    case 'INTEGER':
    case 'Counter32':
    case 'Gauge32':
    case 'TimeTicks':
    case 'Counter64':
    case 'Float':
    case 'Double':
      return value.value;
    default:
      return undefined;
  }
}

/** "down(2)" where its label is known; texts as they are, other octets as colon hex. Bounded. */
export function valueText(value: SnmpValue, labels?: Record<number, string>): string {
  switch (value.type) {
    case 'INTEGER': {
      const label = labels?.[value.value];
      return label === undefined ? String(value.value) : `${label}(${value.value})`;
    }
    case 'OCTET STRING':
    case 'Opaque':
    case 'unknown':
      return octetsText(value.value);
    case 'OBJECT IDENTIFIER':
    case 'IpAddress':
      return value.value;
    default:
      return 'value' in value ? String(value.value) : '';
  }
}

function octetsText(octets: Uint8Array): string {
  const bounded = octets.subarray(0, octetLimit);
  return readableText(bounded, true) ?? colonHexAt(bounded, 0, bounded.length);
}
