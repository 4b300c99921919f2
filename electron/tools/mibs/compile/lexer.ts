import type { MibDiagnosticId } from './diagnostics.ts';
import { type Keyword, keywordAt } from './keywords.ts';
import { WordCache } from './word-cache.ts';

/**
 * `upper` and `lower` are words by their first letter; one that starts with a digit is `lower`. `literal` is 'FF'H or '01'B, `other` a
 * character that has no meaning.
 */
export type TokenKind =
  | ('end' | 'upper' | 'lower' | 'number' | 'string' | 'literal' | 'other')
  | ('{' | '}' | '(' | ')' | '[' | ']' | ',' | ';' | '::=' | '..' | '.' | '|' | '-' | ':');

const kinds = { space: 1, upper: 2, lower: 3, digit: 4, underscore: 5 } as const;
const classes = new Uint8Array(128);
for (let code = 0; code <= 0x20; code++) classes[code] = kinds.space;
for (let code = 0x30; code <= 0x39; code++) classes[code] = kinds.digit;
for (let code = 0x41; code <= 0x5a; code++) classes[code] = kinds.upper;
for (let code = 0x61; code <= 0x7a; code++) classes[code] = kinds.lower;
classes[0x5f] = kinds.underscore;

const hyphen = 0x2d;
const singles = new Map<number, TokenKind>(
  (['{', '}', '(', ')', '[', ']', ',', ';', '|'] as const).map((kind) => [kind.charCodeAt(0), kind]),
);

/** What can follow the last of two quotes only where one of them is too much. */
const stringEnds = /\s*(?:::=|[},;)]|[A-Z]{2,15}(?:-[A-Z]{2,12})?\s+["{]|DEFVAL|SYNTAX|STATUS)/y;

const words = new WordCache();

const isCurlyQuote = (code: number) => code >= 0x201c && code <= 0x201f;

/** "U+00A0" */
export const characterName = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

export type Complain = (id: MibDiagnosticId, offset: number, params?: Record<string, string | number>) => void;

/** Finds one token after the other in a text. A word is told by offsets; no string is made before somebody asks. */
export class Lexer {
  readonly text: string;
  kind: TokenKind = 'end';
  /** Of a word, where it is one. */
  keyword: Keyword | '' = '';
  /** Offsets of the token; of the content, for a string or literal. */
  start = 0;
  end = 0;
  /** Offset behind the token, where the next one is looked for. */
  offset = 0;
  /** Offset behind the token before. */
  previous = 0;
  /** The word has an underscore. */
  underscore = false;
  /** Of the word. */
  #hash = 0;
  /** Text behind this offset is not looked at. */
  #limit: number;
  /** Between these offsets there is no end of a line. */
  #lineStart = 0;
  #lineEnd = 0;
  /** Offset of the last complaint: a token that is read again complains once. */
  #reported = -1;
  readonly #complain: Complain;

  constructor(text: string, complain: Complain) {
    this.text = text;
    this.#limit = text.length;
    this.#complain = complain;
  }

  is(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  isKeyword(keyword: Keyword): boolean {
    return this.keyword === keyword;
  }

  /** Goes on at an offset, with the token there. */
  goTo(offset: number): void {
    this.offset = offset;
    this.next();
  }

  /** Goes back to a token that began at `start`, behind one that ended at `previous`. */
  returnTo(start: number, previous: number): void {
    this.goTo(start);
    this.previous = previous;
  }

  next(): void {
    const text = this.text;
    const limit = this.#limit;
    this.previous = this.offset;
    this.keyword = '';
    let at = this.offset;
    for (;;) {
      if (at >= limit) {
        this.#token('end', limit, limit);
        return;
      }
      const code = text.charCodeAt(at);
      if (code <= 0x20) {
        at++;
      } else if (code > 0x7f && !isCurlyQuote(code)) {
        this.complainOnce('character-stray', at, { character: characterName(code) });
        at++;
      } else if (code === hyphen && text.charCodeAt(at + 1) === hyphen) {
        at = this.#skipComment(at);
      } else {
        this.#read(at, code);
        return;
      }
    }
  }

  /** The token's text, as a string that does not keep the whole file in memory. */
  word(): string {
    return this.keyword === '' ? words.at(this.text, this.start, this.end, this.#hash) : this.keyword;
  }

  protected complainOnce(id: MibDiagnosticId, offset: number, params?: Record<string, string | number>): void {
    if (offset <= this.#reported) return;
    this.#reported = offset;
    this.#complain(id, offset, params);
  }

  #token(kind: TokenKind, start: number, end: number, offset = end): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.offset = offset;
  }

  #read(at: number, code: number): void {
    const kind = code < 128 ? classes[code] : 0;
    if (kind === kinds.upper || kind === kinds.lower) {
      this.#readWord(at, kind === kinds.upper);
    } else if (kind === kinds.digit) {
      this.#readNumber(at, at);
    } else if (code === 0x22 || isCurlyQuote(code)) {
      this.#readString(at, code);
    } else if (code === 0x27) {
      this.#readLiteral(at);
    } else if (code === hyphen) {
      if (classes[this.text.charCodeAt(at + 1)] === kinds.digit) this.#readNumber(at, at + 1);
      else this.#token('-', at, at + 1);
    } else {
      this.#readSign(at, code);
    }
  }

  #readWord(at: number, upper: boolean): void {
    const text = this.text;
    let end = at;
    let hash = 0;
    let underscore = false;
    for (; end < this.#limit; end++) {
      const code = text.charCodeAt(end);
      if (code === hyphen) {
        if (text.charCodeAt(end + 1) === hyphen) break;
      } else {
        const kind = code < 128 ? (classes[code] ?? 0) : 0;
        if (kind < kinds.upper) break;
        if (kind === kinds.underscore) underscore = true;
      }
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    this.underscore = underscore;
    this.#hash = hash;
    this.#token(upper ? 'upper' : 'lower', at, end);
    if (upper) this.keyword = keywordAt(text, at, end, hash);
  }

  /** A number, or a word that starts with digits: 3comHub, 0x1F. `digits` is behind its sign. */
  #readNumber(at: number, digits: number): void {
    const text = this.text;
    let end = digits + 1;
    while (end < this.#limit && classes[text.charCodeAt(end)] === kinds.digit) end++;
    const kind = classes[text.charCodeAt(end)] ?? 0;
    if (end >= this.#limit || kind < kinds.upper) {
      const glued = text.charCodeAt(end) === hyphen && (classes[text.charCodeAt(end + 1)] ?? 0) >= kinds.upper;
      if (!glued || at !== digits) {
        this.#token('number', at, end);
        return;
      }
    }
    this.#readWord(digits, false);
  }

  #readString(at: number, code: number): void {
    const text = this.text;
    if (code !== 0x22) {
      this.complainOnce('quote-curly', at);
      const end = this.#curlyEnd(at + 1);
      this.#token('string', at + 1, end, Math.min(end + 1, this.#limit));
      return;
    }
    let end = text.indexOf('"', at + 1);
    // A quote within is written twice.
    while (end >= 0 && text.charCodeAt(end + 1) === 0x22) {
      stringEnds.lastIndex = end + 2;
      if (stringEnds.test(text)) {
        this.complainOnce('quote-extra', end + 1);
        this.#token('string', at + 1, end, end + 2);
        return;
      }
      end = text.indexOf('"', end + 2);
    }
    if (end < 0 || end > this.#limit) {
      this.#token('string', at + 1, this.#limit);
    } else {
      this.#token('string', at + 1, end, end + 1);
    }
  }

  #curlyEnd(from: number): number {
    for (let at = from; at < this.#limit; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 0x22 || isCurlyQuote(code)) return at;
    }
    return this.#limit;
  }

  /** 'FF'H; one without its second quote on the same line, or with other digits, is no literal. */
  #readLiteral(at: number): void {
    const text = this.text;
    let end = at + 1;
    while (end < this.#limit && text.charCodeAt(end) !== 0x27 && text.charCodeAt(end) !== 0x0a) end++;
    if (text.charCodeAt(end) !== 0x27) {
      this.#readSign(at, 0x27);
      return;
    }
    const suffix = text.charCodeAt(end + 1) | 0x20;
    const known = suffix === 0x68 || suffix === 0x62;
    this.#token('literal', at + 1, end, known ? end + 2 : end + 1);
  }

  #readSign(at: number, code: number): void {
    const text = this.text;
    const single = singles.get(code);
    if (single !== undefined) {
      this.#token(single, at, at + 1);
    } else if (code === 0x3a) {
      const length = assignLength(text, at);
      if (length === 0) this.#token(':', at, at + 1);
      else this.#token('::=', at, at + length);
      if (length > 0 && (length !== 3 || text.charCodeAt(at + 1) !== 0x3a))
        this.complainOnce('assignment-misspelt', at, { found: text.slice(at, at + length) });
    } else if (code === 0x2e) {
      if (text.charCodeAt(at + 1) === 0x2e) this.#token('..', at, text.charCodeAt(at + 2) === 0x2e ? at + 3 : at + 2);
      else this.#token('.', at, at + 1);
    } else {
      this.#token('other', at, at + 1);
    }
  }

  /** A line is looked for once, however many comments it has. */
  #endOfLine(at: number): number {
    if (at >= this.#lineEnd) {
      const end = this.text.indexOf('\n', at);
      this.#lineEnd = end < 0 ? this.#limit : end;
      this.#lineStart = at;
    } else if (at < this.#lineStart) {
      this.#lineEnd = 0;
      return this.#endOfLine(at);
    }
    return Math.min(this.#lineEnd, this.#limit);
  }

  /**
   * Offset behind a comment. ASN.1 ends it at the next `--` of the line, many writers think that it lasts to the end of the line. Both are
   * right nearly always; where something follows that can only be code, ASN.1 is.
   */
  #skipComment(at: number): number {
    const text = this.text;
    const end = this.#endOfLine(at);
    let body = at + 2;
    while (text.charCodeAt(body) === hyphen) body++;
    for (let i = body; i < end - 1; i++) {
      if (text.charCodeAt(i) !== hyphen || text.charCodeAt(i + 1) !== hyphen) continue;
      const rest = text.slice(i + 2, Math.min(end, i + 1000));
      if (body === at + 2 && isCode(rest)) return i + 2;
      const ignored = rest.split('--').find((part, index) => index % 2 === 0 && /[^\s-]/.test(part));
      if (ignored !== undefined) this.complainOnce('comment-ended-early', at, { text: ignored.trim() });
      break;
    }
    return end;
  }
}

/** Whether a line goes on with code behind a comment: with a closing sign, or one name up to such a sign at the end of the line. */
function isCode(rest: string): boolean {
  return /^\s*(?:[,;})](?![*/])|[A-Za-z][\w-]*\s*(?:\(\d+\)\s*)?[,;})]\s*(?:--.*)?$)/.test(rest);
}

/** `::=` also as `:=`, `: :=`, `::` before a brace and `:: =`; 0 where it is none of them. */
function assignLength(text: string, at: number): number {
  const found = /^:\s{0,2}:?\s{0,2}=/.exec(text.slice(at, at + 8));
  if (found !== null) return found[0].length;
  return text.charCodeAt(at + 1) === 0x3a ? 2 : 0;
}
