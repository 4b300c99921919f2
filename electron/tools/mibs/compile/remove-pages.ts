const mark = '[Page';
const footer = /\[Page\s{1,4}\w{1,6}\]\s*$/;
const header = /^\s*(?:RFC\s?\d{2,5}|Internet[ -]Drafts?|draft-[\w-]+)\b.*\d{4}\s*$/i;
const yearAtEnd = /\b(?:19|20)\d\d\s*$/;

/** Lines longer than this are no footer and no header. */
const longest = 200;

/** Blank lines between a footer and the next page's header. */
const mostBlank = 12;

/** Empties the lines at the ends and beginnings of an RFC's pages. The number of lines stays. */
export function removePages(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at)) {
    const start = text.lastIndexOf('\n', at) + 1;
    const end = endOfLine(text, at);
    at = end;
    if (end - start > longest || !footer.test(text.slice(start, end))) continue;
    parts.push(text.slice(done, start));
    done = end;
    const next = headerBehind(text, end);
    if (next === undefined) continue;
    parts.push(text.slice(done, next.start));
    done = next.end;
    at = done;
  }
  if (done === 0) return text;
  parts.push(text.slice(done));
  return parts.join('');
}

/** The first line with something on it, if it is a page's header. */
function headerBehind(text: string, from: number): { start: number; end: number } | undefined {
  let newPage = false;
  let start = from + 1;
  for (let blank = 0; blank < mostBlank && start < text.length; blank++) {
    const end = endOfLine(text, start);
    if (end - start > longest) return undefined;
    const line = text.slice(start, end);
    if (line.includes('\f')) newPage = true;
    if (line.trim() !== '') {
      return header.test(line) || (newPage && yearAtEnd.test(line)) ? { start, end } : undefined;
    }
    start = end + 1;
  }
  return undefined;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
