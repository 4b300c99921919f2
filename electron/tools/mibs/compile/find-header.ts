/** Where a module begins in a text. */
export interface Header {
  name: string;
  /** Offset of the name, and behind BEGIN. */
  start: number;
  end: number;
  /** It lacks `::=` or BEGIN. */
  incomplete: boolean;
}

const word = 'DEFINITIONS';

/** Characters around the word that are looked at. */
const reach = 500;

const before = /([A-Za-z0-9][\w.-]{0,254})\s*(?:\{[^{}]{0,250}\})?\s*$/;
const behind =
  /^(?:\s|--[^\n]*\n)*(?:(?:IMPLICIT|EXPLICIT|AUTOMATIC)\s+TAGS\s*)?(::=|:\s?:?\s?=|:{2})?(?:\s|--[^\n]*\n)*(BEGIN\b)?/;

/** The next `NAME DEFINITIONS ::= BEGIN`, also in the middle of other text, as RFCs have it. */
export function findHeader(text: string, from: number): Header | undefined {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + word.length)) {
    const header = headerAt(text, from, at);
    if (header !== undefined) return header;
  }
  return undefined;
}

function headerAt(text: string, from: number, at: number): Header | undefined {
  const head = text.slice(Math.max(from, at - reach), at);
  const named = before.exec(head);
  if (named === null) return undefined;
  const [, name = ''] = named;
  const line = head.slice(head.lastIndexOf('\n', named.index) + 1, named.index);
  if (line.includes('--') || /[\w-]$/.test(head.slice(0, named.index))) return undefined;
  const after = at + word.length;
  const tail = behind.exec(text.slice(after, after + reach));
  if (tail === null) return undefined;
  const [whole, assign, begin] = tail;
  const rest = text.slice(after + whole.length, after + whole.length + 8);
  if (begin === undefined && !(assign !== undefined && /^(?:IMPORTS|EXPORTS)\b/.test(rest))) return undefined;
  return {
    name: [...name].join(''),
    start: at - head.length + named.index,
    end: after + whole.length,
    incomplete: begin === undefined || assign !== '::=',
  };
}
