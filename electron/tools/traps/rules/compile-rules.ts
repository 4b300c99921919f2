import { readHintedNumber } from '#electron/objects/hinted-number.ts';
import type { ObjectRegistry, Syntax } from '#electron/objects/object-definition.ts';
import { resolveOid } from '#electron/objects/object-names.ts';
import type { NotificationRule } from '#shared/model/notification-rule.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { parsePrefix } from './address-prefix.ts';
import {
  type AddressPrefix,
  type ClearedOnes,
  type CompiledCondition,
  type CompiledRule,
  type CompiledRules,
  type OidPattern,
  UnreadableRule,
} from './compiled-rule.ts';
import { Expression } from './expression.ts';
import { objectOctets, readPattern } from './oid-pattern.ts';

/** What names are resolved by. */
export interface RuleNames {
  objects: ObjectRegistry;
  /** Of a saved device, by its id or name; none while its host name is not resolved. @throws ProblemError device-unknown */
  addresses(idOrName: string): readonly string[];
}

/** The enabled ones, in their order. One whose names nobody knows now is left out: it matches again once its MIB is back. */
export function compileRules(rules: readonly NotificationRule[], names: RuleNames): CompiledRules {
  const compiled = rules.flatMap((rule): CompiledRule[] => {
    if (!rule.enabled) return [];
    try {
      return [compileRule(rule, names)];
    } catch (error) {
      if (error instanceof UnreadableRule) return [];
      throw error;
    }
  });
  return { rules: compiled };
}

/** @throws UnreadableRule for a name that nobody knows, and what is no OID, address, number or expression */
export function compileRule({ id, match, actions }: NotificationRule, names: RuleNames): CompiledRule {
  const { objects } = names;
  const { severity, category, colour, notify, suppress, clears } = actions;
  const { notification, sender } = match;
  return {
    id,
    ...(notification === undefined || notification === '' ? {} : { notification: pattern(objects, notification) }),
    ...(sender === undefined || sender === '' ? {} : { sender: compileSender(names, sender) }),
    conditions: match.varbinds.map((condition) => compileCondition(objects, condition)),
    ...(severity === undefined ? {} : { severity }),
    ...(category === undefined || category === '' ? {} : { category }),
    ...(colour === undefined ? {} : { colour }),
    notify,
    ...(suppress === undefined
      ? {}
      : { suppress: { milliseconds: suppress.seconds * 1000, objects: octetsOf(objects, suppress.objects) } }),
    ...(clears === undefined ? {} : { clears: compileClears(objects, clears) }),
  };
}

function compileClears(
  objects: ObjectRegistry,
  clears: NonNullable<NotificationRule['actions']['clears']>,
): ClearedOnes {
  return { pattern: pattern(objects, clears.notification), objects: octetsOf(objects, clears.objects) };
}

function pattern(objects: ObjectRegistry, text: string): OidPattern {
  const found = readPattern(objects, text);
  if (found === undefined) throw new UnreadableRule('notification', text, 'no notification of a known MIB, and no OID');
  return found;
}

function octetsOf(objects: ObjectRegistry, names: readonly string[]): Uint8Array[] {
  return names.map((name) => objectOctets(objectOid(objects, name)));
}

function objectOid(objects: ObjectRegistry, name: string): string {
  const oid = resolveOid(objects, name);
  if (oid === undefined) throw new UnreadableRule('object', name, 'no object of a known MIB, and no OID');
  return oid;
}

/** An address, a prefix, or a saved device, which may have several addresses. @throws UnreadableRule */
export function compileSender(names: Pick<RuleNames, 'addresses'>, text: string): AddressPrefix[] {
  const prefix = parsePrefix(text);
  if (prefix !== undefined) return [prefix];
  const known = deviceAddresses(names, text).flatMap((address) => parsePrefix(address) ?? []);
  if (known.length === 0) throw new UnreadableRule('sender', text, 'no address of its host name was found');
  return known;
}

function deviceAddresses(names: Pick<RuleNames, 'addresses'>, text: string): readonly string[] {
  try {
    return names.addresses(text);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'device-unknown')
      throw new UnreadableRule('sender', text, 'no address, no prefix, and no saved device');
    throw error;
  }
}

function compileCondition(
  objects: ObjectRegistry,
  { object, is, value }: NotificationRule['match']['varbinds'][number],
): CompiledCondition {
  const oid = objectOid(objects, object);
  const syntax = objects.find(oid)?.object.syntax;
  const number = numberOf(value, syntax);
  const named = is === 'equal' || is === 'not-equal' ? resolveOid(objects, value) : undefined;
  if ((is === 'less' || is === 'greater') && number === undefined)
    throw new UnreadableRule('value', value, `"${is}" needs a number`);
  if (is === 'matches') checkExpression(value);
  return {
    object: objectOctets(oid),
    is,
    value: is === 'contains' ? value.toLowerCase() : value,
    ...(number === undefined ? {} : { number }),
    ...(named === undefined ? {} : { oid: named }),
    ...(syntax?.labels === undefined || syntax.meaning === 'bits' ? {} : { labels: Object.fromEntries(syntax.labels) }),
  };
}

function checkExpression(source: string): void {
  try {
    new Expression(source);
  } catch (error) {
    throw new UnreadableRule('value', source, error instanceof Error ? error.message : String(error));
  }
}

/** "3", "-1.5", "down", "down(2)", and what the object's hint makes of a number: 1234 of "12.34" by "d-2". Whole numbers are exact however large. */
function numberOf(text: string, syntax: Syntax | undefined): number | bigint | undefined {
  const written = text.trim();
  const hinted = readHintedNumber(written, syntax?.hint);
  if (hinted !== undefined) return hinted;
  if (/^[-+]?\d{1,20}$/.test(written)) {
    const number = Number(written);
    return Number.isSafeInteger(number) ? number : BigInt(written.replace('+', ''));
  }
  if (/^[-+]?\d{0,20}\.?\d{1,20}(?:e[-+]?\d{1,3})?$/i.test(written)) return Number(written);
  const label = /^(.*?)(?:\(-?\d+\))?$/.exec(written)?.[1];
  for (const [number, known] of syntax?.labels ?? []) if (known === label) return number;
  return undefined;
}
