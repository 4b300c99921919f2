import type { DefaultValue } from './module-tree.ts';
import { literalForm } from './parse-number.ts';
import type { TokenReader } from './token-reader.ts';

/** Characters of a default value that are kept. */
const longest = 1000;

/** What stands behind DEFVAL, of whatever shape: whether it fits the type is asked later. */
export function parseDefault(reader: TokenReader): DefaultValue | undefined {
  const at = reader.position();
  if (!reader.accept('{')) {
    reader.report('brace-missing', { sign: '{', found: reader.found() });
    const value = simpleValue(reader, at);
    if (value === undefined) return undefined;
    reader.next();
    return value;
  }
  const { start } = reader;
  const value = simpleValue(reader, at);
  if (value !== undefined) {
    reader.next();
    if (reader.accept('}')) return value;
  }
  return compoundValue(reader, start, at);
}

/** A value of one token, which the reader stays at. */
function simpleValue(reader: TokenReader, at: number): DefaultValue | undefined {
  const { text, start, end, offset } = reader;
  const content = compact(text, start, end);
  switch (reader.kind) {
    case 'number':
      return { text: content, form: 'number', at };
    case 'string':
      return { text: content, form: 'string', at };
    case 'literal':
      return { text: content, form: literal(reader, content, literalForm(text, end, offset)), at };
    case 'upper':
    case 'lower':
      return reader.keyword === '' || reader.keyword === 'NULL' ? { text: content, form: 'name', at } : undefined;
    default:
      return undefined;
  }
}

function literal(reader: TokenReader, content: string, form: 'hex' | 'binary' | undefined): DefaultValue['form'] {
  const digits = content.replaceAll(' ', '');
  if (form === undefined || !(form === 'hex' ? /^[0-9a-fA-F]*$/ : /^[01]*$/).test(digits)) {
    reader.report('literal-unreadable', { found: `'${content}'` });
    return 'other';
  }
  const whole = form === 'hex' ? 2 : 8;
  if (digits.length % whole !== 0) reader.report('literal-odd-digits', { found: content, multiple: whole });
  return form;
}

/** `{ bits, of, names }`, `{ an oid 1 }`, or something else up to the brace that closes. */
function compoundValue(reader: TokenReader, start: number, at: number): DefaultValue | undefined {
  const inner = reader.start === start && reader.kind === '{';
  if (inner) reader.next();
  const from = inner ? reader.start : start;
  let depth = inner ? 2 : 1;
  let numbers = 0;
  let others = 0;
  let end = from;
  while (depth > 0) {
    if (reader.kind === 'end' || reader.kind === '::=' || reader.kind === 'string') break;
    if (reader.keyword !== '' && reader.keyword !== 'NULL') break;
    if (reader.kind === '{') depth++;
    else if (reader.kind === '}') depth--;
    else if (reader.kind === 'number') numbers++;
    else if (!reader.isWord() && reader.kind !== ',') others++;
    if (depth > (inner ? 1 : 0)) end = reader.end;
    reader.next();
  }
  if (depth > 0) reader.report('brace-missing', { sign: '}', found: reader.found() });
  if (!inner && others === 0 && numbers === 0 && end === from)
    reader.report('clause-empty', { clause: 'DEFVAL' }, start);
  const form = others > 0 || (!inner && numbers === 0) ? 'other' : numbers > 0 ? 'oid' : 'bits';
  return { text: compact(reader.text, from, end), form, at };
}

/** One line of a text, which does not keep the whole file in memory. */
function compact(text: string, start: number, end: number): string {
  return text
    .slice(start, Math.min(end, start + longest))
    .split(/\s+/)
    .join(' ')
    .trim();
}
