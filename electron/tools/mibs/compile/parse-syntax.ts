import type { Field, FieldsSyntax, PlainSyntax, SequenceOfSyntax, Syntax } from './module-tree.ts';
import { parseConstraint } from './parse-constraint.ts';
import { parseLabels } from './parse-labels.ts';
import { readSmallNumber } from './parse-number.ts';
import type { TokenReader } from './token-reader.ts';

/** SEQUENCE in a CHOICE in a SEQUENCE: the modules of the SMI need three. */
const deepest = 8;

/** A type with all that narrows it, or undefined where none begins here. */
export function parseSyntax(reader: TokenReader, depth = 0): Syntax | undefined {
  const application = readTag(reader);
  if (reader.keyword === 'SEQUENCE' || reader.keyword === 'CHOICE') return parseConstructed(reader, depth);
  const syntax = readTypeName(reader);
  if (syntax === undefined) return undefined;
  syntax.application = application;
  if (reader.kind === '{') syntax.labels = parseLabels(reader);
  while (reader.kind === '(' || reader.keyword === 'SIZE') {
    if (!parseConstraint(reader, syntax)) break;
  }
  return syntax;
}

/** `[APPLICATION 1] IMPLICIT`. Gives the number. */
function readTag(reader: TokenReader): number | undefined {
  let number: number | undefined;
  if (reader.accept('[')) {
    if (reader.keyword === 'APPLICATION' || reader.keyword === 'UNIVERSAL') reader.next();
    if (reader.kind === 'number') number = readSmallNumber(reader);
    if (!reader.accept(']')) reader.report('brace-missing', { sign: ']', found: reader.found() });
  }
  if (reader.keyword === 'IMPLICIT') reader.next();
  return number;
}

function readTypeName(reader: TokenReader): PlainSyntax | undefined {
  const at = reader.position();
  const { start } = reader;
  let name: string = reader.keyword;
  let module: string | undefined;
  switch (reader.keyword) {
    case 'OCTET':
    case 'OBJECT':
      name = readPair(reader);
      break;
    case 'INTEGER':
    case 'BITS':
    case 'NULL':
      reader.next();
      break;
    case '':
      if (!reader.isWord()) return undefined;
      if (reader.kind === 'lower') reader.report('name-lower-case', { name: reader.word() });
      ({ name, module } = reader.readUse());
      if (name === 'BIT' && reader.isKeyword('STRING')) {
        reader.next();
        name = 'BIT STRING';
      }
      break;
    default:
      return undefined;
  }
  if (reader.language === 'SMIv2' && olderTypes.has(name)) {
    reader.report('type-other-version', { type: name, better: olderTypes.get(name) ?? '' }, start);
  }
  return {
    form: 'plain',
    name,
    module,
    at,
    labels: undefined,
    ranges: undefined,
    sizes: undefined,
    application: undefined,
  };
}

const olderTypes: ReadonlyMap<string, string> = new Map([
  ['Counter', 'Counter32'],
  ['Gauge', 'Gauge32'],
  ['NetworkAddress', 'IpAddress'],
]);

/** OCTET STRING and OBJECT IDENTIFIER, whose second word may be missing. */
function readPair(reader: TokenReader): string {
  const [first, second] =
    reader.keyword === 'OCTET' ? (['OCTET', 'STRING'] as const) : (['OBJECT', 'IDENTIFIER'] as const);
  reader.next();
  if (reader.keyword === second) reader.next();
  else reader.report('syntax-unreadable', { found: reader.found() });
  return `${first} ${second}`;
}

function parseConstructed(reader: TokenReader, depth: number): Syntax | undefined {
  const at = reader.position();
  const form = reader.keyword === 'CHOICE' ? 'choice' : 'sequence';
  const { start } = reader;
  reader.next();
  if (form === 'sequence' && reader.keyword === 'OF') {
    reader.next();
    return parseSequenceOf(reader, at);
  }
  const syntax: FieldsSyntax = { form, at, fields: [] };
  if (depth >= deepest) {
    reader.report('nested-too-deep', {}, start);
    return undefined;
  }
  reader.readList('{', '}', () => {
    const field = parseField(reader, depth);
    if (field !== undefined) syntax.fields.push(field);
    return field !== undefined;
  });
  if (syntax.fields.length === 0) reader.report('sequence-empty', {}, start);
  return syntax;
}

function parseSequenceOf(reader: TokenReader, at: number): SequenceOfSyntax | undefined {
  if (!reader.isName()) return undefined;
  if (reader.kind === 'lower') reader.report('name-lower-case', { name: reader.word() });
  const { name, module } = reader.readUse();
  return { form: 'sequence-of', name, module, at };
}

function parseField(reader: TokenReader, depth: number): Field | undefined {
  if (!reader.isWord()) return undefined;
  const at = reader.position();
  const field = reader.readName();
  if (field.reserved) reader.report('name-reserved', { name: field.name }, field.start);
  else reader.checkName(field.name, field.start, 'lower');
  if (reader.beginsDefinition()) {
    reader.pending = field;
    return undefined;
  }
  const syntax = parseSyntax(reader, depth + 1);
  return syntax && { name: field.name, syntax, at };
}
