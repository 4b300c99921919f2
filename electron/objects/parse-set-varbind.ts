import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { shorten } from '#electron/wire/text.ts';
import type { SettableType, SetVarbind } from '#shared/model/snmp-varbind.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import { labelList } from './bit-labels.ts';
import { hintedNumber } from './hinted-number.ts';
import { inetTypeOfIndex } from './index-parts.ts';
import type { ObjectDefinition, ObjectRegistry, Range, Syntax } from './object-definition.ts';
import { nameOf, resolveOid } from './object-names.ts';
import { readSetValue, refusalProblem } from './read-set-value.ts';

export interface ParsedSet {
  oid: string;
  name?: string;
  /** Absent where `fatal` says why. */
  value?: SnmpValue;
  /** What the object's definition is against; an agent may take it all the same. */
  problem?: Problem;
  /** It cannot be sent. */
  fatal?: Problem;
}

/** Characters of a value in a problem. */
const shownLength = 100;
/** Characters of what would have been right: enumerations have hundreds of labels. */
const expectedLength = 300;

/**
 * Makes what is to be written of what was typed, and checks it by the definition. `told`: it is told with a notification, for which no
 * object needs to be writable.
 */
export function parseSetVarbind(registry: ObjectRegistry, input: SetVarbind, { told = false } = {}): ParsedSet {
  const oid = resolveOid(registry, input.oid);
  if (oid === undefined) {
    return { oid: input.oid, fatal: problem('snmp-oid-unreadable', { oid: shorten(input.oid, shownLength) }) };
  }
  const found = registry.find(oid);
  const syntax = found?.object.syntax;
  const name = nameOf(registry, oid);
  const parsed: ParsedSet = name === undefined ? { oid } : { oid, name };
  const about = { oid, name: name ?? oid };
  const type = input.type ?? syntax?.type;
  if (type === undefined) return { ...parsed, fatal: problem('snmp-type-needed', about) };
  const read = readSetValue(registry, type, {
    text: String(input.value),
    inexact: typeof input.value === 'number' && Number.isInteger(input.value) && !Number.isSafeInteger(input.value),
    hex: input.hex,
    syntax: syntax?.type === type ? syntax : undefined,
    inetType:
      found !== undefined && syntax?.meaning === 'inet'
        ? inetTypeOfIndex(registry, found.object, found.instance)
        : undefined,
  });
  const shown = shownValue(type, input, syntax);
  if (read.refusal !== undefined) {
    const refusal = { ...read.refusal, expected: shorten(read.refusal.expected, expectedLength) };
    return { ...parsed, fatal: refusalProblem(refusal, about, type, shown) };
  }
  const { value } = read;
  const checked = found !== undefined && told ? { ...found, object: { ...found.object, access: undefined } } : found;
  const fault = checked === undefined ? undefined : definitionFault(checked, about, type, value, shown);
  return fault === undefined ? { ...parsed, value } : { ...parsed, value, problem: fault };
}

/** Octets may be a secret, and are hidden where nothing says that they are none. */
function shownValue(type: SettableType, input: SetVarbind, syntax: Syntax | undefined): string {
  const isOpen = syntax?.meaning === 'date' || syntax?.meaning === 'inet' || syntax?.meaning === 'bits';
  if ((type === 'OCTET STRING' || type === 'Opaque') && !isOpen) return '…';
  return shorten(String(input.value), shownLength);
}

interface About {
  oid: string;
  name: string;
}

/** The first thing that is wrong by the definition. */
function definitionFault(
  { object, instance }: { object: ObjectDefinition; instance: string },
  about: About,
  type: SettableType,
  value: SnmpValue,
  shown: string,
): Problem | undefined {
  const { syntax, access } = object;
  // Below a table there may be columns that only their maker knows.
  if (syntax === undefined) {
    const isItself = instance === '' && access !== undefined;
    return isItself ? problem('snmp-not-writable', { ...about, access }) : undefined;
  }
  if (access !== undefined && access !== 'read-write' && access !== 'read-create') {
    return problem('snmp-not-writable', { ...about, access });
  }
  if (syntax.type !== type) return problem('snmp-value-other-type', { ...about, type, expected: expectedType(syntax) });
  return valueFault(syntax, about, value, shown);
}

function expectedType({ name, type }: Syntax): string {
  return name === type ? type : `${type} (${name})`;
}

function valueFault(syntax: Syntax, about: About, value: SnmpValue, shown: string): Problem | undefined {
  switch (value.type) {
    case 'INTEGER':
    case 'Counter32':
    case 'Gauge32':
    case 'TimeTicks': {
      const { labels, ranges } = syntax;
      if (labels !== undefined && !labels.has(value.value)) {
        const expected = shorten(labelList(labels), expectedLength);
        return problem('snmp-value-no-label', { ...about, type: value.type, value: shown, expected });
      }
      if (ranges === undefined || isWithin(ranges, value.value)) return undefined;
      return problem('snmp-value-out-of-range', {
        ...about,
        type: value.type,
        value: shown,
        expected: rangeText(ranges, syntax.hint),
      });
    }
    case 'OCTET STRING':
    case 'Opaque': {
      const { sizes } = syntax;
      const { length } = value.value;
      if (sizes === undefined || isWithin(sizes, length)) return undefined;
      return problem('snmp-value-wrong-size', { ...about, length, expected: rangeText(sizes) });
    }
    default:
      return undefined;
  }
}

function isWithin(ranges: readonly Range[], number: number): boolean {
  return ranges.some(({ low, high }) => number >= low && number <= high);
}

/** "0..255", "0 | 16". */
function rangeText(ranges: readonly Range[], hint?: string): string {
  const text = (number: number) => hintedNumber(number, hint) ?? String(number);
  return ranges.map(({ low, high }) => (low === high ? text(low) : `${text(low)}..${text(high)}`)).join(' | ');
}
