import { fromHex } from '#shared/model/hex.ts';
import { settableTypes, type Varbind } from '#shared/model/snmp-varbind.ts';

/** The agent gave a value, and no exception in its place (RFC 3416 section 3). */
export function isRead({ type }: Pick<Varbind, 'type'>): boolean {
  return type !== 'noSuchObject' && type !== 'noSuchInstance' && type !== 'endOfMibView';
}

/** A value as the protocol has it: numbers in decimal, octets as text or hex, nothing made of it. */
export function rawText({ value }: Pick<Varbind, 'value'>): string {
  return value === null ? '' : String(value);
}

/** "00 1b 21", in one line. */
export function spacedHex(hex: string): string {
  return hex.replace(/(..)(?=.)/g, '$1 ');
}

/** What the SET view takes to write an object anew; undefined: its type cannot be written. */
export function settable(
  row: Pick<Varbind, 'oid' | 'name' | 'type' | 'value' | 'hex'>,
): { oid: string; type: string; value: string | number; hex: boolean } | undefined {
  const type = settableTypes.find((one) => one === row.type);
  if (type === undefined) return undefined;
  const octets = type === 'OCTET STRING' || type === 'Opaque';
  const hex = octets && !isText(row.hex);
  return { oid: row.name ?? row.oid, type, value: hex ? row.hex : (row.value ?? ''), hex };
}

/** UTF-8 without control characters: can be typed as text. */
function isText(hex: string): boolean {
  const bytes = fromHex(hex);
  if (bytes === undefined) return false;
  try {
    return !/[\p{Cc}\ufffd]/u.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

/** What to walk around an instance: its object by name, or what its last arc is below. */
export function walkRoot({ oid, name }: Pick<Varbind, 'oid' | 'name'>): string {
  const known = name?.split('.', 1)[0];
  if (known !== undefined && known !== '') return known;
  const dot = oid.lastIndexOf('.');
  return dot < 0 ? oid : oid.slice(0, dot);
}
