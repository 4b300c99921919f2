const dot = 46;
const digitZero = 48;
const maximumArc = 0xffff_ffff;

/** Takes dotted arcs one by one, without cutting all of them apart first: an agent may have sent thousands. */
export class ArcReader {
  readonly #text: string;
  /** Position of the next arc in the text. */
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.at >= this.#text.length;
  }

  /** Undefined at the end, and for what is no arc. */
  next(): number | undefined {
    const start = this.at;
    const end = this.#text.length;
    let arc = 0;
    let at = start;
    while (at < end) {
      const digit = this.#text.charCodeAt(at) - digitZero;
      if (digit < 0 || digit > 9) break;
      arc = arc * 10 + digit;
      at++;
    }
    if (at === start || arc > maximumArc || (at < end && this.#text.charCodeAt(at) !== dot)) return undefined;
    this.at = at + 1;
    return arc;
  }

  /** So many arcs as octets; undefined where there are fewer, or one is none. */
  octets(count: number): Uint8Array | undefined {
    // Each takes two characters at least; without this an arc could ask for gigabytes.
    if (count > (this.#text.length - this.at + 1) / 2) return undefined;
    const octets = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const arc = this.next();
      if (arc === undefined || arc > 255) return undefined;
      octets[i] = arc;
    }
    return octets;
  }

  /** So many arcs as dotted text; undefined where there are fewer. */
  arcs(count: number): string | undefined {
    if (count === 0) return '';
    const start = this.at;
    for (let i = 0; i < count; i++) if (this.next() === undefined) return undefined;
    return this.#text.slice(start, this.at - 1);
  }

  /** How many arcs are left. */
  left(): number {
    if (this.atEnd) return 0;
    let count = 1;
    for (let at = this.at; at < this.#text.length; at++) if (this.#text.charCodeAt(at) === dot) count++;
    return count;
  }

  /** What is left, as it is. */
  rest(): string {
    return this.#text.slice(this.at);
  }
}
