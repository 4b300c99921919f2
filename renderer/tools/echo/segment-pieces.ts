import type { Segment } from '#shared/model/echo.ts';

/** A stretch of a segment up to where a message ends, or to the segment's own end. */
export interface Piece {
  text: string;
  /** Pairs of digits with spaces between. */
  hex: string;
  end?: Segment['ends'][number];
}

/** Bytes of a segment that are shown at first. */
export const shownAtFirst = 512;

/**
 * The bytes of a segment cut where messages end in it, the first `most` bytes of them. An end that lies inside a character of several bytes
 * stands behind it in the text.
 */
export function piecesOf({ text, hex, ends }: Segment, most: number): Piece[] {
  const bytes = Math.min(most, hex.length / 2);
  const cutText = textCutter(text);
  const pieces: Piece[] = [];
  let from = 0;
  for (const end of ends) {
    if (end.at > bytes) break;
    pieces.push({ text: cutText(end.at), hex: spaced(hex, from, end.at), end });
    from = end.at;
  }
  if (from < bytes) pieces.push({ text: cutText(bytes), hex: spaced(hex, from, bytes) });
  return pieces;
}

/** The message that it begins with began in an earlier segment. */
export function isContinued({ ends: [first] }: Segment): boolean {
  return first !== undefined && first.from < 0;
}

/** Its last bytes belong to a message that ends in a later segment. */
export function goesOn({ ends, moreEnds, faults, length }: Segment): boolean {
  return moreEnds === 0 && faults.length === 0 && length > (ends.at(-1)?.at ?? 0);
}

function spaced(hex: string, from: number, to: number): string {
  return hex
    .slice(2 * from, 2 * to)
    .replace(/../g, '$& ')
    .trimEnd();
}

/** Gives the text from where it was cut last up to a byte. In it `\\` and `\xNN` are one byte, other characters as many as UTF-8 has. */
function textCutter(text: string): (to: number) => string {
  const tokens = text.matchAll(/\\\\|\\x[0-9a-f]{2}|[\s\S]/gu);
  let at = 0;
  return (to) => {
    let cut = '';
    while (at < to) {
      const token = tokens.next().value?.[0];
      if (token === undefined) break;
      cut += token;
      at += token.startsWith('\\') ? 1 : utf8Length(token.codePointAt(0) ?? 0);
    }
    return cut;
  };
}

function utf8Length(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
