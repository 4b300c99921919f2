import type { DiagnosticList } from './diagnostic-list.ts';
import type { MibDiagnosticId } from './diagnostics.ts';
import { isMacroName } from './keywords.ts';
import { characterName, Lexer, type TokenKind } from './lexer.ts';
import type { LinePositions } from './line-positions.ts';
import type { NameUse, Position, SmiLanguage, Span } from './module-tree.ts';

/** A word that was read, and may turn out to begin a definition. */
export interface ReadName {
  name: string;
  start: number;
  upper: boolean;
  reserved: boolean;
}

/** Strings that are mended one after the other: a text with more quotes within it is given up. */
const mostMended = 40;

/** Characters between two quotes within a string. */
const longestMended = 8000;

/** A line on which a definition goes on or begins: it cannot be within a string. */
const codeLine = new RegExp(
  [
    '\\n[ \\t]*(?:::=[ \\t]*\\{',
    '(?:INDEX|AUGMENTS|DEFVAL)[ \\t]{0,80}\\{',
    '[a-zA-Z][\\w-]{0,80}[ \\t]{1,80}(?:OBJECT-TYPE|NOTIFICATION-TYPE|TRAP-TYPE|OBJECT-IDENTITY|OBJECT-GROUP)[ \\t\\r]{0,80}\\n',
    '[A-Z][\\w-]{0,80}[ \\t]{0,80}::=[ \\t]{0,80}TEXTUAL-CONVENTION',
    '[a-z][\\w-]{0,80}[ \\t]{1,80}OBJECT[ \\t]+IDENTIFIER[ \\t]{0,80}::=)',
  ].join('|'),
);

/** The lexer with what all parsers of definitions need: expecting, complaining, lists, strings. */
export class TokenReader extends Lexer {
  readonly diagnostics: DiagnosticList;
  readonly lines: LinePositions;
  language: SmiLanguage = 'SMIv1';
  /** Name of the definition that is being read. */
  definition = '';
  /** A word that was taken for part of a list and begins the next definition. */
  pending: ReadName | undefined;
  readonly #nonAscii: NonAscii;
  /** Characters that may be read once more to mend strings: a hostile text would have all of it read for each of its quotes. */
  #effort: number;

  constructor(text: string, diagnostics: DiagnosticList, lines: LinePositions) {
    super(text, (id, offset, params) => diagnostics.add(id, offset, params));
    this.diagnostics = diagnostics;
    this.lines = lines;
    this.#nonAscii = new NonAscii(text);
    this.#effort = 4 * text.length + 100_000;
  }

  position(offset: number = this.start): Position {
    return this.lines.at(offset);
  }

  report(id: MibDiagnosticId, params: Record<string, string | number> = {}, offset: number = this.start): void {
    this.diagnostics.add(id, offset, { name: this.definition, ...params });
  }

  /** What stands here, for a message. */
  found(): string {
    return this.kind === 'end' ? '…' : this.text.slice(this.start, Math.min(this.end, this.start + 40)).trim();
  }

  isWord(): boolean {
    return this.kind === 'upper' || this.kind === 'lower';
  }

  /** Whether the word here begins nothing of a macro: a name, or a type. */
  isName(): boolean {
    return this.isWord() && this.keyword === '';
  }

  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  readName(): ReadName {
    const name = {
      name: this.word(),
      start: this.start,
      upper: this.kind === 'upper',
      reserved: this.keyword !== '',
    };
    this.next();
    return name;
  }

  /** `ifIndex`, or `IF-MIB.ifIndex`. */
  readUse(): NameUse {
    const at = this.position();
    const name = this.word();
    this.next();
    if (this.kind !== '.') return { name, module: undefined, at };
    const { start: dot, previous } = this;
    this.next();
    if (!this.isWord()) {
      this.returnTo(dot, previous);
      return { name, module: undefined, at };
    }
    const use = { name: this.word(), module: name, at };
    this.next();
    return use;
  }

  /** What may be said of a name where it is given. */
  checkName(name: string, start: number, upper: 'upper' | 'lower' | 'label'): void {
    const first = name.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) this.report('name-starts-with-digit', { name }, start);
    else if (upper === 'upper' && first >= 0x61) this.report('name-lower-case', { name }, start);
    else if (upper !== 'upper' && first <= 0x5a) {
      this.report(upper === 'label' ? 'label-upper-case' : 'name-upper-case', { name }, start);
    }
    if (name.includes('_')) this.report('name-underscore', { name }, start);
    if (name.endsWith('-')) this.report('name-ends-in-hyphen', { name }, start);
    if (name.length > 64) this.report('name-too-long', { name, length: name.length }, start);
  }

  /** `{ a, b, c }`. Commas may be missing. */
  readNames(): NameUse[] {
    const names: NameUse[] = [];
    this.readList('{', '}', () => {
      if (!this.isName()) return false;
      names.push(this.readUse());
      return true;
    });
    return names;
  }

  /**
   * A list with commas between its elements; `element` gives false where none begins. A word that turned out to be the name of the next
   * definition is given back as `pending`.
   */
  readList(open: '{' | '(', close: '}' | ')', element: () => boolean): void {
    const opened = this.accept(open);
    if (!opened) this.report('brace-missing', { sign: open, found: this.found() });
    let comma = true;
    let count = 0;
    for (;;) {
      if (this.kind === close) {
        if (comma && count > 0) this.report('comma-extra', { found: ',' });
        this.next();
        return;
      }
      if (this.kind === ',' || this.kind === ';') {
        if (comma || this.kind === ';') this.report('comma-extra', { found: this.kind });
        comma = true;
        this.next();
        continue;
      }
      if (!comma && !opened) return;
      const { start, end } = this;
      if (!element()) {
        this.report('brace-missing', { sign: close, found: this.found() });
        return;
      }
      if (this.beginsDefinition()) {
        this.report('brace-missing', { sign: close, found: this.found() }, start);
        this.takeBack();
        return;
      }
      if (!comma) this.report('comma-missing', { found: this.text.slice(start, end) }, start);
      comma = false;
      count++;
    }
  }

  /** Whether the token here makes the word before it the name of a definition. */
  beginsDefinition(): boolean {
    if (isMacroName(this.keyword) || this.keyword === 'MACRO') return true;
    if (this.keyword !== 'OBJECT') return false;
    const { start, previous } = this;
    this.next();
    let begins = false;
    if (this.isKeyword('IDENTIFIER')) {
      this.next();
      begins = this.is('::=');
    }
    this.returnTo(start, previous);
    return begins;
  }

  /** Whether the word here names a macro that is defined. */
  beginsMacro(): boolean {
    const { start, previous } = this;
    this.next();
    const begins = this.isKeyword('MACRO');
    this.returnTo(start, previous);
    return begins;
  }

  /** Whether `::=` here makes the word before it the name of a type: what follows is no OID. */
  beginsType(upper: boolean): boolean {
    if (!upper || this.kind !== '::=') return false;
    const { start, previous } = this;
    this.next();
    const begins = this.isWord() || this.is('[');
    this.returnTo(start, previous);
    return begins;
  }

  /** Makes the word before the token here the next definition's name: it was taken for something else. */
  takeBack(): void {
    const { text, previous } = this;
    const name = /[A-Za-z0-9][\w-]{0,254}$/.exec(text.slice(Math.max(0, previous - 255), previous))?.[0];
    if (name === undefined) return;
    const start = previous - name.length;
    this.pending = { name: [...name].join(''), start, upper: /^[A-Z]/.test(name), reserved: false };
  }

  /** The content of a string as a short text. */
  readShortString(): string | undefined {
    const span = this.readString();
    return span === undefined
      ? undefined
      : this.text.slice(span[0], Math.min(span[1], span[0] + 255)).replace(/\s+/g, ' ');
  }

  /** A string, whose ends are mended where what follows cannot follow a string. */
  readString(): Span | undefined {
    if (this.kind !== 'string') {
      const unopened = this.#unopened();
      if (unopened !== undefined) return unopened;
      this.report('clause-unreadable', { clause: 'string', found: this.found() });
      return undefined;
    }
    const { start } = this;
    let { end } = this;
    const closed = this.offset > end;
    this.next();
    if (!closed || !this.#followsString()) end = this.#mendedEnd(start, end, closed);
    const other = this.#nonAscii.within(start, end);
    if (other !== undefined) {
      this.report('string-not-ascii', { character: characterName(this.text.charCodeAt(other)) }, other);
    }
    return [start, end];
  }

  /** A text up to a quote behind which the definition goes on: the quote before it is missing. */
  #unopened(): Span | undefined {
    const { start } = this;
    if (!this.isName() && this.kind !== 'other') return undefined;
    const end = this.#effort > 0 ? this.#quoteFrom(start) : undefined;
    if (end === undefined || this.#codeWithin(start, end) !== undefined) return undefined;
    this.goTo(end + 1);
    const follows = this.#followsString() && this.kind !== 'end';
    this.#effort -= this.offset - start;
    if (follows) {
      this.report('quote-missing', {}, start);
      return [start, end];
    }
    this.goTo(start);
    return undefined;
  }

  /** The end of a string behind whose first quote no definition can go on; the reader goes on behind it. */
  #mendedEnd(start: number, end: number, closed: boolean): number {
    const cut = this.#codeWithin(start, end);
    if (cut !== undefined || !closed) {
      this.report('string-unterminated', {}, start - 1);
      this.goTo(cut ?? end);
      return cut ?? end;
    }
    // Perhaps it has quotes within: then a later one ends it.
    let last = end;
    for (let mended = 0; mended < mostMended && this.#effort > 0; mended++) {
      const next = this.#quoteFrom(last + 1);
      if (next === undefined || this.#codeWithin(last, next) !== undefined) break;
      last = next;
      this.goTo(last + 1);
      const follows = this.#followsString();
      this.#effort -= this.offset - last;
      if (follows) {
        this.report('quote-within', {}, end);
        return last;
      }
    }
    this.goTo(end + 1);
    return end;
  }

  /** The next quote, where it is near. */
  #quoteFrom(start: number): number | undefined {
    const index = this.text.slice(start, start + longestMended).indexOf('"');
    return index < 0 ? undefined : start + index;
  }

  #followsString(): boolean {
    if (this.keyword !== '') return true;
    switch (this.kind) {
      case '::=':
      case '}':
      case ',':
      case ';':
      case ')':
      case 'end':
        return true;
      case 'upper':
      case 'lower':
        return this.#isDefinitionAhead();
      default:
        return false;
    }
  }

  #isDefinitionAhead(): boolean {
    const { start, previous } = this;
    this.next();
    const ahead = this.beginsDefinition() || this.kind === '::=';
    this.returnTo(start, previous);
    return ahead;
  }

  /** Offset of a line within a string that is code: the string's end is missing. */
  #codeWithin(start: number, end: number): number | undefined {
    const index = this.text.slice(start, end).search(codeLine);
    return index < 0 ? undefined : start + index;
  }
}

/** Where a text has characters beyond ASCII. Asked for places that only go up; most texts have none. */
class NonAscii {
  readonly #text: string;
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = Buffer.byteLength(text) === text.length ? Number.POSITIVE_INFINITY : this.#search(0);
  }

  within(start: number, end: number): number | undefined {
    if (this.#next < start) this.#next = this.#search(start);
    return this.#next < end ? this.#next : undefined;
  }

  #search(from: number): number {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
    const pattern = /[^\x00-\x7f]/g;
    pattern.lastIndex = from;
    return pattern.exec(this.#text)?.index ?? Number.POSITIVE_INFINITY;
  }
}
