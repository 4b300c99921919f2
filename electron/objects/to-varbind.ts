import { colonHexAt } from '#electron/wire/octets.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { shorten } from '#electron/wire/text.ts';
import type { Varbind } from '#shared/model/snmp-varbind.ts';
import { hintedNumber } from './hinted-number.ts';
import { inetTypeOfIndex } from './index-parts.ts';
import type { ObjectDefinition, ObjectRegistry } from './object-definition.ts';
import { nameOf } from './object-names.ts';
import { showOctets, textLimit } from './octets-text.ts';

/** One answered object, formatted by its definition where there is one. `hex`: the value's octets as they were received. */
export function toVarbind(registry: ObjectRegistry, oid: string, value: SnmpValue, hex: string): Varbind {
  const found = registry.find(oid);
  const { value: plain, text } = show(registry, found, value);
  const varbind: Varbind = { oid, type: value.type, value: plain, text, hex };
  if (found !== undefined) {
    varbind.name = found.instance === '' ? found.object.name : `${found.object.name}.${found.instance}`;
  }
  if (value.type === 'unknown') varbind.fault = value.fault;
  return varbind;
}

type Shown = Pick<Varbind, 'value' | 'text'>;

function show(
  registry: ObjectRegistry,
  found: { object: ObjectDefinition; instance: string } | undefined,
  value: SnmpValue,
): Shown {
  const object = found?.object;
  switch (value.type) {
    case 'INTEGER':
    case 'Gauge32':
      return { value: value.value, text: numberText(value.value, object) };
    case 'Counter32':
      return { value: value.value, text: withUnit(String(value.value), object) };
    case 'TimeTicks':
      return { value: value.value, text: ticksText(value.value) };
    case 'Counter64': {
      const text = value.value.toString();
      return { value: text, text: withUnit(text, object) };
    }
    case 'OCTET STRING':
    case 'Opaque': {
      const inetType =
        found?.object.syntax?.meaning === 'inet' ? inetTypeOfIndex(registry, found.object, found.instance) : undefined;
      return showOctets(value.value, object?.syntax, inetType);
    }
    case 'OBJECT IDENTIFIER':
      return { value: value.value, text: oidText(registry, value.value) };
    case 'IpAddress':
      return { value: value.value, text: value.value };
    case 'Float':
      return float(value.value, Math.fround, object);
    case 'Double':
      return float(value.value, Number, object);
    case 'unknown': {
      const octets = colonHexAt(value.value, 0, value.value.length);
      return { value: octets, text: shorten(octets === '' ? value.fault : `${octets} (${value.fault})`, textLimit) };
    }
    default:
      return { value: null, text: value.type };
  }
}

function numberText(number: number, object: ObjectDefinition | undefined): string {
  const label = object?.syntax?.labels?.get(number);
  if (label !== undefined) return `${label}(${number})`;
  return withUnit(hintedNumber(number, object?.syntax?.hint) ?? String(number), object);
}

function withUnit(text: string, object: ObjectDefinition | undefined): string {
  return object?.unit === undefined ? text : `${text} ${object.unit}`;
}

const ticksOf = { day: 8_640_000, hour: 360_000, minute: 6000, second: 100 } as const;

/** Hundredths of a second as "1 d 2 h 3 min 4.56 s (9378456)"; what is zero is left out. */
export function ticksText(ticks: number): string {
  const parts: string[] = [];
  const days = Math.floor(ticks / ticksOf.day);
  const hours = Math.floor((ticks % ticksOf.day) / ticksOf.hour);
  const minutes = Math.floor((ticks % ticksOf.hour) / ticksOf.minute);
  const rest = ticks % ticksOf.minute;
  if (days > 0) parts.push(`${days} d`);
  if (hours > 0) parts.push(`${hours} h`);
  if (minutes > 0) parts.push(`${minutes} min`);
  if (rest > 0 || parts.length === 0) {
    const seconds = rest / ticksOf.second;
    parts.push(`${Number.isInteger(seconds) ? seconds : seconds.toFixed(2)} s`);
  }
  return `${parts.join(' ')} (${ticks})`;
}

function oidText(registry: ObjectRegistry, oid: string): string {
  const name = nameOf(registry, oid);
  return shorten(name === undefined ? oid : `${name} (${oid})`, textLimit);
}

/** As few digits as give the number back when they are read as one of its kind: 0.1, not 0.10000000149011612. */
function float(number: number, round: (number: number) => number, object: ObjectDefinition | undefined): Shown {
  if (!Number.isFinite(number)) return { value: String(number), text: String(number) };
  let digits = 1;
  while (digits < 17 && round(Number(number.toPrecision(digits))) !== number) digits++;
  return { value: number, text: withUnit(String(Number(number.toPrecision(digits))), object) };
}
