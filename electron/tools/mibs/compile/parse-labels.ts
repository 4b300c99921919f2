import type { Label } from './module-tree.ts';
import { readHexadecimalWord, readLiteralNumber, readSmallNumber } from './parse-number.ts';
import type { TokenReader } from './token-reader.ts';

/** `{ up(1), down(2) }` of an enumeration or of BITS. */
export function parseLabels(reader: TokenReader): Label[] {
  const labels: Label[] = [];
  const names = new Set<string>();
  const values = new Set<number>();
  const { start } = reader;
  reader.readList('{', '}', () => {
    const label = parseLabel(reader);
    if (label === undefined) return false;
    const { start: at } = label;
    if (names.has(label.label)) reader.report('label-twice', { label: label.label }, at);
    if (label.value === undefined) {
      reader.report('label-value-missing', { label: label.label }, at);
      return true;
    }
    if (values.has(label.value)) reader.report('label-value-twice', { label: label.label, value: label.value }, at);
    names.add(label.label);
    values.add(label.value);
    labels.push({ label: label.label, value: label.value });
    return true;
  });
  if (labels.length === 0) reader.report('list-empty', {}, start);
  if (reader.language === 'SMIv1' && values.has(0)) reader.report('label-zero', {}, start);
  return labels;
}

function parseLabel(reader: TokenReader): { label: string; value: number | undefined; start: number } | undefined {
  const { start } = reader;
  if (reader.kind !== 'number' && !reader.isWord()) return undefined;
  const label = readLabel(reader);
  if (reader.kind !== '(') return { label, value: undefined, start };
  reader.next();
  const value = parseValue(reader);
  if (!reader.accept(')')) reader.report('brace-missing', { sign: ')', found: reader.found() });
  return { label, value, start };
}

/** A label that no word can be, `10/100` or `a b`, is taken as written up to its value. */
function readLabel(reader: TokenReader): string {
  const { start, kind } = reader;
  let { end } = reader;
  const simple = kind === 'number' ? reader.text.slice(start, end) : reader.word();
  reader.next();
  if (reader.kind === '(' || reader.kind === ',' || reader.kind === '}') {
    reader.checkName(simple, start, 'label');
    return simple;
  }
  const parts = [simple];
  while (isLabelPart(reader) && reader.start - start < 80 && !reader.text.slice(end, reader.start).includes('\n')) {
    parts.push(reader.text.slice(reader.start, reader.end));
    ({ end } = reader);
    reader.next();
  }
  if (parts.length === 1) return simple;
  const label = parts.join(' ').replace(/ ?([^\w ]) ?/g, '$1');
  reader.report('name-other-character', { name: label }, start);
  return label;
}

function isLabelPart(reader: TokenReader): boolean {
  return reader.keyword === '' && ['upper', 'lower', 'number', 'other', '.', '-', ':'].includes(reader.kind);
}

function parseValue(reader: TokenReader): number | undefined {
  const { start } = reader;
  const found = reader.found();
  if (reader.kind === 'number') return readSmallNumber(reader);
  const value = reader.kind === 'literal' ? readLiteralNumber(reader) : readHexadecimalWord(reader);
  if (typeof value !== 'number') return undefined;
  reader.report('label-value-hexadecimal', { found }, start);
  return value;
}
