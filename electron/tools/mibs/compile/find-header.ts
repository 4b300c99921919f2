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

/** Characters before and behind the word that are looked at: comments may stand between it and the name. */
const reach = { before: 8000, behind: 500 };

const behind =
  /^(?:\s|--[^\n]*\n)*(?:(?:IMPLICIT|EXPLICIT|AUTOMATIC)\s+TAGS\s*)?(::=|:\s?:?\s?=|:{2})?(?:\s|--[^\n]*\n)*(BEGIN\b)?/;

/** The next `NAME DEFINITIONS ::= BEGIN`, also in the middle of other text, as RFCs have it. */
export function findHeader(text: string, from: number): Header | undefined {
  let start = from;
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, start)) {
    const header = headerAt(text, start, at);
    if (header !== undefined) return header;
    start = at + word.length;
  }
  return undefined;
}

function headerAt(text: string, from: number, at: number): Header | undefined {
  const after = at + word.length;
  const tail = behind.exec(text.slice(after, after + reach.behind));
  if (tail === null) return undefined;
  const [whole, assign, begin] = tail;
  const rest = text.slice(after + whole.length, after + whole.length + 8);
  if (begin === undefined && !(assign !== undefined && /^(?:IMPORTS|EXPORTS)\b/.test(rest))) return undefined;
  const named = nameBefore(text, Math.max(from, at - reach.before), at);
  if (named === undefined) return undefined;
  return { ...named, end: after + whole.length, incomplete: begin === undefined || assign !== '::=' };
}

/** The word before an offset, perhaps with an OID and comments between. Undefined where the offset is within a comment. */
function nameBefore(text: string, from: number, at: number): { name: string; start: number } | undefined {
  const head = text.slice(from, at).replace(/(?:--|FORCE-INCLUDE)[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const line = text.slice(from, at).slice(head.lastIndexOf('\n') + 1);
  if (line.includes('--')) return undefined;
  let front = head.trimEnd();
  if (front.endsWith('}')) front = front.slice(0, Math.max(0, front.lastIndexOf('{'))).trimEnd();
  const name = /[A-Za-z0-9][\w.-]{0,254}$/.exec(front.slice(-256))?.[0];
  if (name === undefined || name.length > 255) return undefined;
  return { name: [...name].join(''), start: from + front.length - name.length };
}
