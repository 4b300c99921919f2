import { colonHexAt, hexAt } from '#electron/wire/octets.ts';
import { escapeText, shorten } from '#electron/wire/text.ts';
import { ArcReader } from './arc-reader.ts';
import { dateAndTimeText } from './date-and-time.ts';
import { hexBytes } from './hex-bytes.ts';
import { hintedNumber } from './hinted-number.ts';
import { hintedOctets } from './hinted-octets.ts';
import { inetText, inetTypes } from './inet-address.ts';
import type { IndexColumn, ObjectDefinition, ObjectRegistry, Syntax } from './object-definition.ts';
import { textLimit } from './octets-text.ts';
import { readHintedOctets } from './read-hinted-octets.ts';
import { readableText } from './readable-text.ts';

export interface IndexPart {
  name: string;
  text: string;
}

/**
 * The parts of an index of dotted arcs by the INDEX of a table, its entry or one of its columns (RFC 2578 section 7.7). Arcs that are no
 * index of that table are the last part, "rest". Nothing where INDEX is not known. Each text is bounded; `indexArcs` reads it again.
 */
export function indexParts(registry: ObjectRegistry, table: ObjectDefinition, index: string): IndexPart[] {
  const columns = indexColumns(registry, table);
  if (columns === undefined) return [];
  const reader = new ArcReader(index);
  const parts: IndexPart[] = [];
  let inetType: number | undefined;
  for (const { name, syntax, implied } of columns) {
    const start = reader.at;
    const part = readPart(reader, syntax, implied, inetType);
    if (part === undefined) {
      reader.at = start;
      break;
    }
    inetType = inetTypeAfter(syntax, part.number, inetType);
    parts.push({ name, text: shorten(part.text, textLimit) });
  }
  if (!reader.atEnd) parts.push({ name: 'rest', text: shorten(reader.rest(), textLimit) });
  return parts;
}

/** The type of the address that a column of such an index has: the last InetAddressType in the index. */
export function inetTypeOfIndex(registry: ObjectRegistry, column: ObjectDefinition, index: string): number | undefined {
  const columns = indexColumns(registry, column);
  if (columns === undefined || !columns.some(({ syntax }) => isInetType(syntax))) return undefined;
  const reader = new ArcReader(index);
  let inetType: number | undefined;
  for (const { syntax, implied } of columns) {
    const part = readPart(reader, syntax, implied, inetType);
    if (part === undefined) break;
    inetType = inetTypeAfter(syntax, part.number, inetType);
  }
  return inetType;
}

/** INDEX of a table, its entry or a column of it. */
export function indexColumns(registry: ObjectRegistry, table: ObjectDefinition): readonly IndexColumn[] | undefined {
  switch (table.kind) {
    case 'entry':
      return table.index;
    case 'table':
      return registry.find(`${table.oid}.1`)?.object.index;
    case 'column':
      return registry.find(table.oid.slice(0, table.oid.lastIndexOf('.')))?.object.index;
    default:
      return undefined;
  }
}

function isInetType({ name }: Syntax): boolean {
  return name === 'InetAddressType' || name === 'AddressFamilyNumbers';
}

/** An InetAddress goes with the type last before it (RFC 4001 section 4). */
export function inetTypeAfter(
  syntax: Syntax,
  number: number | undefined,
  before: number | undefined,
): number | undefined {
  if (!isInetType(syntax) || number === undefined) return before;
  const isShared = number === inetTypes.ipv4 || number === inetTypes.ipv6 || number === inetTypes.dns;
  return syntax.name === 'InetAddressType' || isShared ? number : inetTypes.unknown;
}

/** The one size of a string that always has the same; its length is not in an index then. */
export function fixedSize({ sizes }: Syntax): number | undefined {
  const [size, ...more] = sizes ?? [];
  return size !== undefined && more.length === 0 && size.low === size.high ? size.low : undefined;
}

/** Takes a part; undefined where the arcs are none of that syntax. `number`: of a part that is a number. */
function readPart(
  reader: ArcReader,
  syntax: Syntax,
  implied: boolean,
  inetType: number | undefined,
): { text: string; number?: number } | undefined {
  switch (syntax.type) {
    case 'INTEGER':
    case 'Gauge32':
    case 'Counter32':
    case 'TimeTicks': {
      const number = reader.next();
      if (number === undefined) return undefined;
      const label = syntax.labels?.get(number);
      if (label !== undefined) return { number, text: `${label}(${number})` };
      return { number, text: hintedNumber(number, syntax.hint) ?? String(number) };
    }
    case 'IpAddress': {
      // RFC 1212 section 4.1.6: the choice in NetworkAddress comes first, and there is only the one.
      if (syntax.name === 'NetworkAddress' && reader.next() !== 1) return undefined;
      const address = reader.octets(4);
      return address === undefined ? undefined : { text: address.join('.') };
    }
    case 'OBJECT IDENTIFIER': {
      const count = implied ? reader.left() : reader.next();
      const arcs = count === undefined ? undefined : reader.arcs(count);
      return arcs === undefined ? undefined : { text: arcs };
    }
    case 'OCTET STRING':
    case 'Opaque': {
      const count = fixedSize(syntax) ?? (implied ? reader.left() : reader.next());
      const octets = count === undefined ? undefined : reader.octets(count);
      return octets === undefined ? undefined : { text: octetsText(octets, syntax, inetType) };
    }
    default:
      // RFC 2578 section 7.7 has no index of other types.
      return undefined;
  }
}

/** So that every text is one of these octets only: colon hex, or text without a doubt. */
function octetsText(octets: Uint8Array, syntax: Syntax, inetType: number | undefined): string {
  const { meaning, hint } = syntax;
  if (meaning === 'inet') return inetText(octets, inetType);
  if (meaning === 'date') return dateAndTimeText(octets) ?? hexText(octets);
  if (meaning === undefined && hint !== undefined) {
    return hintedText(octets, hint, (text) => readHintedOctets(text, hint, syntax.sizes)) ?? hexText(octets);
  }
  if (meaning === 'hex' && hint !== undefined) {
    const text = hintedText(octets, hint, hexBytes);
    if (text !== undefined) return text;
  }
  if (meaning === 'text') return escapeText(octets);
  if (meaning === undefined && readableText(octets, false) !== undefined) {
    const text = escapeText(octets);
    if (!colonHex.test(text)) return text;
  }
  return colonHexAt(octets, 0, octets.length);
}

/** By a hint, where that gives the same octets back. */
function hintedText(
  octets: Uint8Array,
  hint: string,
  read: (text: string) => Uint8Array | undefined,
): string | undefined {
  const text = hintedOctets(octets, hint, textLimit);
  if (text === undefined || text.length > textLimit || hexStart.test(text)) return undefined;
  const again = read(text);
  return again?.length === octets.length && again.every((octet, i) => octet === octets[i]) ? text : undefined;
}

function hexText(octets: Uint8Array): string {
  return `0x${hexAt(octets, 0, octets.length)}`;
}

/** What is read as hex digits whatever the octets are. */
export const hexStart = /^0x/i;

/** What octets of no meaning are read from as numbers instead of as text. */
export const colonHex = /^[0-9a-f]{2}(?::[0-9a-f]{2})*$/i;
