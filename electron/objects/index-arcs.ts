import { maximumArcs } from '#electron/wire/ber/oid.ts';
import { ipv4Number, octetsOfIpv4 } from '#electron/wire/octets.ts';
import { unescapeText } from '#electron/wire/text.ts';
import { numberOfLabel } from './bit-labels.ts';
import { dateAndTimeBytes } from './date-and-time.ts';
import { hexBytes } from './hex-bytes.ts';
import { readHintedNumber } from './hinted-number.ts';
import { colonHex, fixedSize, hexStart, indexColumns, inetTypeAfter } from './index-parts.ts';
import { inetBytes } from './inet-address.ts';
import type { ObjectDefinition, ObjectRegistry, Syntax } from './object-definition.ts';
import { resolveOid } from './object-names.ts';
import { readHintedOctets } from './read-hinted-octets.ts';

/**
 * The index of a row as dotted arcs, of its parts as `indexParts` shows them. Numbers may be labels, OIDs names. Undefined where the table's
 * INDEX is not known, or the parts are not as many, not readable, or too long for an OID.
 */
export function indexArcs(
  registry: ObjectRegistry,
  table: ObjectDefinition,
  parts: readonly string[],
): string | undefined {
  const columns = indexColumns(registry, table);
  if (columns === undefined || columns.length !== parts.length) return undefined;
  const index: (number | string)[] = [];
  let inetType: number | undefined;
  for (const [i, { syntax, implied }] of columns.entries()) {
    const arcs = partArcs(registry, parts[i] ?? '', syntax, inetType);
    if (arcs === undefined) return undefined;
    const isString = syntax.type === 'OCTET STRING' || syntax.type === 'Opaque';
    const hasLength = isString ? fixedSize(syntax) === undefined : syntax.type === 'OBJECT IDENTIFIER';
    if (hasLength && !implied) index.push(arcs.length);
    index.push(...arcs);
    if (index.length > maximumArcs) return undefined;
    inetType = inetTypeAfter(syntax, Number(arcs[0]), inetType);
  }
  return index.join('.');
}

function partArcs(
  registry: ObjectRegistry,
  text: string,
  syntax: Syntax,
  inetType: number | undefined,
): readonly (number | string)[] | undefined {
  switch (syntax.type) {
    case 'INTEGER':
    case 'Gauge32':
    case 'Counter32':
    case 'TimeTicks': {
      const hinted = readHintedNumber(text, syntax.hint);
      const number = hinted === undefined ? numberOfLabel(text.trim(), syntax.labels ?? new Map()) : Number(hinted);
      return number === undefined || number < 0 || number > 0xffff_ffff ? undefined : [number];
    }
    case 'IpAddress': {
      if (ipv4Number(text.trim()) === undefined) return undefined;
      const octets = [...octetsOfIpv4(text.trim())];
      return syntax.name === 'NetworkAddress' ? [1, ...octets] : octets;
    }
    case 'OBJECT IDENTIFIER':
      return oidArcs(registry, text.trim());
    case 'OCTET STRING':
    case 'Opaque': {
      const octets = octetsOf(text, syntax, inetType);
      const size = fixedSize(syntax);
      if (octets === undefined || octets.length > maximumArcs) return undefined;
      return size === undefined || octets.length === size ? [...octets] : undefined;
    }
    default:
      return undefined;
  }
}

/** Here an OID may have any number of arcs, also none. */
function oidArcs(registry: ObjectRegistry, text: string): string[] | undefined {
  if (text === '') return [];
  const isArc = /^(?:0|[1-9][0-9]{0,9})$/;
  const arcs = text.replace(/^\./, '').split('.', maximumArcs + 1);
  if (arcs.every((arc) => isArc.test(arc) && Number(arc) <= 0xffff_ffff)) return arcs;
  return resolveOid(registry, text)?.split('.');
}

function octetsOf(text: string, syntax: Syntax, inetType: number | undefined): Uint8Array | undefined {
  const { meaning, hint, sizes } = syntax;
  if (meaning === 'inet') return inetBytes(text, inetType);
  if (meaning === 'date') return dateAndTimeBytes(text) ?? hexBytes(text);
  if (meaning === undefined && hint !== undefined)
    return hexStart.test(text) ? hexBytes(text) : readHintedOctets(text, hint, sizes);
  if (meaning === 'text' || (meaning === undefined && !colonHex.test(text))) return unescapeText(text);
  return hexBytes(text);
}
