/** A part of a text, and whether it is what was looked for. */
export interface TextPart {
  text: string;
  marked: boolean;
}

/** A text in parts, those marked that one of the words is. Capitals do not matter. */
export function markedText(text: string, words: string): TextPart[] {
  const wanted = [...new Set(words.toLowerCase().split(/\s+/))].filter((word) => word !== '');
  // Lower case may be longer than what it is of ("İ"): then places would not fit.
  const lower = text.toLowerCase();
  if (wanted.length === 0 || lower.length !== text.length) return [{ text, marked: false }];
  const marks = new Array<boolean>(text.length).fill(false);
  for (const word of wanted) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      marks.fill(true, at, at + word.length);
    }
  }
  const parts: TextPart[] = [];
  for (let from = 0; from < text.length; ) {
    const marked = marks[from] === true;
    const end = marks.indexOf(!marked, from);
    const to = end < 0 ? text.length : end;
    parts.push({ text: text.slice(from, to), marked });
    from = to;
  }
  return parts;
}
