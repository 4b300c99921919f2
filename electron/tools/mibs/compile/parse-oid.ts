import type { OidPart } from './module-tree.ts';
import { readSmallNumber } from './parse-number.ts';
import type { TokenReader } from './token-reader.ts';

/** Parts of an OID: RFC 3416 section 4.1 allows 128 arcs. */
const mostParts = 128;

/** `{ iso org(3) dod(6) }`, `{ foo 0 1 }`, and the same with dots. Behind it the reader stands at what follows the brace. */
export function parseOid(reader: TokenReader): OidPart[] {
  const parts: OidPart[] = [];
  const start = reader.start;
  if (!reader.accept('{')) {
    reader.report('oid-unreadable', { found: reader.found() });
    return parts;
  }
  for (;;) {
    if (reader.accept('}')) break;
    if (reader.kind === '.') {
      reader.next();
    } else if (reader.kind === ',') {
      reader.report('comma-extra', { found: ',' });
      reader.next();
    } else if (reader.kind === 'number') {
      readArc(reader, parts);
    } else if (reader.isWord() && !(reader.keyword !== '' && parts.length > 0)) {
      if (!readNamedPart(reader, parts)) return parts;
    } else {
      reader.report('brace-missing', { sign: '}', found: reader.found() });
      break;
    }
    if (parts.length > mostParts) {
      reader.report('oid-unreadable', { found: reader.found() });
      return [];
    }
  }
  if (parts.length === 0) reader.report('oid-unreadable', { found: '{ }' }, start);
  return parts;
}

function readArc(reader: TokenReader, parts: OidPart[]): void {
  const at = reader.position();
  const { start } = reader;
  const number = readSmallNumber(reader);
  if (number === undefined || number < 0) {
    reader.report('oid-unreadable', { found: reader.text.slice(start, start + 20) }, start);
    return;
  }
  parts.push({ name: undefined, module: undefined, number, at });
}

/** `mib-2`, `org(3)`, `SNMPv2-SMI.enterprises`. Gives false at the name of the next definition. */
function readNamedPart(reader: TokenReader, parts: OidPart[]): boolean {
  const { start, kind } = reader;
  const reserved = reader.keyword !== '';
  const part: OidPart = { name: undefined, module: undefined, number: undefined, at: 0 };
  const use = kind === 'upper' ? reader.readUse() : { name: reader.word(), module: undefined, at: reader.position() };
  if (kind !== 'upper') reader.next();
  part.name = use.name;
  part.module = use.module;
  part.at = use.at;
  if (reader.kind === '(') {
    reader.next();
    if (reader.is('number')) part.number = readSmallNumber(reader);
    if (!reader.accept(')')) reader.report('brace-missing', { sign: ')', found: reader.found() });
  } else if (reader.beginsDefinition()) {
    reader.report('brace-missing', { sign: '}', found: use.name }, start);
    reader.pending = { name: use.name, start, upper: kind === 'upper', reserved };
    return false;
  }
  parts.push(part);
  return true;
}
