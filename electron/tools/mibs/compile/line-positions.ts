import { makePosition, type Position } from './module-tree.ts';

/** Lines of offsets. Quick where each question is near the one before, as a parser's are. */
export class LinePositions {
  readonly #text: string;
  #line = 1;
  /** Offset of that line's first character, and behind its last one. */
  #start = 0;
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = this.#endFrom(0);
  }

  at(offset: number): Position {
    while (offset > this.#end) {
      this.#line++;
      this.#start = this.#end + 1;
      this.#end = this.#endFrom(this.#start);
    }
    while (offset < this.#start) {
      this.#line--;
      this.#end = this.#start - 1;
      this.#start = this.#end === 0 ? 0 : this.#text.lastIndexOf('\n', this.#end - 1) + 1;
    }
    return makePosition(this.#line, offset - this.#start + 1);
  }

  #endFrom(start: number): number {
    const end = this.#text.indexOf('\n', start);
    return end < 0 ? this.#text.length : end;
  }
}
